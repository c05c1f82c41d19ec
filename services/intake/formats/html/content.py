"""The article of a web page: which part of the page it is, and which blocks of that part are its text.

A page becomes a list of blocks, each a paragraph, a heading or the like. Every element covers a stretch of that list.
The article is the element whose blocks are worth most: prose counts for it, links and scraps against it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import accumulate

from lxml import etree

from schemas.article import RegionRole
from services.intake.formats.shared.prose import names

_BLOCKS = names(
    "address article aside blockquote body center dd details dialog div dl dt fieldset figcaption figure footer form "
    "h1 h2 h3 h4 h5 h6 header hgroup hr html li main ol p pre section summary table tbody td tfoot th thead tr ul"
)
_NEVER_TEXT = names(
    "applet audio button canvas datalist embed head iframe input link map meta nav noembed noframes noscript object "
    "optgroup option rp rt script select style svg math template textarea title video menu dialog"
)
"""What shows no text, or a control, or stands in where a browser cannot play something; `rt` repeats how to say it."""

_HEADINGS = names("h1 h2 h3 h4 h5 h6")

_ROOTS = names("html body main article")
"""What is never left out for its name: pages put every word there is into the classes of these."""

_BESIDE = re.compile(
    r"(?:^|[\s_-])(?:comments?|commenting|disqus|related|recommend(?:ed|ations?)?|recirc(?:ulation)?|newsletters?"
    r"|cookies?|consent|gdpr|breadcrumbs?|outbrain|taboola|most-?(?:read|viewed|popular)|see-?also|read-?(?:more|next)"
    r"|advert(?:isement|ising)?s?|skip-?link|sr-only|screen-reader(?:-text)?|visually-?hidden)(?=$|[\s_-])"
)
"""Names of what is never the article."""

_SELDOM = re.compile(
    r"(?:^|[\s_-])(?:signup|sign-up|subscri(?:be|ption)|share(?:bar|-?tools?|-?links?|-?buttons?)?|sharing|social"
    r"|promo(?:tion)?s?|ads?|advertorial|sponsor(?:ed)?|banner|sidebar|footer|masthead|navbar|navigation|nav|menu"
    r"|pagination|pager|popup|modal|overlay|trending|popular|more-?(?:stories|news|articles|from|on)|teasers?"
    r"|tag-?list|tag-?links|toolbar|widgets?|author-?(?:bio|box|info|card)|about-?the-?author|toc|login"
    r"|a11y|hidden|next-?(?:post|article)|prev(?:ious)?-?(?:post|article)|copyright|legal|disclaimer"
    r"|feedback|toast|tooltip|paywall|donat(?:e|ion))(?=$|[\s_-])|(?:^|[\s_-])tags$"
)
"""Names of what is seldom the article: so it is left out where something else is."""

_WRAPPER = re.compile(
    r"(?:^|[\s_-])(?:has|with|no|is|wrap|wrapper|container|content|main|page|layout|grid|row|col(?:umn)?s?|story|entry"
    r"|article|body|post)(?=$|[\s_-])"
)
"""Elements named after what they hold beside the article: `content-sidebar-wrap`, `has-comments`."""

_FURNITURE = re.compile(
    r"(?:^|[\s_-])(?:by-?lines?|authors?|dateline|timestamp|time|date|pub-?date|published|updated|meta|kicker|eyebrow|credits?"
    r"|photo-?credit|read(?:ing)?-?time|section-?name)(?=$|[\s_-])"
)
"""Names of the small print around an article's text; what they hold is text only where it is long."""

_PULL_QUOTE = re.compile(r"pull-?_?quote|blockquote--pull|quote-?pull")
_CAPTION = re.compile(r"(?:^|[\s_-])(?:wp-)?caption(?:-?text)?(?=$|[\s_-])")
_CREDIT = re.compile(r"(?:^|[\s_-])(?:(?:photo-?|image-?)?credits?|photographer|copyright|source)(?=$|[\s_-])")
_HIDING = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)

_ARTICLE_NAME = re.compile(
    r"article-?_?(?:body|content|text|copy)|story-?_?(?:body|content|text)|post-?_?(?:body|content)|entry-?_?content|body-?copy"
)

_SPACE = re.compile(r"[ \t\r\f\v\u00a0]+")
_SENTENCE_END = re.compile("[.!?\u2026\u3002\uff01\uff1f\u061f\u0964\u104b:;][\"'\u201d\u2019\u00bb)\\]]*$")

_LETTER = re.compile(r"[^\W\d_]")

PROSE_BYTES = 80
"""A block of so much text beside its links is prose: a line and a half, in any script, since those of denser writing
take more bytes a character."""

SCRAP_COST = 30
"""What a scrap of text counts against its element, beside its links."""

LINKED_SHARE = 0.5
"""Over this share of a block's text in links it is a list of links and no text."""

WIDER_GAIN = 1.2
"""An element is taken for one inside it only where it is worth so much more: else it holds neighbours, too."""

SHARE_OF_NAMED = 0.5
"""A part that its site names the article body is believed where it is worth so much of the best."""

