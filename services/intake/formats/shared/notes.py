"""Notes to editors that wires put above a story, which are no text for readers."""

from __future__ import annotations

import re

from services.intake.formats.shared.prose import Prose, with_regions

MAX_NOTE_CHARACTERS = 600
"""A list of what is new in a version; longer it is a paragraph in brackets."""

MAX_POINTS = 6
"""Points of a summary that may stand below a note."""

_NOTE = re.compile(
    r"(?:[(\[]{1,2}(?:adds?|added|updat(?:es?|ed|ing)|correct(?:s|ed|ion)|recasts?|rewrites?|refiles?|repeats?"
    r"|releads?|re-?sends?|writes? thr(?:ough|u)|clarif(?:ies|y)|fixes|edits?|trims?|removes?|deletes?|drops?"
    r"|inserts?|includes?|changes|replaces|embeds?|new throughout|eds?\s*:|editors?['’]?\s*:|note to editors"
    r"|with\b.{0,60}\b(?:photo|video|graphic)s?|ergänzt|aktualisiert|korrigiert|berichtigt|actualise|ajoute"
    r"|corrige|actualiza|agrega|amplía|aggiorna)(?!\w)[^\n]*[)\]]{1,2}"
    r"|(?:eds?(?:itors)?\s?:|(?:update|correct(?:s|ion)|refile|repeat|recast)\s?\d?\s?:\s"
    r"(?:adds|updates|fixes|corrects|recasts|removes)\b)[^\n]*|[^\n]{1,200}\s///)",
    re.IGNORECASE,
)
_POINT = re.compile(r"[*•·–-]\s*\S[^\n]{0,200}")


def with_notes(prose: Prose) -> Prose:
    """The prose with the note on its version above the text marked as no text, and with it the points below it.

    Where nothing but the note is there, it is the text.
    """
    end = _note_end(prose.body)
    if not end or not prose.body[end:].strip():
        return prose
    return with_regions(prose, [(0, end)], "boilerplate")


def _note_end(body: str) -> int:
    head, _, rest = body.partition("\n")
    if len(head) > MAX_NOTE_CHARACTERS or not _NOTE.fullmatch(head.strip()):
        return 0
    end, place = len(head), len(head) + 1
    for _ in range(MAX_POINTS):
        gap = len(rest) - len(rest.lstrip("\n"))
        line, _, after = rest[gap:].partition("\n")
        if not _POINT.fullmatch(line.strip()):
            break
        end = place + gap + len(line)
        place, rest = end + 1, after
    return end
