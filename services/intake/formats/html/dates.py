"""When a page's article was published, and when it was changed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timezone
from itertools import islice

from lxml import etree

from services.intake.formats.html.linked_data import text_of
from services.intake.formats.html.signs import names_of
from services.intake.formats.html.small_print import is_small_print
from services.intake.formats.html.statements import Statements
from services.intake.formats.shared.moments import moment_or_none

_PUBLISHED = (
    *(
        "article:published_time",
        "article:published:time",
        "article:published",
        "og:article:published_time",
        "date:published_time",
    ),
    *(
        "og:published_time",
        "datepublished",
        "parsely-pub-date",
        "dc.date.issued",
        "dcterms.issued",
        "publication_date",
        "publish-date",
    ),
    *(
        "publish_date",
        "pub_date",
        "published_time",
        "article.published",
        "article_date_original",
        "date.created",
        "dcterms.created",
    ),
    *(
        "dc.date",
        "dcterms.date",
        "dc.date.created",
        "sailthru.date",
        "cxenseparse:recs:publishtime",
        "og:pubdate",
        "pubdate",
    ),
    *("publishdate", "published", "date", "created"),
)
_UPDATED = (
    *(
        "article:modified_time",
        "article:modified:time",
        "date:modified_time",
        "og:updated_time",
        "datemodified",
        "dcterms.modified",
    ),
    *("dc.date.modified", "article.updated", "lastmod", "last-modified"),
)

_PUBLISHED_NAME = re.compile(
    r"(?:article|original|first|page|content|news|citation|video|bt|dc|parsely|rnews)*"
    r"(?:(?:date|time)?(?:publish(?:ed|ing)?|publication|publi|release[d]?|issued?|posted|display(?:ed)?"
    r"|pub)(?:date|time|on|at)"
    r"|(?:date|time)(?:published|posted|displayed|released|created))(?:time|date|utc)?"
)
"""The letters of a name that says so in other words: `article_publication_date`, `bt:pubDate`."""

_DATA = re.compile(
    r"data-(?:[a-z-]*-)?(?:utc-?time|time-?stamp|date-?time|publish(?:ed)?(?:-?(?:date|at|time|on))?"
    r"|pub-?date|date|time|ts"
    r"|epoch|seconds)(?:-(?:utc|published|iso))?"
)
"""Attributes from which a site's scripts write a date."""

_EPOCH = re.compile(r"1\d{9}(?:\d{3})?")
"""Seconds, or their thousandths, since 1970: from 2001 to 2033."""

_TIMED = re.compile(r"\d:\d\d|T\d{4}|^1\d{9}")
_ZONED = re.compile(r"(?:[+-]\d{2}:?\d{2}|Z|\b[A-Z]{3,4})$")
_DATED = re.compile(
    r"\b(?:date|dates|time|times|date ?time|time ?stamp|published|pub ?date|posted|datum|fecha|dateline)\b"
)
_NAMED_CHANGED = re.compile(r"\b(?:updated?|modified|changed|revised)\b")
_CHANGED = re.compile(r"\b(?:updated?|modified|changed|aktualisiert|actualizado|mis à jour)\b", re.IGNORECASE)

_IN_WORDS = re.compile(
    r"(?P<day>\d{4}-\d{2}-\d{2}|\d{1,2}[./]\d{1,2}[./]\d{4}|\d{1,2}\.?\s[^\W\d_]{3,12}\.?,?\s\d{4}"
    r"|[^\W\d_]{3,12}\.?\s\d{1,2}(?:st|nd|rd|th)?,?\s\d{4}|\d{1,2}\sde\s[^\W\d_]{3,12}\sde\s\d{4}"
    r"|\d{4}年\d{1,2}月\d{1,2}日)"
    r"(?:[\s,|–-]{1,4}(?:at |um |à |a las |klo? |ore )?(?P<time>\d{1,2}[:.h]\d{2}(?:\s?[ap]\.?m\.?)?)"
    r"(?:\s(?P<zone>(?-i:[A-Z]{2,4})))?)?",
    re.IGNORECASE,
)
_TIME_FIRST = re.compile(
    r"(?P<time>\b\d{1,2}:\d{2}\s?[ap]\.?m\.?),?\s(?P<day>(?:[^\W\d_]{3,12}\.?\s\d{1,2}|\d{1,2}\s[^\W\d_]{3,12}\.?),?\s\d{4})"
    r"\b\s?(?P<zone>(?-i:[A-Z]{2,4}\b)?)",
    re.IGNORECASE,
)
"""A time in front of its day: "05:48 PM March 19, 2024"."""