SMALL_ARTICLE_BYTES = 1000
"""Where less is found, what was left out for its name may have been the article."""

SHORTEST_PULL_QUOTE = 15
"""Characters; anything shorter repeats the body by chance."""

MAX_PULL_QUOTES = 20
"""Of so many asides it is looked up whether they repeat the text; no article has more."""


@dataclass(slots=True)
class Block:
    """A stretch of text between two breaks of the layout."""

    text: str
    size: int
    """Bytes of UTF-8."""
    linked: int
    tag: str
    role: RegionRole | None = None
    furniture: bool = False
    in_table: bool = False

    @property
    def worth(self) -> float:
        """What it says for its element being the article."""
        if self.role is not None:
            return 0.0
        own = self.size - 2 * self.linked
        if own >= PROSE_BYTES:
            return float(own)
        if self.tag in _HEADINGS and not self.linked:
            return 0.0
        if own > PROSE_BYTES // 2 and _SENTENCE_END.search(self.text):
            return float(own)
        return float(-SCRAP_COST - self.linked)

    @property
    def is_small_print(self) -> bool:
        """Whether it is what its name says: a date, a byline."""
        return self.furniture and self.size < 2 * PROSE_BYTES

    @property
    def is_prose(self) -> bool:
        """Whether the article's text may begin or end here."""
        return self.role is None and self.worth > 0 and not self.is_small_print

    @property
    def is_links(self) -> bool:
        """Whether it is made of links."""
        return self.linked > LINKED_SHARE * self.size


@dataclass(slots=True)
class _Reach:
    """An element and the blocks that it covers."""

    tag: str
    names: str
    start: int
    end: int
    depth: int


@dataclass(slots=True)
class _Open:
    reach: _Reach
    role: RegionRole | None
    furniture: bool


@dataclass(slots=True)
class _Pass:
    """One walk over the page."""

    left_out: tuple[Callable[[str], bool], ...]
    blocks: list[Block] = field(default_factory=list)
    reaches: list[_Reach] = field(default_factory=list)
    _text: list[str] = field(default_factory=list)
    _linked: int = 0
    _links: int = 0
    _tables: int = 0
    _breaks: int = 0
    _open: list[_Open] = field(default_factory=list)

    def walk(self, root: etree._Element) -> None:
        """Read the page; elements that are not shown are passed over with all that is in them."""
        skipped = 0
        for event, element in etree.iterwalk(root, events=("start", "end")):
            tag = element.tag
            if event == "start":
                if skipped or not isinstance(tag, str) or self._is_left_out(tag, element):
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

    def _is_left_out(self, tag: str, element: etree._Element) -> bool:
        if tag in _NEVER_TEXT or (tag == "footer" and not _is_within_quotation(element)):
            return True
        attributes = element.attrib
        if not attributes or tag in _ROOTS:
            return False
        if "hidden" in attributes or _HIDING.search(attributes.get("style", "")):
            return True
        if attributes.get("aria-hidden") == "true" or attributes.get("role") in _ROLES_BESIDE:
            return True
        words = _words(element)
        return bool(words) and any(is_left_out(words) for is_left_out in self.left_out)

    def _start(self, tag: str, element: etree._Element) -> None:
        words = _words(element) if element.attrib else ""
        around = self._open[-1] if self._open else None
        if tag in _BLOCKS:
            self._close_block(around)
            role = _role(tag, words) or (around.role if around else None)
            furniture = (around is not None and around.furniture) or _is_furniture(words, element.get("itemprop"))
            reach = _Reach(tag, words, len(self.blocks), -1, len(self._open))
            self._open.append(_Open(reach, role, furniture))
            self.reaches.append(reach)
            self._tables += tag == "table"
        elif tag == "br":
            self._text.append("\n")
        self._links += tag == "a"
        if element.text:
            self._add(element.text)

    def _end(self, tag: str) -> None:
        self._links -= tag == "a"
        if tag in _BLOCKS:
            ending = self._open.pop()
            self._close_block(ending)
            ending.reach.end = len(self.blocks)
            self._tables -= tag == "table"

    def _add(self, text: str) -> None:
        if self._open and self._open[-1].reach.tag != "pre":
            text = text.replace("\n", " ")
        self._text.append(text)
        if self._links:
            self._linked += len(text.strip().encode("utf-8", "replace"))

    def _close_block(self, around: _Open | None) -> None:
        """Make blocks of the text so far; two line breaks in a row part paragraphs."""
        if not self._text:
            return
        whole = "".join(self._text)
        linked, self._linked = self._linked, 0
        self._text.clear()
        if around is None or whole.isspace():
            return
        keeps_lines = around.reach.tag == "pre"
        paragraphs = _paragraphs(whole, keeps_lines=keeps_lines)
        for paragraph in paragraphs:
            size = len(paragraph.encode("utf-8", "replace"))
            share = linked if len(paragraphs) == 1 else linked * size // max(1, len(whole))
            block = Block(paragraph, size, min(share, size), around.reach.tag, around.role, around.furniture)
            block.in_table = self._tables > 0
            self.blocks.append(block)


