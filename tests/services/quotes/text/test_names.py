from __future__ import annotations

from schemas.entity import Entity, Mention
from services.quotes.text.names import NameIndex


def index(*people: tuple[str, list[str]]) -> NameIndex:
    """Names by what is printed of each person, one behind the other."""
    entities, at = [], 0
    for name, printed in people:
        mentions = []
        for text in printed:
            mentions.append(Mention(start=at, end=at + len(text), text=text))
            at += len(text) + 1
        entities.append(Entity(id=name, name=name, type="PERSON", mentions=tuple(mentions), salience=0.5))
    return NameIndex(entities)


def test_a_surname_in_front_is_shared_with_all_who_begin_with_it() -> None:
    names = index(("Bae Dae-ki", ["Bae Dae-ki", "Bae"]), ("Bae Gi-un", ["Bae Gi-un"]), ("Ann Bae", ["Ann Bae"]))
    alone = names.all[1]
    assert names.bearers(alone) == 3
    assert names.rivals(alone) == {"Bae Gi-un", "Ann Bae"}


def test_a_surname_behind_is_shared_with_those_who_end_with_it() -> None:
    names = index(("Ann Lee", ["Ann Lee", "Lee"]), ("Bo Lee", ["Bo Lee"]), ("Lee Ray", ["Lee Ray"]))
    alone = names.all[1]
    assert names.bearers(alone) == 2
    assert names.rivals(alone) == {"Bo Lee"}


def test_a_main_bearer_of_a_surname_in_front_is_named_first_and_most() -> None:
    names = index(("Bae Dae-ki", ["Bae Dae-ki", *["Bae"] * 4]), ("Bae Gi-un", ["Bae Gi-un"]))
    alone = names.all[1]
    assert names.is_main_bearer(alone, 5)
    assert not names.is_main_bearer(alone, 6)
