"""NewsML 1.0 to 1.2 of the IPTC: news items with components, their text in NITF, XHTML or plain.

Functional specification: https://iptc.org/std/NewsML/1.2/. It is another standard than NewsML-G2, and many agencies
still send it. A component that has a text and a headline of its own is an article of its own; pictures go with the
article beside them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from schemas.article import PubStatus
from services.intake.formats.format import Fields, Format, FormatError, Parsed, Refused
from services.intake.formats.nitf import body_prose, described, embargo_of, status_of
from services.intake.formats.shared import editorial
from services.intake.formats.shared.damaged_xml import read_container
from services.intake.formats.shared.fragments import any_prose, one_line, without_title, xhtml_prose
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

MEDIA_TYPE = "text/vnd.iptc.newsml"

MAX_ARTICLES = 200
"""Of one news item; a package has some tens of components."""

_HOME = ("nitf",)

_PICTURES = ("photo", "picture", "graphic", "image")
_OTHER_ROLES = ("caption", "sidebarcaption", "slugline", "headline", "keywords", "ednote", "synopsis", "thumbnail")
"""Roles of components whose text is none of the article's own."""

_NOTHING = Element("", {}, 0, 0)


@dataclass(frozen=True, slots=True)
class _Item:
    """What a news item says for all of its components."""

    uri: str
    version: int | None
    status: PubStatus
    embargoed_until: datetime | None
    known: Fields


def can_parse(head: bytes) -> bool:
    """Whether the root element is `NewsML`, or one of its items alone."""
    return root_name(head).rpartition(":")[2] in ("NewsML", "NewsItem")


def parse(data: bytes) -> Iterator[Parsed | Refused]:
    """The articles of the file, in order.

    Raises:
        FormatError: it is no NewsML, or has too many items.
    """
    container = read_container(data, _HOME, "NewsItem")
    root = container.root
    if root.name not in ("NewsML", "NewsItem"):
        raise FormatError(f"the root element is <{root.name[:40]}>, no NewsML")
    items = list(root.named("NewsItem")) if root.name == "NewsML" else [root]
    sender = root.path("NewsEnvelope", "SentFrom") or _NOTHING
    urgency = (root.first("NewsEnvelope") or _NOTHING).text_of("Priority")
    yield from container.articles(items, lambda item: _articles(item, _party(sender), urgency))


def _articles(item: Element, sender: str | None, urgency: str | None) -> Iterator[Fields]:
    about = _item(item, sender, urgency)
    components = list(item.everywhere("NewsComponent"))
    texts = [component for component in components if _is_text(component)][:MAX_ARTICLES]
    if not texts:
        yield _article(about, components[0] if components else _NOTHING, components, None)
        return
    first, *others = texts
    titled = [component for component in others if _own_title(component) and _own_title(component) != _own_title(first)]
    yield _article(about, _lines_holder(first, components), components if not titled else [first], first)
    for number, component in enumerate(titled, start=2):
        named = component.attributes.get("Duid") or str(number)
        own = _Item(f"{about.uri}#{named}", about.version, about.status, about.embargoed_until, about.known)
        yield _article(own, component, [component, *component.everywhere("NewsComponent")], component)


def _item(item: Element, sender: str | None, urgency: str | None) -> _Item:
    named = item.path("Identification", "NewsIdentifier") or _NOTHING
    management = item.first("NewsManagement") or _NOTHING
    status, until = _status(management)
    return _Item(
        _uri(named),
        unless_canceled(status, lambda: version(named.text_of("RevisionId"), "RevisionId")),
        status,
        until,
        {
            "source": source(sender, named.text_of("ProviderId")),
            "urgency": editorial.urgency(_formal_name(management.first("Urgency")), urgency),
            "published_at": moment_or_none(management.text_of("FirstCreated"))
            or moment_or_none(management.text_of("ThisRevisionCreated")),
            "updated_at": moment_or_none(management.text_of("ThisRevisionCreated")),
            "related": editorial.related(_related(management)),
        },
    )


