"""Training texts: annotated sets as tokens with the tags that they allow, and unlabelled news."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from copydesk.text.tokens import Tokens, tokenize
from training.entities.labels import CLASSES, EITHER, OF_RAW, OPEN, TAGS

HELD_OUT_SHARE = 16
"""One article in so many of each annotated set is held out for the figures of the model card."""


@dataclass(frozen=True, slots=True)
class Example:
    """A text. `allowed` [token, tag]: the tags that its annotation allows; None for a text without annotation."""

    id: str
    text: str
    tokens: Tokens
    allowed: NDArray[np.bool_] | None
    held_out: bool = False


def annotated(folder: Path) -> Iterator[Example]:
    """The annotated training sets of the evaluation folder."""
    for name, left_open in OPEN.items():
        for row in _rows(folder / "entities" / f"{name}_train.jsonl.gz"):
            tokens = tokenize(row["text"])
            held_out = sha256(row["id"].encode()).digest()[0] % HELD_OUT_SHARE == 0
            spans = [(e["start"], e["end"], e["raw"]) for e in row["entities"]]
            yield Example(row["id"], row["text"], tokens, _allowed(tokens, spans, left_open), held_out)


def unlabelled(folder: Path) -> Iterator[Example]:
    """News without annotation of names; one of several extractions of the same page."""
    for row in _rows(folder / "quotes" / "polnear_train.jsonl.gz"):
        yield Example(row["id"], row["text"], tokenize(row["text"]), None)
    seen: set[str] = set()
    for row in _rows(folder / "duplicates" / "trafeval_dev.jsonl.gz"):
        if row["lang"] == "en" and row["cluster"] not in seen:
            seen.add(row["cluster"])
            yield Example(row["id"], row["text"], tokenize(row["text"]), None)


def _rows(path: Path) -> Iterator[dict]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


def _allowed(tokens: Tokens, spans: list[tuple[int, int, str]], left_open: tuple[str, ...]) -> NDArray[np.bool_]:
    allowed = np.zeros((len(tokens), len(TAGS)), dtype=bool)
    allowed[:, 0] = True
    for name in left_open:
        at = 1 + 4 * CLASSES.index(name)
        allowed[:, at : at + 4] = True
    for start, end, raw in sorted(spans, key=lambda span: (span[0], -span[1])):
        names = EITHER.get(raw) or (OF_RAW[raw],)
        first = int(np.searchsorted(tokens.ends, start, side="right"))
        last = int(np.searchsorted(tokens.starts, end, side="left")) - 1
        if first > last:
            continue
        allowed[first : last + 1] = False
        for name in names:
            at = 1 + 4 * CLASSES.index(name)
            if first == last:
                allowed[first, at + 3] = True
                continue
            allowed[first, at] = True
            allowed[first + 1 : last, at + 1] = True
            allowed[last, at + 2] = True
    return allowed
