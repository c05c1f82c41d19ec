from __future__ import annotations

from copydesk.cli.display import QUOTE_WIDTH, describe
from schemas.article import EnrichedArticle
from schemas.document import Span
from schemas.entity import Entity, EntityType, Mention
from schemas.quote import Quote, Speaker
from schemas.story import Story


def entity(name: str, kind: EntityType) -> Entity:
    return Entity(id=name, name=name, type=kind)


def quote(text: str, speaker: Speaker | None = None) -> Quote:
    return Quote(
        id=text[:9],
        kind="direct",
        text=text,
        start=0,
        end=1,
        spans=(Span(start=0, end=1),),
        speaker=speaker or Speaker(),
    )


def article(**fields: object) -> EnrichedArticle:
    story = Story(id="a", verdict="new")
    return EnrichedArticle.model_validate({"id": "a", "source": "wire", "text": "", "story": story, **fields})


def test_an_article_of_which_little_is_known_is_one_line() -> None:
    assert describe(article(title="Bridge")) == "● Bridge  [wire, new]"
    assert describe(article()) == "● (no title)  [wire, new]"


def test_names_stand_under_their_kind_and_only_the_first_are_shown() -> None:
    people = [entity(f"Person {n}", "PERSON") for n in range(7)]
    entities = (*people, entity("Porto", "GPE"), entity("Douro", "LOC"), entity("Council", "ORG"))
    assert describe(article(title="Bridge", entities=entities)).splitlines()[1:] == [
        "    people: Person 0, Person 1, Person 2, Person 3, Person 4 and 2 more",
        "    organisations: Council",
        "    places: Porto, Douro",
    ]


def test_described_groups_are_no_names() -> None:
    officials = entity("officials", "PERSON").model_copy(
        update={"mentions": (Mention(start=0, end=9, text="officials", kind="nominal"),)}
    )
    assert describe(article(title="Bridge", entities=(officials,))) == "● Bridge  [wire, new]"


def test_quotes_name_their_speakers_and_only_the_first_are_shown() -> None:
    quotes = (
        quote("Yes.", Speaker(status="named", name="Ana Ruiz")),
        quote("No.", Speaker(status="named", name="Ana Ruiz", names=("Ana Ruiz", "Bo Lee"))),
        quote("Perhaps."),
    )
    assert describe(article(quotes=quotes)).splitlines()[1:] == [
        "    Ana Ruiz (direct): “Yes.”",
        "    Ana Ruiz and Bo Lee (direct): “No.”",
        "    and 1 more quotes",
    ]


def test_a_long_quote_is_cut_and_a_speaker_nobody_knows_is_unknown() -> None:
    (_, line) = describe(article(quotes=(quote("word " * 100),))).splitlines()
    assert line.startswith("    unknown speaker (direct): “word word")
    assert line.endswith(" …”")
    assert len(line) <= QUOTE_WIDTH + len("    unknown speaker (direct): “”")


def test_nothing_of_an_article_steers_the_terminal() -> None:
    hostile = "\x1b[2J\x1b]0;title\x07\u202e"
    shown = describe(
        article(
            title=f"Bridge{hostile}\nsecond line",
            source=f"wire{hostile}",
            entities=(entity(f"Ana{hostile}", "PERSON"),),
            quotes=(quote(f"Yes{hostile}", Speaker(status="named", name=f"Ana{hostile}")),),
        )
    )
    assert all(character.isprintable() or character == "\n" for character in shown)
    assert len(shown.splitlines()) == 3
