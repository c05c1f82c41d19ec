"""Evidence: what the words of a name and the words around it say about its type.

Weights are votes. A name needs `ENOUGH` of them, so one certain sign will do, and weak ones must agree.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from schemas.entity import EntityType
from services.entities.candidates import Candidate, is_organisation
from services.entities.gazetteer import is_given_name, lookup
from services.entities.lexicon import (
    EVENT_HEADS,
    GROUPS,
    NO_ACRONYMS,
    ORG_HEADS,
    PARTICLES,
    PLACE_HEADS,
    PLACE_PREPOSITIONS,
    POLITICAL_PLACES,
    ROLES,
    SPEECH_VERBS,
)
from services.entities.tokens import Token

ENOUGH = 20
CERTAIN = 50
STRONG = 30
FAIR = 20
HINT = 15
WEAK = 10

MAX_ACRONYM = 6
APPOSITION = 7
"""Words behind "NAME, a" in which the noun that describes the name stands."""

_PARTIES = frozenset({"d", "r", "i"})
"""In brackets behind the name of an American politician: (D-Ore.)."""

Votes = Counter[EntityType]


def votes_of_form(words: Sequence[str]) -> Votes:
    """What the words of the name say, wherever it stands."""
    votes: Votes = Counter()
    known = lookup(" ".join(words))
    if known is not None:
        votes[known.type] += CERTAIN if len(words) > 1 or known.country else STRONG
        return votes
    if len(words) == 1:
        _vote_on_one_word(words[0], votes)
        return votes
    folded = [word.casefold() for word in words]
    if is_organisation(words) or "&" in words:
        votes["ORG"] += CERTAIN
    elif folded[-1] in EVENT_HEADS:
        votes["EVENT"] += STRONG
    elif folded[-1] in PLACE_HEADS:
        votes["GPE" if folded[-1] in POLITICAL_PLACES else "LOC"] += STRONG
    elif folded[0] in {"mount", "lake", "cape", "fort", "gulf", "strait"}:
        votes["LOC"] += STRONG
    else:
        _vote_on_person(words, votes)
    return votes


def _vote_on_one_word(word: str, votes: Votes) -> None:
    if word.isupper() and word.isalpha() and 1 < len(word) <= MAX_ACRONYM:
        if word not in NO_ACRONYMS:
            votes["ORG"] += FAIR
    elif is_given_name(word):
        votes["PERSON"] += WEAK


def _vote_on_person(words: Sequence[str], votes: Votes) -> None:
    if any(not word[0].isalpha() or word in {"of", "for", "and"} for word in words):
        return
    if is_given_name(words[0]) or is_given_name(words[0].split("-")[0]):
        votes["PERSON"] += STRONG
    if any(len(word) == len("J.") and word.endswith(".") for word in words[:-1]):
        votes["PERSON"] += STRONG
    if any(word.casefold() in PARTICLES or word.casefold().startswith(("al-", "el-")) for word in words[1:]):
        votes["PERSON"] += WEAK
    if len(words) <= len("abc") and not any(word.isupper() and len(word) > len("JR") for word in words):
        votes["PERSON"] += WEAK


def votes_of_place(tokens: Sequence[Token], candidate: Candidate) -> Votes:
    """What stands around one mention says."""
    votes: Votes = Counter()
    if candidate.titled:
        votes["PERSON"] += STRONG
    _vote_on_words_before(tokens, candidate, votes)
    if not tokens[candidate.last - 1].closes:
        _vote_on_words_after(tokens, candidate, votes)
    return votes


def _vote_on_words_before(tokens: Sequence[Token], candidate: Candidate, votes: Votes) -> None:
    first = candidate.first
    before = [token.text.casefold() for token in tokens[max(0, first - 3) : first]]
    if not before or tokens[first].parts:
        return
    last = before[-1]
    if (
        last in ROLES
        or (last == "," and _follows_description(tokens, candidate))
        or (last == "and" and _shares_role(tokens, first))
    ):
        votes["PERSON"] += STRONG
    elif last in SPEECH_VERBS or before[-2:] == ["according", "to"]:
        votes["PERSON"] += WEAK
    elif last == "the":
        votes["PERSON"] -= FAIR
    if lookup(" ".join(token.text for token in tokens[first : candidate.last])) is not None:
        return
    votes["GPE"] += PLACE_PREPOSITIONS.get(last, 0)
    if last in POLITICAL_PLACES or (last == "of" and len(before) > 1 and before[-2] in PLACE_HEADS):
        votes["GPE"] += FAIR


def _follows_description(tokens: Sequence[Token], candidate: Candidate) -> bool:
    """`Its owner, NAME` and `a spokeswoman for finance, NAME,`."""
    before = [token.text.casefold() for token in tokens[max(0, candidate.first - 1 - APPOSITION) : candidate.first - 1]]
    if before[-1:] and before[-1] in ROLES:
        return True
    if tokens[candidate.last : candidate.last + 1] and tokens[candidate.last].text not in {",", "."}:
        return False
    return any(word in ROLES for word in before[_last_break(before) :])


def _shares_role(tokens: Sequence[Token], first: int) -> bool:
    """`Economists NAME and NAME`."""
    index = first - 2
    while index >= 0 and first - index <= APPOSITION and tokens[index].capitalised:
        if tokens[index].text.casefold() in ROLES:
            return True
        index -= 1
    return index >= 0 and tokens[index].text in ROLES


def _last_break(words: Sequence[str]) -> int:
    """Index behind the last comma or full stop, where a description begins at the earliest."""
    return max((index + 1 for index, word in enumerate(words) if word in {",", ".", ";"}), default=0)


def _vote_on_words_after(tokens: Sequence[Token], candidate: Candidate, votes: Votes) -> None:
    after = tokens[candidate.last : candidate.last + 2 + APPOSITION]
    if not after or after[0].parts:
        return
    words = [token.text.casefold() for token in after]
    if words[0] in SPEECH_VERBS:
        votes["PERSON"] += FAIR if candidate.last - candidate.first > 1 else HINT
    elif words[0] in PLACE_HEADS:
        votes["GPE" if words[0] in POLITICAL_PLACES else "LOC"] += FAIR
    elif words[0] in ORG_HEADS or words[0] in {"shares", "stock", "executives", "customers"}:
        votes["ORG"] += WEAK
    elif words[0] == "(" and len(words) > len("(D)") and words[1].partition("-")[0] in _PARTIES:
        votes["PERSON"] += STRONG
    elif words[0] == "," and len(words) > 1 and words[1] in SPEECH_VERBS:
        votes["PERSON"] += HINT
    elif words[0] == "," and len(words) > 1:
        _vote_on_apposition(after[1:], words[1:], votes)


def _vote_on_apposition(after: Sequence[Token], words: Sequence[str], votes: Votes) -> None:
    if words[0].isdigit() and len(words[0]) <= len("99"):
        votes["PERSON"] += STRONG
    elif words[0] in {"who", "whose"}:
        votes["PERSON"] += FAIR
    elif words[0] in {"a", "an", "the", "one", "his", "her", "its", "their"} or words[0] in ROLES:
        described = _first_noun(words)
        if described in GROUPS:
            votes["ORG"] += FAIR
        elif described in ROLES:
            votes["PERSON"] += STRONG
    elif (known := lookup(after[0].text)) is not None and known.country:
        votes["GPE"] += FAIR


def _first_noun(words: Sequence[str]) -> str | None:
    for word in words:
        if word in {",", ".", ";", "and", "that", "which", "who", "of", "for", "in"}:
            return None
        if word in ROLES or word in GROUPS:
            return word
    return None


def decided(votes: Votes) -> EntityType | None:
    """The type with the most votes; None without enough of them."""
    if not votes:
        return None
    best = max(votes, key=lambda label: votes[label])
    return best if votes[best] >= ENOUGH else None
