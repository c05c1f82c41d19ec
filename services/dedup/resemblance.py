"""Resemblance: how much of one text another contains, and how many words one has in place of the other's.

Containment, in both directions, finds copies that were cut, extended or surrounded by a page. Conflict distinguishes
them from templates that were filled in anew: a copy omits or adds words, a template replaces names and numbers.
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
"""Words of an n-gram that must match: single words match by chance, and longer n-grams miss text with misread words."""

SAME = np.uint16(0x3FFF)
"""The bits of a packed word that are compared: without its kind, so that a headline's capitals make no other word."""

KIND_SHIFT = 14
"""Bits below the kind of a packed word."""

NAME, NUMBER = 2, 3
"""The kinds of words that are facts."""

HALF_BITS = 7
HALF = (1 << HALF_BITS) - 1
"""The lowest bits of a packed word are a hash of its end; as many above them are one of its beginning."""

KIND_WEIGHTS = np.array([0.5, 1.0, 3.0, 3.0])
"""Weights of words by kind: short, plain, name, number. Templates are filled in with names and numbers."""

LONGEST_GAP = 200
"""Words of a gap between two matches that are compared as replacements; a longer gap holds other text."""

BLOCK = 12.0
"""Highest weight of one gap's replaced words in `scattered`. A template is filled in with a few words in many gaps; a
longer replacement is another paragraph, or a page's links."""

LEAD_WORDS = 12
LEAD_FACTOR = 2
"""Words at the beginning of a text, where it says who it is about: replaced words count twice there."""

MIN_MATCHES = 50
"""Matching n-grams from which their uniqueness is judged."""

UNIQUE = 0.5
"""Share of the matching n-grams that occur once in the old text: in prose nearly all, in a list of one template few."""

NEAR = 20
"""Words that a copy omits or adds between two matches; a larger distance is a jump in the order."""

MIN_JUMPS = 5
PATCHWORK = 0.35
"""Jumps per match. Copies with every sentence moved have under 0.1, columns read line by line across 0.25."""

HOPELESS_CONFLICT = 0.3
MIN_FACTS = 4
"""Names and numbers that each text has alone, by weight against all shared words: far above the worst scan, and reached
by most templates that were filled in anew."""

LONG_RUN = 60
"""Words that match without a break: no template has so many between two facts, but two pages around one article do."""

_FACTS = NAME << KIND_SHIFT
"""Packed words from this value on are names and numbers."""

_NUMBERS = NUMBER << KIND_SHIFT
"""Packed words from this value on are numbers."""

_SAME = int(SAME)
_NEVER_MISREAD = (0, NUMBER)
"""Kinds that have no halves to compare: short words and numbers."""


@dataclass(frozen=True)
class Text:
    """A text's words, prepared for comparisons.

    `same`: the compared bits of each word. `weights`: by kind. `grams`: a packed n-gram for each word but the last two.
    `order` sorts them, and `ordered` are the sorted n-grams.
    """

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
    """Words of the new text, and the words that the old text has in their place, as spans, end exclusive."""

    new: tuple[int, int]
    old: tuple[int, int]
    weight: float


@dataclass(frozen=True, slots=True)
class Resemblance:
    """The result of a comparison; shares are from 0 to 1.

    `new_in_old`, `old_in_new`: the share of one text that the other contains. `conflict`: the weight of replaced words
    in that of replaced and shared words; `scattered` is the same with at most `BLOCK` for a gap. `numbers`: how many
    were replaced, and how many are shared. `is_patchwork`: the matches follow each other in another order in the other
    text. `new_covered`, `old_covered`: which words of either text match.
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
        """The larger share: 1 where either text contains the other."""
        return max(self.new_in_old, self.old_in_new)


NOTHING = Resemblance(0.0, 0.0, 0.0, 0.0)


def covered(matching: Mask, words: int) -> Mask:
    """Which of a text's words belong to a matching n-gram."""
    mask = np.zeros(words, np.bool_)
    for shift in range(GRAM):
        mask[shift : shift + len(matching)] |= matching
    return mask


def _looked_up(one: Text, other: Text) -> tuple[NDArray[np.intp], Mask]:
    """For each n-gram of a text, its rank among the sorted ones of another, and whether that text has it."""
    ranks = other.ordered.searchsorted(one.grams)
    found: Mask = other.ordered.take(ranks, mode="clip") == one.grams
    return ranks, found


def resemblance(
    new: Text,
    old: Text,
    new_weights: Weights | None = None,
    old_weights: Weights | None = None,
    *,
    thorough: bool = False,
) -> Resemblance:
    """Compare two texts; the words' weights by kind may be replaced by others.

    Only a `thorough` comparison lists the replacements in two texts that cannot be copies.
    """
    if len(new.words) < GRAM or len(old.words) < GRAM:
        return NOTHING
    new_weights = new.weights if new_weights is None else new_weights
    old_weights = old.weights if old_weights is None else old_weights
    ranks, found = _looked_up(new, old)
    if not found.any():
        return NOTHING
    _, found_back = _looked_up(old, new)
    new_covered, old_covered = covered(found, len(new.words)), covered(found_back, len(old.words))
    sides = _Side(new, new_weights, new_covered), _Side(old, old_weights, old_covered)
    hopeless = None if thorough else _hopeless(*sides)
    if hopeless is not None:
        return hopeless
    gaps = _Gaps(*sides)
    anchors = _anchors(new, old, ranks, found)
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
    """The result for two texts whose names and numbers differ throughout, whatever their positions; None for others."""
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


