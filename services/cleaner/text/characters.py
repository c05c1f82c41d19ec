"""Characters that belong to the layout: unusual blanks and line ends, ligatures, soft hyphens, control characters."""

from __future__ import annotations

import re

from services.cleaner.text.offsets import TextBuilder, TracedText

_LINE_END = "\n\r\v\x1c\x1d\x1e\x85\u2028\u2029"
_BLANK = " \t\xa0\u1680\u2000-\u200a\u202f\u205f\u3000"
# Zero-width joiners stay: emoji and Persian need them. Direction marks stay: Arabic and Hebrew need them.
_INVISIBLE = "\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\xad\u200b\u2060\ufeff"
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}

_SOFT_HYPHEN_AT_LINE_END = rf"\xad[{_BLANK}]*(?:\r\n|[{_LINE_END}\f])[{_BLANK}]*(?=[^{_BLANK}{_LINE_END}\f])"
_SPECIAL = re.compile(
    rf"(?P<join>{_SOFT_HYPHEN_AT_LINE_END})|(?P<line>\r\n|[{_LINE_END[1:]}])"
    rf"|(?P<blank> [{_BLANK}{_INVISIBLE}]+|[{_BLANK[1:]}{_INVISIBLE}][{_BLANK}{_INVISIBLE}]*)|(?P<ligature>[ﬀ-ﬆ])"
)
_RARE = re.compile(rf"[{_BLANK[1:]}{_INVISIBLE}{_LINE_END[1:]}ﬀ-ﬆ]")
"""All special characters; only two spaces in a row are not among them. Searching for one set is ten times as fast."""

_ANY_BLANK = re.compile(f"[{_BLANK}]")


def _plain(match: re.Match[str]) -> str:
    match match.lastgroup:
        case "line":
            return "\n"
        case "ligature":
            return _LIGATURES[match.group()]
        case "blank":
            return " " if _ANY_BLANK.search(match.group()) else ""
        case _:
            return ""


def normalise(body: TracedText) -> TracedText:
    r"""The body with `\n` as its line end, `\f` between pages, single blanks, and no invisible characters."""
    if "  " not in body.text and _RARE.search(body.text) is None:
        return body
    built = TextBuilder()
    done = 0
    for match in _SPECIAL.finditer(body.text):
        if done < match.start():
            built.copy(body.cut(done, match.start()))
        if plain := _plain(match):
            built.write(plain, *body.raw_span(*match.span()))
        done = match.end()
    built.copy(body.cut(done, len(body.text)))
    return built.build()
