"""What formats carry as a body, HTML, XHTML and plain text, becomes prose."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import lru_cache
from itertools import islice

from lxml import etree

from schemas.article import RegionRole
from services.intake.formats.format import FormatError
from services.intake.formats.shared.prose import Layout, Prose, ProseWriter, Region, Sense, names
from services.intake.formats.shared.xml_reader import Element

_BLOCKS = names(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol optgroup p search section summary "
    "table tbody tfoot thead tr ul"
)
_HIDDEN = names(
    "applet audio button canvas datalist embed head iframe input map meta noembed noframes noscript object option rp "
    "script select style svg template textarea title video"
)
"""What browsers show as no text or as a control, and what stands in where a browser cannot play something."""

_HOLDERS = "applet|audio|button|canvas|iframe|map|noembed|noframes|noscript|object|select|svg|template|video"
_SELF_CLOSED = re.compile(rf"<({_HOLDERS}|script|style|textarea|title)\b([^<>]{{0,4000}})/>", re.IGNORECASE)
_BEGUN = re.compile(rf"<({_HOLDERS})\b", re.IGNORECASE)
_ENDED = re.compile(rf"</({_HOLDERS})\b", re.IGNORECASE)
"""XHTML closes these in one tag; to a parser of HTML such a tag is a beginning."""

_VOID = names("area base br col embed hr img input link meta param source track wbr")
"""What holds nothing (HTML, section 13.1.2): libxml2 takes what follows some of them for their content."""

_LAYOUTS: dict[str, Layout] = {
    **dict.fromkeys(_BLOCKS, "block"),
    **dict.fromkeys(_HIDDEN, "hidden"),
    **dict.fromkeys(("td", "th"), "cell"),
    **dict.fromkeys(("pre", "listing", "plaintext", "xmp"), "lines"),
    "br": "line",
    "q": "quotation",
}

_CLASS_ROLES: tuple[tuple[re.Pattern[str], RegionRole], ...] = (
    (re.compile(r"(?:[\w-]{1,40}[-_])?pull-?quote"), "pull_quote"),
    (re.compile(r"(?:[\w-]{1,40}[-_])?(?:credits?|photographer|copyright)"), "credit"),
    (re.compile(r"(?:[\w-]{1,40}[-_])?caption(?:[-_]text)?"), "caption"),
    (re.compile(r"by-?line"), "byline"),
    (re.compile(r"date-?line"), "dateline"),
    (
        re.compile(
            r"related(?:[-_](?:links?|articles?|stories|posts?|content|box))?|read-?more|see-?also|sharedaddy"
            r"|newsletter[-_](?:signup|sign-up|box|form|promo)|(?:share|sharing|social)[-_](?:links?|bar|buttons?|icons?)"
            r"|jp-relatedposts"
        ),
        "boilerplate",
    ),
)
"""What class names of content systems say; each is matched as a whole, the first that fits counts."""

_CREDIT_IN_FIGURE = re.compile(r"by-?line|source|author|creator")

MAX_CLASS_CHARACTERS = 200
"""More of a `class` attribute is not looked at."""

_MARKUP = re.compile(r"<(?:/?[a-zA-Z][^<>]*>|!--)|&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});")
_ESCAPED_CDATA = re.compile(r"<!\[CDATA\[(.*)\]\]>", re.DOTALL)
"""A section that was escaped once more than was meant: its marks are text to XML, and to no reader."""

_BLOCK_FIRST = re.compile(
    r"\s*<(?:p|div|html|body|article|section|h[1-6]|ul|ol|table|blockquote|figure)[\s>]", re.IGNORECASE
)
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f]")
_SURROGATE = re.compile("[\ud800-\udfff]")

_PARAGRAPH_END = "\n\n"
_SINGLE_LINE_END = re.compile(r"[^\n]\n[^\n]")

MAX_ELEMENTS = 250_000
"""Of one fragment, as of one XML file."""

MAX_CAPTIONS = 100
"""Captions and credits of one article that are kept; a gallery has some tens."""

Caption = tuple[str, RegionRole]
"""Text that a format gives beside the body, and what it is."""


def html_prose(markup: str) -> Prose:
    """The text of an HTML fragment or page, as a reader sees it; all markup has a meaning in HTML.

    Raises:
        FormatError: it has more elements than any page.
    """
    writer = ProseWriter()
    if not markup.strip():
        return writer.finished()
    parser = etree.HTMLParser(target=_HtmlTarget(writer), no_network=True)
    parser.feed(_with_ends(_SURROGATE.sub("\ufffd", markup)))
    parser.close()
    return _whole(writer.finished())


def _with_ends(markup: str) -> str:
    """The markup with an end for each player or frame that has none, which else would hide all the text behind it."""
    markup = _SELF_CLOSED.sub(r"<\1\2></\1>", markup)
    begun = {tag.lower() for tag in _BEGUN.findall(markup)}
    unended = begun - {tag.lower() for tag in _ENDED.findall(markup)} if begun else begun
    if not unended:
        return markup
    return re.sub(rf"(<({'|'.join(sorted(unended))})\b[^<>]*>)", r"\1</\2>", markup, flags=re.IGNORECASE)


def xhtml_prose(elements: Iterable[Element | str]) -> Prose:
    """The text of XHTML that stands in an XML tree."""
    writer = ProseWriter()
    target = _HtmlTarget(writer)
    for child in elements:
        _walk(child, target)
    return _whole(writer.finished())


def _whole(prose: Prose) -> Prose:
    """Prose that markup has parted. Lines of `pre`, or parted by `br` alone, may be those of a column yet."""
    return replace(prose, whole_paragraphs=_PARAGRAPH_END in prose.body or not _SINGLE_LINE_END.search(prose.body))


def plain_prose(text: str) -> Prose:
    """Plain text as it is, but for blanks at line ends, more than one blank line, and control characters."""
    text = _CONTROL.sub("", _SURROGATE.sub("\ufffd", text))
    lines = [line.rstrip() for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    kept = [line for number, line in enumerate(lines) if line or (number and lines[number - 1])]
    return Prose("\n".join(kept).strip("\n"))


def any_prose(text: str) -> Prose:
    """Text of which nobody says whether it is markup: HTML where a tag or a character reference stands in it."""
    if wrapped := _ESCAPED_CDATA.fullmatch(text.strip()):
        text = wrapped[1]
    return html_prose(text) if _MARKUP.search(text) else plain_prose(text)


def stated_plain_prose(text: str) -> Prose:
    """Text that is said to be plain; where it begins with a block of HTML, it is not."""
    return html_prose(text) if _BLOCK_FIRST.match(text) else plain_prose(text)


def one_line(text: str, *, markup: bool = False) -> str | None:
    """A headline or a name: one line without needless blanks; None where nothing is left."""
    prose = html_prose(text) if markup and _MARKUP.search(text) else plain_prose(text)
    return " ".join(prose.body.split()) or None


def with_captions(prose: Prose, captions: Iterable[Caption]) -> Prose:
    """The prose with texts from beside it as paragraphs at its end, each a region; what it holds already stays out."""
    parts, regions, length = [prose.body] if prose.body else [], list(prose.regions), len(prose.body)
    known = set()
    for text, role in islice(captions, MAX_CAPTIONS):
        caption = one_line(text, markup=True)
        if caption is None or caption in known or caption in prose.body:
            continue
        known.add(caption)
        start = length + 2 if parts else 0
        length = start + len(caption)
        parts.append(caption)
        regions.append({"start": start, "end": length, "role": role})
    return replace(prose, body="\n\n".join(parts), regions=tuple(regions))


def without_title(prose: Prose, title: str | None) -> Prose:
    """The prose, where its first paragraph repeats the title with that marked as a region."""
    first = prose.body.partition("\n\n")[0]
    if title is None or " ".join(first.split()).casefold() != title.casefold() or first == prose.body:
        return prose
    later = tuple(region for region in prose.regions if not _starts_before(region, len(first)))
    return replace(prose, regions=({"start": 0, "end": len(first), "role": "title"}, *later))


def _starts_before(region: Region, place: int) -> bool:
    start = region["start"]
    return isinstance(start, int) and start < place


class _HtmlTarget:
    """Reads HTML elements, from lxml's parser or from a tree, and hands their senses to a writer."""

    def __init__(self, writer: ProseWriter) -> None:
        self._writer = writer
        self._open: list[str] = []
        self._roles: list[RegionRole | None] = [None]
        self._elements = 0
        self._figures = 0
        self._quotes = 0

    def start(self, tag: str | bytes, attrib: Mapping[str | bytes, str | bytes]) -> None:
        self.open(str(tag), str(attrib.get("class", "")))
        if str(tag) in _VOID:
            self.close_one()

    def end(self, tag: str | bytes) -> None:
        if str(tag) not in _VOID:
            self.close_one()

    def data(self, data: str | bytes) -> None:
        self._writer.text(str(data))

    def comment(self, text: str | bytes) -> None:
        """Not for readers."""

    def close(self) -> None:
        while self._open:
            self.close_one()

    def open(self, tag: str, classes: str) -> None:
        self._elements += 1
        if self._elements > MAX_ELEMENTS:
            raise FormatError(f"<{tag[:40]}>: over {MAX_ELEMENTS} elements of HTML")
        role = self._role(tag, classes)
        self._open.append(tag)
        self._roles.append(role or self._roles[-1])
        self._figures += tag == "figure"
        self._quotes += tag == "blockquote"
        sense: Sense = (_LAYOUTS.get(tag, "inline"), role)
        self._writer.start(sense)

    def close_one(self) -> None:
        if not self._open:
            return
        tag = self._open.pop()
        self._roles.pop()
        self._figures -= tag == "figure"
        self._quotes -= tag == "blockquote"
        self._writer.end()

    def _role(self, tag: str, classes: str) -> RegionRole | None:
        around = self._roles[-1]
        if around in ("dateline", "byline"):
            return None  # an agency's name within a dateline is part of it
        if tag == "figcaption":
            return "caption"
        if tag == "h1" and around == "boilerplate":
            return "title"
        if tag in ("header", "nav") or (tag == "footer" and not self._quotes):
            return "boilerplate"
        return _class_role(classes[:MAX_CLASS_CHARACTERS], self._figures > 0) if classes else None


@lru_cache(maxsize=2048)
def _class_role(classes: str, in_figure: bool) -> RegionRole | None:
    for name in classes.lower().split():
        if in_figure and _CREDIT_IN_FIGURE.fullmatch(name):
            return "credit"
        for pattern, role in _CLASS_ROLES:
            if pattern.fullmatch(name):
                return role
    return None


def _walk(node: Element | str, target: _HtmlTarget) -> None:
    """Recursive: the reader bounds the depth of a tree."""
    if isinstance(node, str):
        target.data(node)
        return
    tag = node.name.rpartition(":")[2].lower()
    target.open(tag, node.attributes.get("class", ""))
    for child in node.children:
        _walk(child, target)
    target.close_one()


def write_tree(writer: ProseWriter, node: Element | str, sense: Callable[[Element], Sense]) -> None:
    """Write a tree of another vocabulary. Recursive, as above."""
    if isinstance(node, str):
        writer.text(node)
        return
    writer.start(sense(node))
    for child in node.children:
        write_tree(writer, child, sense)
    writer.end()
