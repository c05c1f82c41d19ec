"""What formats state of an article beside its text, in the form and within the limits of RawArticle.

What is too long is cut or left out, what is no address or no number is left out: no article is lost for its keywords.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice

from schemas.editorial import MAX_ADDRESS_CHARACTERS, MAX_NAME_CHARACTERS, MAX_NOTE_CHARACTERS, MAX_TERMS
from services.intake.formats.format import Fields
from services.intake.formats.shared.fragments import any_prose, one_line
from services.intake.formats.shared.metadata import link

MOST_LOOKED_AT = 4 * MAX_TERMS
"""Of a list; more is no list that a desk made."""

_URGENCY = re.compile(r"\s*([1-9])\s*", re.ASCII)

RELATIONS = frozenset({"related", "via"})
"""Of the links of Atom (RFC 4287, section 4.2.7.2) those that lead to another article."""

Named = tuple[str | None, str | None, str | None]
"""A name, a code and the code's vocabulary."""


def keywords(texts: Iterable[str | None]) -> list[str]:
    """Keywords, each once; one text may hold several, apart by commas or semicolons."""
    found: dict[str, None] = {}
    for text in islice(texts, MOST_LOOKED_AT):
        for piece in re.split("[,;]", one_line((text or "")[:MAX_NOTE_CHARACTERS], markup=True) or ""):
            if word := piece.strip():
                found.setdefault(word[:MAX_NAME_CHARACTERS])
    return list(found)[:MAX_TERMS]


def terms(stated: Iterable[Named]) -> list[Fields]:
    """Topics, genres or places, each once."""
    found: dict[Named, Fields] = {}
    for name, code, scheme in islice(stated, MOST_LOOKED_AT):
        known = (
            (one_line(name[:MAX_NAME_CHARACTERS], markup=True) if name else None),
            (code or "").strip()[:MAX_NAME_CHARACTERS] or None,
            (scheme or "").strip()[:MAX_ADDRESS_CHARACTERS] or None,
        )
        if known[0] or known[1]:
            fields = {"name": known[0], "code": known[1], "scheme": known[2] if known[1] else None}
            found.setdefault(known, {key: value for key, value in fields.items() if value})
    return list(found.values())[:MAX_TERMS]


def images(stated: Iterable[tuple[str | None, str | None, str | None]], base: str = "") -> list[Fields]:
    """Pictures by address, caption and credit; one address stands once, with the first caption that it has."""
    found: dict[object, Fields] = {}
    for address, caption, credit in islice(stated, MOST_LOOKED_AT):
        url = _address(address, base)
        fields: Fields = {
            "url": url,
            "caption": one_line(caption[:MAX_NOTE_CHARACTERS], markup=True) if caption else None,
            "credit": (one_line(credit[:MAX_NOTE_CHARACTERS], markup=True) or "")[:MAX_NAME_CHARACTERS] or None
            if credit
            else None,
        }
        if url is None and not fields["caption"]:
            continue
        known = found.setdefault(url or fields["caption"], {})
        known.update({key: value for key, value in fields.items() if value and key not in known})
    return list(found.values())[:MAX_TERMS]


def related(stated: Iterable[tuple[str | None, str | None, str | None, str | None]], base: str = "") -> list[Fields]:
    """Links to other items by id, address, title and relation."""
    found: dict[object, Fields] = {}
    for uri, address, title, relation in islice(stated, MOST_LOOKED_AT):
        fields: Fields = {
            "uri": (uri or "").strip()[:MAX_ADDRESS_CHARACTERS] or None,
            "url": _address(address, base),
            "title": (one_line(title[:MAX_NOTE_CHARACTERS], markup=True) or "")[:MAX_ADDRESS_CHARACTERS] or None
            if title
            else None,
            "relation": (relation or "").strip()[:MAX_NAME_CHARACTERS] or None,
        }
        if fields["uri"] or fields["url"]:
            known = {key: value for key, value in fields.items() if value}
            found.setdefault((fields["uri"], fields["url"]), known)
    return list(found.values())[:MAX_TERMS]


def notice(*texts: str | None) -> str | None:
    """The first of some notices that has any text: rights, terms, a note to editors."""
    for text in texts:
        if text and (found := any_prose(text[:MAX_NOTE_CHARACTERS]).body.strip()):
            return found[:MAX_NOTE_CHARACTERS]
    return None


def name(text: str | None) -> str | None:
    """A name in one line, such as that of an edition."""
    return (one_line(text) or "")[:MAX_NAME_CHARACTERS] or None if text else None


def urgency(*texts: str | int | None) -> int | None:
    """A number from 1, the most urgent, to 9."""
    for text in texts:
        if text is not None and not isinstance(text, bool) and (match := _URGENCY.fullmatch(str(text)[:20])):
            return int(match[1])
    return None


def _address(text: str | None, base: str) -> str | None:
    url = link(text, base) if text and len(text) <= MAX_ADDRESS_CHARACTERS else None
    return url if url is None or len(url) <= MAX_ADDRESS_CHARACTERS else None
