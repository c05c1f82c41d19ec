"""Companies: names that the words beside them tell of, though the tagger took them for people or missed them.

A single word that is nobody's known name counts as a company's wherever the article prints it once one of its mentions
tells so: what stands beside a name is seldom enough to tell, all that stands beside it in an article often is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from copydesk.text.language.en import ENGLISH
from copydesk.text.tokens import Tokens
from copydesk.text.word_set import word_set
from services.entities.found_names import FoundName, in_order, is_known_word, name_at
from services.entities.gazetteer import is_given_name, lookup
from services.entities.lexicon import CALENDAR, CORPORATE_ENDS, GROUPS, TITLES
from services.entities.place_table import place_table

_COMPANY_NOUNS: Final = GROUPS | {
    "company",
    "firm",
    "maker",
    "manufacturer",
    "retailer",
    "chain",
    "startup",
    "start-up",
    "developer",
    "operator",
}

COMPANY_HEADS: Final = word_set(
    "aerospace airlines airways automotive biotech breweries brewery cement chemicals couriers dairies electronics "
    "energy ferries foods freight haulage insurance logistics mining motors packaging paints petroleum pharma "
    "pharmaceuticals plastics rail railway railways retail securities semiconductor shipping software solar steel "
    "telecom textiles tyres utilities"
)
"""A name of several words that ends in one of these is a company's: no surnames or heads of places are among them."""

_COMPANY_ENDS: Final = COMPANY_HEADS | CORPORATE_ENDS

_RESULTS: Final = frozenset({"earnings", "income", "losses", "profit", "profits", "revenue", "revenues", "sales"})
"""What a company reports of itself: "said profits rose"."""

_BUSINESS: Final = _RESULTS | {"loss", "bookings", "costs", "deliveries", "margins", "orders", "shipments", "turnover"}
"""What a company tells of, and people too: enough for a name that is nobody's known name."""

_HOLDINGS: Final = frozenset({"shares", "stock", "shareholders"})

_HOLDERS: Final = frozenset({"investor", "investors", "stake"})
"""Before "in" and a company's name."""

_PRICE_MOVES: Final = word_set(
    "are closed climbed dipped doubled dropped ended eased fall fell gained have jumped lost plunged rallied rise rose "
    "sank slid slipped slumped surged traded tumbled were"
)
"""Verbs of a share's price, behind "shares"."""

_OWN: Final = word_set("board customers profits rival rivals shareholders shares stock subsidiary turnover")
"""What only a company has: "Etlon's shareholders"."""

_RELATIONS: Final = word_set("client competitor customer owner parent rival rivals subsidiary supplier")
"""What a company is to another, before its name and behind "its": "its rival Etlon"."""

_TRADES: Final = word_set(
    "distributor exporter importer miner owner processor producer provider publisher seller supplier wholesaler"
)
"""What companies are called with what they trade in, "a supplier of seats"; a person so called is named in full."""

_DEEDS: Final = word_set("employs makes manufactures operates owns produces runs sells supplies")
"""Verbs behind ", which" that tell of a business: no person is "which"."""

_PLANS: Final = word_set("build buy close cut hire invest lay open raise sell shut stop suspend")
_PLANNED: Final = word_set(
    "branches employees factories factory fares flights jobs plant plants prices shops staff stores workers"
)
"""Verbs and objects of what a company will do: "will cut fares"."""

_PLAN_REACH = 5
"""Tokens behind "will" in which verb and object of a plan stand: "will close two more plants"."""

_SHORTEST_NAME = 4
"""Letters of a single word that is looked at: shorter ones are mostly acronyms, which the tagger knows."""

_COMPANY_VERBS: Final = frozenset({"says", "said", "announced", "reported", "posted", "launched", "hired"})

_CAMEL: Final = re.compile(r"([A-Z][a-z]+)[A-Z][a-z]{2,}")
_WHERE: Final = frozenset({"around", "at", "from", "in", "near", "of", "to"})
"""Words before a place, which may have a capital inside."""

_CAMEL_OF_COMPANY: Final = re.compile(r"([A-Z][a-z]+)[A-Z][A-Za-z]*")
_NAME_BEGINNINGS: Final = word_set("da de del della des di du fitz la le lo ma mac mc van von st saint ter ten")
"""Before a capital inside a surname: MacDonald, DeLuca. Other words with one are companies': WeWork."""

