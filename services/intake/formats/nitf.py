"""NITF, the News Industry Text Format of the IPTC, versions 2.5 to 3.6: one article a file.

Element and attribute names: NITF 3.6 documentation, https://iptc.org/std/NITF/3.6/documentation/
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime

from schemas.article import PubStatus, RegionRole
from services.intake.formats.format import Fields, Format, FormatError, Parsed, Refused
from services.intake.formats.shared import editorial, metadata
from services.intake.formats.shared.damaged_xml import read_xml
from services.intake.formats.shared.fragments import one_line, without_title, write_tree
from services.intake.formats.shared.metadata import (
    article,
    bylines,
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
from services.intake.formats.shared.prose import Layout, Prose, ProseWriter, Sense, names
from services.intake.formats.shared.xml_reader import Element, root_name

MEDIA_TYPE = "application/nitf+xml"

_LAYOUTS: dict[str, Layout] = {
    **dict.fromkeys(
        names(
            "abstract bibliography block body.content body.end bq byline caption copyrite dateline datasource dd "
            "distributor dl ds dt fn hedline hl1 hl2 hr li media media-caption media-producer nitf-table note ol p "
            "table tagline tbody tfoot thead tr ul"
        ),
        "block",
    ),
    **dict.fromkeys(("td", "th"), "cell"),
    **dict.fromkeys(
        names(
            "byttl care.of city country delivery.office delivery.point event evloc function name.family name.given "
            "object.title postcode region state sublocation"
        ),
        "spaced",
    ),
    **dict.fromkeys(
        names("custom-table media-metadata media-object media-reference nitf-table-metadata rp table-reference"),
        "hidden",
    ),
    "br": "line",
    "pre": "lines",
    "q": "quotation",
}

_ROLES: dict[str, RegionRole] = {
    "media-caption": "caption",
    "media-producer": "credit",
    "tagline": "credit",
    "bibliography": "boilerplate",
    "copyrite": "boilerplate",
}

_NOT_FOR_READERS = ("npa",)
"""`note@type` of an advisory that is not to be published."""

_WALL_TIME = re.compile(r"\d{4}-?\d{2}-?\d{2}(?:[T ]?\d{2}:?\d{2}(?::?\d{2})?)?")

_ZONED = re.compile(r"\d(?:Z|[+-]\d{2}:?\d{2})$")

_CANCELED = re.compile(
    r"\W*(?:mandatory\s+|bulletin\s+|story\s+)?(?:kill|killed|cancell?ed|cancellation|withdrawn|retracted)\b"
    r"(?!\s+(?:and|&)\s+(?:replaced|corrected))",
    re.IGNORECASE,
)
_EMBARGOED = re.compile(r"\bembargo(?!(?:ed)?\s+(?:\w+\s+)?(?:lifted|expired|over|ended|removed))", re.IGNORECASE)
_NO_EMBARGO = re.compile(r"\b(?:no|not|without|lifts?)\s+(?:\w+\s+)?embargo", re.IGNORECASE)
"""What desks write into the editor's message, which is free text."""


def can_parse(head: bytes) -> bool:
    """Whether the root element is `nitf`."""
    return root_name(head).rpartition(":")[2] == "nitf"


def parse(data: bytes) -> Iterator[Parsed | Refused]:
    """The article of the file, and one more where it cancels or withholds another document.

    Raises:
        FormatError: it is no NITF, or its identity, version, status, embargo or text cannot be read.
    """
    root = read_xml(data, ("nitf",)).root
    if root.name != "nitf":
        raise FormatError(f"the root element is <{root.name[:40]}>, not <nitf>")
    docdata = root.path("head", "docdata") or _NOTHING
    status = status_of(root)
    about = described(root)
    title = about.get("title")
    fields: Fields = {
        "uri": identifier(_attribute(docdata, "doc-id", "id-string")),
        "version": unless_canceled(status, lambda: version(_attribute(docdata, "du-key", "version"), "du-key version")),
        **about,
        "embargoed_until": unless_canceled(status, lambda: embargo_of(root)),
        "pub_status": status,
    }
    prose = with_notes(without_title(body_prose(root), title if isinstance(title, str) else None))
    parsed = article(fields, prose, MEDIA_TYPE)
    yield Parsed(parsed)
    if (other := _other_document(docdata, parsed)) is not None:
        yield Parsed(other)


def described(root: Element) -> Fields:
    """What the head and the body's head say of the article: all but its identity, status and embargo."""
    docdata = root.path("head", "docdata") or _NOTHING
    head = root.path("body", "body.head") or _NOTHING
    return {
        "source": _source(root, docdata, head),
        "title": _title(root, head),
        "bylines": bylines(_byline_texts(head)),
        "dateline": _dateline(head),
        "language": _language(root),
        "published_at": moment_or_none(_attribute(docdata, "date.issue", "norm"))
        or moment_or_none(_attribute(root.first("head") or _NOTHING, "pubdata", "date.publication")),
        **_editorial(root, docdata),
    }


