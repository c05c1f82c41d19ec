"""Annotated sets of the languages beyond English: sentences of tokens, made text again."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from copydesk.text.tokens import Tokens, tokenize
from copydesk.text.unspaced import is_unspaced, split_unspaced, with_next_characters
from services.entities.labels import CLASSES_BEYOND_ENGLISH, TAGS_BEYOND_ENGLISH, NameClass
from training.entities.labels import OF_RAW

SETS: Final[dict[str, float]] = {
    "conll2002_es": 1.0, "conll2002_nl": 1.0, "germeval14_de": 1.0,
    "uner_da": 1.0, "uner_hr": 0.5, "uner_nno": 1.0, "uner_nob": 1.0, "uner_pt": 1.0, "uner_sk": 0.5, "uner_sv": 1.0,
    "uner_zh": 1.0,
    "europeana_fr": 0.5, "europeana_nl": 0.1, "europeana_de": 0.3,
    "wikiann_de": 0.3, "wikiann_es": 0.2, "wikiann_fr": 0.5, "wikiann_nl": 0.2, "wikiann_pl": 0.9, "wikiann_ru": 0.9,
}  # fmt: skip
"""The share of each set that an epoch reads: less of the weak ones where a language has better."""

_WITH_MISC: Final = ("conll2002", "germeval14", "uner_hr")
"""Sets that annotate other names than those of people, organisations and places."""

_WEAK: Final = "wikiann"
"""Its sentences have links for annotation: a capitalised word without one may be a name, too."""

_LONGEST = 60
"""Tokens into which Europeana's pages are cut."""

_CLOSING: Final = frozenset(",.;:!?)]}»”’%…") | {"...", "''"}
_OPENING: Final = frozenset("([{«„“‚¿¡") | {"``"}

_CONTRACTED: Final = {
    ("de", "o"): "do", ("de", "a"): "da", ("de", "os"): "dos", ("de", "as"): "das", ("em", "o"): "no",
    ("em", "a"): "na", ("em", "os"): "nos", ("em", "as"): "nas", ("a", "o"): "ao", ("a", "os"): "aos", ("a", "a"): "à",
    ("a", "as"): "às", ("por", "o"): "pelo", ("por", "a"): "pela", ("por", "os"): "pelos", ("por", "as"): "pelas",
    ("em", "um"): "num", ("em", "uma"): "numa", ("de", "este"): "deste", ("de", "esta"): "desta", ("de", "ele"): "dele",
    ("de", "ela"): "dela", ("em", "este"): "neste", ("em", "esta"): "nesta", ("de", "esse"): "desse",
}  # fmt: skip
"""What the Portuguese treebank has in two: texts have one word."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: the words that the tagger sees, and the tags that its annotation allows [token, tag]."""

    words: list[str]
    gaps: list[int]
    allowed: NDArray[np.bool_]


def simplified(sources: Path) -> dict[int, str]:
    """The simplified forms of traditional Chinese characters, for `str.translate`, from the package OpenCC."""
    lines = (sources / "opencc/dictionary/TSCharacters.txt").read_text(encoding="utf-8").splitlines()
    pairs = (line.split("\t") for line in lines if "\t" in line)
    return {ord(old): new.split()[0] for old, new in pairs if len(old) == 1}


def sentences(
    folder: Path, name: str, *, part: str = "train", characters: Mapping[int, str] | None = None
) -> Iterator[Sentence]:
    """The sentences of a set, their characters replaced by those of a table for `str.translate`."""
    for row in rows(folder, name, part):
        printed = [token.translate(characters) for token in row["tokens"]] if characters else row["tokens"]
        for piece in _pieces(printed, row["labels"]):
            text, spans = as_text(*(contracted(*piece) if name == "uner_pt" else piece))
            found = split_unspaced(tokenize(text))
            if not len(found):
                continue
            allowed = _allowed(found, spans, name)
            yield Sentence(with_next_characters(found).words, found.gaps.tolist(), allowed)


