"""A web page as a list of blocks, the stretches of its text between two breaks of the layout, and its elements."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import IntEnum

from lxml import etree

from services.intake.formats.html.signs import Sign, signs_of
from services.intake.formats.shared.prose import QUOTATION_MARKS, names

_BLOCKS = names(
    "address article aside blockquote body center dd details dialog div dl dt fieldset figcaption figure footer form "
    "h1 h2 h3 h4 h5 h6 header hgroup hr html li main nav noscript ol p pre section summary table tbody td tfoot th "
    "thead tr ul"
)
_NEVER_TEXT = names(
    "applet audio button canvas datalist embed head iframe input link map meta noembed noframes object "
    "optgroup option rp rt script select style svg math textarea title video menu"
)
"""What shows no text, or a control, or stands in where a browser cannot play something; `rt` repeats how to say it."""

HEADINGS = names("h1 h2 h3 h4 h5 h6")

LEAVES = frozenset(("p", "li", "td", "dd", "dt", "blockquote", "pre", *HEADINGS))
"""What holds one paragraph: an article is in the element around it."""

_ROOTS = names("html body main article")
"""What is never left out for its name: pages put every word there is into the classes of these."""

_HIDING = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)

_AS_BLOCK = re.compile(r"display\s*:\s*block", re.I)

_ROLES_BESIDE = names("navigation complementary banner contentinfo dialog alertdialog search menu toolbar alert")
"""ARIA landmarks and widgets beside the main content."""

_TEXT_TAGS = names("p li h2 h3 h4 h5 h6 blockquote span")
"""What holds text of its own: `aria-hidden` on it hides it from readers that speak, and shows it to all others."""

_ASIDE_IN_SENTENCE = names("span a i b em strong small abbr sup sub font label u s mark ins del time")
"""What runs on within a sentence: where it is hidden, the sentence goes on without it."""

_WORDS = re.compile(r"\w+")
_SPACE = re.compile(r"[ \t\r\f\v\u00a0]+")
SENTENCE_END = re.compile(
    "[.!?\u2026\u3002\uff01\uff1f\u061f\u0964\u104b:;][\"'\u201d\u2019\u00bb\u300d\u300f\uff02)\uff09\\]]*$"
)

PROSE_BYTES = 80
"""A block of so much text beside its links is prose: a line and a half, in any script, since those of denser writing
take more bytes a character."""

SCRAP_COST = 30
"""What a scrap of text counts against its element, beside its links."""

TEASER_LINK_BYTES = 20
_BROKEN_OFF = re.compile(r"(?:\.\.\.|…)[\])]?$")

SENTENCE_BESIDE_LINK_BYTES = 20
"""A sentence with so much text outside of its links is no list of links, however long these are."""


FEWEST_ENUMERATED = 2
ENUMERATED_BYTES = 40
"""A link of an enumeration is a name; that of a list of stories is a headline."""

_BETWEEN = re.compile("[,;\u3001\uff0c\u061b\u060c]")

_OPENS_WINDOW = re.compile(
    r"\s*\((?:opens?|öffnet|s['’]ouvre|se abre|abre|si apre|åpnes|öppnas|otwiera|opent)\b[^()]{0,60}\)\s*",
    re.IGNORECASE,
)
"""What links say of themselves to those who do not see them."""

_CONTINUED = re.compile(r"[,”’\"'»)\s]*[^\W\d_A-Z]*[,”’\"'»)\s]*(?:[a-zß-öø-ÿа-я]{2,}|,)")
"""How a sentence goes on behind a link: with a word in lower case, perhaps behind closing marks."""

_INTRODUCING = frozenset(":|›»>→–—-")
"""Behind these a link is another story, not the rest of a sentence."""

FEWEST_LINKED_WORDS = 3

_STEP = re.compile(r"\d{1,2}[.)]\s")
STEP_BYTES = 8
"""A step of an instruction says what to do before it links to where."""


class Level(IntEnum):
    """How seldom it is that what an element holds is the article, by what its site says of it."""

    SHOWN = 0
    SELDOM = 1
    HIDDEN = 2
    BESIDE = 3


@dataclass(slots=True, eq=False)
class Reach:
    """An element and the blocks that it covers; `level`, `signs` and `tag` are its own, not those around it."""

    tag: str
    parent: Reach | None
    depth: int
    start: int
    names: str = ""
    signs: frozenset[Sign] = frozenset()
    level: Level = Level.SHOWN
    identity: str = ""
    end: int = -1
    number: int = 0
    pictures: int = 0
    """How many there are in it."""

    def above(self) -> Iterator[Reach]:
        """The element, its parent, and so on to the root."""
        found: Reach | None = self
        while found is not None:
            yield found
            found = found.parent


@dataclass(slots=True, eq=False)
class Block:
    """A stretch of text between two breaks of the layout."""

    text: str
    size: int
    """Bytes of UTF-8."""
    linked: int
    within: Reach
    links: int = 0
    starts_linked: bool = False
    ends_linked: bool = False
    runs_on: bool = False
    """Whether a sentence goes on from its text into a link, or from a link into its text."""
    below_picture: bool = False
    """Whether it stands in a paragraph behind a picture and a line break."""

    @property
    def tag(self) -> str:
        """The name of the innermost element that breaks the layout."""
        return self.within.tag

    @property
    def ends_sentence(self) -> bool:
        """Whether the text ends as sentences do."""
        return SENTENCE_END.search(self.text[-12:]) is not None

    @property
    def worth(self) -> float:
        """What it says for its element being the article."""
        own = self.size - 2 * self.linked
        if self.is_teaser:
            return float(-SCRAP_COST)
        if own >= PROSE_BYTES or (own > PROSE_BYTES // 2 and self.ends_sentence):
            return float(own)
        if self.ends_sentence and not self.is_links:
            return float(max(0, own))
        is_of_text = (self.tag in HEADINGS and not self.linked) or (self.tag in _TEXT_TAGS and not self.is_links)
        return 0.0 if is_of_text else float(-SCRAP_COST - self.linked)

    @property
    def is_teaser(self) -> bool:
        """Whether it begins with a headline that is a link and breaks off: the beginning of another story."""
        return (
            self.starts_linked and self.linked >= TEASER_LINK_BYTES and _BROKEN_OFF.search(self.text[-8:]) is not None
        )

    @property
    def is_enumeration(self) -> bool:
        """Whether it is a paragraph that lists what it links to: places, people, teams."""
        if self.tag != "p" or self.links < FEWEST_ENUMERATED or self.linked > ENUMERATED_BYTES * self.links:
            return False
        return len(_BETWEEN.findall(self.text)) >= self.links - 1

    @property
    def is_links(self) -> bool:
        """Whether it is made of links: more than half of it, and what is not in them is no sentence."""
        if 2 * self.linked <= self.size:
            return False
        own = self.size - self.linked
        if self.is_enumeration:
            return False
        if _STEP.match(self.text) and own >= STEP_BYTES:
            return False
        if self.runs_on and own >= STEP_BYTES and (self.ends_sentence or self.tag in ("li", "div")):
            return False
        return not (own >= SENTENCE_BESIDE_LINK_BYTES and self.ends_sentence and not self.ends_linked)


@dataclass(slots=True)
class Page:
    """The blocks of a page and its elements, both in order; an element comes before what is in it."""

    blocks: list[Block] = field(default_factory=list)
    reaches: list[Reach] = field(default_factory=list)


def read_blocks(root: etree._Element) -> Page:
    """The blocks of a page, hidden ones and furniture included."""
    walk = _Walk(Page())
    walk.walk(root)
    return walk.page


@dataclass(slots=True)
class _Walk:
    """One walk over the page."""

    page: Page
    _text: list[str] = field(default_factory=list)
    _linked: int = 0
    _starts_linked: bool | None = None
    _ends_linked: bool = False
    _links: int = 0
    _links_begun: int = 0
    _runs_on: bool = False
    _open: list[Reach] = field(default_factory=list)
    _opened: list[bool] = field(default_factory=list)
    _quotations: list[int] = field(default_factory=list)
    _pictures: int = 0

    def walk(self, root: etree._Element) -> None:
        skipped = 0
        for event, element in etree.iterwalk(root, events=("start", "end")):
            tag = element.tag
            if event == "start":
                self._pictures += tag == "img"
                if skipped or not isinstance(tag, str) or _is_no_text(tag, element):
                    skipped += 1
                else:
                    self._start(tag, element)
                continue
            if skipped:
                skipped -= 1
            else:
                self._end(tag)
            if not skipped and element.tail and self._open:
                self._add(element.tail)

    def _start(self, tag: str, element: etree._Element) -> None:
        attributes = element.attrib
        signs = signs_of(attributes.get("class", ""), attributes.get("id", "")) if attributes else frozenset[Sign]()
        level = _level(tag, element, signs)
        around = self._open[-1] if self._open else None
        opens = tag in _BLOCKS or (
            around is not None
            and (_stands_apart(tag, level, signs, attributes.get("style", "")) or self._is_date(tag, around))
        )
        signs |= {"small_print"} if opens and tag == "time" else set()
        self._opened.append(opens)
        if opens:
            self._close_block()
            reach = Reach(tag, around, len(self._open), len(self.page.blocks), number=len(self.page.reaches))
            reach.pictures = -self._pictures
            reach.level = level
            if attributes:
                reach.identity = attributes.get("id", "")[:100]
                reach.names = attributes.get("class", "")[:300]
                signs = _with_item(signs, attributes.get("itemprop"))
            reach.signs = signs
            self.page.reaches.append(reach)
            self._open.append(reach)
        elif tag == "br":
            self._text.append("\n")
        elif tag == "q":
            self._quotations.append(len(self._text))
        self._links += tag == "a"
        self._links_begun += tag == "a"
        if element.text:
            self._add(element.text)

    def _is_date(self, tag: str, around: Reach) -> bool:
        """Whether a moment stands by itself, in no sentence."""
        return tag == "time" and around.tag not in LEAVES and not any(text.strip() for text in self._text)

    def _end(self, tag: str) -> None:
        self._links -= tag == "a"
        if tag == "q" and self._quotations:
            self._mark_quotation(self._quotations.pop())
        if self._opened.pop():
            self._close_block()
            ending = self._open.pop()
            ending.end = len(self.page.blocks)
            ending.pictures += self._pictures
            if ending.identity and ending.end > ending.start:
                self._forget_slug(ending)

    def _forget_slug(self, ending: Reach) -> None:
        """An id that repeats the heading of its element says nothing of what it is."""
        first = self.page.blocks[ending.start]
        if first.tag not in HEADINGS or not _repeats(ending.identity, first.text):
            return
        ending.signs = _with_item(signs_of(ending.names, ""), None)
        if ending.level in (Level.SELDOM, Level.BESIDE) and not {"beside", "seldom"} & ending.signs:
            ending.level = Level.SHOWN

    def _add(self, text: str) -> None:
        if self._open and self._open[-1].tag != "pre":
            text = text.replace("\n", " ")
        if self._links and _OPENS_WINDOW.fullmatch(text):
            return
        self._text.append(text)
        stripped = text.strip()
        if stripped:
            if self._starts_linked is not None and self._ends_linked != (self._links > 0):
                self._runs_on = self._runs_on or self._goes_on(stripped)
            self._ends_linked = self._links > 0
            if self._starts_linked is None:
                self._starts_linked = self._ends_linked
            if self._links:
                self._linked += len(stripped.encode("utf-8", "replace"))

    def _goes_on(self, text: str) -> bool:
        """Whether the sentence so far goes on with a text that is a link, or behind one."""
        if not self._links:
            return _CONTINUED.match(text) is not None
        before = "".join(self._text[:-1]).rstrip()[-1:]
        return text[:1].islower() and before not in _INTRODUCING and len(text.split()) >= FEWEST_LINKED_WORDS

    def _mark_quotation(self, place: int) -> None:
        """Browsers draw the marks of `q`; some pages write them, too, within or around."""
        if place >= len(self._text):
            return
        inner = "".join(self._text[place:]).strip()
        before = self._text[place - 1][-1:] if place else ""
        if not inner or inner[0] in QUOTATION_MARKS or (before and before in QUOTATION_MARKS):
            return
        opening, closing = ("‘", "’") if self._quotations else ("“", "”")
        self._text.insert(place, opening)
        self._text.append(closing)

    def _close_block(self) -> None:
        """Make blocks of the text so far; two line breaks in a row part paragraphs."""
        self._quotations = [0] * len(self._quotations)
        if not self._text:
            return
        whole = "".join(self._text)
        linked, self._linked = self._linked, 0
        starts_linked, self._starts_linked = bool(self._starts_linked), None
        runs_on, self._runs_on = self._runs_on, False
        self._text.clear()
        if not self._open or whole.isspace():
            return
        around = self._open[-1]
        paragraphs = _paragraphs(whole, keeps_lines=around.tag == "pre")
        is_below = around.tag == "p" and around.pictures + self._pictures > 0 and whole.lstrip(" ").startswith("\n")
        for paragraph in paragraphs:
            size = len(paragraph.encode("utf-8", "replace"))
            share = linked if len(paragraphs) == 1 else linked * size // max(1, len(whole))
            block = Block(paragraph, size, min(share, size), around)
            block.links = self._links_begun if len(paragraphs) == 1 else 0
            block.starts_linked = starts_linked and paragraph is paragraphs[0]
            block.ends_linked = self._ends_linked and paragraph is paragraphs[-1]
            block.runs_on = runs_on
            block.below_picture = is_below and paragraph is paragraphs[0]
            self.page.blocks.append(block)
        self._links_begun = 0


def _is_no_text(tag: str, element: etree._Element) -> bool:
    if tag in _NEVER_TEXT or (tag == "template" and "shadowrootmode" not in element.attrib):
        return True
    if tag not in _ASIDE_IN_SENTENCE or not element.attrib:
        return False
    parent = element.getparent()
    if parent is not None and parent.tag in HEADINGS and "hidden" not in element.attrib and tag == "span":
        return bool(signs_of(element.get("class", ""), "") & {"unseen"})
    attributes = element.attrib
    signs = signs_of(attributes.get("class", ""), attributes.get("id", ""))
    return _level(tag, element, signs) in (Level.HIDDEN, Level.BESIDE)


def _stands_apart(tag: str, level: Level, signs: frozenset[Sign], style: str) -> bool:
    """Whether an element that breaks no layout by itself does by what it is: a caption, a box of the site's own tag."""
    if tag == "a":
        return False
    if tag in _ASIDE_IN_SENTENCE and _AS_BLOCK.search(style):
        return True
    return "caption" in signs or "credit" in signs or ("-" in tag and level is not Level.SHOWN)


