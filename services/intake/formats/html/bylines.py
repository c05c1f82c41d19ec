"""Who wrote a page's article: people and agencies, not sites, slugs or addresses."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import dropwhile, islice

from lxml import etree

from services.intake.formats.html.linked_data import names_of, one_line
from services.intake.formats.html.signs import names_of as names_of_element
from services.intake.formats.html.signs import signs_of
from services.intake.formats.html.small_print import is_byline
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
MAX_LINES = 4
"""Elements behind a headline among which its byline stands."""

MAX_PIECES = 60
MAX_CHARACTERS = 300
MAX_NAME_CHARACTERS = 60

_OPENING = re.compile(
    r"(?:(?:(?:story|text|words|written|reported|reporting|posted|published|article) )?by|von|par|por|di|door|av|af"
    r"|autor(?:in)?|author|text|foto & text|oleh|przez)"
    r"\s?:?\s+(?=\S)",
    re.IGNORECASE,
)
_AND = re.compile(r"\s+(?:and|und|et|y|och|og|en|e|i|ve|dan|&)\s+|\s*[;|•·]\s*", re.IGNORECASE)
_COMMA = re.compile(r"\s*,\s+")
_BEHIND = re.compile(
    r"\s+[–—-]\s+.*|\s+(?:for|für|pour|para|per)\s+(?:the\s+)?[A-ZÀ-Þ].*|\s+(?:in|aus|à|en)\s+[A-ZÀ-Þ][\w.' -]*$"
)
"""Place, paper or description behind a name."""

_WITH = re.compile(r"\s+(?:with|mit|avec|con|com|med|met|/)\s+(?=\S+$)|\s*/\s*")
"""Between a name and an agency."""

_BRACKETED = re.compile(r"\s*\((?P<inner>[^()]{1,80})\)?\s*$")
_OTHER_WORK = re.compile(
    r"(?:edited|editing|photos?|fotos?|pictures?|photographs?|video|graphics?|grafik|bilder|illustrations?"
    r"|redigatur|translat\w+)\b",
    re.IGNORECASE,
)
"""What others than the author did: a part of a line that begins so names no author."""

_ORGANIZATION = re.compile(
    r"\b(?:universit\w*|colleges?|institut\w*|facult\w*|fakultät|schools?|academy|akademie|cent(?:er|re)s?"
    r"|foundation|hochschule"
    r"|ministry|department|media|network|radio|gazette|herald|tribune)\b",
    re.IGNORECASE,
)
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
    r"|fi)(?:\.\w{2})?|(?-i:[a-z0-9-]{2,}(?:\.[a-z0-9-]{2,})*\.[a-z]{2,})",
    re.IGNORECASE,
)
_AROUND = " .,-–—()"

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
_LEADING_ROLE = re.compile(
    r"(?:[A-Z]?[\w-]+\s){0,2}(?:correspondent|reporter|editor|writer|columnist|redakteur(?:in)?"
    r"|korrespondent(?:in)?)\s+(?=[A-ZÀ-Þ])",
    re.IGNORECASE,
)
"""What stands before a name: "Education reporter"."""

_OUTSIDE = re.compile(
    r"\b(?:top (?:stories|news)|meist ?gelesen|comments?|related|trending|popular|recommend(?:ed|ations?)?"
    r"|teasers?|sidebar|most read|more (?:news"
    r"|stories|articles)|latest|promo)\b"
)
_BYLINE = re.compile(
    r"\b(?:by ?lines?|authors?(?: ?(?:names?|lines?|s))?|autor(?:en|in|es)?|auteurs?|writers?|reporters?"
    r"|contributors?|signatures?|assinatura|autoria|firma)\b|^by(?: n(?:ame)?)?$"
)
_END_OF_ARTICLE = re.compile(r"\b(?:entry|post|article) (?:footer|meta)\b")
"""Names of a footer that is the article's own: WordPress and Blogger sign there."""

