"""XML from strangers: a small tree, read by expat without its document type, within limits.

The prolog with the document type declaration is cut away before expat sees the text, so that there is nothing to
expand, to default or to fetch: no entities, no external subset, no network (an NITF file may well name its DTD). What
a DTD would have been good for, the character names of HTML, is resolved here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from html.entities import html5
from xml.parsers import expat

from services.intake.formats.format import FormatError
from services.intake.formats.shared.encodings import BYTES, ESCAPED_BYTES, decoded

MAX_BYTES = 16 << 20
"""Several times the largest feed met; what is larger is no news feed."""

MAX_ELEMENTS = 250_000
"""A package of a thousand long articles; one element of the tree takes about 300 bytes."""

MAX_DEPTH = 200
"""Markup written by people is under forty deep. It also keeps what walks the tree from running out of stack."""

MAX_ATTRIBUTES = 200
"""Of one element; the largest schema here knows about forty."""

NAMESPACES = {
    "http://www.w3.org/XML/1998/namespace": "xml",
    "http://www.w3.org/1999/xhtml": "xhtml",
    "http://www.w3.org/2005/atom": "atom",
    "http://purl.org/atom/ns#": "atom",
    "http://purl.org/atompub/tombstones/1.0": "at",
    "http://www.w3.org/2007/app": "app",
    "http://purl.org/atom/app#": "app",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#": "rdf",
    "http://purl.org/rss/1.0": "rss",
    "http://my.netscape.com/rdf/simple/0.9": "rss",
    "http://channel.netscape.com/rdf/simple/0.9": "rss",
    "http://backend.userland.com/rss2": "rss",
    "http://purl.org/rss/1.0/modules/content": "content",
    "http://purl.org/dc/elements/1.1": "dc",
    "http://purl.org/dc/terms": "dcterms",
    "http://search.yahoo.com/mrss": "media",
    "http://prismstandard.org/namespaces/basic/2.0": "prism",
    "http://rssnamespace.org/feedburner/ext/1.0": "feedburner",
    "http://prismstandard.org/namespaces/basic/2.1": "prism",
    "http://prismstandard.org/namespaces/1.2/basic": "prism",
    "http://www.itunes.com/dtds/podcast-1.0.dtd": "itunes",
    **{f"http://wordpress.org/export/1.{minor}": "wp" for minor in range(3)},
    "http://purl.org/rss/1.0/modules/syndication": "sy",
    "http://purl.org/syndication/thread/1.0": "thr",
    "http://iptc.org/std/nar/2006-10-01": "nar",
    "http://iptc.org/std/nitf/2006-10-18": "nitf",
}
"""The prefixes that the parsers know names by, whatever prefix a file gives them. Compared in lower case, without the
final slash: feeds get these wrong."""

FIRST_OF_WINDOWS = 0x80
"""The first character of Windows-1252 that is no ASCII."""

_CONTROL_OF_WINDOWS = re.compile("[\x80-\x84\x86-\x9f]")

_BLANK = "\ufeff \t\r\n\x00"
_BLANKS = re.compile(f"[{_BLANK}]*")
_MISC = re.compile(r"<!--.*?(?:-->|\Z)|<\?.*?(?:\?>|\Z)", re.DOTALL)
_DOCTYPE_PART = re.compile(r"<!--.*?(?:-->|\Z)|<\?.*?(?:\?>|\Z)|\"[^\"]*(?:\"|\Z)|'[^']*(?:'|\Z)|[\[\]>]", re.DOTALL)
_DOCTYPE_NAME = re.compile(r"<!DOCTYPE\s+([^\s\[>]{1,100})", re.IGNORECASE)
_NAMED = re.compile(r"<!\[CDATA\[.*?(?:\]\]>|\Z)|&(?:([A-Za-z][A-Za-z0-9]{1,31})|#(1[2-5]\d));", re.DOTALL)
_REFERENCE = re.compile(rb"<?[^<>]{0,500}?&(?!#|(?:amp|lt|gt|quot|apos);)([^;\s<>&]{1,40});")
_KNOWN_TO_XML = ("amp", "lt", "gt", "quot", "apos", None)
_BEHIND_WARNINGS = re.compile(
    r"(?:[^\n]{0,1000}\n){0,20}?[^\n]{1,1000}?(?=<\?xml\s)"
    r"|(?:[^\n]{0,1000}\n){1,20}?[ \t]{0,100}(?=<(?:rss|feed|rdf:RDF)[\s>])"
)
_WARNING = re.compile(
    r"\s*(?:<(?:br|b|p|pre|div|font|table)\b|(?!From )(?![A-Za-z-]{1,40}:\s(?!.{0,200}\bon line\b))[^<\s])",
    re.IGNORECASE,
)
"""What such a warning begins with; a header of a message is none, and behind a text XML is an example in it."""

TAG_NAME = re.compile(r"<([^\W\d][\w.:-]{0,200})")


@dataclass(slots=True)
class Element:
    """An element of the tree. Names carry a prefix of NAMESPACES, or none in the name space of the root.

    `start` and `end` are its place in the UTF-8 form of the text that was read.
    """

    name: str
    attributes: dict[str, str]
    line: int
    start: int
    end: int = 0
    children: list[Element | str] = field(default_factory=list)

    @property
    def elements(self) -> Iterator[Element]:
        """The child elements, in order."""
        return (child for child in self.children if isinstance(child, Element))

    def named(self, *names: str) -> Iterator[Element]:
        """The child elements of these names, in order."""
        return (child for child in self.elements if child.name in names)

    def first(self, *names: str) -> Element | None:
        """The first child of the first of these names that there is."""
        for name in names:
            for child in self.named(name):
                return child
        return None

    def path(self, *names: str) -> Element | None:
        """The first child of the first name, of that the first of the second, and so on."""
        found: Element | None = self
        for name in names:
            found = found.first(name) if found is not None else None
        return found

    def everywhere(self, *names: str) -> Iterator[Element]:
        """The elements of these names below this one, at any depth, in order."""
        for child in self.elements:
            if child.name in names:
                yield child
            yield from child.everywhere(*names)

    def text(self) -> str:
        """All character data below this element, as it stands."""
        return "".join(child if isinstance(child, str) else child.text() for child in self.children)

    def text_of(self, *names: str) -> str | None:
        """The character data of the first of these children that has any but white space."""
        for name in names:
            for child in self.named(name):
                if (text := child.text()).strip():
                    return text
        return None


@dataclass(frozen=True, slots=True)
class XmlFile:
    """A tree, and the UTF-8 text that its places count in."""

    root: Element
    source: bytes

    def source_of(self, element: Element) -> bytes:
        """What the element looks like in the file."""
        return self.source[element.start : element.end]


def xml_text(data: bytes) -> str:
    """The characters of an XML file, by its byte order mark or its declaration.

    Raises:
        FormatError: it is too large, or not in the encoding that it states.
    """
    if len(data) > MAX_BYTES:
        raise FormatError(f"the file has {len(data)} bytes, over the limit of {MAX_BYTES}")
    return decoded(data)


def read_text(text: str, home: tuple[str, ...] = (), *, lines_before: int = 0) -> XmlFile:
    """The tree of XML. Names in the name spaces of the prefixes `home` have no prefix, like those of the root.

    Lines are counted on from `lines_before`.

    Raises:
        FormatError: it is not well-formed, a byte in it could not be decoded, or it is over a limit; names the line.
    """
    start = root_place(text)
    if start is None:
        raise FormatError("there is no root element")
    lines = lines_before + text.count("\n", 0, start)
    try:
        source = _with_characters(text[start:].rstrip(_BLANK)).encode()
    except UnicodeEncodeError as error:
        line = lines + error.object.count("\n", 0, error.start) + 1
        raise FormatError(f"line {line}: {_undecoded(error.object[error.start])}") from error
    return XmlFile(_Reader(source, home, lines).read(), source)


def read_beginning(text: str, home: tuple[str, ...] = ()) -> Element:
    """The root element of XML that is cut off, with what stands in it before the cut or the first error."""
    start = root_place(text)
    if start is None:
        return Element("", {}, 0, 0)
    reader = _Reader(_with_characters(text[start:]).encode("utf-8", "replace"), home, 0)
    return reader.read_beginning()


def _undecoded(character: str) -> str:
    """What is wrong with a character that stands for a byte of another encoding (PEP 383), or for none."""
    byte = ord(character) - ESCAPED_BYTES
    return f"byte 0x{byte:02x} is not valid UTF-8" if byte < BYTES else "a character is no character"


def root_name(head: bytes) -> str:
    """The name of the root element with its prefix, by the beginning of a file; empty where none is seen. Never raises.

    Where the beginning ends within the document type, the name that this declares.
    """
    text = decoded(head, whole=False)
    start, declared = _root(text)
    if start is None:
        return declared
    match = TAG_NAME.match(text, start)
    return match.group(1) if match else declared


def root_place(text: str) -> int | None:
    """Where the root element's tag stands; None where there is none."""
    return _root(text)[0]


