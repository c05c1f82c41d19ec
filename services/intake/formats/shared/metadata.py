"""What the formats do alike to the metadata that they find.

A field that may be missing is dropped where it cannot be read. Identity, version, embargo and status are not: their
item is refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import datetime
from itertools import islice
from typing import TypeVar
from urllib.parse import urljoin, urlsplit

from copydesk.text.given_names import FEMININE, MASCULINE
from schemas.article import PubStatus
from services.intake.formats.format import Fields, FormatError
from services.intake.formats.shared.fragments import one_line
from services.intake.formats.shared.moments import MomentError, embargo
from services.intake.formats.shared.prose import Prose

MAX_SOURCE_CHARACTERS = 512
MAX_LANGUAGE_CHARACTERS = 35
"""Those of RawArticle."""

MAX_BYLINES = 100
MAX_BYLINE_CHARACTERS = 1000
"""What is over that is no list of authors."""

MAX_VERSION = 2**63 - 1
"""What consumers in other languages can hold."""

Value = TypeVar("Value")

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")

_STATUSES: dict[str, PubStatus] = {
    "usable": "usable",
    "withheld": "withheld",
    "canceled": "canceled",
    "cancelled": "canceled",
    "killed": "canceled",
}

_SEVERITY: tuple[PubStatus, ...] = ("usable", "withheld", "canceled")

_AUTHORITY = re.compile(r"(?:urn:newsml:|tag:|https?://)([A-Za-z0-9][A-Za-z0-9.-]{0,250})(?=[:,/])", re.IGNORECASE)
"""RFC 3085, RFC 4151."""

_BY = re.compile(r"(?:by|von|par|por|av|af|door|di)\s+(?=\w)", re.IGNORECASE)
_AND = re.compile(r"\s+(?:and|und|et|y|och|og|en|&)\s+|\s*;\s*")
_NAME = re.compile(r"[^\W\d_]\S*(?:\s+\S+){1,4}")
_GIVEN_NAMES = MASCULINE | FEMININE
_ROLE = re.compile(
    r"\b(?:correspondent|reporter|editor|(?:staff )?writer|columnist|journalist|bureau chief|staff|redakteur(?:in)?"
    r"|korrespondent(?:in)?|journaliste|correspondante?|redactora?|giornalista)\b",
    re.IGNORECASE,
)


def identifier(text: str | None) -> str | None:
    """The source's own id, without white space around it."""
    return (text or "").strip() or None


def version(text: str | None, field: str = "version") -> int | None:
    """The version that the source states; `2.0` counts as 2.

    Raises:
        FormatError: it is no whole number.
    """
    if text is None or not text.strip():
        return None
    digits = re.fullmatch(r"\s*(\d{1,30})(?:\.0{1,30})?\s*", text, re.ASCII)
    if digits is None or int(digits[1]) > MAX_VERSION:
        raise FormatError(f"{field}: '{text.strip()[:40]}' is no whole number that a version can be")
    return int(digits[1])


def pub_status(text: str | None, field: str) -> PubStatus:
    """The publishing status; usable where none is stated, which all formats have as their default.

    Raises:
        FormatError: it is none that is known.
    """
    if text is None:
        return "usable"
    # A code of NewsML-G2 carries its scheme: stat:usable, http://cv.iptc.org/newscodes/pubstatusg2/usable
    found = _STATUSES.get(re.split(r"[:/#]", text.strip().lower())[-1])
    if found is None:
        raise FormatError(f"{field}: '{text.strip()[:40]}' is no known status")
    return found


def graver(one: PubStatus, other: PubStatus) -> PubStatus:
    """Of two statuses the one that lets less be published."""
    return max(one, other, key=_SEVERITY.index)


def embargoed_until(text: str | None, field: str) -> datetime | None:
    """The end of the embargo, None where none is stated.

    Raises:
        FormatError: one is stated and cannot be read, or it is empty.
    """
    if text is None:
        return None
    try:
        return embargo(text)
    except MomentError as error:
        raise FormatError(f"{field}: {error}") from error


