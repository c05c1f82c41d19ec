"""Quotation marks by language: the delimiters of Unicode's CLDR, and what newsrooms print beside them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

DashStyle = Literal["none", "incised", "comma"]
"""How narration stands in a paragraph of dialogue that opens with a dash. incised: between dashes, and speech goes on
behind a further one. comma: behind a comma and a verb, and the paragraph ends in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """The marks of one language.

    `pairs`: opening mark to the marks that close it. `singles`: the same of marks that are apostrophes elsewhere, which
    count from three words on. `dash`: dialogue that opens with a dash. `resumes`: speech goes on behind narration
    without another dash, as in French. `spaced`: whether blanks part words, so that lengths are counted in words; else
    in letters.
    """

    pairs: Mapping[str, str]
    singles: Mapping[str, str]
    dash: DashStyle = "none"
    resumes: bool = False
    spaced: bool = True


OPENS_BEHIND: Final = ",([{—–―-/‘'…¿¡:「“„«»‚‹›"
"""Beside blanks, what stands before a mark that opens."""

CLOSES_BEFORE: Final = ".,;:!?…)]}—–―-/’”“»«›‹、。，；：！？）"
"""Beside blanks, what stands behind a mark that closes."""

STRAIGHT: Final = "\"'＂"
"""Marks that open and close alike."""

APOSTROPHES: Final = "'’"
"""Marks that stand inside words, too."""

DASHES: Final = frozenset("—–―‒-")
"""Dashes that part speech from narration."""

STOPS: Final = "。．！？!?；;，、,：:「」『』“”\n（）()《》"
"""What parts phrases where words have no blanks."""

SENTENCE_ENDS: Final = "。！？!?…"
COMMAS: Final = "、，,"
COLONS: Final = "：:"
NAME_DOTS: Final = "·・＝="
"""Between the parts of a foreign name where words have no blanks."""

_ENGLISH: Final = {"“": "”", '"': '"'}
_LOW: Final = {"„": "“”", "“": "”", "«": "»", "»": "«", '"': '"'}
_ANGLES: Final = {"«": "»", "“": "”", "„": "“”", '"': '"'}
_RIGHT: Final = {"”": "”", "»": "»«", "“": "”", "«": "»", "„": "“”", '"': '"'}
_CORNERS: Final = {"「": "」", "『": "』", "“": "”", "〝": "〟", "＂": "＂", '"': '"'}
_NO_SINGLES: Final[Mapping[str, str]] = {}
_LOW_SINGLES: Final = {"‚": "‘’", "›": "‹", "‹": "›"}

_ALL: Final = {**_RIGHT, **_CORNERS}

UNKNOWN: Final = Marks(pairs=_ALL, singles=_NO_SINGLES)
"""For a language without a line here: whatever looks like a pair."""

MARKS: Final[Mapping[str, Marks]] = {
    "ar": Marks(pairs={"«": "»", "»": "«", "“": "”", "”": "“", '"': '"'}, singles=_NO_SINGLES),
    "bg": Marks(pairs=_LOW, singles=_NO_SINGLES, dash="incised"),
    "cs": Marks(pairs=_LOW, singles=_LOW_SINGLES, dash="incised"),
    "da": Marks(pairs={**_RIGHT, "»": "«»"}, singles=_LOW_SINGLES, dash="comma"),
    "de": Marks(pairs=_LOW, singles=_LOW_SINGLES),
    "el": Marks(pairs=_ANGLES, singles=_NO_SINGLES, dash="incised"),
    "es": Marks(pairs=_ANGLES, singles={"‘": "’"}, dash="incised"),
    "et": Marks(pairs=_LOW, singles=_NO_SINGLES, dash="incised"),
    "fi": Marks(pairs=_RIGHT, singles=_NO_SINGLES, dash="comma"),
    "fr": Marks(pairs=_ANGLES, singles={"‹": "›"}, dash="incised", resumes=True),
    "hr": Marks(pairs={**_LOW, "»": "«"}, singles=_NO_SINGLES, dash="incised"),
    "hu": Marks(pairs={"„": "”“", "»": "«", "“": "”", "”": "”", '"': '"'}, singles=_NO_SINGLES, dash="incised"),
    "it": Marks(pairs=_ANGLES, singles={"‘": "’"}, dash="incised"),
    "ja": Marks(pairs=_CORNERS, singles=_NO_SINGLES, spaced=False),
    "ko": Marks(pairs={**_CORNERS, "‘": "’"}, singles=_NO_SINGLES),
    "lt": Marks(pairs=_LOW, singles=_NO_SINGLES, dash="incised"),
    "lv": Marks(pairs=_LOW, singles=_NO_SINGLES, dash="incised"),
    "nb": Marks(pairs={**_RIGHT, "«": "»"}, singles={"‘": "’"}, dash="comma"),
    "nl": Marks(pairs={"“": "”", "„": "”“", "«": "»", '"': '"'}, singles={"‘": "’", "'": "'"}),
    "pl": Marks(
        pairs={"„": "”“", "«": "»", "»": "«", "“": "”", "”": "”", '"': '"'}, singles={"‚": "’"}, dash="incised"
    ),
    "pt": Marks(pairs=_ANGLES, singles={"‘": "’"}, dash="incised"),
    "ro": Marks(pairs={"„": "”“", "«": "»", "“": "”", '"': '"'}, singles=_NO_SINGLES, dash="incised"),
    "ru": Marks(pairs=_ANGLES, singles=_NO_SINGLES, dash="incised"),
    "sk": Marks(pairs=_LOW, singles=_LOW_SINGLES, dash="incised"),
    "sl": Marks(pairs=_LOW, singles=_NO_SINGLES, dash="incised"),
    "sv": Marks(pairs=_RIGHT, singles={"’": "’"}, dash="comma"),
    "th": Marks(pairs=_ENGLISH, singles=_NO_SINGLES, spaced=False),
    "tr": Marks(pairs=_ANGLES, singles={"‘": "’"}, dash="incised"),
    "uk": Marks(pairs=_ANGLES, singles=_NO_SINGLES, dash="incised"),
    "zh": Marks(pairs={**_CORNERS, "《": "》"}, singles={"‘": "’"}, spaced=False),
}
"""By the primary subtag of BCP 47. Chinese 《》 hold titles, and marks inside of them open nothing."""

SAME_AS: Final[Mapping[str, str]] = {
    "no": "nb", "nn": "nb", "be": "ru", "sr": "hr", "bs": "hr", "mk": "bg", "ca": "es", "gl": "es", "eu": "es",
    "yue": "zh", "lo": "th", "km": "th", "my": "th", "kk": "ru", "gsw": "de", "lb": "de", "hsb": "de", "is": "de",
    "fo": "da", "af": "nl", "fa": "ar", "ur": "ar", "az": "tr",
}  # fmt: skip
"""Languages that print the marks of another."""


def marks_of(tag: str) -> Marks:
    """The marks of a language by its primary subtag."""
    return MARKS.get(SAME_AS.get(tag, tag), UNKNOWN)
