"""How much two articles resemble each other, estimated from their samples.

Two measures decide. Containment of the smaller text in the larger finds truncated copies and copies inside longer
pages, which a Jaccard index misses. Conflict tells copies from filled-in forms: a copy leaves facts out or adds some,
a form replaces them.
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass

from schemas.article import CleanArticle
from services.dedup.facts import MAX_FACTS, facts

SAMPLE_KEYS = 128
"""What the sketch holds; a sample with fewer keys is the whole text."""

KEY_SHIFT = 16
"""The upper 32 of the sketch's 48 bits keep the order, at half of the memory."""

MIN_SHINGLES = 20
"""Under about two sentences a single name is the story, so nothing but an equal text is a copy."""

MIN_CONTAINMENT = 0.6
"""Copies with page furniture around them keep about this much of their shingles; a follow-up shares a third."""

MIN_SHARED_KEYS = 6
"""Fewer shared keys can be one quoted sentence."""

MAX_CONFLICT = 0.15
"""Real copies replace under 3 % of their facts, forms filled in anew a third and more."""


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What deduplication keeps of a text: ascending samples of its shingles and of its facts, under 800 bytes."""

    keys: array[int]
    facts: array[int]
    shingles: int

    @classmethod
    def of(cls, article: CleanArticle) -> Fingerprint:
        """The fingerprint of an article's text; without facts where the text is too short to be compared."""
        sketch = article.sketch
        keys = array("I", [(key >> KEY_SHIFT) & 0xFFFFFFFF for key in sketch.keys[:SAMPLE_KEYS]])
        comparable = sketch.shingles >= MIN_SHINGLES
        return cls(keys, facts(article.text) if comparable else array("I"), sketch.shingles)

    @property
    def comparable(self) -> bool:
        """Whether the text is long enough for anything but an exact match."""
        return self.shingles >= MIN_SHINGLES


@dataclass(frozen=True, slots=True)
class Overlap:
    """What two samples have in common within the range that both cover."""

    shared: int
    only_left: int
    only_right: int

    @property
    def containment(self) -> float:
        """Share of the smaller side that the larger side has too, 0 to 1."""
        smaller = self.shared + min(self.only_left, self.only_right)
        return self.shared / smaller if smaller else 0.0

    @property
    def conflict(self) -> float:
        """Share of the smaller side that stands in place of something else, 0 to 1."""
        replaced = min(self.only_left, self.only_right)
        return replaced / (self.shared + replaced) if replaced else 0.0


def overlap(left: array[int], right: array[int], sample_size: int) -> Overlap:
    """Compare two samples of the smallest hashes of two sets.

    A sample of `sample_size` values stands for a larger set and says nothing above its own largest value.
    """
    limit = min((sample[-1] for sample in (left, right) if len(sample) >= sample_size), default=None)
    left_values, right_values = set(left), set(right)
    if limit is not None:
        left_values = {value for value in left_values if value <= limit}
        right_values = {value for value in right_values if value <= limit}
    shared = len(left_values & right_values)
    return Overlap(shared, len(left_values) - shared, len(right_values) - shared)


def resemblance(left: Fingerprint, right: Fingerprint) -> float:
    """Estimated containment of the smaller text in the larger, 0 to 1; 0 where they are no copies of each other."""
    if not (left.comparable and right.comparable):
        return 0.0
    text = overlap(left.keys, right.keys, SAMPLE_KEYS)
    if text.shared < MIN_SHARED_KEYS or text.containment < MIN_CONTAINMENT:
        return 0.0
    if overlap(left.facts, right.facts, MAX_FACTS).conflict > MAX_CONFLICT:
        return 0.0
    return text.containment