_COMPANY_OFFICES: Final = frozenset({"CEO", "CFO", "COO", "CTO", "chairman", "chairwoman", "founder", "shareholder"})
"""Offices that companies have, and people have not, as they have advisers and spokesmen."""

_LARGE_PLACE = 50_000
"""Inhabitants of a place by which it is known, so that its name is not short for a company's."""

_APPOSITION_REACH = 6
"""Tokens behind ", a" in which a company's noun stands: ", the Dutch maker"."""

_SENTENCE_REACH = 5
"""Tokens behind a verb of saying in which "it" means who said it: "says it will"."""

_RESULTS_REACH = 5
"""Tokens behind a verb of saying in which what is earned makes the speaker a company: "said its full-year sales"."""


def with_companies(tokens: Tokens, names: Sequence[FoundName]) -> list[FoundName]:
    """The names, companies among them as such; with those missed that the words beside them tell of.

    All names of the same words are of one class.
    """
    by_head = [name.relabelled("ORG") if _has_head_of_company(name) else name for name in _with_partners(tokens, names)]
    borne = {word for name in by_head if name.label == "PERSON" and len(name.words) > 1 for word in name.words}
    companies = {name.words for name in by_head if _is_company(tokens, name)}
    unheard = _unheard_of_companies(tokens, by_head)
    companies |= {name.words for name in by_head if name.words[0] not in borne and _is_led_or_camel(tokens, name)}
    companies |= _short_names(by_head, borne)
    kept = [
        name.relabelled("ORG")
        if (name.label in {"PERSON", "LOC"} and name.words in companies)
        or (
            len(name.words) == 1 and name.words[0] in unheard and not _is_part_of_longer_name(tokens, name.tokens.start)
        )
        else name
        for name in by_head
    ]
    taken = {at for name in kept for at in range(*name.tokens)}
    missed = [
        name_at(tokens, at, at + 1, "ORG")
        for at, word in enumerate(tokens.words)
        if word in unheard and at not in taken and not _is_in_capitalised_run(tokens, at)
    ]
    with_heads = [
        name_at(tokens, at - 1, at + 1, "ORG")
        for at in range(1, len(tokens))
        if at not in taken and at - 1 not in taken and _is_missed_head(tokens, at)
    ]
    return in_order([*kept, *missed, *with_heads])


def _unheard_of_companies(tokens: Tokens, names: Sequence[FoundName]) -> set[str]:
    """The single words that are nobody's known name, and that some mention tells to be a company."""
    parts = {word for name in names if len(name.words) > 1 for word in name.words}
    settled = {name.tokens.start for name in names if name.label in {"ORG", "DATE", "MONEY"}}
    found: set[str] = set()
    for at, word in enumerate(tokens.words):
        if word in found or word in parts or at in settled or not _is_unheard_of(word):
            continue
        if not _is_in_capitalised_run(tokens, at) and tells_of_company(tokens, at):
            found.add(word)
    return found


def _is_unheard_of(word: str) -> bool:
    """Whether a capitalised word is none of the language, and no listed name, given name or place."""
    if len(word) < _SHORTEST_NAME or not word[0].isupper() or not word.isalpha() or is_known_word(word):
        return False
    return lookup(word) is None and not is_given_name(word) and not place_table().find(word)


def _is_in_capitalised_run(tokens: Tokens, at: int) -> bool:
    """Whether a title or a capitalised word stands beside the token, whose name is then longer."""
    if at and tokens.lower[at - 1] in TITLES:
        return True
    before = tokens.words[at - 1] if at > 1 else ""
    inside = before[:1].isupper() and tokens.lower[at - 1] not in {"its", "rival"}
    behind = tokens.words[at + 1 : at + 2]
    return inside or (behind != [] and behind[0][:1].isupper() and behind[0].casefold() not in CALENDAR)


def tells_of_company(tokens: Tokens, at: int) -> bool:
    """Whether the words beside a token, which is nobody's known name, tell of a company."""
    lower, end = tokens.lower, at + 1
    if _tells_before(lower, at):
        return True
    if lower[end : end + 1] == [","]:
        return _is_called_company(tokens, end) or _is_called_by_trade(lower, end) or _is_which(lower, end)
    return _has_holdings(lower, end) or _acts_as_company(lower, end)


