"""Organisations beyond English: what lists, heads of names, legal forms, brackets and quotation marks tell of.

The tagger leaves out half of the organisations where it has learnt too few. What a language calls its bodies is a short
list, and so are the words that open or end their names; `data/organisations.txt` has both.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from typing import Final, NamedTuple, TypeAlias

from copydesk.text.tokens import BLANK, NO_GAP, Tokens, tokenize
from services.entities.caching import WORDS_KEPT
from services.entities.found_names import FoundName, in_order, name_at
from services.entities.gazetteer import is_given_name
from services.entities.place_table import place_table

Span: TypeAlias = tuple[int, int]

_OF_ALL: Final = "*"
_STAR: Final = "*"

_WRITTEN_AS: Final = {"no": "nb", "nn": "nb"}

_LONGEST_ENDING: Final = 6
"""Letters of the ending that a star stands for."""

_LONGEST: Final = 7
"""Words of a name that a head opens or a last word ends."""

_LONGEST_ACRONYM: Final = 8

_BETWEEN: Final = 2
"""Little words between a head and the rest: "de la"."""

_MOST: Final = 0.5
"""Share of an acronym's occurrences that are found, for the others to be the same."""

_TOWN: Final = 20_000
"""Inhabitants of a town that is more likely than a field of work: "Universidade de Lisboa e Porto"."""

_APOSTROPHES: Final = frozenset({"'", "\u2019"})
_OPENING: Final = frozenset('\u00ab\u201e\u201c"\u201d')
_CLOSING: Final = frozenset('\u00bb\u201d\u201c"')


class _Words:
    """Words of one kind, some with a star for the ending of a case."""

    def __init__(self, words: Iterable[str]) -> None:
        listed = set(words)
        self._whole = frozenset(word for word in listed if not word.endswith(_STAR))
        stems: dict[str, list[str]] = defaultdict(list)
        for word in listed - self._whole:
            stems[word[:2]].append(word.removesuffix(_STAR))
        self._stems = {start: tuple(words) for start, words in stems.items()}

    def __contains__(self, word: str) -> bool:
        """Whether the word is listed, or a listed stem with a short ending."""
        if word in self._whole:
            return True
        stems = self._stems.get(word[:2], ())
        return any(word.startswith(stem) and len(word) - len(stem) <= _LONGEST_ENDING for stem in stems)


class _Lists(NamedTuple):
    """What is listed for one language."""

    known: dict[str, tuple[tuple[str, ...], ...]]
    """Names by their first tokens, the longest first, as rows of tokens."""
    forms: _Words
    clubs: _Words
    heads: _Words
    lasts: _Words
    kinds: _Words
    things: frozenset[str]
    links: frozenset[str]
    ands: frozenset[str]
    openers: frozenset[str]
    adjectives: frozenset[str]
    alone: _Words
    suffixes: tuple[str, ...]


def with_organisations(tokens: Tokens, names: Sequence[FoundName], tag: str) -> list[FoundName]:
    """The names, with the organisations that the tagger missed or took for something else; in order, without overlap.

    `tag`: the primary subtag of the language. A person's name of several words stays one but before a legal form, and a
    name that is longer than what is told of stays as it is.
    """
    tag = _WRITTEN_AS.get(tag, tag)
    lists = _lists(tag)
    kept = [name for name in names if not _is_bare_head(name, lists) and not _is_thing(name, lists)]
    kept = [part for name in kept for part in _without_body(tokens, name, lists)]
    kept = [name.relabelled("ORG") if _has_legal_form(name, lists) else name for name in kept]
    kept = _merged(tokens, [name for name in kept if not _is_owner(tokens, name, lists)], _told(tokens, lists, tag))
    kept = _merged(tokens, kept, _in_brackets(tokens, kept))
    return _merged(tokens, kept, _again(tokens, kept))


def _is_bare_head(name: FoundName, lists: _Lists) -> bool:
    """Whether the name is a noun alone, as "the Association", which names no body."""
    return name.label == "ORG" and len(name.words) == 1 and name.words[0] in lists.alone


