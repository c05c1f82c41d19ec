from __future__ import annotations

import re
from dataclasses import fields

import pytest

from copydesk.text.language.lexicon import Lexicon
from copydesk.text.language.registry import LEXICONS, lexicon_of, primary_tag


@pytest.mark.parametrize("tag", [None, "", "und", "en", "EN-gb", "en-US"])
def test_english_is_read_where_no_language_is_known(tag: str | None) -> None:
    assert primary_tag(tag) == "en"
    assert lexicon_of(tag) is LEXICONS["en"]


def test_a_region_does_not_count() -> None:
    assert lexicon_of("de-CH") is lexicon_of("DE") is LEXICONS["de"]
    assert lexicon_of("fr-CA") is LEXICONS["fr"]


@pytest.mark.parametrize("tag", ["pl", "ltg", "x-klingon", "english"])
def test_a_language_without_a_file_has_no_words(tag: str) -> None:
    lexicon = lexicon_of(tag)
    assert lexicon == Lexicon()
    held = [getattr(lexicon, each.name) for each in fields(lexicon)]
    assert not any(words for words in held if not isinstance(words, re.Pattern))
    assert not any(pattern.search("she was told by Lee") for pattern in held if isinstance(pattern, re.Pattern))


@pytest.mark.parametrize("tag", LEXICONS)
def test_words_are_in_lower_case_without_blanks(tag: str) -> None:
    lexicon = LEXICONS[tag]
    for each in fields(lexicon):
        words = getattr(lexicon, each.name)
        if isinstance(words, frozenset):
            assert all(word == word.lower() and word.split() == [word] for word in words), each.name


@pytest.mark.parametrize("tag", LEXICONS)
def test_lists_that_are_read_together_agree(tag: str) -> None:
    lexicon = LEXICONS[tag]
    assert lexicon.speech_verbs <= lexicon.saying | lexicon.stating
    assert lexicon.bare_clause <= lexicon.saying
    assert lexicon.addressing.isdisjoint(lexicon.naming)
    assert lexicon.subject_relatives <= lexicon.relatives
    assert lexicon.announcing <= lexicon.denials
    assert lexicon.definite_articles <= lexicon.determiners
    assert lexicon.weekdays <= lexicon.times <= lexicon.no_head
    assert lexicon.masculine.isdisjoint(lexicon.feminine)
