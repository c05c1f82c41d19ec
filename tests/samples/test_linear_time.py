"""Bodies made to be slow: the work of the whole chain grows with their length, not with its square."""

from __future__ import annotations

import sys
from types import FrameType

import pytest

from schemas.article import RawArticle, UniqueArticle
from services.cleaner.core import clean
from services.dedup.core import Deduplicator
from services.entities.core import annotate
from services.quotes.core import extract_quotes

pytestmark = pytest.mark.slow

CHARACTERS = 8_000
"""Of the shorter body; the longer one has twice as many. Squares show at this length already, and counting is slow."""

MOST_GROWTH = 2.5
"""Linear work doubles, some fixed costs aside; quadratic work grows fourfold."""

PIECES = [
    ".\n",
    "-\n",
    "a\n\n",
    "“a\n",
    'x\n\n"',
    '"a" ',
    '"',
    "‘a ",
    "A ",
    "A B C ",
    "a-",
    "said ",
    'said "a" ',
    "and ",
    "narrow line\n",
    "By Ann Lee\n",
    "Photo: Ann Lee\n",
    "Photo: Ann Lee\n\nthe\n\n",
    "“a b\nc d”\n\n",
    "7\n",
    "T he ",
    "ROME — ",
    "“We were late,” said Lee. ",
    "Ann Lee said it was late, and ",
    "B\n\ny Ann Lee\n\n",
    "a b\n\n",
    "al-",
    "A.",
    "1,",
    "a'",
    "'a ",
    " ",
    "x",
    "\U0001f600",
    "Ministry of ",
    "Ann Lee, ",
    "(",
    "the man and ",
    "that ",
    "“a b c d e”\n\n",
]


NUMBERED = [
    "{0} Quorn met {1} Zeb. ",
    "the {0} {1} {2} ({0[0]}{1[0]}{2[0]}) ",
    "({0} ",
    "{0} {1}, ",
    "{0} & {1} met. ",
    "the {0} {1} Quorn said it. ",
    "“We saw {0},” said {1} {2}. ",
]
"""Sentences in which every name is another one."""

SYLLABLES = ["bar", "kel", "mon", "dru", "vis", "tan", "gor", "lem", "pas", "wyn"]


def work(body: str) -> int:
    """Calls of Python functions on the way of an article: a measure of its cost that no other load disturbs."""
    calls = 0

    def count(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal calls
        calls += event in {"call", "c_call"}

    article = RawArticle(id="a", title="A title", body=body)
    sys.setprofile(count)
    try:
        judged = Deduplicator().judge(clean(article))
        assert isinstance(judged, UniqueArticle)
        extract_quotes(annotate(judged))
    finally:
        sys.setprofile(None)
    return calls


def name(number: int) -> str:
    """A name that no other number has."""
    return "".join(SYLLABLES[int(digit)] for digit in str(number + 100)).capitalize()


def numbered(sentence: str, size: int) -> str:
    """So many characters of the sentence, with other names each time."""
    return "".join(
        sentence.format(name(number), name(number + 11), name(number + 22)) for number in range(size // len(sentence))
    )[:size]


@pytest.mark.parametrize("piece", PIECES)
def test_twice_the_body_is_twice_the_work(piece: str) -> None:
    shorter, longer = (work(piece * (size // len(piece))) for size in (CHARACTERS, 2 * CHARACTERS))
    assert longer <= MOST_GROWTH * shorter


@pytest.mark.parametrize("sentence", NUMBERED)
def test_twice_as_many_names_are_twice_the_work(sentence: str) -> None:
    shorter, longer = (work(numbered(sentence, size)) for size in (CHARACTERS, 2 * CHARACTERS))
    assert longer <= MOST_GROWTH * shorter
