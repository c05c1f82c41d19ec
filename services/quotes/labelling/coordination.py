"""Coordinated reports: "Lee said that A and warned that B" are two statements of one speaker."""

from __future__ import annotations

from bisect import insort
from collections.abc import Iterator, Sequence
from dataclasses import replace

from copydesk.text.language.lexicon import Lexicon
from copydesk.text.tokens import Tokens
from services.quotes.labelling.evidence import PLACE, Columns
from services.quotes.labelling.labeller import Labels, Stretch


def coordinated(labels: Labels, tokens: Tokens, evidence: Columns, lexicon: Lexicon) -> Labels:
    """The labels with each content cut where a further verb of saying and its "that" stand in it.

    Of 41 such places in the training articles 36 begin a statement of their own. Words in marks are the speaker's.
    """
    lower = tokens.lower
    that = lexicon.complementizers
    places = [at for at in range(2, len(lower)) if lower[at] in that and lower[at - 1] in lexicon.clause_cues]
    joints = [joint for at in places if (joint := _joint(lower, at, lexicon)) and not evidence[joint, PLACE]]
    if not joints:
        return labels
    cues = list(labels.cues)
    contents = [part for content in labels.contents for part in _parts(content, joints, cues, tokens, lexicon)]
    return replace(labels, contents=contents, cues=cues)


def _joint(lower: Sequence[str], that: int, lexicon: Lexicon) -> int:
    """Where the conjunction before the verb in front of a "that" stands; 0 without one."""
    at = that - 2
    if at > 0 and lower[at] in lexicon.sequels:
        at -= 1
    return at if lower[at] in lexicon.coordinators else 0


def _parts(
    content: Stretch, joints: Sequence[int], cues: list[Stretch], tokens: Tokens, lexicon: Lexicon
) -> Iterator[Stretch]:
    first = content.first
    for joint in joints:
        if not first < joint < content.behind - 1:
            continue
        that = next(at for at in range(joint, len(tokens)) if tokens.lower[at] in lexicon.complementizers)
        if that + 1 >= content.behind:
            continue
        yield _cut(content, first, joint, tokens)
        _add_cue(cues, that - 1, tokens)
        first = that
    yield _cut(content, first, content.behind, tokens)


def _cut(content: Stretch, first: int, behind: int, tokens: Tokens) -> Stretch:
    start, end = int(tokens.starts[first]), int(tokens.ends[behind - 1])
    return replace(content, first=first, behind=behind, start=start, end=end)


def _add_cue(cues: list[Stretch], at: int, tokens: Tokens) -> None:
    if any(cue.first <= at < cue.behind for cue in cues):
        return
    insort(cues, Stretch(at, at + 1, int(tokens.starts[at]), int(tokens.ends[at]), 1.0), key=lambda cue: cue.first)
