"""Sentences of Wikipedia in which nobody says anything: they keep the labeller from seeing reports in narration.

The invented articles, which alone teach some languages, hold far more statements than other texts do.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from training.entities.multilingual_corpora import as_text, rows
from training.quotes.made_articles import MadeArticle

COUNTS: Final = {"pl": 4000, "fr": 2500, "de": 2500, "ru": 2500}
"""Sentences of each language; most of Polish, in which the network saw most that was not there."""

_SAYING: Final = re.compile(
    r"powiedzia|stwierdzi|według|twierdz|zdaniem|oświadcz|ogłosi|poinform|mówi|doda[łl]|zapowied"
    r"|\bdit\b|déclar|selon|affirm|expliqu|annonc|estim|racont|écrit"
    r"|sagte|erklär|laut\b|zufolge|behaupt|bericht|meint|gab an|schrieb|nannt|nenn"
    r"|сказа|заяви|сообщ|утвержд|слов|отмет|рассказ|счита|[„“”«»\"]|''",
    re.IGNORECASE,
)
"""Parts of words of saying, and marks: a sentence that holds one of them may say something."""

_SHORTEST: Final = 9
"""Tokens of a sentence."""

_TOGETHER, _IN_PARAGRAPH, _SEED = 24, 3, 4


def articles(evaluation: Path) -> Iterator[MadeArticle]:
    """Texts of such sentences, drawn by lot."""
    draw = random.Random(_SEED)  # noqa: S311 - which sentences are read is no secret
    for language, count in COUNTS.items():
        printed = [_printed(row["tokens"]) for row in rows(evaluation, f"wikiann_{language}", "train")]
        fit = [sentence for sentence in printed if sentence and not _SAYING.search(sentence)]
        draw.shuffle(fit)
        for start in range(0, min(count, len(fit)), _TOGETHER):
            part = fit[start : min(start + _TOGETHER, count)]
            paragraphs = (" ".join(part[at : at + _IN_PARAGRAPH]) for at in range(0, len(part), _IN_PARAGRAPH))
            yield MadeArticle(f"wikiann_{language}/{start}", language, "\n\n".join(paragraphs))


def _printed(tokens: list[str]) -> str:
    return as_text(tokens, ["O"] * len(tokens))[0] if len(tokens) >= _SHORTEST else ""