def _is_thing(name: FoundName, lists: _Lists) -> bool:
    """Whether the name is an abbreviation of something else: KI, DNA."""
    return name.words[0] in lists.things and name.label != "PERSON" and (len(name.words) == 1 or name.words[1] == "-")


def _without_body(tokens: Tokens, name: FoundName, lists: _Lists) -> list[FoundName]:
    """A person's name without the listed body in front of it: "MSZ Abbas Aragczi"; it and the body."""
    start, end = name.tokens
    for known in lists.known.get(name.words[0], ()) if name.label == "PERSON" else ():
        if len(known) < end - start and name.words[: len(known)] == known:
            return [
                name_at(tokens, start, start + len(known), "ORG"),
                name_at(tokens, start + len(known), end, "PERSON"),
            ]
    return [name]


def _has_legal_form(name: FoundName, lists: _Lists) -> bool:
    return len(name.words) > 1 and (name.words[-1] in lists.forms or name.words[-1] in lists.lasts)


def _is_owner(tokens: Tokens, name: FoundName, lists: _Lists) -> bool:
    """Whether the name is that of the person after whom a firm is called: "Hans Meier GmbH"."""
    behind = tokens.words[name.tokens.end : name.tokens.end + 1]
    return (
        name.label == "PERSON" and bool(behind) and behind[0] in lists.forms and tokens.gaps[name.tokens.end] == BLANK
    )


def _told(tokens: Tokens, lists: _Lists, tag: str) -> Iterator[Span]:
    """The spans of organisations that the lists tell of, from left to right, of those at one word the longest first."""
    words = tokens.words
    types = set(words)
    telling = {word for word in types if _is_telling(word, tag)}
    common = {word for word in types if word.islower()}
    for at, word in enumerate(words):
        if word not in telling:
            continue
        for known in lists.known.get(word, ()):
            if tuple(words[at : at + len(known)]) == known and _is_whole(tokens, at, at + len(known)):
                yield at, at + len(known)
        if word in lists.heads and (end := _end_behind_head(tokens, at, lists)):
            yield at, end
        if word in lists.clubs and (end := _end_of_capitals(tokens, at + 1)) > at + 1:
            yield at, end
        if word in lists.lasts or word in lists.forms:
            yield from _span_before(tokens, at, common, lists)
        if _has_suffix(word, lists):
            yield at, at + 1
        if word in lists.kinds and (inside := _in_marks(tokens, at + 1)) is not None:
            yield inside


@lru_cache(maxsize=WORDS_KEPT)
def _is_telling(word: str, tag: str) -> bool:
    """Whether a word opens or ends what the lists of a language tell of; most words do not."""
    lists = _lists(tag)
    listed = (lists.known, lists.heads, lists.clubs, lists.lasts, lists.forms, lists.kinds)
    return any(word in words for words in listed) or _has_suffix(word, lists)


def _has_suffix(word: str, lists: _Lists) -> bool:
    return word[0].isupper() and word.endswith(lists.suffixes) and len(word) > _LONGEST_ACRONYM


def _is_whole(tokens: Tokens, start: int, end: int) -> bool:
    """Whether the tokens stand in one line, and neither a number nor a hyphen goes on with the word: "UN-Soldaten"."""
    if any(gap > BLANK for gap in tokens.gaps[start + 1 : end].tolist()):
        return False
    if end >= len(tokens) or tokens.gaps[end] > BLANK:
        return True
    return not (tokens.words[end] == "-" if tokens.gaps[end] == NO_GAP else tokens.words[end].isdigit())


def _end_behind_head(tokens: Tokens, head: int, lists: _Lists) -> int:
    """The end of the name that a head opens: "Ministère de l'Intérieur", "Tribunal Supremo"; 0 where it is alone."""
    end = head + 1
    while end < len(tokens) and end - head < _LONGEST and tokens.gaps[end] <= BLANK:
        word = tokens.words[end]
        if word in lists.adjectives:
            end += 1
        elif _is_capitalised(word) and tokens.gaps[end] == BLANK:
            if end == head + 1 and _opens_person(tokens, end):
                break
            end += 1
        elif (behind := _behind_links(tokens, end, lists)) and not _opens_person(tokens, behind):
            end = behind + 1
        elif tokens.words[end - 1] in lists.adjectives and (noun := _noun_behind_links(tokens, end, lists)):
            return noun + 1
        else:
            break
    return end if end > head + 1 else 0


