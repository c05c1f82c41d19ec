"""What the names of elements say: their classes and ids, which sites choose, word by word."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

Sign = Literal["seldom", "beside", "unseen", "small_print", "caption", "credit", "pull_quote", "body"]

MAX_CHARACTERS = 300
"""More of an element's names is not looked at."""

MAX_WORDS_OF_ID = 4
"""A longer id is the text of a heading: `how-the-town-lived-at-that-time`."""

_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[^\W\dA-Za-z_]+|\d+")

_ABOUT_PAGE = re.compile(
    r"(?:category|tag|topic|type|section|term|format|status|template|theme|single|cat|lang|js|u|sc|css) .*"
)
"""Names by which a content system says of what kind the whole article is: `category-newsletter`."""

_STATE = re.compile(
    r"\b(?:has|have|with|without|no|non|not|is|enabled?|disabled?|allowed|open|closed|fixed|sticky|off|on|hide|show"
    r"|free|canvas|pusher"
    r"|wrap|wrapper|layout|grid|page|site|adjacent|anchor)\b|\bsubscri(?:ption|bers?) (?:content|body)\b"
)
"""Elements named after what stands in, beside or around them: `content-sidebar-wrap`, `comments-enabled`."""

_COMMENTS = re.compile(r"(?:reader )?comments?(?: (?:area|block|box|container|list|section|thread|wrap|wrapper))+")
"""The element of the comments themselves."""

_HOLDER = re.compile(r"\b(?:container|content|main|rows?|cols?|columns?|story|article|body|post|entry)\b")
"""Elements of which a word of little weight says no more than where they stand: `main-banner-content`."""

_BESIDE = re.compile(
    r"\b(?:comments?|commenting|comment ?(?:list|section|form|area)|disqus|livefyre|related ?(?:posts?|content"
    r"|articles?|stories|links?)?"
    r"|recommend(?:s|ed|ations?)?|recirc(?:ulation)?|news ?letters?|cookies?|consent|gdpr|bread ?crumbs?|outbrain"
    r"|taboola"
    r"|most ?(?:read|viewed|popular|commented|shared|recent)|see also|read ?(?:more|next|also)|lire aussi"
    r"|more (?:stories|news|articles|from|on|like)|(?:may|might|also|you) like|yarpp|add ?this|share ?daddy"
    r"|jp relatedposts"
    r"|advert(?:isements?|ising|s)?|anzeigen?|werbung|publicidad|skip (?:link|nav|to)"
    r"|sign ?ups?|subscribe(?:r box)?|subscription|donat(?:e|ions?)|(?:up|down)sell|trending|teasers?|promos?"
    r"|promotions?|cross ?sell"
    r"|(?:authors?|autor(?:en|in|es)?|auteurs?|writers?|contributors?|journalist) ?(?:s )?(?:bio(?:graphy)?"
    r"|box|cards?|profiles?"
    r"|about|teaser|details|desc(?:ription)?)|(?:writer|contributor)s? info|about (?:the )?authors?"
    r"|sobre (?:el|la) autora?"
    r"|user ?profile|biograph(?:y|ies)"
    r"|toc|table of contents|embed ?(?:consent|placeholder|privacy|box)|opt ?in|privacy (?:box|notice|overlay|embed)"
    r"|pinbox|toggle ?box|further ?reading|read ?on|liveblog teaser|app (?:promo|banner|download)"
    r"|call to action)\b|^bio$"
)
"""Names of what is never an article beside others."""

_SELDOM = re.compile(
    r"\b(?:share ?(?:bar|tools?|links?|buttons?|box|icons?)?|sharing|social(?! media embed| embed)"
    r"|ads?|ad (?:slot|unit|container)|advertorial|sponsor(?:ed|s|ship)?|banners?|side ?bar|footer|mast ?head"
    r"|nav ?bars?|navigation|nav|menus?"
    r"|pagination|pager|pop ?ups?|modals?|overlays?|popular|tag ?(?:list|links?|cloud)|tool ?bars?|widgets?|log ?in"
    r"|a11y|video (?:fallback|teaser)|featured video|(?:next|prev(?:ious)?) ?(?:post|article|story)|copyright|legal"
    r"|disclaimers?|feedback|toasts?|tool ?tips?"
    r"|fact ?box|info ?box|player|playlist)\b|\btags$"
)
"""Names of what is seldom the article: it is left out where something else is."""

_SMALL_PRINT = re.compile(
    r"\b(?:text|article|story)?(?:by ?lines?|(?:authors?|autor(?:en|in|es)?|auteurs?)(?: ?(?:line|name|link|info"
    r"|byline|meta))?|date ?lines?|time ?stamps?|times?|dates?"
    r"|pub ?dates?|published|updated|last ?modified|meta(?: ?data)?|kickers?|eye ?brows?|credits?|photo credit"
    r"|read(?:ing)? ?time|section name"
    r"|(?:entry|post|article|content) (?:info|header info)|dach ?zeile|top ?line)\b"
)
"""Names of the small print around an article's text; what they hold is text only where it is long."""

