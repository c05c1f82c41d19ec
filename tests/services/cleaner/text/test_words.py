from __future__ import annotations

from services.cleaner.text.words import normalised_words


def test_marks_case_and_layout_do_not_count() -> None:
    assert normalised_words("Ferry—late\n again, STRASSE!") == normalised_words("ferry late again strasse")
    assert normalised_words("...") == []
