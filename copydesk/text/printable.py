"""Text of strangers for terminals, logs and labels: nothing in it steers them, hides, or turns the writing round."""

from __future__ import annotations

import unicodedata

MOST_MARKS = 3
"""Combining marks on one letter. No script needs more; a pile of them climbs over the lines above and below."""

ROOM_FOR_BLANKS = 4
"""A text is cut to so many times its longest length before its white space is joined: enough, and never a megabyte."""


def printable(text: str) -> str:
    """The text with a blank for each character that a terminal would obey or hide.

    Those are control characters (C0 and C1), format characters (bidirectional marks and overrides, zero-width joiners,
    tags), surrogates, private and unassigned code points, and separators of lines and paragraphs, as
    `str.isprintable` has them. Of combining marks the first MOST_MARKS of a letter stay.
    """
    if text.isascii() and text.isprintable():
        return text
    shown: list[str] = []
    marks = MOST_MARKS  # a mark that begins the text would sit on what stands before it
    for character in text:
        if not character.isprintable():
            shown.append(" ")
            marks = MOST_MARKS  # the blank is ours: a mark would not have stood on it
        elif unicodedata.category(character) not in ("Mn", "Me"):
            shown.append(character)
            marks = 0
        elif marks < MOST_MARKS:
            shown.append(character)
            marks += 1
    return "".join(shown)


def replaced(name: str) -> str:
    """The name with U+FFFD for each character that `printable` makes a blank of, so that names stay apart.

    It goes into headers, labels and logs, where nothing may break a line and lone surrogates cannot be encoded.
    """
    if name.isprintable():
        return name
    return "".join(character if character.isprintable() else "\ufffd" for character in name)


def escaped(text: str) -> str:
    """The text with each character that `printable` blanks out written as JSON escapes it; line breaks stay.

    Of a JSON text that is the same value: such characters stand within its strings alone. Unlike `printable` it loses
    nothing, so it is for what programs may read, too.
    """
    if text.isprintable():
        return text
    return "".join(
        character if character == "\n" or character.isprintable() else _escape(character) for character in text
    )


def _escape(character: str) -> str:
    """As JSON escapes it (RFC 8259, 7): by its UTF-16 units, half a surrogate pair included."""
    units = character.encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{units[at : at + 4]}" for at in range(0, len(units), 4))


def one_line(text: str, longest: int) -> str:
    """The text in one line of at most `longest` characters, printable; what is cut off is marked by an ellipsis."""
    line = " ".join(printable(text[: longest * ROOM_FOR_BLANKS]).split())
    return line if len(line) <= longest else line[: longest - 1].rstrip() + "…"
