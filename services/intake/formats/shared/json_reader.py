"""JSON from strangers: objects that know which of their names stood twice, and fields that are what they should be."""

from __future__ import annotations

import json
import re
from collections import Counter

from services.intake.formats.format import FormatError
from services.intake.formats.shared.encodings import decoded

MAX_BYTES = 16 << 20
"""Several times the largest feed met; what is larger is no news feed."""

JSON_PEEK_BYTES = 1 << 16
"""A whole article may stand before the field that tells one JSON format from another."""

MAX_DIGITS = 18
"""A longer whole number stays text: an id keeps every digit, and no arithmetic is slow."""


_UNDECODED = re.compile("[\udc80-\udcff]")
"""What stands for a byte that could not be decoded."""


class JsonObject(dict[str, object]):
    """An object, and the names that stand in it more than once: which value is meant nobody can say.

    `undecoded` is true where a byte in it, at any depth, is in no encoding that is known.
    """

    repeated: frozenset[str] = frozenset()
    undecoded: bool = False


def read_json(data: bytes) -> object:
    """The value of a JSON file; its objects are JsonObject.

    Raises:
        FormatError: it is no JSON, too large or nested too deep; names the line.
    """
    if len(data) > MAX_BYTES:
        raise FormatError(f"the file has {len(data)} bytes, over the limit of {MAX_BYTES}")
    text = decoded(data)
    hook = _checked_object if _UNDECODED.search(text) else _object
    try:
        # Line breaks within strings are common, and do no harm.
        return json.loads(text, object_pairs_hook=hook, parse_int=_whole_number, strict=False)
    except json.JSONDecodeError as error:
        raise FormatError(f"line {error.lineno}, column {error.colno}: {error.msg}") from error
    except RecursionError as error:
        raise FormatError("values nested too deep") from error


def text_field(holder: JsonObject, *names: str) -> str | None:
    """The first of these fields that is stated; null counts as not stated.

    Raises:
        FormatError: one of them is no text, or stands twice.
    """
    for name in names:
        value = field(holder, name)
        if value is None:
            continue
        if not isinstance(value, str):
            raise FormatError(f"{name}: no text but {kind(value)}")
        return value
    return None


def optional_text(holder: JsonObject, *names: str) -> str | None:
    """The first of these fields that is a text; for what an article can be without."""
    for name in names:
        value = holder.get(name)
        if isinstance(value, str) and value.strip():
            return value
    return None


def objects(holder: JsonObject, *names: str) -> list[JsonObject]:
    """The objects in the first of these fields that holds any: an array of them, or an object of them by name."""
    for name in names:
        value = holder.get(name)
        members = list(value.values()) if isinstance(value, dict) else value
        if isinstance(members, list) and (found := [member for member in members if isinstance(member, JsonObject)]):
            return found
    return []


def field(holder: JsonObject, name: str) -> object:
    """The value of a field that must be unmistakable; None where it is not stated.

    Raises:
        FormatError: it stands twice.
    """
    if name in holder.repeated:
        raise FormatError(f"{name}: stands more than once")
    return holder.get(name)


def checked_object(value: object) -> JsonObject:
    """A member of an array that must be an object.

    Raises:
        FormatError: it is none, or a byte in it could not be decoded.
    """
    if not isinstance(value, JsonObject):
        raise FormatError(f"no object but {kind(value)}")
    if value.undecoded:
        raise FormatError("a byte in it is not valid UTF-8")
    return value


def kind(value: object) -> str:
    """What a value is, in the words of JSON."""
    match value:
        case None:
            return "null"
        case bool():
            return "true or false"
        case int() | float():
            return "a number"
        case str():
            return "a text"
        case list():
            return "an array"
        case _:
            return "an object"


def source_of(value: object) -> bytes:
    """A value as JSON again: what is refused of a larger file."""
    try:
        return json.dumps(value, ensure_ascii=True).encode()
    except RecursionError:
        return b""


def _object(pairs: list[tuple[str, object]]) -> JsonObject:
    made = JsonObject(pairs)
    if len(made) < len(pairs):
        counts = Counter(name for name, _ in pairs)
        made.repeated = frozenset(name for name, count in counts.items() if count > 1)
    return made


def _checked_object(pairs: list[tuple[str, object]]) -> JsonObject:
    made = _object(pairs)
    made.undecoded = any(_is_undecoded(value) for _, value in pairs)
    return made


def _is_undecoded(value: object) -> bool:
    if isinstance(value, list):
        return any(_is_undecoded(member) for member in value)
    if isinstance(value, JsonObject):
        return value.undecoded
    return isinstance(value, str) and _UNDECODED.search(value) is not None


def _whole_number(digits: str) -> int | str:
    return int(digits) if len(digits) <= MAX_DIGITS else digits
