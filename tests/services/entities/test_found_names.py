from __future__ import annotations

from copydesk.text.tokens import TokenSpan, tokenize
from services.entities.found_names import find_names, name_at

TEXT = "Then Olga Petrenko met them in Lisbon."


def test_a_name_has_tokens_and_code_points() -> None:
    name = name_at(tokenize(TEXT), 1, 3, "PERSON")
    assert name.tokens == TokenSpan(1, 3)
    assert TEXT[name.start : name.end] == "Olga Petrenko"
    assert name.words == ("Olga", "Petrenko")


def test_another_class_changes_nothing_else() -> None:
    name = name_at(tokenize(TEXT), 1, 3, "PERSON")
    assert name.relabelled("PERSON") is name
    assert name.relabelled("ORG").relabelled("PERSON") == name


def test_the_tagger_finds_names() -> None:
    tokens, names, _ = find_names(TEXT)
    assert [(name.words, name.label) for name in names] == [(("Olga", "Petrenko"), "PERSON"), (("Lisbon",), "LOC")]
    assert len(tokens) == 8
    assert find_names("")[1] == []
