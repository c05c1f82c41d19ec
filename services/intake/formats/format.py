"""What a format is: a module that says whether it can read given bytes, and reads them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

Fields = dict[str, object]
"""Fields of RawArticle as its JSON has them; `body` is text, moments are ISO 8601 or datetime."""


class FormatError(ValueError):
    """These bytes cannot be read as the format that they seem to be; the message names the place and the reason."""


@dataclass(frozen=True, slots=True)
class Parsed:
    """One article of a file."""

    fields: Fields


@dataclass(frozen=True, slots=True)
class Refused:
    """One item of a file that cannot be read; its neighbours are unharmed. `value` is what came: the dead letter."""

    value: bytes
    error: FormatError


PEEK_BYTES = 4096
"""What `can_parse` gets to see: enough for a comment and a few name spaces before the first telling tag."""


@dataclass(frozen=True, slots=True)
class Format:
    """A format of the registry.

    `can_parse` looks at the first `peek_bytes` only, never raises, and is true for no other format's files. `parse`
    yields every article of the file, in order, and raises FormatError where the file as a whole cannot be read.
    """

    name: str
    media_types: tuple[str, ...]
    suffixes: tuple[str, ...]
    can_parse: Callable[[bytes], bool]
    parse: Callable[[bytes], Iterator[Parsed | Refused]] = field(repr=False)
    peek_bytes: int = PEEK_BYTES
