"""XML that is not well-formed: mended where what was meant is plain, and else read item by item.

Characters that XML does not know are left out, bare ampersands and references to nothing are text, and what follows the
root element is cut off. Nothing else is guessed: a file of many items whose tags are broken somewhere is taken apart at
its items, each is read on its own, and a broken one is refused alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from html.entities import html5

from services.intake.formats.format import Fields, FormatError, Parsed, Refused
from services.intake.formats.shared.xml_reader import (
    TAG_NAME,
    Element,
    XmlFile,
    read_beginning,
    read_text,
    root_place,
    xml_text,
)

MAX_ITEMS = 10_000
"""Of one file; feeds have some tens, a news message some hundreds."""

_NOT_XML = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|&#(?:0{0,7}(?:[0-8]|1[124-9]|2\\d|3[01])|x0{0,6}(?:[0-8bcef]|1[0-9a-f]|d[89a-f][0-9a-f]{2}|fff[ef])"
    "|0{0,3}(?:5529[6-9]|55[3-9]\\d{2}|56\\d{3}|57[0-2]\\d{2}|573[0-3]\\d|5734[0-3]|6553[45]));",
    re.IGNORECASE,
)
_NOT_XML_CHARACTER = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_REFERENCE = re.compile(r"&(?!#\d{1,7};|#x[0-9a-fA-F]{1,6};)(?:(?P<name>[A-Za-z_][\w.-]{0,63});)?")
_DECLARED = re.compile(r"<!ENTITY\s{1,20}([^\s%]{1,64})")
_CDATA = re.compile(r"<!\[CDATA\[.*?(?:\]\]>|\Z)", re.DOTALL)
_TAG = re.compile(r"<(?P<name>[^\s<>/\"']{1,200})(?P<rest>(?:[^<>\"']|\"[^\"<]*\"|'[^'<]*'){0,4000})>")
_XML_NAMES = frozenset({"amp", "lt", "gt", "quot", "apos"})


Item = tuple[Element, bytes]
"""An element, and what it looks like in the file."""


@dataclass(frozen=True, slots=True)
class Container:
    """A file of many items: its root, as far as it stands before the first item, and the items that were taken apart.

    `taken_apart` is None where the file is well-formed, and the items are where they belong in the tree.
    """

    root: Element
    file: XmlFile | None
    taken_apart: Callable[[], Iterator[Item | Refused]] | None = None

    def articles(
        self,
        sound: Iterable[Element],
        read: Callable[[Element], Iterable[Fields]],
        label: Callable[[int, Element], str] = lambda number, item: f"{item.name} {number}",
    ) -> Iterator[Parsed | Refused]:
        """What `read` makes of each item, `sound` those of the tree; one that it cannot read is refused.

        Raises:
            FormatError: there are too many.
        """
        for number, item in enumerate(self._items(sound), start=1):
            if isinstance(item, Refused):
                yield item
                continue
            element, source = item
            try:
                yield from [Parsed(fields) for fields in read(element)]
            except FormatError as error:
                place = f"{label(number, element)} (line {element.line})"
                yield Refused(source, FormatError(f"{place}, {error}"))

    def _items(self, sound: Iterable[Element]) -> Iterator[Item | Refused]:
        if self.file is None or self.taken_apart is not None:
            yield from self.taken_apart() if self.taken_apart is not None else ()
            return
        found = list(sound)
        if len(found) > MAX_ITEMS:
            raise FormatError(f"over {MAX_ITEMS} items")
        for element in found:
            yield element, self.file.source_of(element)


def read_xml(data: bytes, home: tuple[str, ...] = ()) -> XmlFile:
    """The tree of an XML file, see `read_text`; mended where it is not well-formed.

    Raises:
        FormatError: it is no XML that can be mended, or over a limit; names the line.
    """
    return _read(xml_text(data), home)


def read_container(data: bytes, home: tuple[str, ...], item: str) -> Container:
    """A file of many elements `item`, which have any prefix or none.

    Raises:
        FormatError: it is no XML and no item stands in it, it has too many, or is over a limit; names the line.
    """
    text = xml_text(data)
    try:
        file = _read(text, home)
    except FormatError as error:
        return _taken_apart(text, home, item, error)
    return Container(file.root, file)


def _read(text: str, home: tuple[str, ...]) -> XmlFile:
    try:
        return read_text(text, home)
    except FormatError as error:
        try:
            return read_text(mended(text), home)
        except FormatError:
            raise error from None


def mended(text: str) -> str:
    """XML without what it does not know: control characters, bare ampersands, references to nothing, a second end.

    An entity that the file's document type declares stays: it has a meaning, which is not read.
    """
    start = root_place(text) or 0
    return text[:start] + _without_what_follows(_mended_part(text[start:], _known(text[:start])))


def _known(prolog: str) -> frozenset[str]:
    return _XML_NAMES | frozenset(_DECLARED.findall(prolog))


def _mended_part(text: str, known: frozenset[str]) -> str:
    parts: list[str] = []
    place = 0
    for match in _CDATA.finditer(text):
        parts += (_mended_markup(text[place : match.start()], known), _NOT_XML_CHARACTER.sub("", match[0]))
        place = match.end()
    parts.append(_mended_markup(text[place:], known))
    return "".join(parts)


def _mended_markup(markup: str, known: frozenset[str]) -> str:
    def reference(match: re.Match[str]) -> str:
        name = match["name"]
        return match[0] if name is not None and (name in known or f"{name};" in html5) else f"&amp;{match[0][1:]}"

    return _REFERENCE.sub(reference, _NOT_XML.sub("", markup))


def _without_what_follows(text: str) -> str:
    """The text up to the last end tag of the root that it begins with."""
    tag = TAG_NAME.match(text)
    end_tag = f"</{tag[1]}>" if tag is not None else ""
    end = text.rfind(end_tag) if end_tag else -1
    return text if end < 0 else text[: end + len(end_tag)]


# --- Items of a file that is broken ----------------------------------------------------------------------------------


def _taken_apart(text: str, home: tuple[str, ...], item: str, error: FormatError) -> Container:
    start = root_place(text)
    opening = _TAG.match(text, start) if start is not None else None
    if opening is None or opening["name"].rpartition(":")[2] == item:
        raise error  # nothing, or one item alone
    starts = list(_starts(text, opening.end(), item))
    if not starts:
        raise error
    if len(starts) > MAX_ITEMS:
        raise FormatError(f"over {MAX_ITEMS} items")
    known = _known(text[:start])
    root = read_beginning(_mended_part(text[start : starts[0]], known), home)
    return Container(root, None, lambda: _pieces(text, opening, starts, home, item, known))


def _starts(text: str, place: int, item: str) -> Iterator[int]:
    """Where items begin. One within CDATA is text, unless that section was left open by the item before."""
    token = re.compile(rf"(?P<open><!\[CDATA\[)|(?P<close>\]\]>)|<(?:[A-Za-z_][\w.-]{{0,40}}:)?{item}(?=[\s>/])")
    inside, doubtful = False, list[int]()
    for match in token.finditer(text, place):
        if match.lastgroup == "close":
            inside = False
            doubtful.clear()
        elif match.lastgroup == "open":
            yield from doubtful
            inside = True
            doubtful.clear()
        elif inside:
            doubtful.append(match.start())
        else:
            yield match.start()
    yield from doubtful


def _pieces(
    text: str, opening: re.Match[str], starts: list[int], home: tuple[str, ...], item: str, known: frozenset[str]
) -> Iterator[Item | Refused]:
    end_tag = re.compile(rf"</(?:[A-Za-z_][\w.-]{{0,40}}:)?{item}\s*>")
    before, after = _mended_part(opening[0], known), f"</{opening['name']}>"
    line, counted = 1, 0
    for number, (start, end) in enumerate(zip(starts, [*starts[1:], len(text)], strict=True), start=1):
        line, counted = line + text.count("\n", counted, start), start
        *_, last = [None, *end_tag.finditer(text, start, end)]
        piece = text[start : last.end() if last else end]
        try:
            root = read_text(
                f"{before}{_mended_part(piece, known)}{after}", home, lines_before=line - 1 - before.count("\n")
            ).root
            found = next(root.elements)
        except FormatError as error:
            yield Refused(piece.encode("utf-8", "surrogateescape"), FormatError(f"{item} {number}, {error}"))
        else:
            yield found, piece.encode("utf-8", "surrogateescape")
