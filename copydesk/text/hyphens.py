"""Hyphens at line ends: which belong to the word, and which only to the line."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from copydesk.text.word_set import word_set

# Second parts that make a compound after almost any first part ("Kabul-based", "five-year-old").
_COMBINING = word_set(
    "based backed led held run owned bred made built funded controlled dominated occupied linked related "
    "style type sized shaped old year month week day hour wide term time level scale range free friendly "
    "like off out up down in on of by largest biggest elect general chief minister president speaking "
    "language mounted armed sponsored supported trained designed affiliated leaning wing class looking sounding "
    "ranking ranked proof edge"
)

# First parts that are written with a hyphen before almost any second part.
_LEADING = word_set(
    "self non anti well quasi pseudo two three four five seven eight nine twenty thirty forty fifty sixty seventy "
    "eighty ninety"
)

_SOLID = word_set(
    "selfish selfishness selfless selfie selfies nonsense nonetheless nonchalant anticipate anticipated anticipates "
    "anticipating anticipation antibiotic antibiotics antibody antibodies antics antidote antique antiques antipathy "
    "wellness wellbeing twofold threefold fourteen fourth fourteenth seventeen seventh seventeenth eighteen eighth "
    "eighteenth nineteen ninth nineteenth online offline outline inline insight input income inside into onto "
    "offer officer office ongoing upon update outcome output outside download without within throughout"
)
"""Words of the parts above that are written as one."""

# First parts that also begin ordinary words ("ex-change", "all-ow"): a hyphen follows only before these.
_LEADING_BEFORE = {
    "ex": "husband wife boyfriend girlfriend partner lover president minister premier chief leader mayor governor "
    "soldier soldiers policeman officer army military police prime player captain coach manager boss champion spy "
    "convict offender prisoner communist soviet secretary chancellor senator deputy employee colleague member members",
    "pro": "government democracy independence choice life business immigration abortion gun peace war russian reform",
    "so": "called far",
    "then": "president prime minister governor secretary chief",
    "half": "time hour mile day century year dozen brother sister way hearted million term price baked",
    "mid": "term season week summer winter air size sized range morning afternoon century table",
    "all": "time out star party round male female important night day black white party conquering powerful",
    "vice": "president presidential chairman chair captain chancellor principal minister",
    "cross": "border party country channel section examination examined community",
    "high": "profile level ranking speed quality tech end risk street pressure class rise powered stakes school",
    "low": "cost income level key lying paid profile wage budget tech",
    "long": "term time standing running range distance lasting awaited serving suffering established overdue",
    "short": "term lived range list sighted sleeved circuit",
    "full": "time scale back blown length fledged",
    "part": "time owned funded",
    "one": "time day year man off sided third way",
    "first": "time half class person quarter round hand ever team leg aid degree",
    "second": "hand half largest biggest rate quarter round class leg placed",
    "third": "party quarter world placed largest biggest round",
    "six": "month year week day man hour point figure",
    "ten": "year day month minute point",
    "fifty": "fifty",
    "al": "",
    "el": "",
}
_BEFORE = {first: word_set(second) for first, second in _LEADING_BEFORE.items()}

# French writes these with a hyphen before them: "dit-il", "lui-même", "là-bas".
_FRENCH_SECOND = word_set(
    "il elle on ils elles je tu nous vous ce moi toi lui leur même mêmes là ci être dire dessus dessous bas midi delà "
    "vous mère père parents jour uns unes dix deux trois quatre cinq six sept huit neuf"
)

_SUSPENDING = word_set("and or und oder bzw sowie bis et ou y o e")
"""Behind a hyphen that stands for the rest of a compound: "two- and three-year terms", "Vor- und Nachteile"."""

_SMALL_WORDS = word_set("to of the and in by on")
_FRENCH_WORDS = word_set("les des une est dans pour qui")
_OTHER_LANGUAGE_WORDS = word_set("the and der und los el il het och")

HYPHENATED = re.compile(r"\w+(?:[-‐]\w+)*")
"""A word, a compound with all its hyphens."""

_LAST_TOKEN = re.compile(r"(\w+(?:[-‐]\w+)*)[-‐]$")
_LONGEST_TOKEN = 64

HyphenFate = Literal["joined", "kept", "suspended"]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of a body, case folded, compounds whole: evidence for how it spells a word cut at a line end."""

    words: frozenset[str]
    is_french: bool


def vocabulary(texts: Iterable[str]) -> Vocabulary:
    """What the texts spell out."""
    words = frozenset(token for text in texts for token in HYPHENATED.findall(text.casefold().replace("‐", "-")))
    return Vocabulary(words, len(words & _FRENCH_WORDS) > len(words & _OTHER_LANGUAGE_WORDS) + 2)


def hyphen_fate(before: str, after: str, known: Vocabulary) -> HyphenFate:
    """What becomes of the hyphen between two halves of a word: `before` ends in it, `after` is the next line.

    Elsewhere in the body the same word may stand uncut: that decides. Otherwise capitals, digits and well-known parts
    of compounds keep it.
    """
    head = _LAST_TOKEN.search(before[-_LONGEST_TOKEN:])
    tail = HYPHENATED.match(after[:_LONGEST_TOKEN])
    if head is None or tail is None:
        return "kept"
    first, second = head.group(1).replace("‐", "-"), tail.group().replace("‐", "-")
    if second in _SUSPENDING and after[tail.end() : tail.end() + 1] == " ":
        return "suspended"
    whole, solid = f"{first}-{second}".casefold(), (first + second).casefold()
    if whole in known.words:
        return "kept"
    if solid in known.words or solid in _SOLID:
        return "joined"
    return "kept" if _is_compound(first.split("-")[-1], second.split("-")[0], known, "-" in second) else "joined"


def _is_compound(first: str, second: str, known: Vocabulary, goes_on: bool) -> bool:
    if not second[0].islower() or not first[-1].isalpha() or (first.isupper() and len(first) > 1):
        return True
    stem = first.casefold()
    if stem in _BEFORE:
        return second in _BEFORE[stem]
    if known.is_french and second in _FRENCH_SECOND:
        return True
    # "state-of-the-art" and "face-to-face" are cut before small words too, and go on with a hyphen behind them.
    return second in _COMBINING or stem in _LEADING or (goes_on and second in _SMALL_WORDS)
