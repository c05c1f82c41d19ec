"""Articles made of the sentences of annotated sets of names beyond English: text to annotate quotes in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from training.entities.multilingual_corpora import as_text, contracted, rows

_DATELINE: Final = re.compile(r".{3,80}\( EFE(?:COM|AGRO)? \) \.")
"""How the Spanish agency's articles begin, token by token."""

_SENTENCES: Final = 24
"""Sentences of an article where the set does not tell where one ends."""

_PAGE: Final = 1_000
"""Tokens of a row that is no sentence."""

_ENDS: Final = frozenset(".!?")
_SHORTEST, _LONGEST = 4, 120
"""Tokens of a sentence of a page: a full stop that comes sooner ends an abbreviation."""

_OPEN: Final = "«„“"
_CLOSED: Final = "»”"


@dataclass(frozen=True, slots=True)
class Set:
    """A set: its language, and how many sentences are made one paragraph (one, where the set has shuffled them)."""

    language: str
    in_paragraph: int


SETS: Final = {
    "conll2002_es": Set("es", 1),
    "conll2002_nl": Set("nl", 1),
    "germeval14_de": Set("de", 1),
    "uner_pt": Set("pt", 3),
    "uner_da": Set("da", 1),
    "uner_sv": Set("sv", 3),
    "uner_nob": Set("nb", 3),
    "uner_nno": Set("nn", 3),
    "uner_hr": Set("hr", 3),
    "europeana_fr": Set("fr", 3),
    "europeana_de": Set("de", 3),
}


@dataclass(frozen=True, slots=True)
class MadeArticle:
    """An article that stands nowhere as it is: its sentences were taken token by token out of one."""

    id: str
    language: str
    text: str


def articles(evaluation: Path, name: str) -> Iterator[MadeArticle]:
    """The articles of a set; the id is the set's name and their number."""
    sentences = [
        _printed(tokens, name) for row in rows(evaluation, name, "train") for tokens in _sentences(row["tokens"])
    ]
    parts = _by_dateline(sentences) if name == "conll2002_es" else _each(sentences, _SENTENCES)
    for number, part in enumerate(parts):
        text = "\n\n".join(_paragraphs(part, SETS[name].in_paragraph))
        yield MadeArticle(f"{name}/{number}", SETS[name].language, text)


def _sentences(tokens: list[str]) -> Iterator[list[str]]:
    """The tokens sentence by sentence, where they are a whole page."""
    if len(tokens) < _PAGE:
        yield tokens
        return
    begin = 0
    for at, token in enumerate(tokens, 1):
        if (token in _ENDS and at - begin > _SHORTEST) or at - begin == _LONGEST or at == len(tokens):
            yield tokens[begin:at]
            begin = at


def _printed(tokens: list[str], name: str) -> str:
    labels = ["O"] * len(tokens)
    return as_text(*(contracted(tokens, labels) if name == "uner_pt" else (tokens, labels)))[0]


def _each(sentences: Sequence[str], count: int) -> Iterator[Sequence[str]]:
    for start in range(0, len(sentences), count):
        yield sentences[start : start + count]


def _by_dateline(sentences: Sequence[str]) -> Iterator[list[str]]:
    part: list[str] = []
    for sentence in sentences:
        if part and _DATELINE.fullmatch(sentence.replace("(EFE", "( EFE").replace(").", " ) .")):
            yield part
            part = []
        if sentence != "-":
            part.append(sentence)
    if part:
        yield part


def _paragraphs(sentences: Sequence[str], count: int) -> Iterator[str]:
    """So many sentences each, and more while a quotation is open."""
    held: list[str] = []
    for sentence in sentences:
        held.append(sentence)
        text = " ".join(held)
        is_open = text.count('"') % 2 or sum(map(text.count, _OPEN)) > sum(map(text.count, _CLOSED))
        if len(held) >= count and (not is_open or len(held) >= 3 * count):
            yield text
            held = []
    if held:
        yield " ".join(held)
