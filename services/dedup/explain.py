"""Explanation: why two articles are, or are not, one story, for people to read."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from itertools import pairwise

import numpy as np

from copydesk.text.letters import word_starts
from copydesk.text.printable import printable
from schemas.article import CleanArticle
from services.dedup.core import Deduplicator, packed_words
from services.dedup.matching import MAX_CONFLICT, MIN_CONTAINMENT, Refusal
from services.dedup.resemblance import GRAM, Replacement, Text, resemblance

MOST_SHOWN = 12
"""Replacements and passages that are shown."""

SHORTEST_PASSAGE = 8
"""Words: a shorter shared passage is a mere phrase."""

LONGEST_SHOWN = 160
"""Characters of a passage that are shown."""


@dataclass(frozen=True, slots=True)
class Replaced:
    """Words of the first article, and the words that the second has in their place."""

    first: str
    second: str
    weight: float


@dataclass(frozen=True, slots=True)
class Explanation:
    """The comparison of two articles, `first` as the earlier one. Shares are from 0 to 1, of weighed words."""

    first: str
    second: str
    verdict: str
    reason: str
    first_in_second: float
    second_in_first: float
    conflict: float
    shared_keys: int
    replaced: tuple[Replaced, ...]
    shared: tuple[str, ...]

    def as_dict(self) -> dict[str, object]:
        """The same for JSON."""
        return asdict(self)

    def __str__(self) -> str:
        """The same for a terminal."""
        lines = [
            f"{self.second} after {self.first}: {self.verdict}",
            f"  {self.reason}",
            "",
            f"  of {self.second} in {self.first}: {self.second_in_first:.0%}",
            f"  of {self.first} in {self.second}: {self.first_in_second:.0%}",
            f"  (a copy needs {MIN_CONTAINMENT:.0%} of either)",
            f"  replaced: {self.conflict:.1%} of the weighed words   (a copy has at most {MAX_CONFLICT:.0%})",
            f"  shared keys: {self.shared_keys} of 32",
        ]
        if self.replaced:
            lines += ["", "  replaced words (first | second):"]
            lines += [f"    {each.first} | {each.second}" for each in self.replaced]
        if self.shared:
            lines += ["", "  shared passages:"]
            lines += [f"    {passage}" for passage in self.shared]
        return "\n".join(printable(line) for line in lines)


def explain_pair(first: CleanArticle, second: CleanArticle) -> Explanation:
    """Compare two articles as if the second had arrived after the first, and nothing else before it."""
    deduplicator = Deduplicator()
    deduplicator.judge(first)
    match = deduplicator.compare(second, 0)
    story = deduplicator.judge(second).story
    old, new = Text(packed_words(first.sketch.words)), Text(packed_words(second.sketch.words))
    result = resemblance(new, old, thorough=True)
    new_words, old_words = _written(second, len(new.words)), _written(first, len(old.words))
    replaced = sorted(result.replacements, key=lambda each: -each.weight)[:MOST_SHOWN]
    return Explanation(
        first=first.id,
        second=second.id,
        verdict=_verdict(story.verdict, story.direction, bool(story.shares_text_with)),
        reason=_BECAUSE[story.evidence.reason] if story.evidence else _WHY_NOT[match.refusal],
        first_in_second=round(result.old_in_new, 4),
        second_in_first=round(result.new_in_old, 4),
        conflict=round(result.conflict, 4),
        shared_keys=len(set(first.sketch.keys) & set(second.sketch.keys)),
        replaced=tuple(_replaced(each, old_words, new_words) for each in replaced),
        shared=tuple(_passages(new, old, new_words)),
    )


def _verdict(verdict: str, direction: str | None, is_linked: bool) -> str:
    if verdict == "new":
        return "another story, linked" if is_linked else "another story"
    return f"{verdict}, {direction}" if direction else verdict


_BECAUSE = {
    "identity": "the same item: its id, its source's id or its URL is equal",
    "words": "the same words, whatever their layout",
    "title": "no text, and the same title of the same house",
    "contained": "the same source says again what it said, and more",
    "text": "one text stands within the other, and next to nothing was replaced",
}


_WHY_NOT: dict[Refusal | None, str] = {
    "apart": "neither text stands within the other, but for what many stories have",
    "order": "what they share stands in another order: lists of one form, not copies",
    "replaced": "a form that was filled in anew: names, numbers or words were replaced",
    "titles": "their titles name what they do not share: items in one frame, or a digest and a story of it",
    None: "too few of their keys are the same for a comparison",
}


def _written(article: CleanArticle, words: int) -> list[str]:
    """The words as they are spelt, one for each packed word."""
    text = f"{article.title}\n\n{article.text}" if article.sketch.is_short and article.title else article.text
    edges = [*word_starts(text).tolist(), len(text)]
    written = [" ".join(text[start:end].split()) for start, end in pairwise(edges)]
    return written[:words]


def _replaced(found: Replacement, old_words: list[str], new_words: list[str]) -> Replaced:
    return Replaced(
        first=_cut(" ".join(old_words[slice(*found.old)])),
        second=_cut(" ".join(new_words[slice(*found.new)])),
        weight=found.weight,
    )


def _passages(new: Text, old: Text, words: list[str]) -> list[str]:
    """The longest passages of the new text that the old one has too."""
    if len(new.words) < GRAM or len(old.words) < GRAM:
        return []
    shared = np.isin(new.grams, old.grams)
    edges = np.flatnonzero(np.diff(np.concatenate(([False], shared, [False])).astype(np.int8)))
    spans = [(int(start), int(end) + GRAM - 1) for start, end in zip(edges[::2], edges[1::2], strict=True)]
    longest = sorted(
        (span for span in spans if span[1] - span[0] >= SHORTEST_PASSAGE), key=lambda span: span[0] - span[1]
    )
    return [_cut(" ".join(words[slice(*span)])) for span in sorted(longest[:MOST_SHOWN])]


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST_SHOWN else f"{text[: LONGEST_SHOWN - 1]}…"