def _root(text: str) -> tuple[int | None, str]:
    """Where the root's start tag stands, and the name that a document type before it declares."""
    position, declared = _beginning(text), ""
    while (blanks := _BLANKS.match(text, position)) and (position := blanks.end()) < len(text):
        if match := _MISC.match(text, position):
            position = match.end()
        elif match := _DOCTYPE_NAME.match(text, position):
            declared = match.group(1)
            position = _doctype_end(text, match.end())
        else:
            return (position if TAG_NAME.match(text, position) else None), declared
    return None, declared


def _beginning(text: str) -> int:
    """Where the XML begins: behind the warnings that a server's program printed in front of its declaration."""
    match = _BEHIND_WARNINGS.match(text) if _WARNING.match(text) else None
    return match.end() if match is not None else 0


def _doctype_end(text: str, position: int) -> int:
    """Behind the declaration. A wrong end here can at worst make the file not well-formed: expat never sees a DTD."""
    inside = 0
    for match in _DOCTYPE_PART.finditer(text, position):
        part = match.group()
        if part == "[":
            inside += 1
        elif part == "]":
            inside -= 1
        elif part == ">" and inside <= 0:
            return match.end()
    return len(text)


def _with_characters(text: str) -> str:
    """The text with HTML's names of characters as numbers, but for CDATA. What is no such name expat will refuse."""
    if _CONTROL_OF_WINDOWS.search(text):
        text = _CONTROL_OF_WINDOWS.sub(lambda found: _windows(ord(found[0])) or found[0], text)
    return _NAMED.sub(_character, text)


