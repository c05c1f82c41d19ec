"""Hyphens at line ends: which belong to the word, which only to the line, and which were lost with the line end."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from typing import Literal

from copydesk.text.word_set import word_set
from services.cleaner.text.offsets import TextBuilder, TracedText

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

_TOKEN = re.compile(r"\w+(?:[-‐]\w+)*")
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
    words = frozenset(token for text in texts for token in _TOKEN.findall(text.casefold().replace("‐", "-")))
    return Vocabulary(words, len(words & _FRENCH_WORDS) > len(words & _OTHER_LANGUAGE_WORDS) + 2)


def hyphen_fate(before: str, after: str, known: Vocabulary) -> HyphenFate:
    """What becomes of the hyphen between two halves of a word: `before` ends in it, `after` is the next line.

    Elsewhere in the body the same word may stand uncut: that decides. Otherwise capitals, digits and well-known parts
    of compounds keep it.
    """
    head = _LAST_TOKEN.search(before[-_LONGEST_TOKEN:])
    tail = _TOKEN.match(after[:_LONGEST_TOKEN])
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


# A hyphen is missing at the end of a match, where no word is written so.
_LOST_SURE = re.compile(
    r"(?P<capital>\b[^\W\d_a-z]\w*[a-z])(?=(?:based|backed)\b)"
    r"|\b[Mm]id(?=(?:1[5-9]|20)\d\d\b)|\b\d{1,2}(?:st|nd|rd|th)(?=\d{1,2}(?:st|nd|rd|th)\b)"
    r"|\b\d{1,3}(?=(?:year|month|week|day)(?:-?olds?)?\b)|\b[Ss]o(?=called\b)"
    r"|\b(?:anti|pro|ex|mid|post|pre|non)(?=[A-Z][a-z]{2,})"
)
_NO_COMPOUND = re.compile(r"(?:Re|De|A|Un|Hunch|Hump)(?:based|backed)")
_LOST_LED = re.compile(r"\b([A-Z][a-z]{3,})(?=led\b)")
_LOST_IN_NAME = re.compile(r"\b([A-Z][a-z]+)(?=[A-Z][a-z]+)")
_HINTS = (
    re.compile(r"[A-Z](?:(?<=[a-z][a-z].)|[a-z]+led\b)"),
    re.compile(r"\d(?:(?:st|nd|rd|th)\d|year|month|week|day|(?<=mid.))"),
    re.compile(r"ba(?:sed\b(?<=[a-z]based)|cked\b(?<=[a-z]backed))"),
    re.compile(r"ocalled\b"),
)
"""What any text needs for a hyphen to have been lost in it. Each pattern begins with one kind of character, which the
engine skips to: as alternatives of a single pattern they cost five times as much."""

_NAME = re.compile(r"[^\W\d_]+")


def _insert(traced: TracedText, pattern: re.Pattern[str], is_lost: Callable[[re.Match[str]], bool]) -> TracedText:
    built = TextBuilder()
    done = 0
    for match in pattern.finditer(traced.text):
        if match.end() == match.start() or not is_lost(match):
            continue
        built.copy(traced.cut(done, match.end()))
        built.write("-", built.raw_end, built.raw_end)
        done = match.end()
    if not done:
        return traced
    built.copy(traced.cut(done, len(traced.text)))
    return built.build()


def _is_sure(match: re.Match[str]) -> bool:
    return match.group("capital") is None or _NO_COMPOUND.match(match.string, match.start()) is None


def _may_lack_hyphen(text: str) -> bool:
    return any(hint.search(text) for hint in _HINTS)


def restore_lost(paragraphs: list[TracedText]) -> list[TracedText]:
    """Put back hyphens that an extractor swallowed with the line end, only where there is no other reading.

    "-led" also ends ordinary words ("Settled"), so its stem must be a name that the body uses by itself; a name may be
    written with a capital inside it, so the body must have it with the hyphen too.
    """
    text = "\n".join(paragraph.text for paragraph in paragraphs)
    if not _may_lack_hyphen(text):
        return paragraphs

    @cache
    def words() -> frozenset[str]:
        return frozenset(_NAME.findall(text))

    @cache
    def compounds() -> frozenset[str]:
        hyphenated = " ".join(word for word in text.split() if "-" in word)
        return frozenset(token for token in _TOKEN.findall(hyphenated) if "-" in token)

    def is_led(match: re.Match[str]) -> bool:
        return match.group(1) in words() and match.group(1).lower() not in words()

    def is_name(match: re.Match[str]) -> bool:
        rest = _NAME.match(match.string, match.end())
        return rest is not None and f"{match.group(1)}-{rest.group()}" in compounds()

    restored = [*paragraphs]
    for at, paragraph in enumerate(paragraphs):
        if not _may_lack_hyphen(paragraph.text):
            continue
        for pattern, is_lost in ((_LOST_SURE, _is_sure), (_LOST_LED, is_led), (_LOST_IN_NAME, is_name)):
            restored[at] = _insert(restored[at], pattern, is_lost)
    return restored
