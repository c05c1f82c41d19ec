"""From the bytes of a structured file to its characters, also where what the file says of itself is wrong."""

from __future__ import annotations

import codecs
import re

from services.intake.formats.format import FormatError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16: its mark begins with that one's
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

_UNMARKED = re.compile(rb"(?P<big>\x00[<{\[\s])|(?P<little>[<{\[\s]\x00)")
"""What an unmarked UTF-16 file of markup or JSON begins with (XML 1.0, appendix F)."""

_DECLARED = re.compile(rb"""\A[\s\x00]*<\?xml[^>]{0,200}?\sencoding\s*=\s*["']([A-Za-z0-9._:-]{1,40})["']""")

_CODECS = {
    codecs.lookup(name).name
    for name in (
        *("utf-8", "utf-16", "utf-16-le", "utf-16-be", "ascii", "koi8-r", "koi8-u", "mac-roman", "cp437", "cp850"),
        *("gb2312", "gbk", "gb18030", "big5", "big5hkscs", "euc-jp", "shift_jis", "cp932", "iso2022_jp", "euc-kr"),
        *("cp949", "tis-620", *(f"iso8859-{part}" for part in (*range(1, 12), *range(13, 17)))),
        *(f"cp125{page}" for page in range(9)),
    )
}
"""Encodings of texts. Python knows more, some of which (punycode, idna, unicode_escape, utf-7) are for no file."""

_WESTERN = {codecs.lookup(name).name for name in ("ascii", "iso8859-1", "cp1252")}


ESCAPED_BYTES = 0xDC00
"""A byte that cannot be decoded stands in the text as the surrogate with this and the byte's number (PEP 383)."""

BYTES = 0x100

_SHARED = b"\x82\x84\x85\x86\x87\x89\x8b\x91\x92\x93\x94\x95\x96\x97\x99\x9b\xa0\xa9\xab\xb0\xbb"
_WINDOWS = {ESCAPED_BYTES + byte: bytes((byte,)).decode("cp1252") for byte in _SHARED}
"""What all Windows code pages of Europe mean alike: quotation marks, dashes, the ellipsis, a hard blank."""

_LONE = re.compile("(?<![\x80-\U0010ffff])[\udc80-\udcff](?![\x80-\U0010ffff])")
"""A byte that is no part of a character that was cut: ASCII stands around it."""


def decoded(data: bytes, *, whole: bool = True) -> str:
    """The characters of an XML or JSON file, without its byte order mark.

    A byte order mark counts more than the declaration, valid UTF-8 more than another declared encoding of single
    bytes, and bytes that cannot be UTF-8 where nothing is declared are Windows-1252, as browsers have it. In a file
    that is UTF-8 otherwise, a dash or a quotation mark of Windows is read, and any other bad byte stands as an escape
    (ESCAPED_BYTES), so that it costs its item alone. A declaration that names no encoding at all counts as none.

    Where `whole` is false the data may end within a character, what cannot be decoded is replaced, and nothing raised.

    Raises:
        FormatError: the bytes are not in the encoding that they are said to be in.
    """
    for mark, codec in _MARKS:
        if data.startswith(mark):
            return _strict(data[len(mark) :], codec, whole=whole)
    if match := _UNMARKED.match(data):
        return _strict(data, "utf-16-be" if match["big"] else "utf-16-le", whole=whole)
    declared = _declared(data, whole=whole)
    if whole:
        try:
            return data.decode("utf-8") if declared != "iso2022_jp" else _strict(data, declared, whole=True)
        except UnicodeDecodeError:
            return _legacy(data, declared)
    return data.decode("utf-8" if declared == "utf-8" else "latin-1", "replace")


def _declared(data: bytes, *, whole: bool) -> str:
    match = _DECLARED.match(data)
    if match is None:
        return "utf-8"
    name = match.group(1).decode()
    try:
        codec = codecs.lookup(name).name
    except LookupError:
        return "utf-8"  # a made-up name, such as a database's
    if codec not in _CODECS:
        if not whole:
            return "ascii"
        raise FormatError(f"line 1: the encoding {name} is not known")
    # The declaration itself could not have been read were this true.
    return "utf-8" if codec.startswith("utf-16") else codec


def _legacy(data: bytes, declared: str) -> str:
    """What is not UTF-8, by its declaration."""
    if declared in _WESTERN:
        return _windows(data)
    if declared != "utf-8":
        return _strict(data, declared, whole=True)
    # Where nothing beyond ASCII is valid UTF-8, the file was never meant as that; else it is damaged UTF-8.
    if data.decode("utf-8", "ignore").isascii():
        return _windows(data)
    return _LONE.sub(lambda byte: byte[0].translate(_WINDOWS), data.decode("utf-8", "surrogateescape"))


def _windows(data: bytes) -> str:
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:  # five bytes have no meaning there
        return data.decode("latin-1")


def _strict(data: bytes, codec: str, *, whole: bool) -> str:
    try:
        return data.decode(codec, "strict" if whole else "ignore")
    except UnicodeDecodeError as error:
        raise FormatError(f"byte {error.start}: not valid {codec}") from error
