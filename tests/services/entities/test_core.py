"""Entities end to end: what is found, as what, joined with what, and that no input breaks it."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.article import AnnotatedArticle, UniqueArticle
from schemas.entity import Entity
from schemas.story import Story
from services.entities.core import annotate, find_entities, handle

PIECES = st.sampled_from(
    [
        *["Syria", "the United Nations", "Dr. Ann B. Lee", "al-Khatib", "van der Berg", "Britain-based", "U.S.", "Mr"],
        *[
            " ",
            "\n",
            "\n\n",
            ". ",
            ", ",
            "'s",
            "\u2019s",
            "-",
            " of ",
            " and ",
            "(UN)",
            " said ",
            '"',
            "\u201c",
            "\x00",
        ],
        *[
            "IBM & Co",
            "St. Mary",
            "El Salvador",
            "I",
            "A",
            "D'",
            "O'",
            "Secretary of State",
            "\u0130",
            "\ufb01",
            "\u1e9e",
        ],
    ]
)
TEXTS = st.lists(PIECES | st.text(max_size=4), max_size=40).map("".join)


def found(text: str, language: str | None = None) -> dict[str, Entity]:
    named = (entity for entity in find_entities(text, language=language) if entity.mentions[0].kind == "name")
    return {entity.name: entity for entity in named}


def types(text: str, language: str | None = None) -> dict[str, str]:
    return {name: entity.type for name, entity in found(text, language).items()}


@pytest.mark.parametrize(
    ("text", "name", "label"),
    [
        ("It was then that Olga Petrenko left.", "Olga Petrenko", "PERSON"),
        ("They met Prime Minister Laura Brennan there.", "Laura Brennan", "PERSON"),
        ("They met Secretary of State Laura Brennan there.", "Laura Brennan", "PERSON"),
        ("He asked analyst Daniel Whitmore about it.", "Daniel Whitmore", "PERSON"),
        ("It fell, Daniel Whitmore, an analyst at the bank, wrote.", "Daniel Whitmore", "PERSON"),
        ("It fell, Daniel Whitmore said.", "Daniel Whitmore", "PERSON"),
        ("It hurt Daniel Whitmore, 43, most.", "Daniel Whitmore", "PERSON"),
        ("It was Daniel Whitmore (D-Ohio) who asked.", "Daniel Whitmore", "PERSON"),
        ("We met Ahmed el-Quorn at home.", "Ahmed el-Quorn", "PERSON"),
        ("Then the singer Charlie King sang.", "Charlie King", "PERSON"),
        ("The Quorn Observatory for Press Freedom counted.", "Quorn Observatory for Press Freedom", "ORG"),
        ("He joined the Ministry of Health.", "Ministry of Health", "ORG"),
        ("He joined Quorn & Sons as a clerk.", "Quorn & Sons", "ORG"),
        ("He joined Toshiba Corp. as a clerk.", "Toshiba Corp.", "ORG"),
        ("He joined Toyota, a maker of cars.", "Toyota", "ORG"),
        ("They fled to Lebanon by night.", "Lebanon", "GPE"),
        ("They fled to El Salvador by night.", "El Salvador", "GPE"),
        ("He was born in Lyon and grew up in Lebanon.", "Lebanon", "GPE"),
        ("It rained in the town of Quornby all day.", "Quornby", "GPE"),
        ("They crossed the Quorn Mountains on foot.", "Quorn Mountains", "LOC"),
        ("The Britain-based group agreed.", "Britain", "GPE"),
        ("A pro-Russian group agreed.", "Russian", "NORP"),
        ("He played at the Quorn Cup last year.", "Quorn Cup", "EVENT"),
    ],
)
def test_a_name_is_found_with_its_type(text: str, name: str, label: str) -> None:
    assert types(text).get(name) == label


@pytest.mark.parametrize(
    "text",
    [
        "However, it was quiet. Tomorrow, maybe.",
        "Engineers opened two gates. Residents complained.",
        '"Nobody knew," he said. "We hoped."',
        "The prime minister, the minister and the president met.",
    ],
)
def test_what_is_no_name_is_left_out(text: str) -> None:
    assert types(text) == {}


def test_days_and_amounts_have_types() -> None:
    assert types("He paid $15 million on Monday.") == {"$15 million": "AMOUNT", "Monday": "DATE"}


def test_a_people_before_a_person_is_another_name() -> None:
    assert types("The Iraqi Prime Minister Laura Brennan came.") == {"Iraqi": "NORP", "Laura Brennan": "PERSON"}


def test_people_with_a_shared_role_are_two() -> None:
    assert types("Economists Ingrid Solheim and Pradeep Nair agreed.") == {
        "Ingrid Solheim": "PERSON",
        "Pradeep Nair": "PERSON",
    }


def test_a_surname_belongs_to_the_full_name() -> None:
    text = "The chair, Olga Petrenko, spoke first. Petrenko was calm. Others were not. It was Petrenko's day."
    mentions = found(text)["Olga Petrenko"].mentions
    assert [mention.text for mention in mentions] == ["Olga Petrenko", "Petrenko", "Petrenko"]


def test_a_surname_belongs_to_the_latest_bearer() -> None:
    text = "The brothers Amir Farahani and Dariush Farahani came. Dariush Farahani spoke. Farahani was brief."
    assert [mention.text for mention in found(text)["Dariush Farahani"].mentions][-1] == "Farahani"


def test_an_article_before_a_surname_is_optional() -> None:
    text = "The driver, Abu Samir al-Tamimi, waited. Then al-Tamimi slept. Tamimi said nothing."
    assert len(found(text)["Abu Samir al-Tamimi"].mentions) == 3


def test_an_acronym_belongs_to_its_name() -> None:
    text = "The Kenya Agricultural Research Institute (KARI) agreed. A report by KARI followed."
    assert [mention.text for mention in found(text)["Kenya Agricultural Research Institute"].mentions] == [
        "Kenya Agricultural Research Institute",
        "KARI",
        "KARI",
    ]


def test_a_company_is_met_again_without_its_end() -> None:
    entities = found("Toshiba Corp. agreed on Monday. Executives of Toshiba said so.")
    assert [mention.text for mention in entities["Toshiba Corp."].mentions] == ["Toshiba Corp.", "Toshiba"]


def test_names_of_one_country_are_one_and_linked() -> None:
    entities = found("He left the United States. The U.S. agreed, and the US paid.")
    assert list(entities) == ["United States"]
    assert len(entities["United States"].mentions) == 3
    links = [(link.scheme, link.id) for link in entities["United States"].links]
    assert links == [("iso3166-1", "US"), ("geonames", "6252001")]


def test_a_name_in_a_heading_is_found_by_the_body() -> None:
    text = "Growers Build Roofs For Olga Petrenko\n\nIt was then that Olga Petrenko left for Kyiv, she said."
    assert [mention.start for mention in found(text)["Olga Petrenko"].mentions] == [24, 56]


def test_a_line_break_is_a_blank() -> None:
    assert "Olga\nPetrenko" in [
        m.text for m in found("It was then that Olga\nPetrenko left.")["Olga Petrenko"].mentions
    ]


def test_nouns_of_german_are_no_names() -> None:
    text = "Nach Angaben der Stadtverwaltung fällt der Förster Matthias Grünwald in Berlin viele Bäume."
    assert types(text, "de-DE") == {"Berlin": "GPE", "Matthias Grünwald": "PERSON"}


@pytest.mark.parametrize(
    ("text", "name", "language"),
    [
        ("Das sagte die Sprecherin Anna von Aue am Dienstag.", "Anna von Aue", "de"),
        ("Jean-Luc Le Moal a refusé.", "Jean-Luc Le Moal", "fr"),
        ("Mji unamheshimu Maria.", None, "sw"),
        ("Alisema Maria Lopes jana.", "Maria Lopes", "sw"),
    ],
)
def test_people_of_other_languages_are_known_by_their_given_names(text: str, name: str | None, language: str) -> None:
    assert [known for known, label in types(text, language).items() if label == "PERSON"] == ([name] if name else [])


def test_who_has_a_rank_is_a_person() -> None:
    assert types("She may know, said Sergeant Dolores Whitcombe.")["Dolores Whitcombe"] == "PERSON"


def test_no_article_is_about_a_day() -> None:
    entities = find_entities("On Tuesday Olga Petrenko left. Tuesday came again.")
    assert {entity.name: entity.salience for entity in entities} == {"Olga Petrenko": 1.0, "Tuesday": 0.0}


def test_the_most_salient_comes_first() -> None:
    text = "It was then that Olga Petrenko left for Lebanon. Petrenko slept. Petrenko woke in Cairo."
    entities = find_entities(text)
    assert entities[0].name == "Olga Petrenko"
    assert entities[0].salience == 1
    assert [entity.salience for entity in entities] == sorted((e.salience for e in entities), reverse=True)


def test_the_id_is_the_same_in_every_article() -> None:
    assert found("They fled to Lebanon.")["Lebanon"].id == found("Others came from Lebanon.")["Lebanon"].id


def test_annotate_carries_every_field_over() -> None:
    article = UniqueArticle(id="a", text="They fled to Lebanon.", story=Story(id="s", verdict="new"), bylines=("B",))
    annotated = annotate(article)
    assert annotated.model_dump(exclude={"entities"}) == article.model_dump()
    assert [entity.name for entity in annotated.entities] == ["Lebanon"]
    assert type(annotated).model_validate_json(annotated.model_dump_json()) == annotated


@settings(deadline=None)
@given(TEXTS, st.sampled_from([None, "en", "de"]))
def test_mentions_lie_inside_the_text_in_order_and_apart(text: str, language: str | None) -> None:
    entities = find_entities(text, language=language)
    mentions = [mention for entity in entities for mention in entity.mentions]
    assert all(text[mention.start : mention.end] == mention.text != "" for mention in mentions)
    assert all(0 <= entity.salience <= 1 and entity.mentions for entity in entities)
    assert all(list(e.mentions) == sorted(e.mentions, key=lambda m: m.start) for e in entities)
    for kind in ("name", "nominal"):
        ordered = sorted((m for m in mentions if m.kind == kind), key=lambda mention: mention.start)
        assert all(left.end <= right.start for left, right in pairwise(ordered))
    assert len({(entity.id, entity.type) for entity in entities}) == len(entities)


def test_links_are_counted_by_their_scheme() -> None:
    text = "Ann Lee flew from Paris to Norway on Monday. Norway is cold, she said in Oslo."
    article = UniqueArticle(id="a", language="en", text=text, story=Story(id="a", verdict="new"))
    result = handle(article)
    (annotated,) = result.documents
    assert annotated == annotate(article)
    assert isinstance(annotated, AnnotatedArticle)
    links = [link.scheme for entity in annotated.entities for link in entity.links]
    assert links
    assert result.counts == {"link_scheme": {scheme: links.count(scheme) for scheme in links}}
    assert result.measures == {"entities": [len(annotated.entities)]}


def test_of_more_names_than_a_text_may_have_the_first_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("services.entities.core.MOST_NAMES", 2)
    found = find_entities("Ann Lee met Bob Ray. Later Clara Stone met Ann Lee.")
    assert {mention.text for entity in found for mention in entity.mentions} == {"Ann Lee", "Bob Ray"}


def test_of_more_entities_than_an_event_may_have_the_most_salient_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("services.entities.core.MOST_ENTITIES", 1)
    found = find_entities("Bob Ray met Ann Lee. Ann Lee spoke. Ann Lee left with Clara Stone.")
    assert [entity.name for entity in found] == ["Ann Lee"]
