"""Web pages: the article without what the site puts around it, and what the page states of it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from services.intake.formats.format import Format, FormatError, Parsed
from services.intake.formats.html.charset import decoded
from services.intake.formats.html.content import Known, find_article, find_text
from services.intake.formats.html.metadata import read_metadata
from services.intake.formats.html.script_data import text_in_scripts
from services.intake.formats.html.text import Part
from services.intake.formats.shared import metadata
from services.intake.formats.shared.fragments import any_prose
from services.intake.formats.shared.prose import Prose, Region

MEDIA_TYPE = "text/html"

MAX_CHARACTERS = 20_000_000

_TAGS = (
    r"html|head|body|title|meta|link|script|style|div|p|span|h[1-6]|article|section|main|header|table|ul|ol|br|a|b|i"
    r"|em|strong|img|center|font|blockquote|figure|nav|form|base"
)

_BEGINNING = re.compile(
    rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--(?:(?!-->).){0,2000}-->\s*){0,5}"
    rb"(?:<!doctype\s+html|<(?:" + _TAGS.encode() + rb")(?=[\s/>]))",
    re.IGNORECASE | re.DOTALL,
)
_OTHER_ROOT = re.compile(rb"<(?:nitf|rss|rdf|feed|newsItem|newsMessage)\b", re.IGNORECASE)

_PAGE = re.compile(r"<(?:!doctype\s+html|html|head|body|title|meta)\b", re.IGNORECASE)
_ANY_TAG = re.compile(r"<[a-zA-Z/!][^<>]*>")
_UNPRINTED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")

_TOO_DEEP = "Excessive depth"
"""As the parser says it; its limit is 2,048 elements within each other."""

MAX_SECTION_CHARACTERS = 100
"""What is longer in an `h1` is another headline, or set large."""

SHORT_OF_STATED = 0.5
"""Where the page shows less than this share of the text that its JSON-LD has, its own scripts put it in."""


SHORTEST_SHOWN = 300
"""A page that shows fewer characters may hold its article as data for its scripts."""


def can_parse(head: bytes) -> bool:
    """Whether a page, or a piece of one, begins like this."""
    return _BEGINNING.match(_ascii(head)) is not None and _OTHER_ROOT.search(head) is None


def _ascii(head: bytes) -> bytes:
    """UTF-16 with the zeros left out, which is all that a tag needs."""
    return head.replace(b"\x00", b"") if head.startswith((b"\xff\xfe", b"\xfe\xff")) else head


def parse(data: bytes) -> Iterator[Parsed]:
    """The one article of a page. What is no whole page is taken as an article's body, all of it.

    Raises:
        FormatError: there is neither a text nor a title.
    """
    markup = _UNPRINTED.sub("", decoded(data))
    if len(markup) > MAX_CHARACTERS:
        raise FormatError(f"character {MAX_CHARACTERS}: the page is longer than any")
    if not _PAGE.search(markup):
        yield Parsed(metadata.article({}, any_prose(markup) if _ANY_TAG.search(markup) else Prose(markup), MEDIA_TYPE))
        return
    root = _tree(markup)
    known = read_metadata(root)
    blocks = _without_title(find_article(root, Known(known.title, known.body, known.summary)), known.title)
    prose = _prose(blocks)
    if len(prose.body) < SHORT_OF_STATED * len(known.body):
        prose = Prose(known.body, whole_paragraphs=True)
    if len(prose.body) < SHORTEST_SHOWN and (unshown := text_in_scripts(root)):
        prose = Prose(unshown, whole_paragraphs=True)
    yield Parsed(metadata.article({**known.fields, "title": known.title}, prose, MEDIA_TYPE))


def visible_prose(markup: str) -> Prose:
    """All text of a page that a reader sees.

    Raises:
        FormatError: there is no element, or they are nested too deep.
    """
    return _prose([Part(block.text, block.tag) for block in find_text(_tree(_UNPRINTED.sub("", markup)))])


def _tree(markup: str) -> etree._Element:
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        root = etree.fromstring(markup.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise FormatError(f"line 1: no element can be read: {error}") from error
    if root is None:
        raise FormatError("line 1: there is no element")
    for entry in parser.error_log:
        if _TOO_DEEP in entry.message:
            raise FormatError(f"line {entry.line}: elements are nested too deep")  # the rest would be missing
    return root


def _without_title(blocks: list[Part], title: str | None) -> list[Part]:
    if title is None:
        return blocks
    known = _squeezed(title)
    first = next((number for number, block in enumerate(blocks) if block.role is None and block.tag != "h1"), 0)
    return [
        block
        for number, block in enumerate(blocks)
        if _squeezed(block.text) != known and (block.tag != "h1" or (number > first and _is_section(block, known)))
    ]


def _is_section(block: Part, title: str) -> bool:
    """Whether an `h1` below the first paragraph heads a section, as some sites write."""
    return len(block.text) <= MAX_SECTION_CHARACTERS and title not in _squeezed(block.text)


def _squeezed(text: str) -> str:
    return "".join(text.split()).casefold()


def _prose(blocks: list[Part]) -> Prose:
    parts: list[str] = []
    regions: list[Region] = []
    length = 0
    for block in blocks:
        if parts:
            length += 2
        parts.append(block.text)
        if block.role is not None:
            regions.append({"start": length, "end": length + len(block.text), "role": block.role})
        length += len(block.text)
    return Prose("\n\n".join(parts), tuple(regions), whole_paragraphs=True)


FORMAT = Format(
    "HTML", (MEDIA_TYPE, "application/xhtml+xml"), (".html", ".htm", ".xhtml", ".xht", ".shtml"), can_parse, parse
)
