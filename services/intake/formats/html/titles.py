"""The headline of a page as its readers see it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice

from lxml import etree

from services.intake.formats.html.linked_data import one_line, text_of
from services.intake.formats.html.signs import names_of
from services.intake.formats.html.statements import Statements

MAX_HEADS = 10
"""No article has more headlines that matter."""

MAX_NAMED_HEADS = 100
"""Headings of lower rank of which one may be named the title."""

_FRONT_PAGE = re.compile(r"(?:https?://[^/?#]+)?/?(?:index\.\w{3,5})?|\./?", re.IGNORECASE)
_TITLE_NAME = re.compile(r"\b(?:entry|post|article) title\b|\bhead ?line\b")

MAX_CHARACTERS = 400

SHARE_OF_KICKER = 0.5
"""What stands before a headline in its element is a kicker where it is shorter than so much of it."""

_SITE_NAME_SEPARATOR = re.compile(r"\s+[|\u2013\u2014\u00bb\u00b7:\u2022-]\s+")
_MARKS = " |–—»·:•-"
_HOST = re.compile(r"(?:www\.)?[\w-]{2,40}(?:\.[\w-]{2,20})?\.[a-z]{2,10}", re.IGNORECASE)
_WORD = re.compile(r"\w+")
_NO_LETTERS = re.compile(r"[\W_]+")
_KICKER = re.compile(
    r"\b(?:kickers?|top ?lines?|eye ?brows?|over ?lines?|dach ?zeilen?|spitz ?marken?|rubri(?:k|c|que)s?"
    r"|supra ?titles?|ante ?titulos?"
    r"|pre ?titles?|head ?lines? (?:kicker|category|section)|labels?|badges?|visually hidden|sr only"
    r"|screen reader text)\b"
)
_BLOCKS = frozenset(("br", "div", "p", "small", "h2", "h3"))

_SHORTEST = 2
"""Words. What is shorter is a section's name, or the site's, unless the page says that it is the headline."""


def title_of(root: etree._Element, said: Statements) -> str | None:
    """The `h1` that the metadata mean, in the form that keeps a kicker apart from it; else the metadata's own."""
    element = next(root.iter("title"), None)
    tab = _text(element) if element is not None else ""
    stated = _stated(said)
    sites = {_letters(name) for name in said.site_names}
    heads = [head for head in islice(root.iter("h1"), MAX_HEADS) if _letters(_text(head)) not in sites | {""}]
    heads = [head for head in heads if not _leads_home(head)] or _named_heads(root)
    known = [*stated, tab] if tab else stated
    for head in heads:
        if any(_is_same(_text(head), other) for other in known):
            return _in_best_form(head, stated)
    seen = [head for head in heads if _is_headline(head)]
    said_so = next((head for head in seen if head.get("itemprop") == "headline"), None)
    if said_so is not None:
        return _without_kicker(said_so)
    if len(seen) == 1 and (not _is_whole(stated, tab) or _is_inside_article(seen[0])):
        return _without_kicker(seen[0])
    return _best(stated) or _without_site(tab, said.site_names) or None


def _leads_home(head: etree._Element) -> bool:
    """Whether a heading is a link to the site's front page: the name of a blog."""
    link = next(head.iter("a"), None)
    if link is None or _text(link) != _text(head):
        return False
    return _FRONT_PAGE.fullmatch(link.get("href") or "") is not None


def _named_heads(root: etree._Element) -> list[etree._Element]:
    """The headings of lower rank that their names call the article's title, as on blogs."""
    heads = islice(root.iter("h2", "h3"), MAX_NAMED_HEADS)
    return [head for head in heads if any(_TITLE_NAME.search(name) for name in names_of(head.get("class", ""), ""))]


def _stated(said: Statements) -> list[str]:
    """The headline as the metadata have it, the fullest form first."""
    titles = [
        one_line(text_of(said.article, "headline")),
        *said.all("og:title", "dc.title", "twitter:title", "parsely-title"),
    ]
    return list(dict.fromkeys(_without_site(title, said.site_names) for title in titles if title))


def _best(stated: Sequence[str]) -> str | None:
    """The first headline; where another goes on from it, it was cut off."""
    if not stated:
        return None
    first = stated[0]
    core = _letters(first)
    longer = (title for title in stated[1:] if _letters(title).startswith(core) and len(title) > len(first))
    return next(longer, first)


