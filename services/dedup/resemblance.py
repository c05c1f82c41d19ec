"""How much of one text stands in another, and what stands there in place of something else.

Containment, both ways, finds copies that were cut, extended or surrounded by a page. Conflict tells them from forms
that were filled in anew: a copy leaves out or adds, a form replaces, and names and numbers above all.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Words: TypeAlias = NDArray[np.uint16]
"""A text's words as the sketch packs them: kind in the two highest bits, below it a hash of two halves."""

Weights: TypeAlias = NDArray[np.float64]
Mask: TypeAlias = NDArray[np.bool_]

_NO_MASK: Mask = np.zeros(0, np.bool_)

GRAM = 3
"""Neighbouring words that make a match: one alone is chance, and longer ones miss what was misread."""

SAME = np.uint16(0x3FFF)
"""The bits of a packed word by which it is compared: a headline writer's capitals make no other word."""

KIND_SHIFT = 14
"""The bits below a packed word's kind."""

NAME, NUMBER = 2, 3
"""The kinds of words that are facts."""

HALF_BITS = 7
HALF = (1 << HALF_BITS) - 1
"""The bits of a packed word that tell its end; as many above them tell its beginning."""

KIND_WEIGHTS = np.array([0.5, 1.0, 3.0, 3.0])
"""What a word counts by its kind: short, plain, name, number. Names and numbers are what a form is filled with."""

LONGEST_GAP = 200
"""Words between two matches that can stand in each other's place; a longer stretch is other text."""

BLOCK = 12.0
"""Weight of replaced words in one place that `scattered` counts at most. A form is filled in at many places, a few
words each; what is longer is another paragraph, or what a page links to."""

LEAD_WORDS = 12
LEAD_FACTOR = 2
"""What a text begins with says who it is about, so that what is replaced there counts twice."""

MIN_MATCHES = 50
UNIQUE = 0.5
"""Share of the matches that the old text has once; in prose nearly all, in a list of one form the fewest."""

NEAR = 20
"""Words that a copy leaves out or adds without moving what follows elsewhere."""

MIN_JUMPS = 5
PATCHWORK = 0.35
"""Jumps for each match. Copies with every sentence moved have under 0.1, columns read across each other 0.25."""

HOPELESS_CONFLICT = 0.3
MIN_FACTS = 4
"""Names and numbers that only one of the texts has, on either side, weighed against all that they share: far above what
the worst scan does to them, and most forms are filled in so."""

LONG_RUN = 60
"""Words that match without a break. No form has so many between two facts; two pages with other things around one
article have."""

_FACTS = NAME << KIND_SHIFT
"""Packed words from here on are names and numbers."""

_NUMBERS = NUMBER << KIND_SHIFT
"""Packed words from here on are numbers."""

_SAME = int(SAME)
_NEVER_MISREAD = (0, NUMBER)
"""Short words and numbers: half of them says nothing."""


@dataclass(frozen=True)
class Text:
    """A text's words, with what every comparison needs of them, and what those need that have not failed early."""

    words: Words
    same: NDArray[np.uint64] = field(init=False)
    weights: Weights = field(init=False)
    grams: NDArray[np.uint64] = field(init=False)
    order: NDArray[np.intp] = field(init=False)
    ordered: NDArray[np.uint64] = field(init=False)

    def __post_init__(self) -> None:
        same = (self.words & SAME).astype(np.uint64)
        grams = same[:-2] | (same[1:-1] << np.uint64(14)) | (same[2:] << np.uint64(28))
        order = np.argsort(grams, kind="stable")
        for name, value in (
            ("same", same),
            ("weights", KIND_WEIGHTS[self.words >> np.uint16(14)]),
            ("grams", grams),
            ("order", order),
            ("ordered", grams[order]),
        ):
            object.__setattr__(self, name, value)

    @cached_property
    def packed(self) -> frozenset[int]:
        """Its words, each once."""
        return frozenset(self.words.tolist())

    @cached_property
    def forms(self) -> frozenset[int]:
        """Its words without their kinds, each once."""
        return frozenset(self.same.tolist())

    @cached_property
    def has_names(self) -> bool:
        """Whether any word is written as a name; in scripts without capitals none is."""
        return any(_FACTS <= word < _NUMBERS for word in self.packed)


