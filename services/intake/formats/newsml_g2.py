"""NewsML-G2 of the IPTC, versions 2.x: news items alone or in a news message, their text in NITF, XHTML or plain.

https://iptc.org/std/NewsML-G2/guidelines/. Packages, concepts, planning and items of pictures, sound and film carry no
article; they are passed over.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from urllib.parse import urlsplit

from schemas.article import PubStatus
from services.intake.formats.format import Fields, Format, FormatError, Parsed, Refused
from services.intake.formats.nitf import body_prose, described, embargo_of, status_of
from services.intake.formats.shared import editorial
from services.intake.formats.shared.damaged_xml import read_container
from services.intake.formats.shared.fragments import (
    html_prose,
    one_line,
    stated_plain_prose,
    without_title,
    xhtml_prose,
)
from services.intake.formats.shared.metadata import (
    article,
    bylines,
    dateline,
    embargoed_until,
    graver,
    identifier,
    language,
    pub_status,
    source,
    unless_canceled,
    version,
)
from services.intake.formats.shared.moments import is_unfilled, moment_or_none
from services.intake.formats.shared.notes import with_notes
from services.intake.formats.shared.prose import Prose
from services.intake.formats.shared.xml_reader import Element, root_name

MEDIA_TYPE = "application/vnd.iptc.g2.newsitem+xml"

MAX_RENDITIONS = 10
"""Of one item's text and headline that are tried; an item has one or two."""

_HOME = ("nar", "nitf")

_ITEMS = ("newsItem", "packageItem", "conceptItem", "knowledgeItem", "planningItem", "catalogItem")
_ROOTS = ("newsMessage", *_ITEMS)

_READ = ("text", "composite")
"""Item classes (http://cv.iptc.org/newscodes/ninature/) that are articles."""

_XHTML = ("html", "body", "article", "section", "main", "div", "p")
"""Elements that XHTML begins with where it stands in the name space of NewsML-G2 by mistake."""

_NOTHING = Element("", {}, 0, 0)


def can_parse(head: bytes) -> bool:
    """Whether the root element is a news message or an item of NewsML-G2."""
    return root_name(head).rpartition(":")[2] in _ROOTS


def parse(data: bytes) -> Iterator[Parsed | Refused]:
    """The articles of the file, in order.

    Raises:
        FormatError: it is no NewsML-G2, has too many items, or none that is an article.
    """
    container = read_container(data, _HOME, "newsItem")
    root = container.root
    if root.name not in _ROOTS:
        raise FormatError(f"the root element is <{root.name[:40]}>, no NewsML-G2")
    items = [item for item_set in root.named("itemSet") for item in item_set.named(*_ITEMS)] or [root]
    sender = (root.path("header", "sender") or _NOTHING).text()
    passed_over: Counter[str] = Counter()

    def read(item: Element) -> Iterator[Fields]:
        if other := _other_kind(item):
            passed_over[other] += 1
        else:
            yield _article(item, sender)

    empty = True
    for found in container.articles(items, read, _label):
        empty = False
        yield found
    if empty:
        kinds = ", ".join(f"{count} {name}" for name, count in sorted(passed_over.items()))
        raise FormatError(f"itemClass: no text among {kinds}")


def _label(_number: int, item: Element) -> str:
    return f"newsItem {item.attributes.get('guid', 'without guid')[:60]}"


def _other_kind(item: Element) -> str | None:
    """What an item is that is no article."""
    if item.name != "newsItem":
        return item.name
    code = _code(item.path("itemMeta", "itemClass"))
    return None if code is None or code in _READ else f"newsItem of {code[:40]}"


