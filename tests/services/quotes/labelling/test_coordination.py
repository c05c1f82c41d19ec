from __future__ import annotations

from copydesk.text.language.registry import lexicon_of
from copydesk.text.tokens import tokenize
from services.quotes.labelling.coordination import coordinated
from services.quotes.labelling.evidence import evidence
from services.quotes.labelling.labeller import LabelledSpan, Labels
from services.quotes.text.marks import quotations


def parts(text: str, said: str) -> list[str]:
    """The contents of a text in which one content was labelled, after the cut."""
    tokens = tokenize(text)
    start = text.index(said)
    first = tokens.starts.tolist().index(start)
    end = tokens.ends.tolist().index(start + len(said)) + 1
    labels = Labels([LabelledSpan(first, end, start, start + len(said), 1.0)], [], [])
    seen = evidence(text, tokens, (), quotations(text, 0, len(text)), ())
    found = coordinated(labels, tokens, seen, lexicon_of("en"))
    assert [text[cue.start_char : cue.end_char] for cue in found.cues] == ["warned"] * (len(found.contents) - 1)
    return [text[content.start_char : content.end_char] for content in found.contents]


def test_a_verb_of_saying_and_its_that_cut() -> None:
    said = "that it rained and also warned that it snowed"
    assert parts(f"Lee said {said}.", said) == ["that it rained", "that it snowed"]


def test_a_noun_before_that_does_not_cut() -> None:
    said = "that the fog and rain that fell were bad"
    assert parts(f"Lee said {said}.", said) == [said]


def test_words_in_marks_do_not_cut() -> None:
    said = "“it rained and warned that it snowed”"
    assert parts(f"Lee said {said}.", said) == [said]
