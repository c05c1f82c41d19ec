"""The sketch of a text, by which deduplication compares it: a digest, the smallest hashes of its shingles, its words.

A shingle is 24 letters without blanks, so hyphens and blanks that a page lost change none. Containment of shingles
finds truncated copies, and copies inside whole web pages, which a Jaccard index misses.
"""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from copydesk.text.letters import CAPITAL, DIGIT, IDEOGRAPHS, Letters, Numbers, letters
from schemas.sketch import SKETCH_FORM, Sketch

SHINGLE_LETTERS = 24
"""About four words. Shingles of ten letters find the same copies, but eleven times as many articles that are none."""

KEYS = 32
"""Keys of a text: two copies of which one is ten times as long still share three."""

SHORT_WORDS = 24
"""A text of fewer words seldom names anybody, so its title is compared with it."""

MAX_WORDS = 4096
"""Words kept for comparison: 8 KB, four times a long report."""

MAX_TITLE_WORDS = 40
"""Words kept of a title; a longer one is a text, not a title."""

SHORT, PLAIN, NAME, NUMBER = range(4)
"""The kinds of words, in a packed word's two highest bits."""

HALF_BITS = 7
_HALF = 4
"""Letters at either end of a word that are hashed, so that a misspelling changes one half only."""

_LONGEST = _HALF
"""Letters of the longest n-gram whose hashes are kept."""

_KINDS = np.array(
    [NUMBER if flags & DIGIT else NAME if flags & CAPITAL else flags & 1 ^ 1 for flags in range(8)], np.uint16
)
"""The kind of a word by the flags of its first letter; the lowest bit is set for a short word."""

_DIGEST_BYTES = 16
_MORE_KEYS = 16
"""Hashes examined beyond `KEYS`, since a text may repeat some of its shingles."""

_ODD = (np.uint32(0x7FEB352D), np.uint32(0x846CA68B), np.uint32(0x9E3779B1))
"""Odd multipliers: two of the hash function "lowbias32" (Wellons, 2018), and the golden ratio of 32 bits."""


def sketch(text: str, title: str | None = None) -> Sketch:
    """The sketch of a reading text; with its title where the text is short. Any text has one."""
    both = letters(text, title or "")
    ngrams = NgramHashes.of(both.codes)
    title_words = int(np.searchsorted(both.starts, both.head))
    packed = _packed_words(both, ngrams, title_words + MAX_WORDS)
    is_short = len(both.starts) - title_words < SHORT_WORDS
    head, first_word = (0, 0) if is_short else (both.head, title_words)
    shingles = ngrams.shingles(head, len(both) - head)
    keys, positions = _smallest(shingles)
    return Sketch(
        form=SKETCH_FORM,
        exact=_exact(both, both.head if len(both) > both.head else 0, title_words),
        keys=tuple(keys.tolist()),
        places=tuple((np.searchsorted(both.starts, positions + head, "right") - 1 - first_word).tolist()),
        shingles=len(shingles),
        words=_base64(packed[first_word:]),
        title_words=_base64(packed[: min(title_words, MAX_TITLE_WORDS)]),
        is_short=is_short,
    )


def _base64(words: NDArray[np.uint16]) -> str:
    return b64encode(words.astype("<u2").tobytes()).decode("ascii")


def _exact(both: Letters, head: int, title_words: int) -> str:
    """Digest of the words after the first `head` letters: the same for every layout, case and hyphenation."""
    starts = both.starts[title_words:] if head else both.starts
    digest = blake2b(both.codes[head:].astype("<u4").tobytes(), digest_size=_DIGEST_BYTES)
    digest.update((starts - head).astype("<u4").tobytes())
    return digest.hexdigest()


def _mixed(values: Numbers) -> Numbers:
    """A permutation of the 32-bit numbers in which every bit depends on every other (Wellons, "lowbias32")."""
    values = (values ^ (values >> np.uint32(16))) * _ODD[0]
    values ^= values >> np.uint32(15)
    values *= _ODD[1]
    values ^= values >> np.uint32(16)
    return values


def _joined(left: Numbers, right: Numbers, distance: int) -> Numbers:
    """Hashes of the concatenation of neighbouring n-grams; `distance` is the length of the left one, in letters."""
    size = max(len(right) - distance, 0)
    values = left[:size] * _ODD[2]
    values += right[distance : distance + size]
    values ^= values >> np.uint32(15)
    values *= _ODD[0]
    return values