def _article(item: Element, sender: str) -> Fields:
    meta = item.first("itemMeta") or _NOTHING
    content = item.first("contentMeta") or _NOTHING
    uri = identifier(item.attributes.get("guid"))
    if uri is None:
        raise FormatError("guid: missing")
    nitf = _nitf(item)
    within = described(nitf) if nitf is not None else {}
    status = _status(meta, nitf)
    title = _title(meta, content, status) or _text(within, "title")
    fields: Fields = {
        "uri": uri,
        "version": unless_canceled(status, lambda: version(item.attributes.get("version"))),
        "source": _source(meta, content, sender) or within.get("source"),
        "title": title,
        "bylines": _bylines(content) or within.get("bylines") or _creators(content),
        "dateline": dateline(content.text_of("dateline")) or within.get("dateline"),
        "language": _language(item, content) or within.get("language"),
        "published_at": moment_or_none(meta.text_of("firstCreated"))
        or moment_or_none(content.text_of("contentCreated"))
        or moment_or_none(meta.text_of("versionCreated")),
        "updated_at": moment_or_none(meta.text_of("versionCreated"))
        or moment_or_none(content.text_of("contentModified")),
        "embargoed_until": unless_canceled(status, lambda: _embargo(meta, nitf)),
        "pub_status": status,
        **_editorial(item, meta, content, within),
    }
    return article(fields, with_notes(without_title(_body(item, nitf, status), title)), MEDIA_TYPE)


def _editorial(item: Element, meta: Element, content: Element, within: Fields) -> Fields:
    """What the item states beside its text; what it leaves open an NITF document within it may state."""
    rights = item.first("rightsInfo") or _NOTHING
    holder = rights.first("copyrightHolder")
    subjects = [found for found in content.named("subject") if found.attributes.get("type") not in _PLACES]
    own: Fields = {
        "keywords": editorial.keywords(found.text() for found in content.named("keyword")),
        "subjects": editorial.terms(_term(found) for found in subjects),
        "genres": editorial.terms(_term(found) for found in content.named("genre")),
        "places": editorial.terms(
            _term(found) for found in content.named("subject") if found.attributes.get("type") in _PLACES
        ),
        "urgency": editorial.urgency(content.text_of("urgency")),
        "rights": editorial.notice(rights.text_of("copyrightNotice"), _party(holder)),
        "usage_terms": editorial.notice(rights.text_of("usageTerms")),
        "editor_note": editorial.notice(*(found.text() for found in meta.named("edNote"))),
        "edition": editorial.name(meta.text_of("edition")),
        "images": editorial.images(
            (found.attributes.get("href"), found.text_of("description", "altId"), None)
            for found in _contents(item, "remoteContent")
            if found.attributes.get("contenttype", "").startswith("image/")
        ),
        "related": editorial.related(
            (
                found.attributes.get("residref"),
                found.attributes.get("href"),
                found.text_of("title", "itemTitle"),
                found.attributes.get("rel", "").rpartition(":")[2],
            )
            for found in meta.named("link")
        ),
    }
    return {name: value or within.get(name) for name, value in own.items()}


_PLACES = ("cpnat:geoArea", "cptype:geoArea", "cpnat:poi", "http://cv.iptc.org/newscodes/cpnature/geoArea")
"""Types of concept (http://cv.iptc.org/newscodes/cpnature/) that are places."""


def _term(element: Element) -> editorial.Named:
    code = next((value for name in ("qcode", "uri", "literal") if (value := element.attributes.get(name))), None)
    return element.text_of("name"), code, None


def _text(fields: Fields, name: str) -> str | None:
    value = fields.get(name)
    return value if isinstance(value, str) else None


def _code(element: Element | None) -> str | None:
    """The code that a property states as `qcode`, `uri` or `literal`, without its scheme."""
    if element is None:
        return None
    for attribute in ("qcode", "uri", "literal"):
        value = element.attributes.get(attribute, "").strip()
        if value:
            return value.replace("#", "/").replace(":", "/").rstrip("/").rpartition("/")[2]
    return None


def _status(meta: Element, nitf: Element | None) -> PubStatus:
    """What the item says, and an NITF document within it: the status that lets less be published."""
    status = status_of(nitf) if nitf is not None else "usable"
    for element in meta.named("pubStatus"):
        status = graver(status, pub_status(_code(element) or "", "pubStatus"))
    if any(is_unfilled(element.text()) for element in meta.named("embargoed")):
        # Empty or xsi:nil: embargoed for as long as no version says until when.
        status = graver(status, "withheld")
    return status


def _embargo(meta: Element, nitf: Element | None) -> datetime | None:
    """The last of the embargoes of the item and of an NITF document within it; one that ends as it begins is none."""
    ends = [embargo_of(nitf) if nitf is not None else None]
    created = (meta.text_of("versionCreated") or "").strip()
    ends += [
        embargoed_until(text, "embargoed")
        for element in meta.named("embargoed")
        if not is_unfilled(text := element.text()) and text.strip() != created
    ]
    return max((end for end in ends if end is not None), default=None)