def _has_holdings(lower: Sequence[str], end: int) -> bool:
    """Whether what stands behind a name is what companies have: "'s chief executive", "shares fell"."""
    if lower[end : end + 1] == ["'s"]:
        return not _OWN.isdisjoint(lower[end + 1 : end + 2]) or lower[end + 1 : end + 3] == ["chief", "executive"]
    return not _HOLDINGS.isdisjoint(lower[end : end + 1]) and not _PRICE_MOVES.isdisjoint(lower[end + 1 : end + 2])


def _acts_as_company(lower: Sequence[str], end: int) -> bool:
    """Whether the verb behind a name is a company's: it plans, recalls what it sold, fails or reports its results."""
    if lower[end : end + 1] == ["on"] and not CALENDAR.isdisjoint(lower[end + 1 : end + 2]):
        end += 2
    verb = "".join(lower[end : end + 1])
    if verb == "will":
        plan = lower[end + 1 : end + 1 + _PLAN_REACH]
        return not _PLANS.isdisjoint(plan[:1]) and not _PLANNED.isdisjoint(plan)
    if verb == "recalled":
        return any("," in word and word[:1].isdigit() for word in lower[end + 1 : end + _PLAN_REACH])
    if verb == "filed":
        return lower[end + 1 : end + 3] == ["for", "bankruptcy"]
    return verb in _COMPANY_VERBS and _reports_as_company(lower, end + 1, _BUSINESS)


def _tells_before(lower: Sequence[str], at: int) -> bool:
    if at > 1 and lower[at - 1] in {"of", "in", "at"}:
        return lower[at - 2] in _HOLDINGS | _HOLDERS or lower[max(0, at - 3) : at - 1] == ["chief", "executive"]
    if at and lower[at - 1] in _COMPANY_NOUNS:
        return True
    return at > 1 and lower[at - 2] == "its" and lower[at - 1] in _RELATIONS


def _is_called_by_trade(lower: Sequence[str], comma: int) -> bool:
    """Whether an apposition says what it trades in: ", a supplier of seats", ", the largest producer of zinc"."""
    behind = lower[comma + 1 : comma + _APPOSITION_REACH]
    if not behind or behind[0] not in {"a", "an", "the"} or "of" not in behind:
        return False
    return behind[behind.index("of") - 1] in _TRADES


def _is_which(lower: Sequence[str], comma: int) -> bool:
    return lower[comma + 1 : comma + 2] == ["which"] and not _DEEDS.isdisjoint(lower[comma + 2 : comma + 3])


def _is_missed_head(tokens: Tokens, at: int) -> bool:
    """Whether the token ends a company's name of two words that the tagger missed: "Ostrel Motors"."""
    if (
        not tokens.words[at][:1].isupper()
        or tokens.lower[at] not in COMPANY_HEADS
        or not _is_unheard_of(tokens.words[at - 1])
    ):
        return False
    around = (*tokens.words[max(0, at - 2) : at - 1], *tokens.words[at + 1 : at + 2])
    return not any(word[:1].isupper() for word in around)


def _with_partners(tokens: Tokens, names: Sequence[FoundName]) -> list[FoundName]:
    """The names, those of two partners whose firm has a legal form joined into one: "Quorn and Zeb Corp"."""
    found: list[FoundName] = []
    for name in names:
        last = found[-1] if found else None
        if (
            last is not None
            and last.label in {"PERSON", "ORG"}
            and name.label == "ORG"
            and len(last.words) == 1
            and name.words[-1].casefold() in CORPORATE_ENDS
            and name.tokens.start == last.tokens.end + 1
            and tokens.lower[last.tokens.end] == "and"
        ):
            found[-1] = name_at(tokens, last.tokens.start, name.tokens.end, "ORG")
        else:
            found.append(name)
    return found


