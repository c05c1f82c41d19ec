"""From the bytes of a web page to its characters, nearly as browsers do it (WHATWG HTML, section 13.2.3.2)."""

from __future__ import annotations

import codecs
import re

_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))

_DECLARED = re.compile(
    rb"""<meta\b[^>]{0,300}?charset\s*=\s*["']?\s*([\w:.-]{2,40})|encoding=["']([\w:.-]{2,40})["']""", re.I
)

DECLARED_WITHIN_BYTES = 8192
"""Browsers look at 1,024; pages with long scripts in front put it later."""

_LARGER = {
    **{"ascii": "cp1252", "iso8859-1": "cp1252", "iso8859-9": "cp1254", "tis-620": "cp874", "iso8859-11": "cp874"},
    **{"gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932", "euc_kr": "cp949", "ks_c_5601": "cp949"},
}
"""What pages that name the first hold in truth is the second."""

_FOR_TEXT = re.compile(
    r"utf-8|iso8859-\d+|cp(?:125\d|874|932|949|866)|koi8-[ru]|mac-roman|gb18030|big5(?:hkscs)?|euc_jp|iso2022_jp"
)
"""Python knows more, which are for no page; and a declaration that could be read as ASCII is not UTF-16."""


def decoded(data: bytes) -> str:
    """The characters of a page. Never raises: what cannot be decoded is replaced.

    A byte order mark counts most. Bytes beyond ASCII that are valid UTF-8 are that, whatever is declared: other
    encodings do not look like it by chance, and a page that was converted often keeps its old declaration.
    """
    for mark, codec in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(codec, "replace")
    declared = _declared(data[:DECLARED_WITHIN_BYTES])
    if declared == "iso2022_jp":  # which is ASCII to the eye
        return data.decode(declared, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode(declared or "cp1252", "replace")


def _declared(head: bytes) -> str | None:
    match = _DECLARED.search(head)
    if match is None:
        return None
    try:
        name = codecs.lookup((match[1] or match[2]).decode("ascii", "replace")).name
    except LookupError:
        return None
    name = _LARGER.get(name, name)
    return name if _FOR_TEXT.fullmatch(name) else None