@dataclass(frozen=True, slots=True)
class Replacement:
    """Two stretches of words that stand in each other's place: `new` and `old`, from word to word, end exclusive."""

    new: tuple[int, int]
    old: tuple[int, int]
    weight: float


@dataclass(frozen=True, slots=True)
class Resemblance:
    """Shares from 0 to 1: of the new text in the old, of the old in the new, of replaced words among all matched.

    `scattered` is the conflict without long stretches (`BLOCK`), `numbers` how many were replaced and how many are
    shared; in a patchwork nothing follows in the one text what it follows in the other; the masks say which words of
    either text match.
    """

    new_in_old: float
    old_in_new: float
    conflict: float
    shared_weight: float
    replacements: tuple[Replacement, ...] = ()
    scattered: float = 0.0
    numbers: tuple[int, int] = (0, 0)
    is_patchwork: bool = False
    new_covered: Mask = field(default_factory=lambda: _NO_MASK, compare=False)
    old_covered: Mask = field(default_factory=lambda: _NO_MASK, compare=False)

    @property
    def containment(self) -> float:
        """The larger share: 1 where either text lies within the other."""
        return max(self.new_in_old, self.old_in_new)


NOTHING = Resemblance(0.0, 0.0, 0.0, 0.0)


def covered(places: Mask, words: int) -> Mask:
    """Which words belong to a matching gram."""
    mask = np.zeros(words, np.bool_)
    for shift in range(GRAM):
        mask[shift : shift + len(places)] |= places
    return mask


def _looked_up(one: Text, other: Text) -> tuple[NDArray[np.intp], Mask]:
    """Of each gram of a text, its place among the ordered ones of another, and whether it is there."""
    places = other.ordered.searchsorted(one.grams)
    found: Mask = other.ordered.take(places, mode="clip") == one.grams
    return places, found


def resemblance(
    new: Text,
    old: Text,
    new_weights: Weights | None = None,
    old_weights: Weights | None = None,
    *,
    thorough: bool = False,
) -> Resemblance:
    """Compare two texts; the weights of their words may be others than those of their kinds.

    Only a `thorough` comparison names the replacements in two texts that cannot be copies.
    """
    if len(new.words) < GRAM or len(old.words) < GRAM:
        return NOTHING
    new_weights = new.weights if new_weights is None else new_weights
    old_weights = old.weights if old_weights is None else old_weights
    left, found = _looked_up(new, old)
    if not found.any():
        return NOTHING
    _, found_back = _looked_up(old, new)
    new_covered, old_covered = covered(found, len(new.words)), covered(found_back, len(old.words))
    sides = _Side(new, new_weights, new_covered), _Side(old, old_weights, old_covered)
    hopeless = None if thorough else _hopeless(*sides)
    if hopeless is not None:
        return hopeless
    gaps = _Gaps(*sides)
    anchors = _anchors(new, old, left, found)
    gaps.read(anchors, (len(new.words), len(old.words)))
    filled = _filled_anew(*sides, found, len(anchors[0]))
    shared = sides[0].shared + gaps.new_matched
    old_rest = sides[1].rest - gaps.old_matched
    return Resemblance(
        new_in_old=_share(shared, sides[0].whole),
        old_in_new=_share(shared, shared + max(0.0, old_rest)),
        conflict=max(filled, _share(gaps.replaced, gaps.replaced + shared)),
        shared_weight=shared,
        replacements=tuple(gaps.replacements),
        scattered=max(filled, _share(gaps.scattered, gaps.scattered + shared)),
        numbers=(gaps.new_numbers, int(np.count_nonzero(new_covered & (new.words >= _NUMBERS))) + gaps.numbers_matched),
        is_patchwork=_is_patchwork(*anchors),
        new_covered=new_covered,
        old_covered=old_covered,
    )