_PROFILE = re.compile(r"/(?:authors?|autor(?:en|es)?|auteurs?|autore|writers?|journalists?|profiles?)/[^/?#]+")
"""The address of a page about an author."""

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
    if _is_personal(shown, sites):
        return shown
    return next((names for names in (*stated, shown) if names), [])


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
        if _OTHER_WORK.match(group):
            continue
        parts = [part for piece in _COMMA.split(group) if not _OTHER_WORK.match(piece) for part in _parted(piece)]
        for number, part in enumerate(parts):
            if part and (name := _name(part, first=number == 0 and not names)):
                names.append(name)
    return names


def _parted(piece: str) -> list[str]:
    """A name without what stands behind it, and the agency that stands there."""
    bracketed = _BRACKETED.search(piece)
    agency = [bracketed["inner"]] if bracketed and _AGENCY.fullmatch(bracketed["inner"]) else []
    piece = _BRACKETED.sub("", piece)
    sides = [side.strip(_AROUND) for side in _WITH.split(piece)]
    if (
        len(sides) > 1
        and not _AGENCY.fullmatch(piece)
        and all(_AGENCY.fullmatch(side) or _NAME.fullmatch(side) for side in sides)
    ):
        return [*sides, *agency]
    return [_BEHIND.sub("", piece).strip(_AROUND), *agency]


def _name(part: str, *, first: bool) -> str | None:
    """The part of a line that is a name; behind the first one only what surely is another."""
    if _AGENCY.fullmatch(part):
        return part
    if first and (leading := _LEADING_ROLE.match(part)):
        part = part[leading.end() :]
    if not first and _ORGANIZATION.search(part):
        return None
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
    before: list[str] = []
    passed = head is None
    for element, is_behind in islice(_byline_elements(root, above, head), MAX_NAMES):
        names = [name for name in _names_in(element) if not _is_impersonal(name, sites)]
        if not names:
            continue
        passed = is_behind or passed
        if passed or _shares_article(element, above):
            return _with_siblings(element, names)
        before = before or _with_siblings(element, names)
    return _in_first_lines(head) or before


def _shares_article(element: etree._Element, above: set[etree._Element]) -> bool:
    """Whether the element stands in the article, or the header, of the headline."""
    return any(around.tag in ("article", "header", "section") and around in above for around in element.iterancestors())


def _in_first_lines(head: etree._Element | None) -> list[str]:
    """The authors of a line behind the headline, or of the first paragraphs below it, that is nothing but a byline."""
    if head is None:
        return []
    beside = islice(head.itersiblings("p", "div", "span", "address"), MAX_LINES)
    ordered = dropwhile(lambda element: element is not head, head.getroottree().getroot().iter("h1", "p"))
    below = islice((element for element in ordered if element.tag == "p"), MAX_LINES)
    for line in (*beside, *below):
        text = _text(line)
        if is_byline(text):
            return [name for name in split_names(text) if _NAME.fullmatch(name) or _AGENCY.fullmatch(name)]
    return []


def _byline_elements(
    root: etree._Element, above: set[etree._Element], head: etree._Element | None
) -> Iterator[tuple[etree._Element, bool]]:
    """Elements of authors, but for those of comments, teasers and pictures; each with whether it is below the title."""
    outside = 0
    is_behind = False
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if not isinstance(element.tag, str):
            continue
        is_outside = element not in above and _is_outside(element)
        if event == "end":
            outside -= is_outside
            continue
        outside += is_outside
        if is_behind and element.tag == "h1":
            return  # another story goes on below
        is_behind = is_behind or element is head
        if not outside and _is_byline(element):
            yield element, is_behind


def _is_outside(element: etree._Element) -> bool:
    attributes = element.attrib
    if element.tag == "footer" and _END_OF_ARTICLE.search(" ".join(names_of_element(attributes.get("class", ""), ""))):
        return False
    if element.tag in ("figure", "nav", "footer", "aside", "script", "style", "head"):
        return True
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
    if element.tag == "a" and _PROFILE.search(attributes.get("href", "")):
        return True
    names = names_of_element(f"{attributes.get('class', '')} {attributes.get('data-testid', '')}", "")
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
