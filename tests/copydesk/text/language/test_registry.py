from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import fields

import pytest

from copydesk.text.language.lexicon import Lexicon
from copydesk.text.language.marks import MARKS
from copydesk.text.language.registry import LEXICONS, REPORTING, lexicon_of, primary_tag, reporting_of
from copydesk.text.language.reporting import Reporting


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


@pytest.mark.parametrize("tag", sorted(REPORTING))
def test_what_reports_speech_is_in_lower_case_without_blanks(tag: str) -> None:
    reporting = reporting_of(tag)
    assert reporting is not None
    assert tag in MARKS
    if not isinstance(reporting, Reporting):
        return
    for each in fields(reporting):
        words = getattr(reporting, each.name)
        if isinstance(words, frozenset):
            assert all(word == word.lower() and word.split() == [word] for word in words), each.name
    assert reporting.verbs.isdisjoint(reporting.prepositions)
    assert reporting.verbs.isdisjoint(reporting.pronouns)
    assert reporting.possessor_articles <= reporting.oblique | reporting.indefinite


@pytest.mark.parametrize(
    ("tag", "same"), [("nn", "nb"), ("no-NO", "nb"), ("cmn-Hans", "zh"), ("zh-TW", "zh"), ("pt-BR", "pt")]
)
def test_languages_that_stand_in_the_file_of_another(tag: str, same: str) -> None:
    assert reporting_of(tag) is reporting_of(same)


@pytest.mark.parametrize("tag", [None, "en", "sw", "x-klingon", "registry"])
def test_no_other_language_reports_by_words(tag: str | None) -> None:
    assert reporting_of(tag) is None


def test_who_reads_english_alone_loads_no_other_language() -> None:
    program = (
        "import sys; from services.quotes.service import SERVICE; SERVICE.ready_handler(); "
        "print([name for name in sys.modules if name.startswith('copydesk.text.language.')])"
    )
    loaded = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout
    assert not [tag for tag in REPORTING - set(LEXICONS) if f"language.{tag}'" in loaded]