def _level(tag: str, element: etree._Element, signs: frozenset[Sign]) -> Level:
    if tag == "dialog":
        return Level.BESIDE if "open" in element.attrib else Level.HIDDEN
    if tag in ("nav", "aside") or (tag == "footer" and not _is_within_quotation(element)):
        return Level.BESIDE
    if tag == "noscript" or _is_hidden(tag, element.attrib, signs):
        return Level.HIDDEN
    if tag in _ROOTS or tag in HEADINGS:
        return Level.SHOWN
    if element.get("role") in _ROLES_BESIDE or "beside" in signs:
        return Level.BESIDE
    return Level.SELDOM if "seldom" in signs else Level.SHOWN


def _is_hidden(tag: str, attributes: etree._Attrib, signs: frozenset[Sign]) -> bool:
    if "hidden" in attributes or "unseen" in signs or _HIDING.search(attributes.get("style", "")):
        return True
    return attributes.get("aria-hidden") == "true" and tag not in _TEXT_TAGS


def _with_item(signs: frozenset[Sign], item: str | None) -> frozenset[Sign]:
    """With what schema.org's microdata say."""
    if item in ("author", "datePublished", "dateModified"):
        return signs | {"small_print"}
    if item in ("articleBody", "reviewBody"):
        return signs | {"body"}
    return signs | {"caption"} if item == "caption" else signs


def _is_within_quotation(element: etree._Element) -> bool:
    """Whether a footer names the source of a quotation."""
    parent = element.getparent()
    return parent is not None and parent.tag == "blockquote"


def _repeats(identity: str, heading: str) -> bool:
    """Whether an id is made of a heading's first words."""
    words = _WORDS.findall(heading.lower())
    own = _WORDS.findall(identity.lower().replace("_", " "))
    return bool(own) and own == words[: len(own)]


def _paragraphs(text: str, *, keeps_lines: bool) -> list[str]:
    lines = [_SPACE.sub(" ", line).strip() for line in text.split("\n")]
    if keeps_lines:
        return ["\n".join(lines).strip("\n")]
    paragraphs: list[list[str]] = [[]]
    for line in lines:
        if line:
            paragraphs[-1].append(line)
        elif paragraphs[-1]:
            paragraphs.append([])
    return ["\n".join(paragraph) for paragraph in paragraphs if paragraph]