def unless_canceled(status: PubStatus, read: Callable[[], Value]) -> Value | None:
    """What `read` returns; of a cancellation None where that cannot be read.

    What was published must be taken back even where the version or the text of its cancellation is broken.

    Raises:
        FormatError: it cannot be read, and the article is not canceled.
    """
    try:
        return read()
    except FormatError:
        if status != "canceled":
            raise
        return None


def language(text: str | None) -> str | None:
    """A BCP 47 tag, None where it is none."""
    tag = (text or "").strip().replace("_", "-")
    return tag if len(tag) <= MAX_LANGUAGE_CHARACTERS and _LANGUAGE.fullmatch(tag) else None


def link(text: str | None, base: str = "") -> str | None:
    """The URL that a link leads to on the web; None where it leads nowhere."""
    stripped = re.sub(r"[\x00-\x20\x7f]", "", text or "")
    if not stripped:
        return None
    try:
        url = urljoin(base, stripped)
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.netloc else None


def dateline(text: str | None) -> str | None:
    """A dateline in one line, without the dash that sets it off from the text."""
    return (one_line(text or "", markup=True) or "").rstrip(" -–—") or None


def source(*names: str | None) -> str | None:
    """The first name that there is, in one line."""
    for name in names:
        if name and (found := one_line(name)):
            return found[:MAX_SOURCE_CHARACTERS]
    return None


def authority(uri: str) -> str | None:
    """Who gave an id that is unique in the world: the provider of a urn:newsml, the name in a tag, a URL's host."""
    match = _AUTHORITY.match(uri)
    return match[1].lower() if match else None


def bylines(texts: Iterable[str]) -> list[str]:
    """The people and agencies of some bylines: without "By", one entry each where "and" stands between two names."""
    found: list[str] = []
    for text in islice(texts, MAX_BYLINES):
        line = one_line(text[:MAX_BYLINE_CHARACTERS], markup=True) or ""
        line = _BY.sub("", line, count=1) if _BY.match(line) else line
        line = _without_role(line)
        parts = _AND.split(line)
        if len(parts) > 1 and ", " in parts[0]:
            parts = [*parts[0].split(", "), *parts[1:]]
        if len(parts) == 1 and ", " in line and all(_is_person(part) for part in line.split(", ")):
            parts = line.split(", ")
        several = len(parts) > 1 and all(_NAME.fullmatch(part.strip()) for part in parts)
        found.extend(part.strip() for part in (parts if several else [line]))
    return list(dict.fromkeys(name for name in found if name))


def _is_person(part: str) -> bool:
    """Whether a part of a list is surely a person: what stands behind a name may be a place or an employer."""
    return _NAME.fullmatch(part) is not None and part.partition(" ")[0].casefold() in _GIVEN_NAMES


def _without_role(line: str) -> str:
    """The line without what stands behind its last comma, where that is what its author does."""
    before, comma, last = line.rpartition(", ")
    return before if comma and _ROLE.search(last) and not _AND.search(last) else line


def stated(fields: Fields) -> Fields:
    """The fields that have a value."""
    return {name: value for name, value in fields.items() if value not in (None, "", [], ())}


def article(fields: Fields, prose: Prose, media_type: str) -> Fields:
    """The fields of an article.

    A cancellation must reach those who have the article, even where it is no more than an id: then the id stands for
    the title, since RawArticle takes no article without any text.

    Raises:
        FormatError: it has neither text nor title, and is no cancellation that says of what.
    """
    known = stated(fields)
    known.setdefault("pub_status", "usable")
    if not prose.body and "title" not in known:
        if known["pub_status"] == "usable" or "uri" not in known:
            raise FormatError("body: there is neither a text nor a title")
        known["title"] = known["uri"]
    regions = list(prose.regions)
    of_body: Fields = {
        **({"regions": regions} if regions else {}),
        **({"whole_paragraphs": True} if prose.whole_paragraphs else {}),
    }
    return {**known, "media_type": media_type, "body": prose.body, **of_body}