def completed(file: Path) -> Iterator[Sentence]:
    """Sentences of a weak set that `training/entities/multilingual_teachers.py` has completed."""
    with file.open(encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            found = split_unspaced(tokenize(row["text"]))
            allowed = _allowed(found, row["spans"], file.stem)
            yield Sentence(with_next_characters(found).words, found.gaps.tolist(), allowed)


def rows(folder: Path, name: str, part: str) -> Iterator[dict]:
    """The rows of a set: tokens and labels."""
    with gzip.open(folder / "entities" / "multi" / f"{name}_{part}.jsonl.gz", "rt", encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


def _pieces(tokens: list[str], labels: list[str]) -> Iterator[tuple[list[str], list[str]]]:
    start = 0
    while start < len(tokens):
        end = min(start + _LONGEST, len(tokens)) if len(tokens) > 4 * _LONGEST else len(tokens)
        while end < len(tokens) and labels[end].startswith("I-"):
            end += 1
        yield tokens[start:end], labels[start:end]
        start = end


def contracted(tokens: Sequence[str], labels: Sequence[str]) -> tuple[list[str], list[str]]:
    """Portuguese tokens that the treebank has in two, in one as texts print them, and their labels."""
    words: list[str] = []
    kept: list[str] = []
    index = 0
    while index < len(tokens):
        pair = tuple(word.lower() for word in tokens[index : index + 2])
        joined = _CONTRACTED.get(pair)  # type: ignore[call-overload]
        if joined is None or labels[index + 1].startswith("B-"):
            words.append(tokens[index])
            kept.append(labels[index])
            index += 1
            continue
        words.append(joined.capitalize() if tokens[index][0].isupper() else joined)
        kept.append(labels[index])
        index += 2
    return words, kept


def as_text(tokens: Sequence[str], labels: Sequence[str]) -> tuple[str, list[tuple[int, int, str]]]:
    """The text that the tokens come from, as it is printed, and its names: start, end and label."""
    text = ""
    spans: list[tuple[int, int, str]] = []
    quoted, glue = False, True
    for printed, label in zip(tokens, labels, strict=True):
        before = not (glue or printed in _CLOSING or (printed == '"' and quoted) or printed.startswith(("'", "’")))
        before = before and not (text and (_is_wide(text[-1]) or _is_wide(printed[0])))
        text += " " * before + printed
        start = len(text) - len(printed)
        if label.startswith("I-") and spans and spans[-1][2] == label[2:]:
            spans[-1] = (spans[-1][0], len(text), label[2:])
        elif label != "O":
            spans.append((start, len(text), label[2:]))
        glue = printed in _OPENING or (printed == '"' and not quoted) or printed.endswith(("'", "’"))
        glue = glue and printed not in {"’", "'"}
        quoted ^= printed == '"'
    return text, spans


def _is_wide(char: str) -> bool:
    """Whether no blank stands beside the character: it is unspaced or a mark of such a script."""
    return is_unspaced(char) or "\u3000" <= char <= "\u303f" or "\uff00" <= char <= "\uff65"


def _allowed(tokens: Tokens, spans: Sequence[tuple[int, int, str]], name: str) -> NDArray[np.bool_]:
    allowed = np.zeros((len(tokens), len(TAGS_BEYOND_ENGLISH)), dtype=bool)
    allowed[:, 0] = True
    if not name.startswith(_WITH_MISC):
        allowed[:, _tag_rows("MISC")] = True
    if name.startswith(_WEAK):
        capitals = [index for index, word in enumerate(tokens.words) if index and word[0].isupper()]
        allowed[capitals] = True
    for start, end, raw in spans:
        label: NameClass = OF_RAW.get(raw, "MISC")
        first = int(np.searchsorted(tokens.ends, start, side="right"))
        last = int(np.searchsorted(tokens.starts, end, side="left")) - 1
        if first > last:
            continue
        allowed[first : last + 1] = False
        begin = _tag_rows(label).start
        if first == last:
            allowed[first, begin + 3] = True
            continue
        allowed[first, begin] = True
        allowed[first + 1 : last, begin + 1] = True
        allowed[last, begin + 2] = True
    return allowed


def _tag_rows(label: NameClass) -> slice:
    begin = 1 + 4 * CLASSES_BEYOND_ENGLISH.index(label)
    return slice(begin, begin + 4)