def _uri(named: Element) -> str:
    """The item's URN without its revision, which all versions of the item have."""
    parts = [(named.text_of(name) or "").strip() for name in ("ProviderId", "DateId", "NewsItemId")]
    if all(parts):
        return f"urn:newsml:{':'.join(parts)}"
    uri = identifier(named.text_of("PublicIdentifier"))
    if uri is None:
        raise FormatError("NewsIdentifier: missing")
    return uri


def _status(management: Element) -> tuple[PubStatus, datetime | None]:
    """The status, and the end of the embargo where it says when it will be usable."""
    stated = _formal_name(management.first("Status")) or "Usable"
    change = management.first("StatusWillChange") or _NOTHING
    when = change.text_of("DateAndTime")
    if stated.strip().lower() != "embargoed":
        return pub_status(stated, "Status"), None
    future = (_formal_name(change.first("FutureStatus")) or "usable").strip().lower()
    if when is None or is_unfilled(when) or future != "usable":
        return "withheld", None
    return "usable", embargoed_until(when, "StatusWillChange")


def _article(about: _Item, holder: Element, components: list[Element], text: Element | None) -> Fields:
    lines = holder.first("NewsLines") or _NOTHING
    nitf = next((found for found in text.everywhere("nitf")), None) if text is not None else None
    within = described(nitf) if nitf is not None else {}
    status = graver(about.status, status_of(nitf)) if nitf is not None else about.status
    ends = [about.embargoed_until, unless_canceled(status, lambda: embargo_of(nitf)) if nitf is not None else None]
    title = _line(lines, "HeadLine") or _known_text(within, "title")
    if title is None and status != "usable":
        title = _line(lines, "SlugLine")
    descriptive = [found for component in components for found in component.named("DescriptiveMetadata")]
    stated: Fields = {
        **about.known,
        "source": source(_party(holder.path("AdministrativeMetadata", "Source")), _known_text(about.known, "source")),
        "title": title,
        "bylines": bylines([line] if (line := _line(lines, "ByLine")) else []) or within.get("bylines"),
        "dateline": dateline(_line(lines, "DateLine")) or within.get("dateline"),
        "language": next((tag for found in descriptive if (tag := _language(found))), None) or within.get("language"),
        **_editorial(lines, descriptive, components),
    }
    fields: Fields = {
        **{name: value for name, value in within.items() if value and not stated.get(name)},
        **{name: value for name, value in stated.items() if value},
        "uri": about.uri,
        "version": about.version,
        "embargoed_until": max((end for end in ends if end is not None), default=None),
        "pub_status": status,
    }
    prose = _body(text, nitf) if text is not None else Prose()
    return article(fields, with_notes(without_title(prose, title)), MEDIA_TYPE)


def _editorial(lines: Element, descriptive: list[Element], components: list[Element]) -> Fields:
    rights = [found for component in components for found in component.named("RightsMetadata")]
    properties = [found for holder in descriptive for found in holder.named("Property")]
    codes = [found for holder in descriptive for group in holder.named("SubjectCode") for found in group.elements]
    places = [
        found for holder in descriptive for group in holder.named("Location") for found in group.named("Property")
    ]
    return {
        "keywords": editorial.keywords(
            [*(found.text() for found in lines.named("KeywordLine")), *_values(properties, "Keyword")]
        ),
        "subjects": editorial.terms((None, _formal_name(found), "iptc-subject-code") for found in codes),
        "genres": editorial.terms(
            (_formal_name(found), None, None) for holder in descriptive for found in holder.named("Genre")
        ),
        "places": editorial.terms(
            (found.attributes.get("Value"), None, None)
            for found in places
            if _formal_name(found) in ("City", "Country", "CountryArea", "Region", "WorldRegion", "SubLocation")
        ),
        "rights": editorial.notice(lines.text_of("CopyrightLine"), lines.text_of("RightsLine")),
        "usage_terms": editorial.notice(
            *(found.text_of("UsageType", "Limitations") for holder in rights for found in holder.named("UsageRights"))
        ),
        "editor_note": editorial.notice(*_noted(lines, components)),
        "images": editorial.images(_pictures(components)),
    }