def _is_led_or_camel(tokens: Tokens, name: FoundName) -> bool:
    """Whether a single word has a capital inside, or an office and a name behind it: "Zorvex chairman Lee"."""
    if len(name.words) > 1 or _is_part_of_longer_name(tokens, name.tokens.start):
        return False
    if name.label != "PERSON":
        is_where = "".join(tokens.lower[max(0, name.tokens.start - 1) : name.tokens.start]) in _WHERE
        return name.label == "LOC" and not is_where and _is_camel_of_no_place(name.words[0])
    camel = _CAMEL.fullmatch(name.words[0])
    if camel is not None and camel[1].casefold() not in _NAME_BEGINNINGS:
        return True
    end = name.tokens.end
    return tokens.words[end : end + 1] != [] and tokens.words[end] in _COMPANY_OFFICES and _has_name(tokens, end + 1)


def _is_camel_of_no_place(word: str) -> bool:
    """Whether a word has a capital inside that no place of the table has: SpaceX, unlike DeKalb."""
    camel = _CAMEL_OF_COMPANY.fullmatch(word)
    if camel is None or camel[1].casefold() in _NAME_BEGINNINGS:
        return False
    return lookup(word) is None and not place_table().find(word)


def _has_name(tokens: Tokens, at: int) -> bool:
    word = tokens.words[at] if at < len(tokens) else ""
    return word[:1].isupper() and word[1:].islower()


def _short_names(names: Sequence[FoundName], borne: set[str]) -> set[tuple[str, ...]]:
    """The first words of the companies that the article names in full, which nobody and no known place bears alone.

    `borne`: the words of full names of people.
    """
    companies = [name.words for name in names if name.label == "ORG" and len(name.words) > 1]
    first = {words[0] for words in companies if words[-1].casefold() in _COMPANY_ENDS}
    return {(word,) for word in first - borne if lookup(word) is None and not _is_large_place(word)}


def _is_large_place(word: str) -> bool:
    return any(place.population >= _LARGE_PLACE for place in place_table().find(word))


def _has_head_of_company(name: FoundName) -> bool:
    if name.label not in {"PERSON", "LOC", "MISC"} or len(name.words) == 1:
        return False
    printed = " ".join(name.words)
    return name.words[-1].casefold() in COMPANY_HEADS and not place_table().find(printed) and lookup(printed) is None


def _is_company(tokens: Tokens, name: FoundName) -> bool:
    """Whether the words beside a single word that was taken for a person tell of a company."""
    start, end = name.tokens
    if name.label != "PERSON" or len(name.words) > 1 or _is_part_of_longer_name(tokens, start):
        return False
    lower = tokens.lower
    if start > 1 and lower[start - 2] in _HOLDINGS and lower[start - 1] in {"of", "in"}:
        return True
    if lower[max(0, start - 3) : start] == ["start", "-", "up"] or lower[max(0, start - 1) : start] == ["startup"]:
        return True
    if lower[end : end + 1] == [","]:
        return _is_called_company(tokens, end)
    return lower[end : end + 1] != [] and lower[end] in _COMPANY_VERBS and _reports_as_company(lower, end + 1, _RESULTS)


def _is_part_of_longer_name(tokens: Tokens, start: int) -> bool:
    return start > 0 and (tokens.lower[start - 1] in TITLES or tokens.words[start - 1][:1].isupper())


def _reports_as_company(lower: Sequence[str], start: int, results: frozenset[str]) -> bool:
    """Whether what follows a verb of saying is a company's: its results, or "it" for who says it, and no "he"."""
    if not results.isdisjoint(lower[start : start + _RESULTS_REACH]):
        return not _has_person_pronoun(lower[start : start + _RESULTS_REACH])
    return "it" in lower[start : start + 2] and not _has_person_pronoun(lower[start : start + 2 * _SENTENCE_REACH])


def _is_called_company(tokens: Tokens, comma: int) -> bool:
    """Whether the apposition behind the comma says that what stands before it is a company: ", a maker of pumps"."""
    behind = tokens.lower[comma + 1 : comma + _APPOSITION_REACH]
    if not behind or behind[0] not in {"a", "an", "the"}:
        return False
    rest = behind[1:]
    stop = next((at for at, word in enumerate(rest) if word in {",", ".", "of", "behind", "that", "which"}), len(rest))
    return not _COMPANY_NOUNS.isdisjoint(rest[:stop])


def _has_person_pronoun(words: Sequence[str]) -> bool:
    return not ENGLISH.gendered_pronouns.keys().isdisjoint(words)