_META = re.compile(r"\b(?:meta|by ?lines?)\b")

_NUMBERS = re.compile(r"(\d{1,2})[./](\d{1,2})[./](\d{4})")

_CLOCK = re.compile(r"(?<=\d)[h.](?=\d)")
"""Between hours and minutes: "14h30", "4.15"."""

_SAID_PUBLISHED = re.compile(
    r"\b(?:published|posted|publié|publicado|pubblicato|veröffentlicht|opublikowano)\b", re.IGNORECASE
)
"""Before the moment of publication, where that of a change stands in front of it."""

_IN_DATA = re.compile(
    r'"(?:published_?at|date_?published|publish_?date|first_?published(?:_?at)?|publication_?date)"\s*:\s*'
    r'"(\d{4}-\d\d-\d\dT[^"\s]{4,30})"',
    re.IGNORECASE,
)
"""In the data from which a site's scripts draw the page."""

MAX_DATA_CHARACTERS = 2_000_000
"""Of each such script; the first article in it is the page's."""

_MINUTE = 60
"""Seconds: some statements round to it."""

MAX_ELEMENTS = 200
"""Elements that might show a date, of which the first ones are the article's."""

MAX_LINES = 6
"""Elements behind a headline among which its date stands."""

_SHOWN = frozenset(("time", "span", "div", "p", "li", "abbr", "small", "em", "i", "a", "td", "dd"))
_TIME_TAG = re.compile(r"time|date")

MAX_PIECES = 20
MAX_CHARACTERS = 200
"""Of the text of an element that shows a date."""

MONTHS_OF_A_YEAR = 12


def published_at(root: etree._Element, said: Statements) -> datetime | None:
    """When the article was published; what is stated goes before what is shown."""
    stated = [text for text in (text_of(said.article, "datePublished"), *said.all(*_PUBLISHED)) if text]
    found = _first(stated) or _first(said.like(_PUBLISHED_NAME))
    if found is None:
        return _in_data(root) or _shown(root) or _first_line(root)
    if (
        found.tzinfo is UTC
        and _TIMED.search(stated[0] if stated else "")
        and not any(_ZONED.search(text.strip()) for text in stated)
    ):
        shown = (element.get("datetime") or "" for element in islice(root.iter("time"), MAX_ELEMENTS))
        return _first([*stated, *(text for text in shown if text)]) or found
    return found


def updated_at(said: Statements) -> datetime | None:
    """When it was changed."""
    return _first([text for text in (text_of(said.article, "dateModified"), *said.all(*_UPDATED)) if text])


def _first(texts: Iterable[str]) -> datetime | None:
    """The first that can be read; one without a time, or without a zone, gives way to another that has it."""
    known = [(text, moment) for text in texts if (moment := _moment(text)) is not None]
    if not known:
        return None
    text, found = known[0]
    if not _TIMED.search(text):
        return next(
            (moment for other, moment in known if _TIMED.search(other) and moment.date() == found.date()), found
        )
    if _ZONED.search(text.strip()):
        return found
    clock = found.replace(tzinfo=None)
    same = (
        moment
        for other, moment in known
        if _ZONED.search(other.strip()) and _is_near(moment.replace(tzinfo=None), clock)
    )
    return next(same, found)


def _is_near(one: datetime, other: datetime) -> bool:
    return abs((one - other).total_seconds()) < _MINUTE


def _moment(text: str) -> datetime | None:
    stripped = text.strip()
    if _EPOCH.fullmatch(stripped):
        return datetime.fromtimestamp(int(stripped[:10]), UTC)
    return moment_or_none(stripped)


def _in_data(root: etree._Element) -> datetime | None:
    """The moment of publication in the data of a page that its scripts draw (Next.js and the like)."""
    for script in root.iter("script"):
        if (script.get("type") or "").lower() == "application/json":
            found = _IN_DATA.search(script.text or "", 0, MAX_DATA_CHARACTERS)
            if found is not None:
                return moment_or_none(found[1])
    return None


