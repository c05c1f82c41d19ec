"""Whom a pronoun means by the ranking that is shipped, and what the ranking is told."""

from __future__ import annotations

from math import log
from pathlib import Path

import pytest

from services.quotes.speakers import pronouns
from services.quotes.speakers.antecedents import Antecedents
from services.quotes.speakers.genders import UNKNOWN_AGREES, Gender, Genders
from services.quotes.speakers.pronouns import SIGNALS, Pronouns, trained_weights
from tests.services.quotes.articles import parsed_article

PEOPLE = ("Ann Lee", "Cleo Fox", "Bo Ray")


def read(text: str) -> Pronouns:
    parsed = parsed_article(text, PEOPLE)
    antecedents = Antecedents(parsed, [], [])
    return Pronouns(parsed, antecedents.mentions, antecedents.genders)


def told(text: str, pronoun: str) -> dict[str, dict[str, float]]:
    ranking = read(text)
    ranking.ranked("she", text.rindex(f" {pronoun} "))
    described = ranking.described("she", text.rindex(f" {pronoun} "))
    return {last.name.entity.name: dict(zip(SIGNALS, signals, strict=True)) for last, signals in described}


def test_the_subject_of_the_sentence_before_is_likelier_than_the_name_behind_it() -> None:
    text = "Ann Lee met Cleo Fox. Then she left."
    assert [each.name.entity.name for each in read(text).ranked("she", text.index(" she "))] == ["Ann Lee", "Cleo Fox"]


def test_an_earlier_pronoun_counts_as_a_mention() -> None:
    text = "Ann Lee rose. She met Cleo Fox. It rained. So she left. It rained. Then she slept."
    last = told(text, "she")
    assert (last["Ann Lee"]["pronouns"], last["Cleo Fox"]["pronouns"]) != (0, 0)
    assert last["Ann Lee"]["sentences since meant or named"] < last["Ann Lee"]["sentences"]
    assert last["Ann Lee"]["subject or pronoun last"]


def test_a_pronoun_inside_a_quotation_does_not() -> None:
    assert told("Ann Lee rose. “She left.” Then she slept.", "she")["Ann Lee"]["pronouns"] == 0


def test_a_pronoun_behind_the_one_that_is_asked_for_does_not() -> None:
    text = "Ann Lee rose. Then she left. Then she slept."
    ranking = read(text)
    ranking.ranked("she", text.rindex(" she "))
    ((_, signals),) = ranking.described("she", text.index(" she "))
    assert signals[SIGNALS.index("pronouns")] == 0


def test_who_was_heard_last_before_the_pronoun_spoke_last() -> None:
    text = "Ann Lee met Cleo Fox. It rained. Then she left."
    ranking = read(text)
    ranking.heard(text.index("Cleo Fox"), "Cleo Fox")
    ranking.heard(text.index("Ann Lee"), "Ann Lee")
    described = ranking.described("she", len(text))
    spoke = {last.name.entity.name: told[SIGNALS.index("spoke last")] for last, told in described}
    assert spoke == {"Ann Lee": False, "Cleo Fox": True}
    weights = [
        each.weight
        for ranked in (read(text).ranked("she", text.index(" she ")), ranking.ranked("she", text.index(" she ")))
        for each in ranked
        if each.name.entity.name == "Cleo Fox"
    ]
    assert weights[0] < weights[1]


LIKELY: tuple[dict[str, Gender], ...] = ({}, {"Bo Ray": "she"})


def test_one_pronoun_before_does_not_exclude_who_speaks_next_to_it() -> None:
    text = "Ann Lee met Cleo Fox in spring. Bo Ray kept her letters.\n\nBo Ray rose. Bo Ray spoke, and then he left."
    parsed = parsed_article(text, ("Ann Lee", "Cleo Fox", "Bo Ray"))
    mentions = Antecedents(parsed, [], []).mentions
    offset = text.index("he left")

    for likely in LIKELY:
        genders = Genders({"Ann Lee": "she", "Cleo Fox": "he"}, likely)
        first, *_ = Pronouns(parsed, mentions, genders).ranked("he", offset)
        assert first.name.entity.name == "Bo Ray"


def test_who_is_likely_of_the_other_gender_is_nobody_alone() -> None:
    parsed = parsed_article("Ann Lee rose. Then she left.", PEOPLE)
    mentions = Antecedents(parsed, [], []).mentions
    assert Pronouns(parsed, mentions, Genders({}, {"Ann Lee": "he"})).ranked("she", 20) == []


def test_an_unknown_gender_is_less_likely_than_one_that_fits() -> None:
    parsed = parsed_article("Ann Lee rose. Then she left.", PEOPLE)
    mentions = Antecedents(parsed, [], []).mentions
    (known,) = Pronouns(parsed, mentions, Genders({"Ann Lee": "she"})).ranked("she", 20)
    (unknown,) = Pronouns(parsed, mentions, Genders()).ranked("she", 20)
    assert unknown.weight - known.weight == pytest.approx(log(UNKNOWN_AGREES))
    assert (known.known, unknown.known) == (True, False)
    assert Pronouns(parsed, mentions, Genders({"Ann Lee": "he"})).ranked("she", 20) == []


def test_weights_of_other_signals_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "pronouns.json").write_text('{"distance": 1.0}', encoding="utf-8")
    monkeypatch.setattr(pronouns, "files", lambda _: tmp_path)
    with pytest.raises(ValueError, match="other signals"):
        trained_weights.__wrapped__()


def test_a_name_behind_the_same_pronoun_is_not_meant() -> None:
    text = "Ann Lee rose. It rained. Asked whether she had met Cleo Fox, she left."
    last = told(text, "she")
    assert (last["Ann Lee"]["behind the same pronoun"], last["Cleo Fox"]["behind the same pronoun"]) == (False, True)
    assert [each.name.entity.name for each in read(text).ranked("she", text.rindex(" she "))] == ["Ann Lee"]


def test_a_name_behind_a_pronoun_of_the_other_gender_may_be() -> None:
    text = "Asked whether he had met Cleo Fox, she left."
    assert not told(text, "she")["Cleo Fox"]["behind the same pronoun"]


def test_who_is_new_is_likelier_than_who_was_named_before() -> None:
    text = "Ann Lee rose. It rained.\n\nCleo Fox has a boat.\n\nThen she left."
    last = told(text, "she")
    assert last["Cleo Fox"]["new subject of the paragraph before"]
    assert last["Cleo Fox"]["new subject of the sentence before"]
    assert not last["Ann Lee"]["new subject of the paragraph before"]
    again = told("Cleo Fox rose. It rained.\n\nCleo Fox has a boat.\n\nThen she left.", "she")
    assert not again["Cleo Fox"]["new subject of the paragraph before"]


def test_the_subject_is_whom_the_pronoun_of_the_clause_in_front_of_it_means() -> None:
    text = "Asked whether she would run, Cleo Fox laughed. Then she left."
    assert not told(text, "she")["Cleo Fox"]["behind the same pronoun"]
    text = "It rained. So she thought that Cleo Fox laughed. Then she left."
    assert told(text, "she")["Cleo Fox"]["behind the same pronoun"]
