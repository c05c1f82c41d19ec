"""The subject of the verb that stands between asterisks."""

from __future__ import annotations

import pytest

from services.quotes.speakers.subjects import Clause, Subject
from tests.services.quotes.articles import parsed_article

PEOPLE = ("Ann Lee", "Bo Ray")


def clause(marked: str, language: str = "en", organisations: tuple[str, ...] = ()) -> tuple[Clause, int, str]:
    before, verb, after = marked.split("*")
    text = f"{before}{verb}{after}"
    parsed = parsed_article(text, PEOPLE, organisations, language)
    tokens = parsed.sentences[0].tokens
    index = next(index for index, token in enumerate(tokens) if token.start == len(before))
    return Clause(tokens, parsed.names, parsed.lexicon), index, text


def printed(subject: Subject | None, text: str) -> str | None:
    return None if subject is None else text[subject.start : subject.end]


def before(marked: str, language: str = "en", organisations: tuple[str, ...] = ()) -> str | None:
    found, verb, text = clause(marked, language, organisations)
    return printed(found.before(verb), text)


def after(marked: str, language: str = "en", organisations: tuple[str, ...] = ()) -> str | None:
    found, verb, text = clause(marked, language, organisations)
    return printed(found.after(verb), text)


def head(marked: str, organisations: tuple[str, ...] = ()) -> str | None:
    found, verb, text = clause(marked, "en", organisations)
    return printed(found.head(0, verb), text)


@pytest.mark.parametrize(
    ("sentence", "subject"),
    [
        ("Ann Lee *said* no.", "Ann Lee"),
        ("Ann Lee has also repeatedly *said* no.", "Ann Lee"),
        ("Ann Lee angrily *said* no.", "Ann Lee"),
        ("Ann Lee (the keeper) *said* no.", "Ann Lee"),
        ("Ann Lee, 62, *said* no.", "Ann Lee"),
        ("Ann Lee, who *said* no.", "Ann Lee"),
        ("Ann Lee sat down and *said* no.", "Ann Lee"),
        ("On Friday Ann Lee *said* no.", "Ann Lee"),
        ("It rained, she *said*.", "she"),
        ("The keeper of the tower *said* no.", "The keeper of the tower"),
        ("The tower is high, a keeper *said*.", "a keeper"),
        ("Ann Lee and Bo Ray *said* no.", "Ann Lee and Bo Ray"),
        ("The keeper, 62, *said* no.", "The keeper"),
        ("Ann Lee will *say* no.", "Ann Lee"),
    ],
)
def test_before_a_verb(sentence: str, subject: str) -> None:
    assert before(sentence) == subject


@pytest.mark.parametrize(
    "sentence",
    [
        "Ann Lee did not *say* no.",
        "Ann Lee never *said* no.",
        "Ann Lee didn’t *say* no.",
        "Ann Lee can *say* no.",
        "Ann Lee will *warn* them.",
        "Ann Lee’s *said* no.",
        "*Said* the keeper.",
        "In May they *said*"[:5] + " May *said* no.",
        "It stood painted red, painted *said* no.",
    ],
)
def test_no_subject_before_a_verb(sentence: str) -> None:
    assert before(sentence) is None


@pytest.mark.parametrize(
    ("sentence", "subject"),
    [
        ("*said* Ann Lee on Friday", "Ann Lee"),
        ("*said* the keeper of the tower", "the keeper of the tower"),
        ("*said* the keeper, Ann Lee, in May", "Ann Lee"),
        ("*said* she", "she"),
        ("*said* keepers Ann Lee and Bo Ray", "Ann Lee and Bo Ray"),
        ("*said* a spokesman for Ann Lee", "a spokesman for Ann Lee"),
        ("*said* Ann Lee of Bonn", "Ann Lee"),
        ("*said* “no” twice", None),
        ("*said*", None),
    ],
)
def test_behind_a_verb(sentence: str, subject: str | None) -> None:
    assert after(sentence) == subject


def test_a_partner_whom_the_article_does_not_introduce_is_kept_as_printed() -> None:
    found, verb, _ = clause("*said* Ann Lee and Smith")
    subject = found.after(verb)
    assert subject is not None
    assert ([name.entity.name for name in subject.names], subject.companion) == (["Ann Lee"], "Smith")


@pytest.mark.parametrize(
    ("sentence", "subject"),
    [
        ("Ann Lee left Bonn, *adding* that it rained.", "Ann Lee"),
        ("With Ann Lee away, Bo Ray rose, *adding* that it rained.", "Bo Ray"),
        ("Ann Lee’s boat came and he rose, *adding* that it rained.", "he"),
        ("Fjordline moved in May, *adding* that it rained.", "Fjordline"),
        ("Fjordline sent Bo Ray home, *adding* that it rained.", "Bo Ray"),
        ("It rained, *adding* to the flood.", None),
    ],
)
def test_who_a_sentence_is_about(sentence: str, subject: str | None) -> None:
    assert head(sentence, ("Fjordline",)) == subject


def test_a_subject_of_many_words_was_cut_wrongly() -> None:
    assert before(f"The {'very ' * 20}old keeper *said* no.") is None