def _windows(number: int) -> str:
    """What Windows-1252 has for the number of a control character, which no text holds: what was meant by it."""
    return bytes((number,)).decode("cp1252", "ignore")


def _character(match: re.Match[str]) -> str:
    if match[2]:  # HTML, section 13.2.5.5: numbers of control characters mean those of Windows-1252
        character = _windows(int(match[2]))
        return f"&#{ord(character)};" if character and int(match[2]) >= FIRST_OF_WINDOWS else match[0]
    characters = None if match[1] in _KNOWN_TO_XML else html5.get(f"{match[1]};")
    return "".join(f"&#{ord(character)};" for character in characters) if characters else match[0]


class _Reader:
    """Builds the tree from expat's events."""

    def __init__(self, source: bytes, home: tuple[str, ...], lines_before: int) -> None:
        self._source = source
        self._home = set(home)
        self._lines_before = lines_before
        self._top = Element("", {}, 0, 0)
        self._open = [self._top]
        self._scopes: list[dict[str, str]] = [{"xml": "xml"}]
        self._elements = 0
        self._parser = parser = expat.ParserCreate("utf-8")
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters

    def read(self) -> Element:
        try:
            self._parser.Parse(self._source, True)
        except expat.ExpatError as error:
            raise FormatError(f"line {self._line(error.lineno)}: {self._reason(error)}") from error
        root = next(self._top.elements, None)
        if root is None:
            raise FormatError("there is no root element")
        return root

    def read_beginning(self) -> Element:
        """The root as far as it can be read."""
        with suppress(expat.ExpatError, FormatError):
            self._parser.Parse(self._source, False)
        return next(self._top.elements, self._top)

    def _reason(self, error: expat.ExpatError) -> str:
        reason = expat.errors.messages.get(error.code, "not well-formed")
        if reason != expat.errors.XML_ERROR_UNDEFINED_ENTITY:
            return reason
        match = _REFERENCE.match(self._source, self._parser.ErrorByteIndex)
        name = match[1].decode("utf-8", "replace") if match else ""
        return f"the entity &{name}; is not expanded, and is no name of HTML"

    def _line(self, line: int) -> int:
        return line + self._lines_before

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._check(name, attributes)
        scope = self._scope(attributes)
        element = Element(
            self._canonical(name, scope),
            attributes,
            self._line(self._parser.CurrentLineNumber),
            self._parser.CurrentByteIndex,
        )
        self._open[-1].children.append(element)
        self._open.append(element)
        self._scopes.append(scope)

    def _check(self, name: str, attributes: dict[str, str]) -> None:
        place = f"line {self._line(self._parser.CurrentLineNumber)}, <{name[:40]}>"
        self._elements += 1
        if self._elements > MAX_ELEMENTS:
            raise FormatError(f"{place}: over {MAX_ELEMENTS} elements")
        if len(self._open) > MAX_DEPTH:
            raise FormatError(f"{place}: elements nested over {MAX_DEPTH} deep")
        if len(attributes) > MAX_ATTRIBUTES:
            raise FormatError(f"{place}: over {MAX_ATTRIBUTES} attributes")

    def _end(self, _name: str) -> None:
        element = self._open.pop()
        self._scopes.pop()
        # The place of an end tag is its beginning; that of an empty element's only tag its end.
        place = self._parser.CurrentByteIndex
        only_tag = not element.children and self._source[place - 2 : place] == b"/>"
        element.end = place if only_tag else self._source.find(b">", place) + 1

    def _characters(self, data: str) -> None:
        children = self._open[-1].children
        children.append(data)

    def _scope(self, attributes: dict[str, str]) -> dict[str, str]:
        """The prefixes in force: from the file's own to ours."""
        scope = self._scopes[-1]
        for attribute, uri in attributes.items():
            if attribute == "xmlns" or attribute.startswith("xmlns:"):
                if scope is self._scopes[-1]:
                    scope = dict(scope)
                prefix = attribute[6:]
                key = uri.strip().rstrip("/").lower().replace("https://", "http://")
                scope[prefix] = NAMESPACES.get(key, prefix or (f"?{key}" if key else ""))
        return scope

    def _canonical(self, name: str, scope: dict[str, str]) -> str:
        prefix, colon, local = name.rpartition(":")
        # A prefix that is not declared is taken for what it looks like.
        known = scope.get(prefix, prefix) if colon else scope.get("", "")
        if len(self._open) == 1 and known:
            self._home.add(known)
        return local if known in self._home or not known else f"{known}:{local}"