def _editorial(root: Element, docdata: Element) -> Fields:
    """What the head states beside the article: topics, urgency, rights, the edition; and the pictures of the body."""
    head, body = root.first("head") or _NOTHING, root.first("body") or _NOTHING
    content = [found for holder in docdata.named("identified-content") for found in holder.elements]
    places = [found for found in content if found.name == "location"]
    classified = [found for found in content if found.name == "classifier"]
    subjects = [found.attributes for holder in head.named("tobject") for found in holder.named("tobject.subject")]
    properties = [found.attributes for holder in head.named("tobject") for found in holder.named("tobject.property")]
    copyrights = [found.attributes for found in docdata.named("doc.copyright")]
    rights = docdata.first("doc.rights", "doc-rights")
    return {
        "keywords": editorial.keywords(
            found.attributes.get("key") for holder in docdata.named("key-list") for found in holder.named("keyword")
        ),
        "subjects": editorial.terms(
            [
                *(
                    (_subject_name(known), known.get("tobject.subject.refnum"), "iptc-subject-code")
                    for known in subjects
                ),
                *(
                    (
                        found.attributes.get("value") or found.text(),
                        found.attributes.get("idsrc"),
                        found.attributes.get("type"),
                    )
                    for found in classified
                ),
            ]
        ),
        "genres": editorial.terms((known.get("tobject.property.type"), None, None) for known in properties),
        "places": editorial.terms(
            (found.text(), found.attributes.get("location-code"), found.attributes.get("code-source"))
            for found in places
        ),
        "urgency": editorial.urgency(_attribute(docdata, "urgency", "ed-urg")),
        "rights": editorial.notice(
            *(
                " ".join(filter(None, ("©", known.get("year"), known["holder"])))
                for known in copyrights
                if known.get("holder")
            )
        ),
        "usage_terms": editorial.notice(rights.text() if rights is not None else None),
        "editor_note": editorial.notice(_attribute(docdata, "ed-msg", "info")),
        "edition": editorial.name(_attribute(head, "pubdata", "edition.name")),
        "images": editorial.images(_picture(found) for found in body.everywhere("media")),
        "related": editorial.related(
            (found.attributes.get("id-string"), None, found.attributes.get("info"), "correction")
            for found in docdata.named("correction")
        ),
    }


def _subject_name(known: dict[str, str]) -> str | None:
    """The most exact of the names of a subject."""
    levels = ("tobject.subject.detail", "tobject.subject.matter", "tobject.subject.type", "tobject.subject.code")
    return next((name for level in levels if (name := known.get(level))), None)


def _picture(media: Element) -> tuple[str | None, str | None, str | None]:
    if media.attributes.get("media-type", "image") != "image":
        return None, None, None
    address = next((found.attributes.get("source") for found in media.named("media-reference")), None)
    return address, _caption(media.first("media-caption")), _caption(media.first("media-producer"))


def _caption(element: Element | None) -> str | None:
    return _prose(element).body if element is not None else None


def status_of(root: Element) -> PubStatus:
    """The status by attribute and by the editor's message, whichever is graver.

    Raises:
        FormatError: it is stated and not known.
    """
    docdata = root.path("head", "docdata") or _NOTHING
    stated = docdata.attributes.get("management-status", "").strip().lower()
    message = _attribute(docdata, "ed-msg", "info") or ""
    held = stated == "embargoed" or bool(_EMBARGOED.search(message) and not _NO_EMBARGO.search(message))
    status = "usable" if stated in ("embargoed", "") else pub_status(stated, "management-status")
    if held and _release(docdata) is None:
        status = graver(status, "withheld")
    if _CANCELED.match(message):
        status = graver(status, "canceled")
    return status


def embargo_of(root: Element) -> datetime | None:
    """The time of release.

    Raises:
        FormatError: it is stated and cannot be read.
    """
    docdata = root.path("head", "docdata") or _NOTHING
    release, issued = _release(docdata), _attribute(docdata, "date.issue", "norm")
    if release is None or (issued is not None and _is_same_time(release, issued)):
        return None  # released when it was issued: what many systems write into all that they send
    return embargoed_until(release, "date.release")


def _is_same_time(one: str, other: str) -> bool:
    """Whether two times are one, by the clock or by the zones that both of them state."""
    if _wall_time(one) == _wall_time(other):
        return True
    moments = [moment_or_none(text) for text in (one, other) if _ZONED.search(text.strip())]
    return len(moments) > 1 and moments[0] is not None and moments[0] == moments[1]


