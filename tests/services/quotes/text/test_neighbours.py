from __future__ import annotations

import pytest

from schemas.quote import QuoteEvent
from services.quotes.core import extract_quotes
from services.quotes.text.neighbours import neighbours
from tests.services.quotes.articles import annotated_article


def test_at_the_ends_of_a_text_there_is_no_neighbour() -> None:
    text = "It rained. It froze."
    assert neighbours(text, [(0, 10), (11, 20)], 0, 5) == ("", "It froze.")
    assert neighbours(text, [(0, 10), (11, 20)], 12, 20) == ("It rained.", "")
    assert neighbours(text, [], 0, 5) == ("", "")


@pytest.mark.parametrize(
    ("language", "text", "before", "after"),
    [
        ("en", "It rained. “We go now,” Ana Roca said. It froze.", "It rained.", "It froze."),
        ("de", "Es goss. „Nun ja. Wir gehen“, sagte Ana Roca um 5 Uhr. Es fror.", "Es goss.", "Es fror."),
        ("es", "Llovió. «¿Y ahora? Nos vamos», dijo Ana Roca. Heló.", "Llovió.", "Heló."),
        ("ja", "雨が降った。「もう行く。疲れた」と青木さんは言った。寒かった。", "雨が降った。", "寒かった。"),
        ("zh", "下雨了。王美丽说：“我们走。太晚了。”天冷了。", "下雨了。", "天冷了。"),
        ("zh", "下雨了。“我们走，”王美丽说。天冷了！", "下雨了。", "天冷了！"),
        ("th", "ฝนตก\n\n“เราจะไปกันตอนนี้แล้วนะทุกคน”\n\nหนาว", "ฝนตก", "หนาว"),
    ],
)
def test_the_sentences_beside_a_quote_are_those_of_its_language(
    language: str, text: str, before: str, after: str
) -> None:
    _, event = extract_quotes(annotated_article(text, people=("Ana Roca",), language=language))
    assert isinstance(event, QuoteEvent)
    assert (event.before, event.after) == (before, after)
