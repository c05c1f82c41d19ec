"""Who wrote a page's article: people and agencies, not sites, slugs or addresses."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from lxml import etree

from services.intake.formats.html.linked_data import names_of, one_line
from services.intake.formats.html.signs import names_of as names_of_element
from services.intake.formats.html.signs import signs_of
from services.intake.formats.html.statements import Statements

_STATED = (
    *(
        "author",
        "article:author",
        "og:article:author",
        "article:author_name",
        "twitter:misc:written by",
        "parsely-author",
        "dc.creator",
    ),
    *("dcterms.creator", "sailthru.author", "byl", "cxenseparse:author", "creator"),
)

MAX_NAMES = 20
MAX_PIECES = 60
MAX_CHARACTERS = 300
MAX_NAME_CHARACTERS = 60

_OPENING = re.compile(
    r"(?:(?:(?:story|text|words|written|reported|posted|published|article) )?by|von|par|por|di|door|av|af"
    r"|autor(?:in)?|author|text|foto & text|oleh|przez)"
    r"\s?:?\s+(?=\S)",
    re.IGNORECASE,
)
_AND = re.compile(r"\s+(?:and|und|et|y|och|og|en|e|i|ve|dan|&)\s+|\s*[;|•·]\s*", re.IGNORECASE)
_COMMA = re.compile(r"\s*,\s+")
_AGENCY = re.compile(
    r"(?:dpa|afp|ap|apa|sda|epd|kna|efe|ansa|ats|belga|ritzau|ntb|tt|stt|pap|mti|ctk|čtk|tass|xinhua|kyodo|jiji|aap"
    r"|pa|upi|reuters|bloomberg|sid|dapd|lusa|anp"
    r"|elta|bns|leta|yonhap|antara|bernama|pti|ani|ians|aa)(?:[-/ ](?:dpa|afp|ap|apa|sda|epd|kna|sid|infocom"
    r"|reuters))*",
    re.IGNORECASE,
)
_PARTICLE = (
    r"(?:von|van|de|der|den|del|della|di|da|dos|das|du|la|le|al|el|bin|ibn|ben|zu|zur|ter|ten|af|av|y|e|of|the|st\.?)"
)
_NAME_WORD = (
    r"(?:[A-ZÀ-ÖØ-ÞĀ-Ž\u0370-\u03ff\u0400-\u04ff\u0530-\u058f][\w.’'`-]*|[dlO]['’][A-ZÀ-Þ]\w+"
    r"|[^\W\d_A-Za-zÀ-ž\u0370-\u04ff][\w.-]*)"
)
_NAME = re.compile(rf"{_NAME_WORD}(?:\s(?:{_PARTICLE}|{_NAME_WORD}|[A-Z]\.)){{1,5}}")
_SIGLE = re.compile(r"[a-z]{2,5}(?:/[a-z]{2,6}){0,3}")
"""How desks sign: `srf/hosb`, `kesm`."""

_ADDRESS = re.compile(r"\S+@\S+|https?://\S+|www\.\S+|@\w+")
_SLUG = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)+|[a-z]+\d+")
_HOST = re.compile(
    r"[\w-]+(?:\.[\w-]+)*\.(?:com|net|org|de|at|ch|fr|es|it|pl|tr|co|uk|jp|kr|io|news|eu|nl|be|no|se|dk"
    r"|fi)(?:\.\w{2})?",
    re.IGNORECASE,
)
_IMPERSONAL = re.compile(
    r"\b(?:feed|staff|redaktion|rédaction|redacción|redazione|redakcja|redaksi|editor(?:ial)?s?|desk|team"
    r"|admin(?:istrator)?|online|newsroom|webmaster|wire|news"
    r"|agenc(?:y|ies)|writers?|contributors?|magazin|zeitung|nachrichten|haber|bureau|user|guest|unknown|anonymous"
    r"|n/?a)\b",
    re.IGNORECASE,
)
_ROLE = re.compile(
    r"\b(?:correspondent|reporter|editor|writer|columnist|journalist|professor|director|chief|redakteur|redakteurin"
    r"|korrespondent|autor|autorin|journaliste|photographer"
    r"|producer|analyst|fellow|lecturer|researcher|author|contributor|staff|senior|freelance|volontär"
    r"|praktikant)(?:in)?\b",
    re.IGNORECASE,
)
_OUTSIDE = re.compile(
    r"\b(?:comments?|related|trending|popular|recommend(?:ed|ations?)?|teasers?|sidebar|most read|more (?:news"
    r"|stories|articles)|latest|promo)\b"
)
_BYLINE = re.compile(
    r"\b(?:by ?lines?|authors?(?: ?(?:names?|lines?|s))?|autor(?:en|in|es)?|auteurs?|writers?|reporters?"
    r"|contributors?)\b"
)
_NO_BYLINE = re.compile(
    r"\b(?:bio|about|box|image|img|photo|avatar|picture|icon|social|links?|credit|comments?|time|date"
    r"|desc(?:ription)?)\b"
)


def bylines_of(root: etree._Element, said: Statements) -> list[str]:
    """The authors that the page states; where it states none, or but its own site, those that it shows."""
    sites = {_letters(name) for name in said.site_names}
    stated = (_people(names_of(said.article.get("author")), sites), _people(said.all(*_STATED), sites))
    personal = next((names for names in stated if _is_personal(names, sites)), None)
    if personal is not None:
        return personal
    shown = _shown(root, sites)
    return shown if _is_personal(shown, sites) else next((names for names in (*stated, shown) if names), [])


def _is_personal(names: list[str], sites: set[str]) -> bool:
    return any(not _is_impersonal(name, sites) for name in names)


def _people(texts: Iterable[str], sites: set[str]) -> list[str]:
    found: list[str] = []
    for text in islice(texts, MAX_NAMES):
        found += [text] if _letters(text) in sites else split_names(text)
    return list(dict.fromkeys(found))[:MAX_NAMES]


def split_names(text: str) -> list[str]:
    """The authors of one line: each person and each agency, without "By", roles, places and addresses.

    >>> split_names("Von Jonas Lie und Marit Haug, dpa")
    ['Jonas Lie', 'Marit Haug', 'dpa']
    """
    line = " ".join(_ADDRESS.sub(" ", text[:MAX_CHARACTERS]).split()).strip(" ,;|-–—()")
    if not line or _SLUG.fullmatch(line):
        return []
    opening = _OPENING.match(line)
    if opening:
        line = line[opening.end() :]
    names: list[str] = []
    for group in _AND.split(line):
        parts = [part.strip(" .,-–—()") for part in _COMMA.split(group)]
        for number, part in enumerate(parts):
            if part and (name := _name(part, first=number == 0 and not names)):
                names.append(name)
    return names


def _name(part: str, *, first: bool) -> str | None:
    """The part of a line that is a name; behind the first one only what surely is another."""
    if _AGENCY.fullmatch(part):
        return part
    if _NAME.fullmatch(part) and len(part) <= MAX_NAME_CHARACTERS:
        return None if not first and (_ROLE.search(part) or _IMPERSONAL.search(part)) else part
    if _SIGLE.fullmatch(part):
        return part
    if not first or len(part) > MAX_NAME_CHARACTERS or _SLUG.fullmatch(part):
        return None
    return part


def _is_impersonal(name: str, sites: set[str]) -> bool:
    """Whether it is the site, or some desk of it."""
    letters = _letters(name)
    return (
        letters in sites
        or _HOST.fullmatch(name) is not None
        or (_IMPERSONAL.search(name) is not None and not _AGENCY.fullmatch(name))
    )


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()


# --- What a reader sees ----------------------------------------------------------------------------------------------


def _shown(root: etree._Element, sites: set[str]) -> list[str]:
    """The authors that stand first in the article, by the name or the relation of their element."""
    head = next(root.iter("h1"), None)
    above = set(head.iterancestors()) if head is not None else set()
    for element in islice(_byline_elements(root, above), MAX_NAMES):
        names = [name for name in _names_in(element) if not _is_impersonal(name, sites)]
        if names:
            return _with_siblings(element, names)
    return []


def _byline_elements(root: etree._Element, above: set[etree._Element]) -> Iterator[etree._Element]:
    """Elements of authors, but for those of comments, teasers and pictures."""
    outside = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if not isinstance(element.tag, str):
            continue
        is_outside = element not in above and _is_outside(element)
        if event == "end":
            outside -= is_outside
            continue
        outside += is_outside
        if not outside and _is_byline(element):
            yield element


def _is_outside(element: etree._Element) -> bool:
    if element.tag in ("figure", "nav", "footer", "aside", "script", "style", "head"):
        return True
    attributes = element.attrib
    if not attributes or element.tag in ("html", "body", "main"):
        return False
    return any(
        _OUTSIDE.search(name) for name in names_of_element(attributes.get("class", ""), attributes.get("id", ""))
    )


def _is_byline(element: etree._Element) -> bool:
    attributes = element.attrib
    if not attributes or element.tag in ("meta", "link", "img", "article", "main", "body", "html", "section"):
        return False
    if attributes.get("rel") == "author" or attributes.get("itemprop") == "author":
        return "credit" not in signs_of(attributes.get("class", ""), "")
    names = names_of_element(attributes.get("class", ""), "")
    return any(_BYLINE.search(name) and not _NO_BYLINE.search(name) for name in names)


def _names_in(element: etree._Element) -> list[str]:
    """The names of an element: those of its links and parts, else of its text."""
    text = _text(element)
    if not text or len(text) > MAX_CHARACTERS:
        return []
    parts = [
        _text(part) for part in element.iter("a", "span", "li", "strong", "b") if part is not element and len(part) == 0
    ]
    named = [part for part in parts if _NAME.fullmatch(part) and not _ROLE.search(part)]
    if named:
        return list(dict.fromkeys(named))
    if element.get("itemprop") == "author":
        return split_names(text)
    return [name for name in split_names(text) if _NAME.fullmatch(name) or _AGENCY.fullmatch(name)]


def _with_siblings(element: etree._Element, names: list[str]) -> list[str]:
    """With the authors in elements of the same kind beside it."""
    parent = element.getparent()
    if parent is None:
        return names
    alike = [
        other
        for other in islice(parent, MAX_NAMES)
        if other.tag == element.tag and other.attrib.get("class") == element.attrib.get("class")
    ]
    found = list(names)
    for other in alike:
        found += _names_in(other)
    return list(dict.fromkeys(found))


def _text(element: etree._Element) -> str:
    return one_line(" ".join(str(piece) for piece in islice(element.itertext(), MAX_PIECES)))
