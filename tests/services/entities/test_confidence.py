import math

import numpy as np
import pytest

from services.entities.confidence import (
    LEAST,
    SIGNALS,
    likely,
    probabilities,
    same_names,
    unsure_as_people,
)
from services.entities.core import find_entities
from services.entities.found_names import find_names

NEWS = (
    "Olga Petrenko, a former mayor of Manchester, met officials of the World Bank in London on Monday. "
    "Petrenko said the bank would pay for a bridge."
)


def names_of(text: str) -> dict[str, str]:
    return {entity.name: entity.type for entity in find_entities(text, "en") if entity.salience}


def test_each_name_has_all_signals_and_a_probability() -> None:
    tokens, found, scores = find_names(NEWS)
    groups = same_names(tokens, found, found, scores)
    assert {group.label for group in groups} == set(LEAST)
    assert all(len(group.signals) == len(SIGNALS) for group in groups)
    assert all(math.isfinite(signal) for group in groups for signal in group.signals)
    assert all(0.0 < each < 1.0 for each in probabilities(groups))


def test_plain_names_of_news_are_kept() -> None:
    tokens, found, scores = find_names(NEWS)
    assert likely(tokens, found, found, scores) == found


def test_what_the_tagger_hardly_believes_is_left_out() -> None:
    tokens, found, scores = find_names(NEWS)
    outside = np.zeros_like(scores)
    outside[:, 0] = 12.0
    kept = {name.words for name in likely(tokens, found, found, outside)}
    assert ("Manchester",) in {name.words for name in found}
    assert ("Manchester",) not in kept


def test_what_rules_alone_have_told_is_kept() -> None:
    tokens, found, scores = find_names(NEWS)
    assert likely(tokens, found, [], np.zeros_like(scores)) == found


def test_a_surname_goes_with_the_only_person_who_bears_it() -> None:
    tokens, found, scores = find_names(NEWS)
    full = next(name for name in found if name.words == ("Olga", "Petrenko"))
    rest = [name for name in found if name != full]
    assert ("Petrenko",) in {name.words for name in likely(tokens, found, found, scores)}
    assert same_names(tokens, rest, rest, scores)[0].signals[SIGNALS.index("borne")] == 0


def test_a_text_without_names_has_none() -> None:
    tokens, found, scores = find_names("It rained all day and nobody came.")
    assert likely(tokens, found, found, scores) == found
    assert unsure_as_people(tokens, found, scores) == found


def test_names_of_any_class_may_look_like_people() -> None:
    tokens, found, scores = find_names(NEWS)
    others = [name.relabelled("MISC") for name in found if len(name.words) > 1]
    for flat in (scores, np.zeros_like(scores)):
        assert len(unsure_as_people(tokens, others, flat)) == len(others)
    people = unsure_as_people(tokens, others, np.zeros_like(scores))
    assert [name.label for name in people if name.words == ("Olga", "Petrenko")] == ["PERSON"]


@pytest.mark.parametrize(
    ("text", "name", "type_"),
    [
        ("They moved from Salt Lake City, UT, to Irving, TX, in May.", "TX", "GPE"),
        ("Brian M. Holdness said the road was empty.", "Brian M. Holdness", "PERSON"),
        ("The bank gave the loan to Amazon and Netflix in May.", "Netflix", "ORG"),
        ("Wall Street analysts expected more.", "Wall Street", "LOC"),
    ],
)
def test_names_that_their_form_or_a_list_tells_are_kept(text: str, name: str, type_: str) -> None:
    assert names_of(text).get(name) == type_