_CAPTION = re.compile(
    r"\b(?:(?:wp |image ?|img ?|photo ?|media ?|picture ?|figure ?|video ?|news ?)?captions?(?: text)?|fig ?captions?"
    r"|cut ?lines?"
    r"|\w*bild ?(?:unterschrift|text|info)|foto ?(?:text|unterschrift|caption)|pie ?(?:de )?foto"
    r"|l[eé]gendes? ?(?:photo"
    r"|image)?|photo ?l[eé]gende|leyenda|didascalia|bijschrift|billedtekst|bildetekst|kuvateksti|podpis|legenda"
    r"|(?:image|photo|picture|figure|media)(?: \w+)? (?:text|desc(?:ription)?|l[eé]gend[ea]?|title|info"
    r"|sub ?line|sub ?title))\b"
    r"|^(?:image|photo|picture|foto|bild|img)(?: (?:top|left|right|cent(?:er|re)|inline|large|small|full|block|box"
    r"|holder|container|wrapper))*$"
)
_CREDIT = re.compile(
    r"\b(?:(?:photo ?|image ?|picture ?|media ?|figure ?)?credits?|photographers?|(?:image|photo|picture|media|figure"
    r"|story image) ?(?:copyright|source|author|owner|rights)"
    r"|bild ?(?:rechte|quelle|nachweis|autor)|foto ?(?:credit|nachweis|graf|rechte))\b"
)
_PULL_QUOTE = re.compile(r"\bpull ?quotes?\b|\bblockquote pull\b|\bquote pull\b|\bquote ?box\b")
_BODY = re.compile(
    r"\b(?:article|story|post|entry|news|page|body) ?(?:body|content|text|copy)\b|\b(?:body ?(?:text|copy)"
    r"|text ?body)\b"
)

_UNSEEN = re.compile(
    r"\b(?:visually ?hidden|sr only|screen ?readers?(?: (?:text|only))?|off ?screen|invisible)\b|^hidden$"
)
"""What is there for readers that speak alone, or for nobody."""


def names_of(classes: str, identity: str) -> tuple[str, ...]:
    """Each name of an element as its words in lower case, apart by a blank.

    >>> names_of("PromoSmall-title l-grid", "main")
    ('promo small title', 'l grid', 'main')
    """
    found = [_words(name) for name in classes[:MAX_CHARACTERS].split()]
    own = _words(identity[:MAX_CHARACTERS])
    if own and own.count(" ") < MAX_WORDS_OF_ID:
        found.append(own)
    return tuple(found)


@lru_cache(maxsize=8192)
def _words(name: str) -> str:
    return " ".join(word.lower() for word in _WORD.findall(name))


def signs_of(classes: str, identity: str) -> frozenset[Sign]:
    """What the names of an element say of it; nothing where they say nothing."""
    signs = _signs_of_classes(classes[:MAX_CHARACTERS]) if classes else _NOTHING
    own = _words(identity[:MAX_CHARACTERS]) if identity else ""
    return signs | _signs_of_name(own) if own and own.count(" ") < MAX_WORDS_OF_ID else signs


@lru_cache(maxsize=8192)
def _signs_of_classes(classes: str) -> frozenset[Sign]:
    signs = _NOTHING.union(*(_signs_of_name(_words(name)) for name in classes.split()))
    # Some names count for one size of screen alone: `hidden md:block`.
    return signs - {"unseen"} if ":" in classes else signs


_NOTHING: frozenset[Sign] = frozenset()

_PLAIN: tuple[tuple[Sign, re.Pattern[str]], ...] = (("unseen", _UNSEEN), ("body", _BODY), ("small_print", _SMALL_PRINT))


@lru_cache(maxsize=8192)
def _signs_of_name(name: str) -> frozenset[Sign]:
    if not name or _ABOUT_PAGE.fullmatch(name):
        return _NOTHING
    signs: set[Sign] = {sign for sign, pattern in _PLAIN if pattern.search(name)}
    states = _STATE.search(name) is not None and _COMMENTS.fullmatch(name) is None
    if _PULL_QUOTE.search(name):
        signs.add("pull_quote")
    elif _CREDIT.search(name):
        signs.add("credit")
    elif _CAPTION.search(name) and (" wrap" in name or not states):
        signs.add("caption")
    if states:
        return frozenset(signs)
    if _BESIDE.search(name):
        signs.add("beside")
    elif _SELDOM.search(name) and not _HOLDER.search(name):
        signs.add("seldom")
    return frozenset(signs)
