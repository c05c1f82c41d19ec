"""The one list of formats, and the choice between them. Whoever adds a format adds its module's name here."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib import import_module
from itertools import chain
from pathlib import PurePath

from services.intake.formats.format import PEEK_BYTES, Format, FormatError
from services.intake.formats.shared.xml_reader import root_name

MODULES = (
    "pdf",
    "newsml_g2",
    "newsml_1",
    "nitf",
    "rss",
    "atom",
    "ninjs",
    "json_feed",
    "iptc_7901",
    "anpa_1312",
    "zczc",
    "email_message",
    "html",
    "plain_text",
)
"""In the order tried: what has an unmistakable beginning first, what reads almost anything last."""

JSON_MODULES = ("ninjs", "json_feed")
"""Formats whose files may be lines of JSON Lines."""


@cache
def load(module: str) -> Format:
    """The format that lives in the module of this name beside this one."""
    found: Format = import_module(f"services.intake.formats.{module}").FORMAT
    return found


def all_formats() -> Iterator[Format]:
    """Every format in the order tried; each is imported when its turn comes."""
    return (load(module) for module in MODULES)


def json_format(value: bytes) -> Format | None:
    """The format of a JSON value; None where it is not one of theirs."""
    for module in JSON_MODULES:
        if recognises(load(module), value):
            return load(module)
    return None


def recognises(candidate: Format, data: bytes) -> bool:
    """Whether the format says that it can read these bytes."""
    return candidate.can_parse(data[: candidate.peek_bytes])


def choose(data: bytes, name: str = "", media_type: str = "") -> Format:
    """The format that reads these bytes.

    A stated media type goes before the suffix of `name`, and both before what the bytes look like; but where the bytes
    do not look like what is stated and do look like another format, they are believed.

    Raises:
        FormatError: no format reads them.
    """
    by_media_type, by_suffix = _stated(essence(media_type)), _stated("", PurePath(name).suffix.lower())
    stated = [*by_media_type, *by_suffix]
    text = load("plain_text")  # which anything else than binary data may be: so it comes last, whatever is stated
    for candidate in chain((found for found in stated if found is not text), all_formats()):
        if recognises(candidate, data):
            return candidate
    root = root_name(data[:PEEK_BYTES])
    if root and not by_media_type:
        raise FormatError(f"the root element is <{root[:40]}>, which no format has")
    if stated:
        return stated[0]  # its own error tells best what is wrong
    raise FormatError("no format is known that begins like this")


def stated_and_recognised(data: bytes, media_type: str) -> Format | None:
    """The format of this media type, where the bytes look like it; None where they may be text already.

    A piece of HTML may begin with anything, so that its media type must do.
    """
    html = load("html")
    for candidate in _stated(essence(media_type)):
        if candidate is html or recognises(candidate, data):
            return candidate
    return None


def essence(media_type: str) -> str:
    """`type/subtype` in lower case, without parameters (RFC 9110, section 8.3.1)."""
    return media_type.partition(";")[0].strip().lower()


def _stated(media_type: str, suffix: str = "") -> list[Format]:
    return [
        found
        for found in all_formats()
        if (media_type and media_type in found.media_types) or (suffix and suffix in found.suffixes)
    ]
