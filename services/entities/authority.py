"""Authority file: a newsroom's own register of names. Its ids and names replace those that Copydesk would give.

CSV with a heading, or JSON Lines; a record has `name` and `id`, and may have `aliases` (in CSV separated by `|`),
`scheme` (the register that the id belongs to) and `type`. Names are compared exactly, but for case, accents and full
stops: nothing is guessed, since a newsroom relies on its own ids.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

from schemas.entity import EntityType, Link
from services.entities.names import without_accents

DEFAULT_SCHEME = "authority"

_FIELDS = ("name", "id", "aliases", "scheme", "type")


class AuthorityError(ValueError):
    """A record of an authority file that cannot be used; the message names file, line and field."""


@dataclass(frozen=True, slots=True)
class Record:
    """An entry of the register. Without a `type` it stands for an entity of any type with that name."""

    name: str
    link: Link
    type: EntityType | None


class Authority:
    """A register, looked up by the names that an article gives to an entity."""

    def __init__(self, records: Iterable[tuple[str, Record]]) -> None:
        """`records`: each name or alias with its record; the first of two for the same name and type wins."""
        self._records: dict[str, dict[EntityType | None, Record]] = {}
        for name, record in records:
            self._records.setdefault(_folded(name), {}).setdefault(record.type, record)

    def __len__(self) -> int:
        return len(self._records)

    def find(self, names: Iterable[str], entity_type: EntityType) -> Record | None:
        """The record of the first of `names` that the register knows, for this type."""
        if not self._records:
            return None
        for name in names:
            records = self._records.get(_folded(name))
            if records is None:
                continue
            record = records.get(entity_type) or records.get(None)
            if record is not None:
                return record
        return None


def _folded(name: str) -> str:
    return " ".join(without_accents(name).casefold().replace("\u2019", "'").replace(".", "").split())


def load_authority(path: Path) -> Authority:
    """The register of a file; `.csv` is CSV, anything else JSON Lines.

    Raises:
        OSError: the file cannot be read.
        AuthorityError: a record lacks its name or id, or a field has a wrong value.
    """
    rows = _csv_rows(path) if path.suffix.lower() == ".csv" else _json_rows(path)
    return Authority(pair for line, row in rows for pair in _entries(f"{path.name}, line {line}", row))


def _csv_rows(path: Path) -> Iterator[tuple[int, Mapping[str, object]]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file, strict=True)
        missing = [field for field in ("name", "id") if field not in (reader.fieldnames or ())]
        if missing:
            raise AuthorityError(f"{path.name}, line 1: no column {missing[0]!r}")
        try:
            for row in reader:
                aliases = [alias for alias in (row.get("aliases") or "").split("|") if alias.strip()]
                yield reader.line_num, {**{key: row[key] or None for key in row if key in _FIELDS}, "aliases": aliases}
        except csv.Error as error:
            raise AuthorityError(f"{path.name}, line {reader.line_num}: {error}") from error


def _json_rows(path: Path) -> Iterator[tuple[int, Mapping[str, object]]]:
    with path.open(encoding="utf-8-sig") as file:
        for number, line in enumerate(file, start=1):
            if not line.strip():
                continue
            try:
                row = json.loads(line)
            except ValueError as error:
                raise AuthorityError(f"{path.name}, line {number}: no JSON: {error}") from error
            if not isinstance(row, dict):
                raise AuthorityError(f"{path.name}, line {number}: no JSON object")
            yield number, row


def _entries(location: str, row: Mapping[str, object]) -> Iterator[tuple[str, Record]]:
    name, identifier = _text(location, row, "name"), _text(location, row, "id")
    if name is None or identifier is None:
        field = "name" if name is None else "id"
        raise AuthorityError(f"{location}: field {field!r} is missing or empty")
    stated = _text(location, row, "type")
    scheme = _text(location, row, "scheme") or DEFAULT_SCHEME
    record = Record(name, Link(scheme=scheme, id=identifier), _type(location, stated))
    for alias in (name, *_aliases(location, row)):
        yield alias, record


def _text(location: str, row: Mapping[str, object], field: str) -> str | None:
    value = row.get(field)
    if value is None:
        return None
    if not isinstance(value, str):
        raise AuthorityError(f"{location}: field {field!r} is no text")
    return value.strip() or None


def _aliases(location: str, row: Mapping[str, object]) -> list[str]:
    aliases = row.get("aliases")
    if aliases is None:
        return []
    if not isinstance(aliases, list) or not all(isinstance(alias, str) and alias.strip() for alias in aliases):
        raise AuthorityError(f"{location}: field 'aliases' is no list of names")
    return [alias for alias in aliases if isinstance(alias, str)]


def _type(location: str, stated: str | None) -> EntityType | None:
    if stated is None:
        return None
    for known in get_args(EntityType):
        if stated.upper() == known:
            found: EntityType = known
            return found
    raise AuthorityError(f"{location}: field 'type' is {stated!r}, none of {', '.join(get_args(EntityType))}")
