"""Writes the contract as JSON Schema files for those who do not read Python: `python -m tools.json_schemas`.

One file a model in `schemas/generated/`; `schemas/released/` keeps them as they were last promised to consumers.
The AsyncAPI and OpenAPI documents beside them tell what only the services know: `python -m tools.reference`.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from schemas.dead_letter import HEADER_PREFIX, DeadLetter
from schemas.topics import TOPICS, Topic
from tools.compatibility import Schema, breaking_changes

DIALECT = "https://json-schema.org/draft/2020-12/schema"

CONTRACT = Path(__file__).parents[1] / "schemas"

GENERATED = CONTRACT / "generated"
RELEASED = CONTRACT / "released"

SUFFIX = ".schema.json"

REGENERATE = "python -m tools.json_schemas"


class ReleaseError(Exception):
    """The contract must not be released like this; the message says why."""


def schema_file(topic: Topic) -> str:
    """Name of the file that describes what `topic` carries."""
    return f"{topic.model.__name__}{SUFFIX}"


def topic_schema(topic: Topic) -> Schema:
    """JSON Schema 2020-12 of what `topic` carries: of the value, or of a dead letter's headers.

    `required` is what every reader may count on in every version; the other fields are written, too, and have defaults
    for data that is older than they are.
    """
    schema = _headers_schema() if topic.model is DeadLetter else topic.model.model_json_schema()
    major = topic.event_type.rpartition(".")[2]
    return {"$schema": DIALECT, "$id": f"urn:copydesk:{topic.model.__name__}:{major}", **schema}


def _headers_schema() -> Schema:
    """The headers of a dead letter as they are written: all of them, each a string."""
    model = DeadLetter.model_json_schema()
    headers = {HEADER_PREFIX + name: _as_text(field) for name, field in model["properties"].items()}
    return {**model, "properties": headers, "required": sorted(headers)}


def _as_text(field: Mapping[str, object]) -> Schema:
    words = {name: field[name] for name in ("title", "description") if name in field}
    match field.get("type"):
        case "integer":
            return {**words, "type": "string", "pattern": "^-?[0-9]+$"}
        case "boolean":
            return {**words, "type": "string", "enum": [str(True), str(False)]}
        case _:
            return {name: value for name, value in field.items() if name != "default"}


def render(document: Mapping[str, object]) -> str:
    """The document as JSON text that depends on nothing but its content."""
    return json.dumps(document, indent=2, sort_keys=True, ensure_ascii=False) + "\n"


def schema_texts() -> dict[str, str]:
    """The content of each schema file, by its name."""
    return {schema_file(topic): render(topic_schema(topic)) for topic in TOPICS}


def write(files: Mapping[Path, str]) -> None:
    """Write the files, and the folders that they stand in."""
    for path, text in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def differences(files: Mapping[Path, str]) -> list[str]:
    """Which files are not there, or not as they should be, in words."""
    found = []
    for path, text in files.items():
        if not path.exists():
            found.append(f"{path.name} is missing")
        elif path.read_text(encoding="utf-8") != text:
            found.append(f"{path.name} differs from the code")
    return found


def _obsolete(folder: Path, names: Iterable[str]) -> list[Path]:
    """Schema files of models that are no more."""
    known = set(names)
    return [path for path in sorted(folder.glob(f"*{SUFFIX}")) if path.name not in known]


def check(generated: Path) -> list[str]:
    """What in the folder differs from the code, in words."""
    texts = schema_texts()
    gone = [f"{path.name} describes no model" for path in _obsolete(generated, texts)]
    return differences({generated / name: text for name, text in texts.items()}) + gone


def generate(generated: Path) -> None:
    """Make the folder's schema files those of the code."""
    texts = schema_texts()
    write({generated / name: text for name, text in texts.items()})
    for path in _obsolete(generated, texts):
        path.unlink()


def breaking_since(released: Path) -> dict[str, list[str]]:
    """By file, what in the code breaks those who know the released contract."""
    texts = schema_texts()
    found = {}
    for path in sorted(released.glob(f"*{SUFFIX}")):
        changes = (
            breaking_changes(json.loads(path.read_text(encoding="utf-8")), json.loads(texts[path.name]))
            if path.name in texts
            else ["the whole: was removed"]
        )
        if changes:
            found[path.name] = changes
    return found


def release(generated: Path, released: Path, *, major: bool) -> None:
    """Promise the contract as it is in the code.

    Raises:
        ReleaseError: it breaks what was promised before, and `major` does not say that it may; or it may, but the
            events keep their type, so that no consumer could tell the new ones from the old.
    """
    broken = breaking_since(released)
    if broken and not major:
        raise ReleaseError(
            f"breaking changes; keep the old form, or give the events a new type and use --major:\n{_listed(broken)}"
        )
    texts = schema_texts()
    unannounced = {
        name: changes
        for name, changes in broken.items()
        if name in texts and _identity(texts[name]) == _identity((released / name).read_text(encoding="utf-8"))
    }
    if unannounced:
        raise ReleaseError(
            f"breaking changes under the same event type; raise it in schemas/topics.py:\n{_listed(unannounced)}"
        )
    generate(generated)
    for path in _obsolete(released, texts):
        path.unlink()
    released.mkdir(parents=True, exist_ok=True)
    for name in texts:
        shutil.copyfile(generated / name, released / name)


def _identity(text: str) -> str:
    return str(json.loads(text).get("$id"))


def _listed(changes: Mapping[str, Sequence[str]]) -> str:
    return "\n".join(f"  {name}: {change}" for name, lines in changes.items() for change in lines)


def main(arguments: Sequence[str] | None = None, generated: Path = GENERATED, released: Path = RELEASED) -> int:
    """Entry point of `python -m tools.json_schemas`; returns the exit status."""
    parser = argparse.ArgumentParser(prog=REGENERATE, description="Write the contract as JSON Schema files.")
    action = parser.add_mutually_exclusive_group()
    action.add_argument("--check", action="store_true", help="write nothing; exit 1 where files differ from the code")
    action.add_argument("--release", action="store_true", help="promise the contract: copy it to schemas/released")
    parser.add_argument("--major", action="store_true", help="with --release: it may break what was promised before")
    options = parser.parse_args(arguments)
    if options.major and not options.release:
        parser.error("--major goes with --release")
    if options.check:
        return report(check(generated), REGENERATE)
    if not options.release:
        generate(generated)
        return 0
    try:
        release(generated, released, major=options.major)
    except ReleaseError as refusal:
        sys.stderr.write(f"{refusal}\n")
        return 1
    return 0


def write_or_check(
    files: Callable[[], Mapping[Path, str]], command: str, description: str, arguments: Sequence[str] | None
) -> int:
    """What a generator's command does: write its files, or with `--check` only compare; returns the exit status."""
    parser = argparse.ArgumentParser(prog=command, description=description)
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 where files differ from the code")
    if parser.parse_args(arguments).check:
        return report(differences(files()), command)
    write(files())
    return 0


def report(found: Sequence[str], command: str) -> int:
    """Say what differs and how to put it right; returns the exit status of a check."""
    if not found:
        return 0
    lines = "\n".join(f"  {difference}" for difference in found)
    sys.stderr.write(f"generated files differ from the code; run `{command}`:\n{lines}\n")
    return 1


if __name__ == "__main__":
    sys.exit(main())
