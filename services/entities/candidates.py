"""Candidates: the stretches of capitalised words that may be names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from services.entities.gazetteer import is_given_name, lookup
from services.entities.lexicon import (
    CALENDAR,
    OFFICES,
    ORG_HEADS,
    PARTICLES,
    PLACE_HEADS,
    ROLES,
    STOP_WORDS,
    TITLE_ATTRIBUTES,
    TITLES,
)
from services.entities.names import surname
from services.entities.tokens import Token

MAX_WORDS = 12
"""The longest names of ministries have about ten; a longer run is a heading in capitals."""

HEADING_WORDS = 4
HEADING_SHARE = 0.7
"""From this share of capitalised words on, a paragraph of at least `HEADING_WORDS` is a heading: no word of it is a
name only because it is capitalised."""

_COMPANY_ENDS = frozenset({"inc", "inc.", "ltd", "ltd.", "llc", "corp.", "jr", "jr.", "sr."})


@dataclass(frozen=True, slots=True)
class Candidate:
    """Words `first` to `last` (exclusive) of the token list; `titled` where an honorific or a role stood before."""

    first: int
    last: int
    titled: bool = False


def candidates(tokens: Sequence[Token], nouns_are_capitalised: bool = False) -> list[Candidate]:
    """Every stretch of words that may be one name, in order, without titles and without sentence beginnings.

    Where nouns are capitalised, as in German, only known names and full names of people are candidates.
    """
    common = {token.text for token in tokens if token.text.islower()}
    firm = {surname(token.text) for token in tokens if token.capitalised and not token.initial}
    found: list[Candidate] = []
    for begin, end in _paragraphs(tokens):
        if _is_heading(tokens, begin, end):
            continue
        for first, last in _runs(tokens, begin, end):
            found.extend(_names(tokens, _without_beginning(tokens, first, last, common, firm), last))
    if nouns_are_capitalised:
        return [name for candidate in found if (name := _certain_name(tokens, candidate)) is not None]
    return found


def _certain_name(tokens: Sequence[Token], candidate: Candidate) -> Candidate | None:
    words = [token.text for token in tokens[candidate.first : candidate.last]]
    if candidate.titled or lookup(" ".join(words)) is not None:
        return candidate
    for index, word in enumerate(words):
        if is_given_name(word) and index < len(words) - 1:
            return Candidate(candidate.first + index, candidate.last)
    return candidate if len(words) == 1 else None


def _paragraphs(tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
    begin = 0
    for index, token in enumerate(tokens):
        if token.parts and token.initial and index > begin:
            yield begin, index
            begin = index
    if begin < len(tokens):
        yield begin, len(tokens)


def _is_heading(tokens: Sequence[Token], begin: int, end: int) -> bool:
    if tokens[end - 1].text in {".", "!", "?", '"', "”"}:
        return False
    words = [token for token in tokens[begin:end] if len(token.text) > len("the") and token.text[0].isalpha()]
    if len(words) < HEADING_WORDS:
        return False
    return sum(token.text[0].isupper() for token in words) >= HEADING_SHARE * len(words)


def is_name_word(token: Token) -> bool:
    """A capitalised word that is neither a function word nor a day or month."""
    folded = token.text.casefold()
    if folded in CALENDAR:
        return False
    return token.capitalised and (folded not in STOP_WORDS or (token.text.isupper() and len(token.text) > 1))


def _runs(tokens: Sequence[Token], begin: int, end: int) -> Iterator[tuple[int, int]]:
    index = begin
    while index < end:
        if not (is_name_word(tokens[index]) or _begins_known_name(tokens, index)):
            index += 1
            continue
        last = index + 1
        while last < end and last - index < MAX_WORDS and (step := _step(tokens, index, last, end)):
            last += step
        yield index, last
        index = last


def _begins_known_name(tokens: Sequence[Token], index: int) -> bool:
    """`The` of The Hague, `El` of El Salvador."""
    pair = tokens[index : index + 2]
    return pair[0].capitalised and pair[-1].capitalised and lookup(" ".join(token.text for token in pair)) is not None


def _step(tokens: Sequence[Token], first: int, last: int, end: int) -> int:
    """How many tokens behind the run [first, last) still belong to it; 0 where it ends."""
    if tokens[last - 1].closes:
        return 0
    ahead = [token for token in tokens[last : min(last + 3, end)] if not token.parts]
    if not ahead or tokens[last].parts:
        return 0
    if is_name_word(ahead[0]) and not ahead[0].initial:
        return 1
    return _joined(tokens[first:last], ahead)


def _joined(run: Sequence[Token], ahead: Sequence[Token]) -> int:
    """Tokens that a particle, a preposition, an ampersand or a comma joins to the run."""
    words = [token.text.casefold() for token in ahead]
    follows = [is_name_word(token) for token in ahead] + [False, False]
    head = any(token.text.casefold() in ORG_HEADS or token.text.casefold() in PLACE_HEADS for token in run)
    size = 0
    if words[0] in PARTICLES:
        size = 2 if follows[1] else 3 if follows[2] and words[1] in PARTICLES else 0
    elif words[0] in {"of", "for"} and (head or run[-1].text.casefold() in OFFICES):
        size = 2 if follows[1] else 3 if follows[2] and words[1] == "the" else 0
    elif words[0] == "&":
        size = 2 if follows[1] else 0
    elif words[0] == "and" and follows[1] and head and any(token.text in {"of", "for"} for token in run):
        size = 2 if words[1] not in TITLES and lookup(ahead[1].text) is None else 0
    elif words[0] == "," and len(words) > 1 and words[1] in _COMPANY_ENDS:
        size = 2
    return size


def _without_beginning(tokens: Sequence[Token], first: int, last: int, common: set[str], firm: set[str]) -> int:
    """Index of the first word that does not owe its capital letter to the beginning of a sentence."""
    token = tokens[first]
    if not token.initial:
        return first
    text = token.text
    if _begins_known_name(tokens, first):
        return first
    if lookup(text) is not None or surname(text) in firm:
        return first
    if text.casefold() in common:
        return first + 1
    if last - first == 1 and not is_given_name(text) and not (text.isupper() and len(text) > 1):
        return first + 1
    return first


def _names(tokens: Sequence[Token], first: int, last: int) -> Iterator[Candidate]:
    """Cut a run at its titles and where a known place or people ends."""
    if lookup(" ".join(token.text for token in tokens[first:last])) is not None:
        yield Candidate(first, last)
        return
    while first < last and tokens[first].text.casefold() in STOP_WORDS:
        first += 1
    if first >= last:
        return
    words = [token.text for token in tokens[first:last]]
    cut = _end_of_titles(words)
    if cut:
        begin = cut
        while begin > 0 and (words[begin - 1].casefold() in TITLE_ATTRIBUTES or _is_title(words, begin - 1)):
            begin -= 1
        if begin > 0 and words[begin - 1].casefold() not in {"of", "for", "and"}:
            yield from _names(tokens, first, first + begin)
        if first + cut < last:
            yield from _split(tokens, first + cut, last, titled=True)
        return
    yield from _split(tokens, first, last, titled=_role_stands_before(tokens, first))


def _end_of_titles(words: Sequence[str]) -> int:
    """How many words the last title of a run ends after; 0 where it has none or belongs to an organisation's name."""
    if is_organisation(words):
        return 0
    # Charlie King is no king.
    end = len(words) - 1 if len(words) > 1 and is_given_name(words[-2]) else len(words)
    return max((index + 1 for index in range(end) if _is_title(words, index)), default=0)


