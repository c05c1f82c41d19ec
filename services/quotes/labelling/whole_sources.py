"""Whole sources: the labeller decides token by token, so a source may be cut inside of a name, or in two.

"[Ann], keeper [of the harbour], said" is one source, and "[Lee] said" behind "Ann" is "Ann Lee".
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from copydesk.text.language.lexicon import Lexicon
from copydesk.text.tokens import PARAGRAPH_BREAK, Tokens
from services.quotes.labelling.evidence import Columns, is_further_in_name, is_in_name
from services.quotes.labelling.labeller import LabelledSpan, Labels

_LONGEST_GAP: Final = 2
"""Tokens between two parts of one source."""

_LONGEST: Final = 10
"""Tokens of a source between "according to" and its comma."""

_LONGEST_NAME: Final = 12
"""Tokens of a name that are looked for beside a source; it bounds the work on hostile input."""

_PARTING: Final = frozenset('.:;!?"“”()')
"""Marks that part two sources."""


def whole_sources(
    labels: Labels, tokens: Tokens, evidence: Columns, lexicon: Lexicon, sentence_starts: Sequence[int]
) -> Labels:
    """The labels with each source as long as the names in it, without marks before it, and its parts joined.

    `sentence_starts`: offsets in order; a source of two sentences is two: "said Lee. Co-author Bo Ray said".
    """
    cues = {at for cue in labels.cues for at in range(cue.start, cue.end)}
    found: list[LabelledSpan] = []
    for source in _of_one_sentence(labels.sources, tokens, evidence, sentence_starts):
        start, end = _with_names(source, evidence)
        end = _comma(start, end, tokens, cues, lexicon)
        start = _behind_marks(start, end, tokens.words)
        if start == end:
            continue
        last = found[-1] if found else None
        if last is not None and _are_parts(range(last.end, start), tokens, cues, evidence, lexicon):
            surer = last if last.probability > source.probability else source
            found[-1] = surer.moved(last.start, max(last.end, end), tokens)
        else:
            found.append(source.moved(start, end, tokens))
    return replace(labels, sources=found)


def _of_one_sentence(
    sources: Sequence[LabelledSpan], tokens: Tokens, evidence: Columns, sentence_starts: Sequence[int]
) -> Iterator[LabelledSpan]:
    """The sources, each cut where a sentence begins behind a name or a noun; of "Sens. Lee" the stop ends none."""
    for source in sources:
        start = source.start
        first, behind = (bisect_right(sentence_starts, at) for at in (source.start_char, source.end_char - 1))
        for number in range(first, behind):
            at = int(tokens.starts.searchsorted(sentence_starts[number]))
            last = at - 2  # before the stop
            ends = last >= start and (is_in_name(evidence[last]) or tokens.words[last].islower())
            if ends and not is_further_in_name(evidence[at]):
                yield source.moved(start, last + 1, tokens)
                start = at
        yield source if start == source.start else source.moved(start, source.end, tokens)


def _with_names(source: LabelledSpan, evidence: Columns) -> tuple[int, int]:
    """The tokens of a source and of the names that begin before it or end behind it."""
    start, end = source.start, source.end
    first, last = max(0, start - _LONGEST_NAME), min(len(evidence), end + _LONGEST_NAME)
    while start > first and is_further_in_name(evidence[start]):
        start -= 1
    while end < last and is_further_in_name(evidence[end]):
        end += 1
    return start, end


def _behind_marks(start: int, end: int, words: Sequence[str]) -> int:
    while start < end and not words[start][0].isalnum():
        start += 1
    return start


def _comma(start: int, end: int, tokens: Tokens, cues: set[int], lexicon: Lexicon) -> int:
    """Where a source behind "according to" ends: at its comma."""
    if start - 1 not in cues or tokens.lower[start - 1] not in lexicon.prepositions:
        return end
    for at in range(end, min(start + _LONGEST, len(tokens))):
        if tokens.words[at] == ",":
            return at
        if at in cues or not tokens.words[at][0].isalnum():
            return end
    return end


def _are_parts(between: range, tokens: Tokens, cues: set[int], evidence: Columns, lexicon: Lexicon) -> bool:
    """Whether two sources are one: they touch in a name, or few words stand before "of the harbour"."""
    if not between:
        return between.stop < between.start
    if len(between) > _LONGEST_GAP or not cues.isdisjoint(between):
        return False
    opening = tokens.lower[between.stop]
    described = lexicon.relatives | lexicon.finite | {","}
    if opening not in lexicon.prepositions and not described.isdisjoint(tokens.lower[at] for at in between):
        return False
    if any(evidence[at, 0] == PARAGRAPH_BREAK for at in range(between.start, between.stop + 1)):
        return False
    return all(_PARTING.isdisjoint(tokens.words[at]) for at in between)