def _noted(lines: Element, components: list[Element]) -> Iterator[str]:
    for line in lines.named("NewsLine"):
        kind = (_formal_name(line.first("NewsLineType")) or "").lower()
        if "note" in kind or "advisory" in kind:
            yield line.text_of("NewsLineText") or ""
    for component in components:
        if _role(component) == "ednote":
            yield component.text()


def _pictures(components: list[Element]) -> Iterator[tuple[str | None, str | None, str | None]]:
    for component in components:
        for content in component.named("ContentItem"):
            kind = (_formal_name(content.first("MediaType")) or "").lower()
            address = content.attributes.get("Href", "")
            if address and kind in _PICTURES:
                lines = component.first("NewsLines") or _NOTHING
                yield address, _caption(component), _line(lines, "CreditLine") or _line(lines, "ByLine")


def _caption(component: Element) -> str | None:
    for below in component.everywhere("NewsComponent"):
        if _role(below) == "caption" and (content := below.first("ContentItem")) is not None:
            return _prose(content).body
    return None


def _related(management: Element) -> Iterator[tuple[str | None, str | None, str | None, str | None]]:
    for name, relation in (("DerivedFrom", "derivedFrom"), ("AssociatedWith", "associatedWith")):
        for found in management.named(name):
            yield found.attributes.get("NewsItem"), None, found.text_of("Comment"), relation


def _is_text(component: Element) -> bool:
    """Whether the component itself holds a text that is the article's or an article's."""
    if _role(component) in _OTHER_ROLES:
        return False
    for content in component.named("ContentItem"):
        kind = (_formal_name(content.first("MediaType")) or "text").lower()
        data = content.first("DataContent")
        if "text" in kind and data is not None and data.text().strip():
            return True
    return False


def _lines_holder(text: Element, components: list[Element]) -> Element:
    """The component whose news lines are those of the text: itself, or the one that it is the main part of."""
    if text.path("NewsLines", "HeadLine") is not None:
        return text
    return next((found for found in components if found.path("NewsLines", "HeadLine") is not None), text)


def _own_title(component: Element) -> str | None:
    return _line(component.first("NewsLines") or _NOTHING, "HeadLine")


def _body(text: Element, nitf: Element | None) -> Prose:
    if nitf is not None and (prose := body_prose(nitf)).body:
        return prose
    for content in text.named("ContentItem"):
        if (prose := _prose(content)).body:
            return prose
    return Prose()


def _prose(content: Element) -> Prose:
    data = content.first("DataContent") or _NOTHING
    if any(data.elements):
        return xhtml_prose(data.children)
    return any_prose(data.text())


def _role(component: Element) -> str:
    return (_formal_name(component.first("Role")) or "").replace(" ", "").lower()


def _formal_name(element: Element | None) -> str | None:
    return (element.attributes.get("FormalName") or "").strip() or None if element is not None else None


def _party(holder: Element | None) -> str | None:
    """The name of a party, which may have formal properties of its own."""
    if holder is None:
        return None
    return next((name for party in holder.named("Party") if (name := _formal_name(party))), None)


def _language(descriptive: Element) -> str | None:
    return language(_formal_name(descriptive.first("Language")))


def _line(lines: Element, name: str) -> str | None:
    return next((line for found in lines.named(name) if (line := one_line(found.text(), markup=True))), None)


def _values(properties: list[Element], name: str) -> Iterator[str | None]:
    return (found.attributes.get("Value") for found in properties if _formal_name(found) == name)


def _known_text(fields: Fields, name: str) -> str | None:
    value = fields.get(name)
    return value if isinstance(value, str) else None


FORMAT = Format("NewsML 1", (MEDIA_TYPE, "application/xml", "text/xml"), (".newsml", ".xml"), can_parse, parse)
