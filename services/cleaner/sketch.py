"""What deduplication compares of a text: a digest of its words, the smallest hashes of its shingles, and its words.

The shingles are of letters without blanks, 24 long: hyphens and blanks that a page lost change none of them. Their
containment finds truncated copies, and copies inside whole web pages, which a Jaccard index misses.
"""

from __future__ import annotations

import re
from base64 import b64encode
from dataclasses import dataclass
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from copydesk.text.letters import CAPITAL, DIGIT, IDEOGRAPHS, Letters, Numbers, letters
from schemas.sketch import SKETCH_FORM, Sketch

SHINGLE_LETTERS = 24
"""About four words. Ten letters find the same copies, and eleven times as many articles that are none."""

KEYS = 32
"""Keys kept: two copies of which one is ten times as long still share three."""

SHORT_WORDS = 24
"""In fewer words nobody is named: the title then belongs to what is compared."""

MAX_WORDS = 4096
"""Words kept for comparison; four times a long report, and 8 KB."""

MAX_TITLE_WORDS = 40
"""Longer titles are texts."""

SHORT, PLAIN, NAME, NUMBER = range(4)
"""The kinds of words, in a packed word's two highest bits."""

HALF_BITS = 7
_HALF = 4
"""Letters at either end of a word by which it is known again."""

_LONGEST = _HALF
"""Letters of the longest stretch that is kept."""

_KINDS = np.array(
    [NUMBER if flags & DIGIT else NAME if flags & CAPITAL else flags & 1 ^ 1 for flags in range(8)], np.uint16
)
"""The kind of a word by its first letter's flags; the lowest bit says that it is short."""

_DIGEST_BYTES = 16
_MORE_KEYS = 16
"""Looked at beyond `KEYS`, since a text may repeat some of its shingles."""

_WORD = re.compile(r"[^\W_]+")
_ODD = (np.uint32(0x7FEB352D), np.uint32(0x846CA68B), np.uint32(0x9E3779B1))
"""Odd multipliers: two of the hash function "lowbias32" (Wellons, 2018), and the golden ratio of 32 bits."""


def normalised_words(text: str) -> list[str]:
    """The alphanumeric words, case folded: what stays the same over layouts."""
    return _WORD.findall(text.casefold())


def sketch(text: str, title: str | None = None) -> Sketch:
    """The sketch of a reading text; with its title where the text is short. Any text has one."""
    both = letters(text, title or "")
    stretches = Stretches.of(both.codes)
    title_words = int(np.searchsorted(both.starts, both.head))
    packed = _packed_words(both, stretches, title_words + MAX_WORDS)
    is_short = len(both.starts) - title_words < SHORT_WORDS
    head, first_word = (0, 0) if is_short else (both.head, title_words)
    shingles = stretches.shingles(head, len(both) - head)
    keys, places = _smallest(shingles)
    return Sketch(
        form=SKETCH_FORM,
        exact=_exact(both, both.head if len(both) > both.head else 0, title_words),
        keys=tuple(keys.tolist()),
        places=tuple((np.searchsorted(both.starts, places + head, "right") - 1 - first_word).tolist()),
        shingles=len(shingles),
        words=_base64(packed[first_word:]),
        title_words=_base64(packed[: min(title_words, MAX_TITLE_WORDS)]),
        is_short=is_short,
    )


def _base64(words: NDArray[np.uint16]) -> str:
    return b64encode(words.astype("<u2").tobytes()).decode("ascii")


def _exact(both: Letters, head: int, title_words: int) -> str:
    """Digest of the words behind the first `head` letters: the same for every layout, case and hyphenation."""
    starts = both.starts[title_words:] if head else both.starts
    digest = blake2b(both.codes[head:].astype("<u4").tobytes(), digest_size=_DIGEST_BYTES)
    digest.update((starts - head).astype("<u4").tobytes())
    return digest.hexdigest()


def _mixed(values: Numbers) -> Numbers:
    """A permutation of the 32-bit numbers in which every bit hangs on every other (Wellons, "lowbias32")."""
    values = (values ^ (values >> np.uint32(16))) * _ODD[0]
    values ^= values >> np.uint32(15)
    values *= _ODD[1]
    values ^= values >> np.uint32(16)
    return values