_ROLES_BESIDE = names("navigation complementary banner contentinfo dialog alertdialog search menu toolbar alert")
"""ARIA landmarks and widgets beside the main content."""


def _is_within_quotation(element: etree._Element) -> bool:
    """Whether a footer names the source of a quotation."""
    parent = element.getparent()
    return parent is not None and parent.tag == "blockquote"


def _words(element: etree._Element) -> str:
    attributes = element.attrib
    return f"{attributes.get('class', '')} {attributes.get('id', '')}"[:300].strip()


@lru_cache(maxsize=4096)
def _is_beside(words: str) -> bool:
    return _has_name(_BESIDE, words)


@lru_cache(maxsize=4096)
def _is_seldom_text(words: str) -> bool:
    return _has_name(_SELDOM, words)


def _has_name(pattern: re.Pattern[str], words: str) -> bool:
    return any(pattern.search(name) and not _WRAPPER.search(name) for name in words.lower().split())


@lru_cache(maxsize=4096)
def _is_named_furniture(words: str) -> bool:
    return _has_name(_FURNITURE, words)


def _is_furniture(words: str, item: str | None) -> bool:
    return item in {"author", "datePublished", "dateModified"} or (bool(words) and _is_named_furniture(words))


def _role(tag: str, words: str) -> RegionRole | None:
    if tag == "figcaption":
        return "caption"
    lower = words.lower()
    if tag == "aside" or _PULL_QUOTE.search(lower):
        # What is no pull quote after all is told apart by its text, which a pull quote repeats.
        return "pull_quote"
    if tag in {"p", "div"} and lower and _CAPTION.search(lower):
        return "caption"
    return None


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


# --- The choice ------------------------------------------------------------------------------------------------------


def find_article(root: etree._Element) -> list[Block]:
    """The blocks of the page's article, in order."""
    blocks, worth = _best(root, (_is_beside, _is_seldom_text))
    if worth < SMALL_ARTICLE_BYTES:
        more, worth_of_more = _best(root, (_is_beside,))
        if worth_of_more > 2 * worth:
            blocks = more
    return _text_blocks(blocks)


def find_text(root: etree._Element) -> list[Block]:
    """All blocks that a reader sees, in order: for what is no page of a site, such as a mail."""
    walked = _Pass(())
    walked.walk(root)
    return walked.blocks


def _best(root: etree._Element, left_out: tuple[Callable[[str], bool], ...]) -> tuple[list[Block], float]:
    walked = _Pass(left_out)
    walked.walk(root)
    sums = [0.0, *accumulate(block.worth for block in walked.blocks)]

    def worth(reach: _Reach) -> float:
        return sums[reach.end] - sums[reach.start]

    covering = [reach for reach in walked.reaches if reach.end > reach.start]
    if not covering:
        return [], 0.0
    best = _narrowest(covering, worth)
    named = [reach for reach in covering if _ARTICLE_NAME.search(reach.names.lower())]
    if named:
        candidate = max(named, key=worth)
        if worth(candidate) >= SHARE_OF_NAMED * worth(best):
            best = candidate
    return walked.blocks[best.start : best.end], worth(best)


def _narrowest(covering: list[_Reach], worth: Callable[[_Reach], float]) -> _Reach:
    """The element of most worth; one inside it where that is worth nearly as much."""
    best = max(covering, key=worth)
    inside = [reach for reach in covering if best.start <= reach.start and reach.end <= best.end]
    for reach in sorted(inside, key=lambda reach: reach.end - reach.start):
        if worth(reach) * WIDER_GAIN >= worth(best):
            return reach
    return best


def _text_blocks(blocks: list[Block]) -> list[Block]:
    prose = [number for number, block in enumerate(blocks) if block.is_prose]
    if not prose:
        return [block for block in blocks if not block.is_links]
    spoken = " ".join(" ".join(block.text.split()) for block in blocks if block.role is None)
    kept: list[Block] = []
    seen: set[str] = set()
    asides = 0
    for number, block in enumerate(blocks):
        if block.size < PROSE_BYTES and block.text in seen:
            continue  # what stands by every picture of a gallery
        seen.add(block.text)
        if block.role == "pull_quote":
            asides += 1
            wanted = asides <= MAX_PULL_QUOTES and _repeats(block, spoken)
        else:
            wanted = block.role == "caption" or _is_text(block, inside=prose[0] <= number <= prose[-1])
        if wanted:
            kept.append(block)
    return kept


def _is_text(block: Block, *, inside: bool) -> bool:
    if block.is_links or block.is_small_print or not _LETTER.search(block.text):
        return False
    if block.in_table and block.worth <= 0:
        return False
    return inside or bool(_SENTENCE_END.search(block.text))


def _repeats(block: Block, spoken: str) -> bool:
    """Whether the text of a pull quote stands in the body, too; its marks may be others."""
    core = " ".join(block.text.split()).strip("\"'“”„«»‹›‘’ .…")
    return len(core) >= SHORTEST_PULL_QUOTE and core in spoken