def _hopeless(new: _Side, old: _Side) -> Resemblance | None:
    """The result for two texts with other names and numbers throughout, without looking at where they stand."""
    if new.longest_run() >= LONG_RUN:
        return None
    new_facts, old_facts = ([word for word in side.words if word >= _FACTS] for side in (new, old))
    if min(len(new_facts), len(old_facts)) < MIN_FACTS:
        return None
    new_only, old_only = set(new_facts).difference(old_facts), set(old_facts).difference(new_facts)
    replaced = KIND_WEIGHTS[-1] * min(len(new_only), len(old_only))
    conflict = _share(replaced, replaced + new.shared)
    if conflict < HOPELESS_CONFLICT:
        return None
    new_in_old, old_in_new = _share(new.shared, new.whole), _share(new.shared, new.shared + old.rest)
    return Resemblance(new_in_old, old_in_new, conflict, new.shared, scattered=conflict)


def _share(part: float, whole: float) -> float:
    return min(1.0, part / whole) if whole > 0 else 0.0


def _anchors(new: Text, old: Text, left: NDArray[np.intp], found: Mask) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Places of grams that the old text has exactly once, and where it has them: they cannot be taken for another."""
    last = len(old.ordered) - 1
    following = np.minimum(left + 1, last)
    once = found & ((old.ordered[following] != new.grams) | (left == last))
    places = np.flatnonzero(once)
    return places, old.order[left[places]]


def _filled_anew(new: _Side, old: _Side, found: Mask, anchors: int) -> float:
    """The conflict of two lists of one form: what they share counts once, and what they do not is filled in.

    Nearly all of their matches are the form's, which stands in either list many times, so that no place of the one is
    that of the other. 0 for other texts.
    """
    matches = int(np.count_nonzero(found))
    if matches < MIN_MATCHES or anchors >= UNIQUE * matches:
        return 0.0
    first = np.unique(new.text.grams[found], return_index=True)[1]
    shared = float(new.text.weights[:-2][found][first].sum())
    replaced = min(sum(new.full), sum(old.full))
    return _share(replaced, replaced + shared)


def _is_patchwork(places: NDArray[np.intp], old_places: NDArray[np.intp]) -> bool:
    """Whether what follows a match lies elsewhere: two lists of one form, as of cases at court, share its phrases."""
    if len(places) <= MIN_JUMPS:
        return False
    ahead, old_ahead = places[1:] - places[:-1], old_places[1:] - old_places[:-1]
    jumps = np.count_nonzero((old_ahead < 0) | (np.abs(old_ahead - ahead) > NEAR))
    return bool(jumps >= MIN_JUMPS and jumps > PATCHWORK * len(places))


class _Side:
    """The words of one text that belong to no match, and how many of them stand before each place.

    What is replaced has its `full` weight, however common its surroundings are: in a form that everybody knows, what
    was filled in is the story.
    """

    def __init__(self, text: Text, weights: Weights, is_covered: Mask) -> None:
        is_open = ~is_covered
        self.text = text
        self.shared = float(weights[is_covered].sum())
        self.whole = float(weights.sum())
        self._places = is_open.nonzero()[0]
        self.words: list[int] = text.words[self._places].tolist()
        self.weights: list[float] = weights[self._places].tolist()
        self.full: list[float] = self.weights if weights is text.weights else text.weights[self._places].tolist()
        self.rest = sum(self.weights)
        self._before = np.zeros(len(is_covered) + 1, np.intp)
        is_open.cumsum(out=self._before[1:])

    def longest_run(self) -> int:
        """How many words match without a break."""
        places = self._places
        if not len(places):
            return len(self.text.words)
        ends = max(int(places[0]), len(self.text.words) - 1 - int(places[-1]))
        return max(ends, int((places[1:] - places[:-1]).max()) - 1) if len(places) > 1 else ends

    def between(self, starts: NDArray[np.intp], ends: NDArray[np.intp]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """Where in `words` the open words of each stretch begin and end."""
        return self._before[starts], self._before[np.maximum(starts, ends)]


def _gaps(anchors: NDArray[np.intp], words: int) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Where the gaps before, between and behind the anchors begin and end, of a text of so many words."""
    starts, ends = np.zeros((2, len(anchors) + 1), np.intp)
    np.add(anchors, GRAM, out=starts[1:])
    ends[:-1] = anchors
    ends[-1] = words
    return starts, np.minimum(ends, starts + LONGEST_GAP)