def _is_whole(stated: Sequence[str], tab: str) -> bool:
    return bool(stated or tab)


def _is_headline(head: etree._Element) -> bool:
    text = _text(head)
    return (
        len(_WORD.findall(text)) > _SHORTEST
        and len(text) <= MAX_CHARACTERS
        and not _is_in(head, ("nav", "footer", "aside"))
    )


def _is_inside_article(head: etree._Element) -> bool:
    return _is_in(head, ("article", "main"))


def _is_in(element: etree._Element, tags: tuple[str, ...]) -> bool:
    return next(element.iterancestors(*tags), None) is not None


def _in_best_form(head: etree._Element, stated: Sequence[str]) -> str:
    """The headline without a kicker that runs into it, or with the mark that the metadata set between both."""
    whole, bare = _text(head), _without_kicker(head)
    letters = _letters(whole)
    for title in stated:
        same = _letters(title) == letters
        if same and (whole not in (title, bare) or "".join(title.split()) == "".join(whole.split())):
            return title
    for title in stated:
        core = _letters(title)
        if core == letters:
            return _fuller(whole, title)
        if core and letters.endswith(core) and len(letters) - len(core) <= SHARE_OF_KICKER * len(core):
            return title
    return bare


def _fuller(one: str, other: str) -> str:
    """Of two forms of equal letters the one that keeps more marks: a colon behind the kicker."""
    return other if sum(sign in ":–—-|" for sign in other) > sum(sign in ":–—-|" for sign in one) else one


def _without_kicker(head: etree._Element) -> str:
    """The headline's text but for a part of it that its name calls a kicker, or that is not to be seen."""
    kickers = [
        part for part in head.iter("span", "small", "div", "p", "a", "strong") if part is not head and _is_kicker(part)
    ]
    if not kickers:
        return _text(head)
    left = _text(head, frozenset(kickers)).lstrip(_MARKS)
    return left or _text(head)


def _is_kicker(part: etree._Element) -> bool:
    return any(_KICKER.search(name) for name in names_of(part.get("class", ""), part.get("id", "")))


def _text(element: etree._Element, without: frozenset[etree._Element] = frozenset()) -> str:
    """The text of an element in one line, words of its parts apart."""
    pieces: list[str] = []
    skipped = 0
    for event, part in etree.iterwalk(element, events=("start", "end")):
        hides = part in without or part.tag in ("script", "style", "svg", "button")
        if event == "start":
            skipped += hides
            if not skipped:
                apart = part.tag in _BLOCKS or (part.tag == "span" and part.get("class") is not None)
                pieces += [" " if apart else "", part.text or ""]
        else:
            skipped -= hides
            if not skipped and part is not element:
                apart = part.tag in _BLOCKS or (part.tag == "span" and part.get("class") is not None)
                pieces += [" " if apart else "", part.tail or ""]
    return _before_marks(" ".join("".join(pieces).split()))


def _before_marks(text: str) -> str:
    """Without the blank that a part's end put before a mark."""
    return re.sub(r" (?=[,.:;!?](?:\s|$))", "", text)


def _is_same(head: str, known: str) -> bool:
    """Whether most words of the shorter are in the other: titles for search engines are shorter, or carry the site."""
    ours, theirs = set(_WORD.findall(head.lower())), set(_WORD.findall(known.lower()))
    shorter = min(len(ours), len(theirs))
    if shorter <= 1:
        return bool(head) and _letters(head) == _letters(known)
    return 2 * len(ours & theirs) > shorter


def _letters(text: str) -> str:
    return _NO_LETTERS.sub("", text).casefold()


def _without_site(title: str, sites: Sequence[str]) -> str:
    """The title without the name of the site, which stands last, or first; a short last part is taken for it."""
    parts = _SITE_NAME_SEPARATOR.split(title)
    if len(parts) == 1:
        return title
    names = {_letters(name) for name in sites}
    first, last = parts[0], parts[-1]
    if _letters(first) in names:
        return title[len(first) :].lstrip(_MARKS)
    if _letters(last) in names or _HOST.fullmatch(last):
        return title[: -len(last)].rstrip(_MARKS)
    if not names and 2 * len(last) <= len(title):
        return title[: -len(last)].rstrip(_MARKS)
    return title
