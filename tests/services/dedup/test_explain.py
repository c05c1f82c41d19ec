"""The explanation of a pair: what people are shown, and what it says in JSON."""

from __future__ import annotations

import json

import pytest

from services.dedup.explain import explain_pair
from tests.services.dedup.test_core import article, prose

FORM = "Weather for {0} on {1}: sunny, with a high of {2} degrees and a light wind from {3}; rain is not expected."


def test_a_cut_copy_is_explained() -> None:
    found = explain_pair(article(prose(1), id="a", source="x"), article(" ".join(prose(1).split()[:90]), id="b"))
    assert found.verdict == "near, truncated"
    assert (found.second_in_first, found.conflict) == (1.0, 0.0)
    assert found.first_in_second < 0.6
    assert found.shared
    assert found.shared[0].startswith(prose(1)[:30])
    assert not found.replaced


def test_what_was_replaced_is_named() -> None:
    places = (FORM.format("Lund", "Monday", 21, "Malmoe"), FORM.format("Visby", "Friday", 17, "Gotland"))
    found = explain_pair(article(places[0], id="a"), article(places[1], id="b"))
    assert found.verdict.startswith("another story")
    assert any("Lund" in each.first and "Visby" in each.second for each in found.replaced)
    assert "filled in anew" in found.reason


def test_why_two_texts_are_no_copies_is_said() -> None:
    first, again = article(prose(1), id="a"), " ".join(prose(1).split()[:70]) + " " + prose(2, 150)
    assert "neither text" in explain_pair(first, article(again, id="b")).reason
    digest = article("\n\n".join(prose(seed, 120) for seed in (4, 5, 6, 7)), id="digest", title="Morning briefing")
    story = article(prose(5, 120), id="story", title=" ".join(prose(5, 12).split()[4:]))
    assert "titles" in explain_pair(digest, story).reason
    cut = article(" ".join(prose(1).split()[:150]), id="cut")
    other_keys = cut.sketch.model_copy(update={"keys": tuple(key ^ 1 for key in cut.sketch.keys)})
    assert "too few of their keys" in explain_pair(first, cut.model_copy(update={"sketch": other_keys})).reason


def test_it_is_readable_and_json() -> None:
    found = explain_pair(article(prose(1), id="a"), article(prose(2), id="b"))
    assert "b after a: another story" in str(found)
    assert json.loads(json.dumps(found.as_dict()))["first"] == "a"


@pytest.mark.parametrize("text", ["", "?!", "word", "\ufb01 \ufb02 \ufb01nd"])
def test_any_two_articles_can_be_compared(text: str) -> None:
    assert explain_pair(article(text, id="a"), article(text, id="b")).verdict.startswith("exact")