def _is_title(words: Sequence[str], index: int) -> bool:
    """A title, or "of" and the word behind it in the name of an office: Secretary of State."""
    word = words[index].casefold()
    if word in TITLES:
        return True
    before = [earlier.casefold() for earlier in words[:index]]
    if word == "of":
        return before[-1:] != [] and before[-1] in OFFICES and index + 1 < len(words)
    return before[-1:] == ["of"] and not OFFICES.isdisjoint(before[-2:-1])


def is_organisation(words: Sequence[str]) -> bool:
    """Whether a head word at the end, or before "of" or "for", makes the words an organisation's name."""
    folded = [word.casefold() for word in words]
    if len(folded) > 1 and folded[-1] in ORG_HEADS:
        return True
    return any(
        folded[index] in {"of", "for", "on"} and folded[index - 1] in ORG_HEADS for index in range(1, len(folded) - 1)
    )


def _role_stands_before(tokens: Sequence[Token], first: int) -> bool:
    return first > 0 and tokens[first - 1].text.casefold() in TITLES and not tokens[first].parts


def _begins_with_role(words: Sequence[str], titled: bool) -> bool:
    """`Collector Jason Bailey`, or `Physician Jason Bailey` of a chief physician."""
    full_name_follows = len(words) > len(("role", "surname"))
    return (
        len(words) > 1 and words[0].casefold() in ROLES and (is_given_name(words[1]) or (titled and full_name_follows))
    )


def _split(tokens: Sequence[Token], first: int, last: int, titled: bool) -> Iterator[Candidate]:
    """`Turkish Recep Erdogan` and `Baghdad Haider Hassan` are two names, `Turkish Red Crescent` is one."""
    words = [token.text for token in tokens[first:last]]
    if _begins_with_role(words, titled) and not is_organisation(words):
        yield Candidate(first + 1, last, titled=True)
        return
    if len(words) > 1 and not titled and not is_organisation(words):
        for size in range(len(words) - 1, 0, -1):
            known = lookup(" ".join(words[:size]))
            rest = words[size]
            if known is None or rest.casefold() in PLACE_HEADS or rest in {"of", "for", "and", "&", ","}:
                continue
            if known.type == "NORP" or (is_given_name(rest) and len(words) - size > 1):
                yield Candidate(first, first + size)
                yield from _split(tokens, first + size, last, titled=False)
                return
    yield Candidate(first, last, titled)