def _shown(root: etree._Element) -> datetime | None:
    """The first date that the page shows, in or behind its headline; a day alone gives way to a time on that day."""
    candidates = islice(
        (element for element in root.iter() if isinstance(element.tag, str) and _is_date(element)), MAX_ELEMENTS
    )
    changed: datetime | None = None
    day: datetime | None = None
    for element in candidates:
        for found, is_change in _moments_of(element):
            if is_change:
                changed = changed or found
            elif day is None and (found.hour, found.minute) != (0, 0):
                return found
            elif day is None:
                day = found
            elif found.date() == day.date() and found != day:
                return found
    return day or changed


def _is_date(element: etree._Element) -> bool:
    attributes = element.attrib
    tag = element.tag
    if (
        tag == "time"
        or ("-" in tag and _TIME_TAG.search(tag))
        or attributes.get("itemprop") in ("datePublished", "dateCreated", "dateModified")
    ):
        return True
    if tag not in _SHOWN:
        return False
    if any(_DATA.fullmatch(str(name)) for name in attributes):
        return True
    classes = attributes.get("class")
    return classes is not None and any(_DATED.search(name) for name in names_of(classes, ""))


def _moments_of(element: etree._Element) -> Iterator[tuple[datetime, bool]]:
    """The dates of an element, its attributes' first, each with whether it is that of a change."""
    item = element.get("itemprop", "")
    text = " ".join("".join(str(piece) for piece in islice(element.itertext(), MAX_PIECES)).split())[:MAX_CHARACTERS]
    data = [str(name) for name in element.attrib if _DATA.fullmatch(str(name))]
    stated = [
        element.get(name) for name in ("datetime", "content", *data, *(["title"] if element.tag == "abbr" else []))
    ]
    moments = [moment for value in stated if value and (moment := _moment(value)) is not None]
    behind = _SAID_PUBLISHED.search(text) if _CHANGED.match(text) is not None else None
    if behind is not None and (published := _in_words(text[behind.end() :], None)):
        yield published, False
    is_change = item == "dateModified" or _CHANGED.match(text) is not None or _is_named_changed(element)
    if is_change and (shown := _in_words(text, moments[0].tzinfo if moments else None)) and not _CHANGED.match(text):
        yield shown, False
    for moment in moments:
        yield moment, is_change
    if not moments and (shown := _in_words(text, None)):
        yield shown, is_change


def _is_named_changed(element: etree._Element) -> bool:
    """Whether the element, or what is right around it, is named after a change."""
    parent = element.getparent()
    names = [name for one in (element, parent) if one is not None for name in names_of(one.get("class", ""), "")]
    return any(_NAMED_CHANGED.search(name) for name in names) and not any("publish" in name for name in names)


def _first_line(root: etree._Element) -> datetime | None:
    """The moment of the first line in or behind the headline that holds nothing else."""
    head = next(root.iter("h1"), None)
    lines = head.itersiblings() if head is not None else ()
    texts = (
        (line, " ".join(" ".join(map(str, islice(line.itertext(), MAX_PIECES))).split()))
        for line in islice(lines, MAX_LINES)
    )
    stamps = (
        text
        for line, text in texts
        if text and len(text) <= MAX_CHARACTERS and (is_small_print(text) or _is_meta(line))
    )
    return next((found for text in stamps if not _CHANGED.match(text) and (found := _in_words(text, None))), None)


def _is_meta(line: etree._Element) -> bool:
    """Whether a line is named after what is told of an article: "art-meta"."""
    return any(_META.search(name) for name in names_of(line.get("class", ""), ""))


def _in_words(text: str, zone: object) -> datetime | None:
    """The first date in a text that a reader sees; one in figures where its day is no month, or the same."""
    match = _IN_WORDS.search(_TIME_FIRST.sub(r"\g<day> \g<time> \g<zone>", text))
    if match is None:
        return None
    day = match["day"].replace(",", "")
    if numbers := _NUMBERS.fullmatch(day):
        first, second, year = (int(number) for number in numbers.groups())
        if "/" in day and first <= MONTHS_OF_A_YEAR and second <= MONTHS_OF_A_YEAR and first != second:
            return None
        month, number = (second, first) if second <= MONTHS_OF_A_YEAR else (first, second)
        if month > MONTHS_OF_A_YEAR:
            return None
        day = f"{year:04d}-{month:02d}-{number:02d}"
    time = _CLOCK.sub(":", match["time"] or "")
    day = day.replace(" de ", " ")
    found = moment_or_none(f"{day} {time} {match['zone'] or ''}".strip()) or moment_or_none(f"{day} {time}".strip())
    if found is not None and isinstance(zone, timezone):
        return found.replace(tzinfo=zone)
    return found