def _behind_links(tokens: Tokens, at: int, lists: _Lists) -> int:
    """The capitalised word behind one or two little words: "de la"; 0 where none follows."""
    for number in range(2 * _BETWEEN + 1):
        if at >= len(tokens) or tokens.gaps[at] > BLANK:
            return 0
        word = tokens.words[at]
        if number and _is_capitalised(word):
            return at
        is_and = not number and word in lists.ands and _goes_on(tokens, at, lists)
        if word not in lists.links and word not in _APOSTROPHES and not is_and:
            return 0
        at += 1
    return 0


def _noun_behind_links(tokens: Tokens, at: int, lists: _Lists) -> int:
    """The noun behind little words, of what a body with an adjective has to do with: "Office fédéral de l'énergie"."""
    if tokens.words[at] not in lists.links or tokens.words[at][0] != "d":
        return 0
    for behind in range(at + 1, min(at + 4, len(tokens))):
        word = tokens.words[behind]
        if tokens.gaps[behind] > BLANK:
            return 0
        if word not in lists.links and word not in _APOSTROPHES:
            return behind if word.isalpha() else 0
    return 0


def _goes_on(tokens: Tokens, at: int, lists: _Lists) -> bool:
    """Whether an "and" goes on with the name: before "of", or behind a part that a little word joins to the head.

    "Ministère de l'Intérieur et des Comptes", "Bundesamt für Umwelt und Wald"; not "Universität Wien und Lech".
    """
    behind = tokens.words[at + 1 : at + 2]
    if behind and behind[0] in lists.links:
        return behind[0][0] == "d"
    return bool(behind) and at > 1 and tokens.words[at - 2] in lists.links and not _is_town(behind[0])


def _is_town(word: str) -> bool:
    return any(place.population >= _TOWN for place in place_table().find(word))


def _opens_person(tokens: Tokens, at: int) -> bool:
    """Whether a given name and another word with a capital stand there."""
    behind = tokens.words[at + 1 : at + 2]
    return is_given_name(tokens.words[at]) and bool(behind) and _is_capitalised(behind[0])


def _span_before(tokens: Tokens, last: int, common: set[str], lists: _Lists) -> Iterator[Span]:
    """The span of the name that a token ends; none where nothing of it stands before that."""
    start = _start_of_capitals(tokens, last, common, lists)
    if start < last:
        yield start, last + 1


def _end_of_capitals(tokens: Tokens, start: int) -> int:
    end = start
    while end < len(tokens) and end - start < 2 and tokens.gaps[end] == BLANK and _is_capitalised(tokens.words[end]):  # noqa: PLR2004
        end += 1
    return end


def _start_of_capitals(tokens: Tokens, end: int, common: set[str], lists: _Lists) -> int:
    """The first of the capitalised words before `end`, over an "and" between two of them.

    `common`: the text's words in lower case; one of them with a capital begins a sentence: "Die Nordsee AG".
    """
    start = end
    while start > 0 and end - start < _LONGEST and tokens.gaps[start] == BLANK:
        word = tokens.words[start - 1]
        if _is_capitalised(word):
            start -= 1
        elif word in {"ve", "&", "und", "y", "et"} and start > 1 and _is_capitalised(tokens.words[start - 2]):
            start -= 2
        else:
            break
    while start < end and (tokens.words[start].lower() in common or tokens.words[start] in lists.openers):
        start += 1
    return start


def _in_marks(tokens: Tokens, at: int) -> Span | None:
    """The name in quotation marks that open at a token; None where none do, or what they hold begins no name."""
    if at + 1 >= len(tokens) or tokens.words[at] not in _OPENING or not _is_capitalised(tokens.words[at + 1]):
        return None
    for end in range(at + 2, min(at + 2 + _LONGEST, len(tokens))):
        if tokens.words[end] in _CLOSING:
            return at + 1, end
    return None


