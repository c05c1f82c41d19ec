from __future__ import annotations

import pytest

from copydesk.text.language.past_tense import czech_past, polish_past, russian_past, ukrainian_past


def test_the_forms_of_women_and_of_several_are_made_from_the_masculine() -> None:
    assert czech_past("uvedl") == {"uvedl", "uvedla", "uvedli", "uvedly", "uvedlo"}
    assert {"powiedziała", "powiedzieli", "krzyknęła", "krzyknęli"} <= polish_past("powiedział krzyknął")
    assert {"добавила", "добавили", "призналась", "признались"} <= russian_past("добавил признался")
    assert {"додала", "додали", "зізналася", "зізналися"} <= ukrainian_past("додав зізнався")


def test_what_is_no_masculine_past_is_a_mistake_of_whoever_wrote_the_list() -> None:
    with pytest.raises(StopIteration):
        czech_past("říká")