class _Gaps:
    """What lies between the anchors: words that match after all, misread words, and replaced words."""

    def __init__(self, new: _Side, old: _Side) -> None:
        self._new, self._old = new, old
        self.new_matched = self.old_matched = self.replaced = self.scattered = 0.0
        self.new_numbers = self.numbers_matched = 0
        self.replacements: list[Replacement] = []

    def read(self, anchors: tuple[NDArray[np.intp], NDArray[np.intp]], sizes: tuple[int, int]) -> None:
        """Look into every gap that is open on both sides."""
        if not len(anchors[0]):
            return
        (starts, ends), (old_starts, old_ends) = (_gaps(*each) for each in zip(anchors, sizes, strict=True))
        new_from, new_to = self._new.between(starts, ends)
        old_from, old_to = self._old.between(old_starts, old_ends)
        for gap in ((new_to > new_from) & (old_to > old_from)).nonzero()[0].tolist():
            new_open, old_open = slice(new_from[gap], new_to[gap]), slice(old_from[gap], old_to[gap])
            weight = self._replaced(new_open, old_open)
            if weight > 0:
                start, old_start = int(starts[gap]), int(old_starts[gap])
                factor = LEAD_FACTOR if min(start, old_start) < LEAD_WORDS else 1
                self.replaced += weight * factor
                self.scattered += min(weight * factor, BLOCK)
                new_span, old_span = (start, int(ends[gap])), (old_start, int(old_ends[gap]))
                self.replacements.append(Replacement(new_span, old_span, weight))

    def _replaced(self, new_open: slice, old_open: slice) -> float:
        """Weight of what stands in place of each other in two stretches of open words."""
        new_weights, old_weights = self._new.weights[new_open], self._old.weights[old_open]
        new_words, old_words = self._new.words[new_open], self._old.words[old_open]
        pairs = _matches(new_words, old_words)
        new_full, old_full = self._new.full[new_open], self._old.full[old_open]
        new_matched, old_matched, new_kept, old_kept = 0.0, 0.0, 0.0, 0.0
        for new, old in pairs:
            new_matched += new_weights[new]
            old_matched += old_weights[old]
            new_kept += new_full[new]
            old_kept += old_full[old]
        self._count_numbers(new_words, old_words, pairs)
        self.new_matched += new_matched
        self.old_matched += old_matched
        return max(0.0, min(sum(new_full) - new_kept, sum(old_full) - old_kept))

    def _count_numbers(self, new: list[int], old: list[int], pairs: list[tuple[int, int]]) -> None:
        """How many numbers of a gap match, and how many stand in each other's place."""
        counts = [sum(word >= _NUMBERS for word in words) for words in (new, old)]
        if min(counts):
            matched = sum(new[place] >= _NUMBERS for place, _ in pairs)
            self.numbers_matched += matched
            self.new_numbers += min(counts) - matched


def _matches(new: list[int], old: list[int]) -> list[tuple[int, int]]:
    """Pairs of equal words, and then of words that may be misreadings of each other, each word at most once."""
    exact: dict[int, list[int]] = {}
    for place in range(len(old) - 1, -1, -1):
        exact.setdefault(old[place] & _SAME, []).append(place)
    pairs, rest = [], []
    for place, word in enumerate(new):
        equal = exact.get(word & _SAME)
        if equal:
            pairs.append((place, equal.pop()))
        elif word >> KIND_SHIFT not in _NEVER_MISREAD:
            rest.append((place, word))
    return pairs + _misread(rest, old, {there for _, there in pairs}) if rest else pairs


def _misread(rest: list[tuple[int, int]], old: list[int], taken: set[int]) -> list[tuple[int, int]]:
    """Pairs of words that begin or end alike."""
    halves: dict[int, int] = {}
    for place, word in enumerate(old):
        if place not in taken and word >> KIND_SHIFT not in _NEVER_MISREAD:
            halves.setdefault(word >> HALF_BITS & HALF, place)
            halves.setdefault(~(word & HALF), place)
    pairs = []
    for place, word in rest:
        there = halves.get(word >> HALF_BITS & HALF, halves.get(~(word & HALF)))
        if there is not None and there not in taken:
            taken.add(there)
            pairs.append((place, there))
    return pairs