def _is_capitalised(word: str) -> bool:
    return word[0].isupper()


def _in_brackets(tokens: Tokens, names: Sequence[FoundName]) -> list[Span]:
    """Acronyms in brackets behind the name of an organisation, of which they are letters: "... des Brevets (OEB)"."""
    ends = {name.tokens.end: name for name in names if name.label == "ORG"}
    return [
        (at + 1, at + 2)
        for at, word in enumerate(tokens.words[:-2])
        if word == "("
        and tokens.words[at + 2] == ")"
        and at in ends
        and is_acronym(tokens.words[at + 1])
        and _are_letters_of(tokens.words[at + 1], " ".join(ends[at].words))
    ]


def is_acronym(word: str) -> bool:
    """Whether a word has two capitals or more, the first letter among them: UNO, AfD."""
    return 2 <= len(word) <= _LONGEST_ACRONYM and word[0].isupper() and sum(char.isupper() for char in word) >= 2  # noqa: PLR2004


def _are_letters_of(acronym: str, name: str) -> bool:
    rest = iter(name.casefold())
    return acronym[0] == name[0] and all(char in rest for char in acronym.casefold())


def _again(tokens: Tokens, names: Sequence[FoundName]) -> list[Span]:
    """The other occurrences of acronyms that are organisations in most places, and no other names anywhere."""
    labels: dict[str, list[str]] = defaultdict(list)
    for name in names:
        if len(name.words) == 1 and is_acronym(name.words[0]):
            labels[name.words[0]].append(name.label)
    printed = Counter(word for word in tokens.words if word in labels)
    sure = {word for word, found in labels.items() if set(found) == {"ORG"} and len(found) >= _MOST * printed[word]}
    return [(at, at + 1) for at, word in enumerate(tokens.words) if word in sure] if sure else []


def _merged(tokens: Tokens, names: Sequence[FoundName], spans: Iterable[Span]) -> list[FoundName]:
    """The names, with organisations at the spans that cut through none of them."""
    by_token = {at: name for name in names for at in range(*name.tokens)}
    for start, end in spans:
        over = {by_token[at].tokens: by_token[at] for at in range(start, end) if at in by_token}
        if any(name.tokens.start < start or name.tokens.end > end for name in over.values()):
            continue
        if any(name.label == "PERSON" and len(name.words) > 1 for name in over.values()):
            continue
        if any(name.label == "ORG" and (name.tokens.start, name.tokens.end) == (start, end) for name in over.values()):
            continue
        by_token |= dict.fromkeys(range(start, end), name_at(tokens, start, end, "ORG"))
    return in_order({name.tokens: name for name in by_token.values()}.values())


@cache
def _lists(tag: str) -> _Lists:
    """The lists of a language; read when its first article comes."""
    kinds: dict[str, list[str]] = defaultdict(list)
    text = (files("services.entities") / "data" / "organisations.txt").read_text(encoding="utf-8")
    for line in text.splitlines():
        language, _, rest = line.partition("|")
        if language in {tag, _OF_ALL}:
            kind, _, words = rest.partition("|")
            kinds[kind] += words.split(",")
    known: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for name in set(kinds["known"]):
        row = tuple(tokenize(name).words)
        known[row[0]].append(row)
    return _Lists(
        known={first: tuple(sorted(rows, key=lambda row: (-len(row), row))) for first, rows in known.items()},
        forms=_Words(kinds["forms"]),
        clubs=_Words(kinds["clubs"]),
        heads=_Words(kinds["heads"]),
        lasts=_Words(kinds["lasts"]),
        kinds=_Words(kinds["kinds"]),
        things=frozenset(kinds["things"]),
        links=frozenset(kinds["links"]),
        ands=frozenset(kinds["ands"]),
        openers=frozenset(kinds["openers"]),
        adjectives=frozenset(kinds["adjectives"]),
        alone=_Words(kinds["alone"]),
        suffixes=tuple(kinds["suffixes"]),
    )
