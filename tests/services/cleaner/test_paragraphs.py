from __future__ import annotations

import pytest

from services.cleaner.paragraphs import rebuild
from services.cleaner.text.column import measure
from services.cleaner.text.lines import split_lines
from services.cleaner.text.offsets import TracedText
from tests.services.cleaner.ferry import COLUMN, cleaned, paragraphs


def test_lines_of_a_column_become_paragraphs() -> None:
    first, second, third = paragraphs(cleaned(COLUMN))
    assert first.startswith("The old ferry to the island was late again on Sunday, and the people on the quay")
    assert second == "No one at the harbour office had a word to say about the delay."
    assert third.startswith("A teacher from the next village, Ann Lee,")


def test_a_long_paragraph_is_cut_only_after_a_short_line() -> None:
    body = (
        "The fog lay thick. The boat was late. The\n"
        "people stood there. The cold was hard. No\n"
        "one had a coat on. The wind blew again. A\n"
        "bell rang out loud. The dog ran away then.\n"
        "The boat came late.\n"
        "The people were glad. The soup was hot. The\n"
        "night was over then. The sun came out, and\n"
        "the fog was gone. They all went home soon.\n"
    )
    assert [text[:15] for text in paragraphs(cleaned(body))] == ["The fog lay thi", "The people were"]


def test_a_quotation_that_is_opened_again_opens_a_paragraph() -> None:
    body = (
        "The people were cold. “We had been told\n"
        "to wait for the boat and nobody came to us.\n"
        "“So we waited all night long on the cold\n"
        "quay,” the teacher said. The fog was thick.\n"
    )
    assert [text[:6] for text in paragraphs(cleaned(body))] == ["The pe", "“So we"]


@pytest.mark.parametrize(
    ("before", "after", "joined"),
    [
        ("sea-", "sonal", "seasonal"),
        ("Wed-", "nesday", "Wednesday"),
        ("Malta-", "based", "Malta-based"),
        ("Gar-", "Ross", "Gar-Ross"),
        ("UN-", "run", "UN-run"),
        ("mid-", "2019", "mid-2019"),
        ("self-", "made", "self-made"),
        ("al-", "Adha", "al-Adha"),
        ("sea\u00ad", "sonal", "seasonal"),
    ],
)
def test_hyphens_at_line_ends(before: str, after: str, joined: str) -> None:
    article = cleaned(f"The people on the quay had some {before}\n{after} words to say about it all then.")
    assert f"some {joined} words" in article.text
    if before + after != joined:
        assert [(repair.raw, repair.text) for repair in article.repairs] == [(f"{before}\n{after}", joined)]
    else:
        assert [repair.text for repair in article.repairs] == [joined]


def test_the_spelling_elsewhere_decides_about_a_hyphen() -> None:
    body = "The last-ditch plan had failed, and the last-\nditch plan that followed it had failed as well."
    assert "the last-ditch plan that followed" in cleaned(body).text


def test_blank_lines_separate_paragraphs_where_they_follow_sentences() -> None:
    body = "The fog was gone.\nThe boat came in at last, and the\npeople were glad of it.\n\n"
    assert cleaned(body * 4).text.split("\n\n") == [" ".join(body.split())] * 4


def rebuilt(body: str) -> list[str]:
    lines = split_lines(TracedText.of(body))
    return [paragraph.text for paragraph in rebuild(lines, measure(lines))]


def test_indented_lines_open_paragraphs() -> None:
    body = """\
   The fog lay thick over the bay. The
ferry was late again on this day, and
all of the people stood in the cold.
   Nobody on the quay had an answer. The
baker sold all of his bread to them by
seven, and he went home after that.
   At noon the fog was gone at last. The
bell rang out, and then the ferry came
with the nineteen goats, two hours on.
"""
    assert [text.split()[0] for text in rebuilt(body)] == ["The", "Nobody", "At"]


def test_items_of_a_list_are_paragraphs() -> None:
    body = "The ferry needs all of these things.\n• a new bell.\n• a crew of nine.\n• fuel.\n"
    assert rebuilt(body)[1:] == ["• a new bell.", "• a crew of nine.", "• fuel."]


def test_the_text_maps_back_to_the_body() -> None:
    body = "The peo-\nple on the quay had been waiting."
    lines = split_lines(TracedText.of(body))
    (paragraph,) = rebuild(lines, measure(lines))
    assert paragraph.text == "The people on the quay had been waiting."
    assert paragraph.raw_span(4, 10) == (4, 12)