def _joined(left: Numbers, right: Numbers, distance: int) -> Numbers:
    """Hashes of two neighbouring stretches each: `distance` is the length of the left one, in letters."""
    size = max(len(right) - distance, 0)
    values = left[:size] * _ODD[2]
    values += right[distance : distance + size]
    values ^= values >> np.uint32(15)
    values *= _ODD[0]
    return values


@dataclass(frozen=True, slots=True)
class Stretches:
    """A hash of every one, two and four neighbouring letters: `four[n]` is that of the letters n to n + 3."""

    one: Numbers
    two: Numbers
    four: Numbers

    @classmethod
    def of(cls, codes: Numbers) -> Stretches:
        """The stretches of a text; behind its end come zeros, so that each has a text's letter at its beginning."""
        one = np.zeros(len(codes) + SHINGLE_LETTERS + _LONGEST if len(codes) else 0, np.uint32)
        one[: len(codes)] = codes
        one *= _ODD[1]
        two = _joined(one, one, 1)
        return cls(one, two, _joined(two, two, 2))

    def shingles(self, first: int, letters: int) -> Numbers:
        """A hash of every `SHINGLE_LETTERS` neighbouring ones of the `letters` from `first` on, by doubling.

        One hash of all where there are fewer.
        """
        size = max(letters, SHINGLE_LETTERS) if letters else 0
        four = self.four[first : first + size - _LONGEST + 1]
        eight = _joined(four, four, 4)
        sixteen = _joined(eight, eight, 8)
        return _joined(sixteen, eight, 16)


def _smallest(shingles: Numbers) -> tuple[Numbers, NDArray[np.intp]]:
    """The keys: the `KEYS` smallest distinct hashes, scattered over all numbers; and where they stand."""
    shingles = _mixed(shingles)
    few = KEYS + _MORE_KEYS
    places = np.argpartition(shingles, few)[:few] if len(shingles) > few else np.arange(len(shingles))
    order = np.argsort(shingles[places], kind="stable")
    places = places[order]
    values = shingles[places]
    is_first = np.ones(len(values), np.bool_)
    np.not_equal(values[1:], values[:-1], out=is_first[1:])
    values, places = values[is_first], places[is_first]
    if len(values) < KEYS and len(shingles) > few:
        values, places = np.unique(shingles, return_index=True)
    return _mixed(values[:KEYS]), places[:KEYS]


def _packed_words(body: Letters, stretches: Stretches, most: int) -> NDArray[np.uint16]:
    """The first `most` words in two bytes each: the kind, and a hash of which each half survives a misspelling.

    A word that was read badly still has its first or its last four letters; a number is itself or another.
    """
    starts = body.starts[:most]
    ends = np.append(body.starts[1 : most + 1], len(body))[: len(starts)]
    sizes = ends - starts
    is_short = sizes < _HALF
    halves = np.empty((2, len(starts)), np.uint32)
    halves[0] = stretches.four[starts]
    halves[1] = stretches.four[np.maximum(ends - _HALF, 0)]
    short = is_short.nonzero()[0]
    halves[:, short] = _short_words(stretches, starts[short], sizes[short])
    halves = _mixed(halves)
    # Two ideographs or Korean syllables say as much as a word of letters.
    is_light = is_short & ((body.codes[starts] < IDEOGRAPHS) | (sizes == 1))
    kinds = _KINDS[(body.kinds[starts] & (CAPITAL | DIGIT)) | is_light]
    top = halves >> np.uint32(32 - HALF_BITS)
    packed: NDArray[np.uint16] = ((top[0] << np.uint32(HALF_BITS)) | top[1]).astype(np.uint16)
    one = (is_short | (kinds == NUMBER)).nonzero()[0]
    if len(one):
        # Of a number both halves say everything together, and one alone nothing; a short word has no halves.
        head, tail = halves[:, one]
        packed[one] = _mixed(head + tail * _ODD[2]) >> np.uint32(32 - 2 * HALF_BITS)
    packed |= kinds << np.uint16(2 * HALF_BITS)
    return packed


def _short_words(stretches: Stretches, starts: NDArray[np.intp], sizes: NDArray[np.intp]) -> Numbers:
    """Hashes of words of one, two or three letters."""
    one, two = stretches.one[starts], stretches.two[starts]
    three = two * _ODD[2] + stretches.one[starts + 2]
    return np.where(sizes == 1, one, np.where(sizes == 2, two, three))  # noqa: PLR2004 - one, two, three letters