def _wall_time(text: str) -> str:
    """The figures of a date and a time without its zone, which of two times of one clock only one may state."""
    match = _WALL_TIME.match(text.strip())
    return re.sub(r"\D", "", match[0]).ljust(len("20260303T100000") - 1, "0") if match else text.strip()


def body_prose(root: Element) -> Prose:
    """The text of the body without its head; of a body without text the abstract, which else repeats its beginning."""
    body = root.first("body") or _NOTHING
    prose = _prose(body.first("body.content"), body.first("body.end"))
    return prose if prose.body else _prose(body.path("body.head", "abstract"))


def _prose(*parts: Element | None) -> Prose:
    writer = ProseWriter()
    for part in parts:
        if part is not None:
            write_tree(writer, part, _sense)
    return writer.finished()


_NOTHING = Element("", {}, 0, 0)


def _sense(element: Element) -> Sense:
    name = element.name.rpartition(":")[2]
    layout = _LAYOUTS.get(name, "inline")
    if name == "note" and element.attributes.get("type") in _NOT_FOR_READERS:
        return layout, "boilerplate"
    return layout, _ROLES.get(name)


def _attribute(parent: Element, child: str, attribute: str) -> str | None:
    for element in parent.named(child):
        if value := element.attributes.get(attribute):
            return value
    return None


def _release(docdata: Element) -> str | None:
    """The time of release as it is stated; a template that nobody filled in states none."""
    release = docdata.first("date.release")
    if release is None:
        return None
    text = release.attributes.get("norm") or release.text()
    return None if is_unfilled(text) else text


def _source(root: Element, docdata: Element, head: Element) -> str | None:
    sender = next(docdata.everywhere("from-src"), _NOTHING)
    return source(
        _attribute(docdata, "doc-id", "regsrc"),
        sender.attributes.get("src-name"),
        head.text_of("distributor"),
        _attribute(docdata, "doc.copyright", "holder"),
        next((holder.text() for holder in root.everywhere("copyrite.holder")), None),
    )


def _title(root: Element, head: Element) -> str | None:
    hedline = head.first("hedline") or _NOTHING
    for name in ("hl1", "hl2"):
        for headline in hedline.named(name):
            if line := _line(headline):
                return line
    title = root.path("head", "title")
    return _line(title) if title is not None else None


def _line(element: Element) -> str | None:
    return one_line(_prose(element).body)


def _byline_texts(head: Element) -> Iterator[str]:
    """A byline without the author's title; where it is a title alone, as agencies have it, that."""
    for byline in head.named("byline"):
        people = [person.text() for person in byline.everywhere("person")]
        names = [child if isinstance(child, str) else child.text() for child in byline.children if not _is_title(child)]
        name = " ".join(piece for part in names if (piece := part.strip())).rstrip(",").replace(" ,", ",")
        if len(people) > 1:
            yield from people
        elif name:
            yield name
        else:
            yield byline.text()


def _is_title(child: Element | str) -> bool:
    return isinstance(child, Element) and child.name == "byttl"


def _dateline(head: Element) -> str | None:
    dateline = head.first("dateline")
    if dateline is None:
        return None
    # A story.date often repeats its own attribute, which is for programs.
    shown = [child for child in dateline.children if isinstance(child, str) or not _is_machine_date(child)]
    return metadata.dateline(_prose(Element("dateline", {}, dateline.line, 0, 0, shown)).body)


def _is_machine_date(child: Element) -> bool:
    return child.name == "story.date" and child.text().strip() in ("", child.attributes.get("norm", ""))


def _language(root: Element) -> str | None:
    body = root.first("body") or _NOTHING
    for element in (body, root):
        for attribute in ("xml:lang", "lang", "baselang"):
            if tag := language(element.attributes.get(attribute)):
                return tag
    return None


def _other_document(docdata: Element, own: Fields) -> Fields | None:
    """The document that this one cancels or withholds, if any: it must not stay published because its end came so."""
    uri = identifier(docdata.attributes.get("management-doc-idref"))
    stated = docdata.attributes.get("management-idref-status") or docdata.attributes.get("management-status")
    if uri is None or uri == own.get("uri") or stated is None:
        return None
    status: PubStatus = (
        "withheld" if stated.strip().lower() == "embargoed" else pub_status(stated, "management-idref-status")
    )
    if status == "usable":
        return None
    kept = {name: own.get(name) for name in ("source", "title", "language")}
    return article({**kept, "uri": uri, "pub_status": status}, Prose(), MEDIA_TYPE)


FORMAT = Format(
    "NITF", (MEDIA_TYPE, "application/x-nitf+xml", "application/xml", "text/xml"), (".nitf", ".xml"), can_parse, parse
)