def _anchors(new: Text, old: Text, ranks: NDArray[np.intp], found: Mask) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Anchors: the positions of n-grams that the old text has exactly once, and their positions in it."""
    last = len(old.ordered) - 1
    following = np.minimum(ranks + 1, last)
    once = found & ((old.ordered[following] != new.grams) | (ranks == last))
    anchors = np.flatnonzero(once)
    return anchors, old.order[ranks[anchors]]


def _filled_anew(new: _Side, old: _Side, found: Mask, anchors: int) -> float:
    """The conflict of two lists made from one template, in which shared n-grams count once; 0 for other texts.

    Nearly all of their matches belong to the template, which each list repeats many times, so few n-grams are anchors
    and gaps cannot be paired.
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
    """The open words of one text, those that belong to no match, and how many of them precede each position.

    `full` are their weights without factors for common words: in a template that many stories share, the words filled
    in are the story, however common their surroundings are.
    """

    def __init__(self, text: Text, weights: Weights, is_covered: Mask) -> None:
        is_open = ~is_covered
        self.text = text
        self.shared = float(weights[is_covered].sum())
        self.whole = float(weights.sum())
        self._positions = is_open.nonzero()[0]
        self.words: list[int] = text.words[self._positions].tolist()
        self.weights: list[float] = weights[self._positions].tolist()
        self.full: list[float] = self.weights if weights is text.weights else text.weights[self._positions].tolist()
        self.rest = sum(self.weights)
        self._before = np.zeros(len(is_covered) + 1, np.intp)
        is_open.cumsum(out=self._before[1:])

    def longest_run(self) -> int:
        """How many words match without a break."""
        positions = self._positions
        if not len(positions):
            return len(self.text.words)
        outer = max(int(positions[0]), len(self.text.words) - 1 - int(positions[-1]))
        return max(outer, int((positions[1:] - positions[:-1]).max()) - 1) if len(positions) > 1 else outer

    def between(self, starts: NDArray[np.intp], ends: NDArray[np.intp]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """The indices in `words` at which the open words of each span start and end."""
        return self._before[starts], self._before[np.maximum(starts, ends)]


def _gaps(anchors: NDArray[np.intp], words: int) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Start and end of the gaps before, between and after the anchors, in a text of `words` words."""
    starts, ends = np.zeros((2, len(anchors) + 1), np.intp)
    np.add(anchors, GRAM, out=starts[1:])
    ends[:-1] = anchors
    ends[-1] = words
    return starts, np.minimum(ends, starts + LONGEST_GAP)


class _Gaps:
    """The gaps between the anchors: their words that match after all, misread words, and replaced words."""

    def __init__(self, new: _Side, old: _Side) -> None:
        self._new, self._old = new, old
        self.new_matched = self.old_matched = self.replaced = self.scattered = 0.0
        self.new_numbers = self.numbers_matched = 0
        self.replacements: list[Replacement] = []

    def read(self, anchors: tuple[NDArray[np.intp], NDArray[np.intp]], sizes: tuple[int, int]) -> None:
        """Compare the words of every gap that has open words in both texts."""
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
        """Weight of the words of one gap that replace each other."""
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
        """Count the numbers of a gap that match, and those that replace each other."""
        counts = [sum(word >= _NUMBERS for word in words) for words in (new, old)]
        if min(counts):
            matched = sum(new[index] >= _NUMBERS for index, _ in pairs)
            self.numbers_matched += matched
            self.new_numbers += min(counts) - matched


def _matches(new: list[int], old: list[int]) -> list[tuple[int, int]]:
    """Pairs of equal words, and then of words that may be misreadings of each other, each word at most once."""
    exact: dict[int, list[int]] = {}
    for index in range(len(old) - 1, -1, -1):
        exact.setdefault(old[index] & _SAME, []).append(index)
    pairs, rest = [], []
    for index, word in enumerate(new):
        equal = exact.get(word & _SAME)
        if equal:
            pairs.append((index, equal.pop()))
        elif word >> KIND_SHIFT not in _NEVER_MISREAD:
            rest.append((index, word))
    return pairs + _misread(rest, old, {old_index for _, old_index in pairs}) if rest else pairs


def _misread(rest: list[tuple[int, int]], old: list[int], taken: set[int]) -> list[tuple[int, int]]:
    """Pairs of words with the same beginning or end, as indices."""
    halves: dict[int, int] = {}
    for index, word in enumerate(old):
        if index not in taken and word >> KIND_SHIFT not in _NEVER_MISREAD:
            halves.setdefault(word >> HALF_BITS & HALF, index)
            halves.setdefault(~(word & HALF), index)
    pairs = []
    for index, word in rest:
        old_index = halves.get(word >> HALF_BITS & HALF, halves.get(~(word & HALF)))
        if old_index is not None and old_index not in taken:
            taken.add(old_index)
            pairs.append((index, old_index))
    return pairs