def _title(meta: Element, content: Element, status: PubStatus) -> str | None:
    """The main headline, else the item's title; of an article that is not to be published at least its slug."""
    headlines = [
        headline for headline in content.named("headline") if "sub" not in headline.attributes.get("role", "").lower()
    ]
    del headlines[MAX_RENDITIONS:]
    headlines.sort(key=lambda headline: headline.attributes.get("rank", "").strip() not in ("", "1"))
    texts = [*(headline.text() for headline in headlines), meta.text_of("title") or ""]
    if status != "usable":
        texts.append(content.text_of("slugline") or "")
    return next((title for text in texts if (title := one_line(text, markup=True))), None)


def _source(meta: Element, content: Element, sender: str) -> str | None:
    return source(_party(meta.first("provider")), sender, _party(content.first("infoSource")))


def _party(element: Element | None) -> str | None:
    """A party's name, or what identifies it."""
    if element is None:
        return None
    if name := element.text_of("name"):
        return name
    if not element.attributes.get("qcode") and (uri := element.attributes.get("uri")):
        try:
            return urlsplit(uri).hostname
        except ValueError:
            return None
    return _code(element)


def _bylines(content: Element) -> list[str]:
    return bylines(by.text() for by in content.named("by"))


def _creators(content: Element) -> list[str]:
    """Where there is no byline, the people who made the content; logins and initials are no names."""
    names = [name for creator in content.named("creator") if (name := creator.text_of("name"))]
    return [name for name in bylines(names) if " " in name or not name.isascii()]


def _language(item: Element, content: Element) -> str | None:
    stated = content.first("language") or _NOTHING
    return language(stated.attributes.get("tag")) or language(item.attributes.get("xml:lang"))


def _nitf(item: Element) -> Element | None:
    for inline in _contents(item, "inlineXML"):
        if (nitf := inline.first("nitf")) is not None:
            return nitf
    return None


def _contents(item: Element, name: str) -> Iterator[Element]:
    for content_set in item.named("contentSet"):
        yield from content_set.named(name)


def _body(item: Element, nitf: Element | None, status: PubStatus) -> Prose:
    """Of the renditions of the text, the one that says most of its structure.

    Raises:
        FormatError: the text is there in no form that is read, and the item is not taken back either.
    """
    for prose in islice(_renditions(item, nitf), MAX_RENDITIONS):
        if prose.body:
            return prose
    others = [content for content_set in item.named("contentSet") for content in content_set.elements]
    unread = next((content for content in others if content.name == "remoteContent" or content.text().strip()), None)
    if unread is not None and status == "usable":
        kind = unread.attributes.get("contenttype", "of no stated type")
        raise FormatError(f"contentSet: no text that can be read, but {unread.name[:40]} {kind[:60]}")
    return Prose()


def _renditions(item: Element, nitf: Element | None) -> Iterator[Prose]:
    if nitf is not None:
        yield body_prose(nitf)
    for inline in _contents(item, "inlineXML"):
        if any(element.name.startswith("xhtml:") or element.name in _XHTML for element in inline.elements):
            yield xhtml_prose(inline.children)
    plain = []
    for inline in _contents(item, "inlineData"):
        media_type = inline.attributes.get("contenttype", "text/plain").partition(";")[0].strip().lower()
        if inline.attributes.get("encoding"):
            continue  # base64 and the like: data, no text
        if "html" in media_type:
            yield html_prose(inline.text())
        elif media_type == "text/plain":
            plain.append(inline)
    yield from (stated_plain_prose(inline.text()) for inline in plain)


FORMAT = Format(
    "NewsML-G2",
    (
        MEDIA_TYPE,
        "application/vnd.iptc.g2.newsmessage+xml",
        "application/vnd.iptc.g2.packageitem+xml",
        "application/vnd.iptc.g2.conceptitem+xml",
        "application/vnd.iptc.g2.knowledgeitem+xml",
        "application/vnd.iptc.g2.planningitem+xml",
        "application/xml",
        "text/xml",
    ),
    (".newsml", ".xml"),
    can_parse,
    parse,
)
