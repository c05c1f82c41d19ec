"""The sources file: YAML, read with the line of every mistake, and written to without losing a comment."""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import cast

from pydantic import ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from services.intake.edges.feeds.sources import FeedSource

MAX_BYTES = 16 << 20
"""A hundred thousand sources."""

HEADING = "sources"

EMPTY = """\
# What `copydesk run feeds` fetches; every key is in docs/intake.md. A change is taken up within seconds.
sources: []
"""


class SourcesError(ValueError):
    """The file cannot be used; the message has one line for each mistake, with file, line and reason."""


def read_sources(path: Path) -> tuple[FeedSource, ...]:
    """The sources of the file, in its order.

    Raises:
        SourcesError: the file cannot be read, or something in it is no source.
    """
    entries = _entries(_loaded(path), path)
    found: list[FeedSource] = []
    problems: list[str] = []
    lines: dict[str, int] = {}
    for number, entry in enumerate(entries):
        line = _line(entries, number)
        try:
            source = FeedSource.model_validate(entry)
        except ValidationError as error:
            problems.extend(_problems(error, path, entry, line))
            continue
        if source.url in lines:
            problems.append(f"{path}:{line}: url: {source.url} is on line {lines[source.url]} already")
        lines.setdefault(source.url, line)
        found.append(source)
    if problems:
        raise SourcesError("\n".join(problems))
    return tuple(found)


def add_sources(path: Path, sources: Sequence[FeedSource]) -> list[FeedSource]:
    """Append those that the file has not yet, and return them; the file is made where there is none.

    Raises:
        SourcesError: the file cannot be used, or cannot be written.
    """
    known = {source.url for source in read_sources(path)} if path.exists() else set()
    new = list({source.url: source for source in sources if source.url not in known}.values())

    def append(entries: CommentedSeq) -> None:
        for source in new:
            entries.append(CommentedMap(stated(source)))

    if new:
        _change(path, append)
    return new


def subscribe_source(path: Path, url: str) -> None:
    """Set `websub` of a source, which is added where the file has it not.

    Raises:
        SourcesError: as `add_sources`.
    """
    add_sources(path, [FeedSource(url=url)])

    def mark(entries: CommentedSeq) -> None:
        for entry in entries:
            if FeedSource.model_validate(entry).url == url:
                entry["websub"] = True

    _change(path, mark)


def stated(source: FeedSource) -> dict[str, object]:
    """What the file has to say of a source: what is not a default."""
    return cast(dict[str, object], source.model_dump(mode="json", exclude_defaults=True))


def _change(path: Path, change: Callable[[CommentedSeq], None]) -> None:
    """Change the file as a whole: whoever reads it sees it before or after."""
    document = _loaded(path) if path.exists() else _parsed(EMPTY.encode(), path)
    entries = _entries(document, path)
    if not entries and isinstance(document, CommentedMap):
        # An empty list in brackets would stay in brackets.
        entries = document[HEADING] = CommentedSeq()
    change(entries)
    text = io.StringIO()
    _yaml().dump(document, text)
    written = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        written.write_text(text.getvalue(), encoding="utf-8")
        if path.exists():
            written.chmod(path.stat().st_mode & 0o777)
        written.replace(path)
    except OSError as error:
        raise SourcesError(f"{path}: cannot be written: {error.strerror}") from error


def _yaml() -> YAML:
    """YAML 1.2 with comments; nothing in the file can make an object of Python."""
    made = YAML(typ="rt")
    made.indent(mapping=2, sequence=4, offset=2)
    made.width = 4096
    return made


def _loaded(path: Path) -> object:
    try:
        with path.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except OSError as error:
        raise SourcesError(f"{path}: {error.strerror}") from error
    if len(data) > MAX_BYTES:
        raise SourcesError(f"{path}: over {MAX_BYTES} bytes")
    return _parsed(data, path)


def _parsed(data: bytes, path: Path) -> object:
    try:
        return _yaml().load(data)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise SourcesError(f"{path}:{mark.line + 1 if mark else 1}: {error.problem or error.context}") from error
    except (YAMLError, ValueError, RecursionError) as error:
        raise SourcesError(f"{path}: no YAML: {error}") from error


def _entries(document: object, path: Path) -> CommentedSeq:
    if isinstance(document, CommentedMap):
        unknown = [str(key) for key in document if key != HEADING]
        if unknown:
            line = document.lc.key(unknown[0])[0] + 1
            raise SourcesError(f"{path}:{line}: {unknown[0]}: no such key; the file has `{HEADING}:` with a list below")
        document = document.get(HEADING)
    if document is None:
        return CommentedSeq()
    if not isinstance(document, CommentedSeq):
        raise SourcesError(f"{path}:1: expected `{HEADING}:` with a list below it")
    return document


def _line(entries: CommentedSeq, number: int) -> int:
    # A list that was given a type by a tag has no places.
    return int(entries.lc.item(number)[0]) + 1 if entries.lc.data else 1


def _problems(error: ValidationError, path: Path, entry: object, line: int) -> list[str]:
    """One line for each mistake, without the value: it may be a secret that was put in the wrong place."""
    return [
        f"{path}:{_line_of(entry, found['loc'], line)}: "
        f"{'.'.join(map(str, found['loc'])) or 'source'}: {found['msg'].removeprefix('Value error, ')}"
        for found in error.errors(include_url=False, include_input=False, include_context=False)
    ]


def _line_of(entry: object, location: Sequence[int | str], line: int) -> int:
    for key in location:
        if not isinstance(entry, CommentedMap) or key not in entry or not entry.lc.data:
            break
        line = int(entry.lc.key(key)[0]) + 1
        entry = cast(Mapping[object, object], entry)[key]
    return line
