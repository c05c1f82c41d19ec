"""The explanation of an article's quotes: what people are shown, and what it says in JSON."""

from __future__ import annotations

import json

from services.quotes.explain import QuoteExplanation, explain_quotes
from services.quotes.speakers.certainty import NAMED_FROM
from tests.services.quotes.articles import annotated_article

PEOPLE = ("Ann Lee", "Bo Ray")


def explained(text: str) -> list[QuoteExplanation]:
    return explain_quotes(annotated_article(text, PEOPLE))


def test_a_printed_name_is_the_reason() -> None:
    (found,) = explained("The ferry was late. “Nobody told us,” Ann Lee said.")
    assert (found.evidence, found.status, found.speaker, found.mention) == ("name", "named", ("Ann Lee",), "Ann Lee")
    assert found.weighed == ()
    assert "the name beside the quote" in str(found)


def test_a_pronoun_tells_who_was_weighed_and_how_far_back_they_stand() -> None:
    found = explained("Ann Lee met Bo Ray in the fog. “Nobody told us,” she said.")[-1]
    assert (found.evidence, found.mention) == ("pronoun", "she")
    assert found.weighed[0].name == "Ann Lee"
    assert found.weighed[0].sentences_before == 1
    assert 0 < found.weighed[0].probability <= 1
    assert sum(each.probability for each in found.weighed) <= 1.02
    assert "in the sentence before" in str(found)


def test_where_nobody_is_sure_enough_it_says_from_when_somebody_is_named() -> None:
    text = "Xo Bra met Zed Qua at noon. Vim Tor met Zed Qua. The fog stayed. “It is late,” he said."
    found = explain_quotes(annotated_article(text, ("Xo Bra", "Zed Qua", "Vim Tor")))[-1]
    assert found.status == "unknown"
    assert len(found.weighed) > 1
    assert found.weighed[0].probability < NAMED_FROM
    assert f"nobody is named below a probability of {NAMED_FROM}" in str(found)


def test_somebody_described_and_a_pronoun_that_means_the_same_are_told_apart() -> None:
    text = "A port official said the fog was thick. “Nobody told us,” he said."
    described, after = explained(text)
    assert (described.evidence, described.status) == ("description", "described")
    assert "nobody whom the article names" in str(described)
    assert (after.evidence, after.speaker) == ("described before", ("A port official",))


def test_confidence_is_shown_as_its_product_and_agrees_with_the_quote() -> None:
    (found,) = explained("“Nobody told us,” Ann Lee said.")
    assert found.extent is not None
    assert found.speech is not None
    assert found.person is not None
    assert abs(found.confidence - found.extent * found.speech * found.person) < 0.02
    assert "extent" in str(found)


def test_it_says_the_same_in_json() -> None:
    (found,) = explained("“Nobody told us,” Ann Lee said.")
    read = json.loads(json.dumps(found.as_dict()))
    assert (read["speaker"], read["evidence"], read["start"]) == (["Ann Lee"], "name", found.start)


def test_an_article_cannot_steer_the_terminal() -> None:
    found = explained("“Nobody \x1b[31mtold us,” Ann Lee said.")
    assert found
    assert all(char.isprintable() or char == "\n" for each in found for char in str(each))
