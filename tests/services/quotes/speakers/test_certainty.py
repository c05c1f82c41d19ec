from __future__ import annotations

import pytest

from services.quotes.core import find_quotes
from services.quotes.speakers import certainty
from services.quotes.speakers.mentions import Antecedent
from tests.services.quotes.articles import annotated_article, parsed_article

PEOPLE = ("Ann Lee", "Bo Ray", "Cy Ray")


def antecedent(number: int, weight: float, *, known: bool = False) -> Antecedent:
    name = parsed_article("Ann Lee met Bo Ray and Cy Ray.", PEOPLE).names.people[number]
    return Antecedent(name, weight, known=known, sentences=1, paragraphs=0)


def test_a_greater_lead_is_surer() -> None:
    leads = [certainty.of_pronoun([antecedent(0, 2.0 + lead), antecedent(1, 2.0)]) for lead in (0.1, 1.0, 3.0)]
    assert leads == sorted(leads)
    assert leads[0] < certainty.NAMED_FROM < leads[-1]


def test_more_rivals_are_less_sure() -> None:
    two = [antecedent(0, 3.0), antecedent(1, 2.0)]
    assert certainty.of_pronoun([*two, antecedent(2, 1.0)]) < certainty.of_pronoun(two)


def test_nobody_is_certain_even_alone() -> None:
    assert certainty.of_pronoun([antecedent(0, 3.0)]) < 1


def test_shares_add_up_to_one() -> None:
    ranked = [antecedent(0, 3.0), antecedent(1, 2.0), antecedent(2, 1.0)]
    shares = certainty.shares(ranked, 0.4)
    assert sum(shares) == pytest.approx(1)
    assert shares[1] > shares[2]


def test_a_surname_that_two_bear_is_less_sure() -> None:
    names = parsed_article("Ann Lee met Bo Ray. Lee met Ray and Cy Ray.", PEOPLE).names
    full, lee = names.people[0], names.people[2]
    ray = names.people[3]
    assert certainty.of_name(ray, names) < certainty.of_name(lee, names) < certainty.of_name(full, names)


@pytest.mark.parametrize(
    ("text", "sure"),
    [
        ("Bo Ray met Cy Ray. " + "Ray left. " * 6, certainty.MAIN_BEARER),
        ("Bo Ray met Cy Ray. " + "Ray left. " * 2, certainty.SHARED_SURNAME),
    ],
)
def test_a_surname_means_for_sure_who_is_named_far_more_often(text: str, sure: float) -> None:
    names = parsed_article(text, ("Bo Ray", "Cy Ray")).names
    bo = next(name for name in names.people if name.entity.id == "Bo Ray" and name.words == 1)
    assert certainty.of_name(bo, names) == sure


def test_who_is_named_more_often_but_later_is_less_sure() -> None:
    names = parsed_article("Cy Ray met Bo Ray. " + "Bo Ray left. " * 6, ("Bo Ray", "Cy Ray")).names
    bo, cy = names.people[1], names.people[0]
    assert not names.is_main_bearer(bo, 5)
    assert not names.is_main_bearer(cy, 5)


def test_below_the_threshold_nobody_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    article = annotated_article("Ann Lee met Zo Cade. “It was cold,” she said.", ("Ann Lee", "Zo Cade"))
    (named,) = find_quotes(article)
    monkeypatch.setattr(certainty, "NAMED_FROM", 0.999)
    (unknown,) = find_quotes(article)
    assert (named.speaker.status, unknown.speaker.status) == ("named", "unknown")
    assert unknown.candidates[0].name == named.speaker.name
    chances = [each.confidence for each in unknown.candidates]
    assert chances == sorted(chances, reverse=True)
    assert len(chances) == 2


def test_the_last_speaker_is_surer() -> None:
    ranked = [antecedent(0, 3.0), antecedent(1, 2.0)]
    assert certainty.of_nominal(ranked) < certainty.of_nominal(ranked, ranked[0].name.entity.id)


def test_the_confidence_is_the_product_of_its_parts() -> None:
    (quote,) = find_quotes(annotated_article("Ann Lee came. “I came,” Lee said.", PEOPLE))
    assert quote.confidence_extent is not None
    assert quote.confidence_speech is not None
    assert quote.confidence_person is not None
    product = quote.confidence_extent * quote.confidence_speech * quote.confidence_person
    assert quote.confidence == pytest.approx(product, abs=0.02)
