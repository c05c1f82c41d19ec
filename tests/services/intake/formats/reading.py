"""What the tests of the formats share: sample files, and articles as the contract sees them."""

from __future__ import annotations

from pathlib import Path

from schemas.article import RawArticle
from services.intake.formats.format import Format, FormatError, Refused

SEEDS = Path(__file__).parent / "seeds"

HOSTILE_UNITS = ("<", "^", "=", "\n", " ", "\x00", "\t", "a\n", "01-03-27 ", "\x01", "\x02", "#", "$a b\n")
"""Repeated, they are what makes the patterns of wire messages try again and again."""

HOSTILE_CHARACTERS = 500_000


def seed(name: str) -> bytes:
    """A self-written sample file."""
    return (SEEDS / name).read_bytes()


def read(parser: Format, data: bytes | str) -> list[RawArticle | Refused]:
    """Everything in the file; each article must be one by the contract."""
    raw = data if isinstance(data, bytes) else data.encode()
    return [item if isinstance(item, Refused) else RawArticle.model_validate(item.fields) for item in parser.parse(raw)]


def articles(parser: Format, data: bytes | str) -> list[RawArticle]:
    """The articles of a file in which nothing is refused."""
    found = read(parser, data)
    assert [str(item.error) for item in found if isinstance(item, Refused)] == []
    return [item for item in found if isinstance(item, RawArticle)]


def article(parser: Format, data: bytes | str) -> RawArticle:
    """The one article of a file."""
    (found,) = articles(parser, data)
    return found


def refusal(parser: Format, data: bytes | str) -> str:
    """Why the one item of a file is refused, or the file as a whole."""
    try:
        (found,) = read(parser, data)
    except FormatError as error:
        return str(error)
    assert isinstance(found, Refused), found
    return str(found.error)


def regions(found: RawArticle) -> list[tuple[str, str]]:
    """Role and text of the regions; they must be in order and apart."""
    ends = [0, *(region.end for region in found.regions)]
    assert all(end <= region.start < region.end for end, region in zip(ends, found.regions, strict=False))
    assert not found.regions or found.regions[-1].end <= len(found.body)
    return [(region.role, found.body[region.start : region.end]) for region in found.regions]


def read_or_refused(parser: Format, data: bytes) -> None:
    """Read whatever it is: it is read, or refused with a reason; no other error comes out."""
    parser.can_parse(data[:4096])
    try:
        list(parser.parse(data))
    except FormatError as error:
        assert str(error)