@dataclass(frozen=True, slots=True)
class NgramHashes:
    """A hash of every one, two and four neighbouring letters: `four[n]` is that of the letters n to n + 3."""

    one: Numbers
    two: Numbers
    four: Numbers

    @classmethod
    def of(cls, codes: Numbers) -> NgramHashes:
        """Hash a text; zeros follow its end, so that every letter begins an n-gram."""
        one = np.zeros(len(codes) + SHINGLE_LETTERS + _LONGEST if len(codes) else 0, np.uint32)
        one[: len(codes)] = codes
        one *= _ODD[1]
        two = _joined(one, one, 1)
        return cls(one, two, _joined(two, two, 2))

    def shingles(self, first: int, letters: int) -> Numbers:
        """The shingles of `letters` letters from `first` on: a hash of each `SHINGLE_LETTERS` neighbours, by doubling.

        One hash of all letters where there are fewer.
        """
        size = max(letters, SHINGLE_LETTERS) if letters else 0
        four = self.four[first : first + size - _LONGEST + 1]
        eight = _joined(four, four, 4)
        sixteen = _joined(eight, eight, 8)
        return _joined(sixteen, eight, 16)


def _smallest(shingles: Numbers) -> tuple[Numbers, NDArray[np.intp]]:
    """The keys: the `KEYS` smallest distinct hashes, spread over all 32-bit numbers; and the position of each."""
    shingles = _mixed(shingles)
    few = KEYS + _MORE_KEYS
    positions = np.argpartition(shingles, few)[:few] if len(shingles) > few else np.arange(len(shingles))
    order = np.argsort(shingles[positions], kind="stable")
    positions = positions[order]
    values = shingles[positions]
    is_first = np.ones(len(values), np.bool_)
    np.not_equal(values[1:], values[:-1], out=is_first[1:])
    values, positions = values[is_first], positions[is_first]
    if len(values) < KEYS and len(shingles) > few:
        values, positions = np.unique(shingles, return_index=True)
    return _mixed(values[:KEYS]), positions[:KEYS]


def _packed_words(body: Letters, ngrams: NgramHashes, most: int) -> NDArray[np.uint16]:
    """The first `most` words in two bytes each: the kind, and a hash in two halves.

    One half hashes the first four letters, the other the last four: a misread letter leaves one of them unchanged. A
    number has one hash for all of it, since a number with one other digit is another number.
    """
    starts = body.starts[:most]
    ends = np.append(body.starts[1 : most + 1], len(body))[: len(starts)]
    sizes = ends - starts
    is_short = sizes < _HALF
    halves = np.empty((2, len(starts)), np.uint32)
    halves[0] = ngrams.four[starts]
    halves[1] = ngrams.four[np.maximum(ends - _HALF, 0)]
    short = is_short.nonzero()[0]
    halves[:, short] = _short_words(ngrams, starts[short], sizes[short])
    halves = _mixed(halves)
    # Two ideographs or Korean syllables are as telling as a word of letters.
    is_light = is_short & ((body.codes[starts] < IDEOGRAPHS) | (sizes == 1))
    kinds = _KINDS[(body.kinds[starts] & (CAPITAL | DIGIT)) | is_light]
    top = halves >> np.uint32(32 - HALF_BITS)
    packed: NDArray[np.uint16] = ((top[0] << np.uint32(HALF_BITS)) | top[1]).astype(np.uint16)
    one = (is_short | (kinds == NUMBER)).nonzero()[0]
    if len(one):
        # A number has one hash in place of two halves, and so has a short word, which has no halves.
        head, tail = halves[:, one]
        packed[one] = _mixed(head + tail * _ODD[2]) >> np.uint32(32 - 2 * HALF_BITS)
    packed |= kinds << np.uint16(2 * HALF_BITS)
    return packed


def _short_words(ngrams: NgramHashes, starts: NDArray[np.intp], sizes: NDArray[np.intp]) -> Numbers:
    """Hashes of words of one, two or three letters."""
    one, two = ngrams.one[starts], ngrams.two[starts]
    three = two * _ODD[2] + ngrams.one[starts + 2]
    return np.where(sizes == 1, one, np.where(sizes == 2, two, three))  # noqa: PLR2004 - one, two, three letters
