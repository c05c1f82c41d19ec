"""Which documents lie in one partition of a topic: those of one slot.

A slot is a number whose remainder by the number of partitions is the partition, so that only who sends a message needs
to know how many there are, and a topic of one partition needs no rule of its own.
"""

from __future__ import annotations

import re
from zlib import crc32

# Big languages have slots in a row, so that no two of them share a partition before each partition has one. A hash
# would put them together by chance: it gives three languages the three partitions in two cases of nine. The order is
# about that of how much there is of them on the web. It need not be right, but it must not change, nor may a language
# be added: it would move to a worker that has seen nothing of it.
#
# The tags of a line share a slot: the codes of one language (ISO 639 has up to three), and languages that are taken
# for each other where a text is short. A text without a language is a few words, or names and figures; a longer copy
# of it is in English more often than in any other language, so these two share a slot, too, and the copies meet.
_LINES = (
    "en eng und mul mis zxx",
    "es spa",
    "de deu ger gsw nds bar",
    "fr fra fre",
    "ru rus",
    "zh zho chi cmn yue wuu lzh",
    "ar ara arb",
    "pt por gl glg",
    "ja jpn",
    "it ita",
    "tr tur",
    "fa fas per pes prs tg tgk",
    "pl pol",
    "nl nld dut af afr",
    "id ind in ms msa may",
    "ko kor",
    "uk ukr",
    "vi vie",
    "cs ces cze",
    "sv swe",
    "ro ron rum mo",
    "el ell gre",
    "hu hun",
    "no nor nb nob nn nno da dan",
    "sr srp hr hrv bs bos sh hbs cnr",
    "hi hin",
    "he heb iw",
    "fi fin",
    "bg bul",
    "th tha",
    "tl tgl fil",
)

_SLOTS = {tag: slot for slot, tags in enumerate(_LINES) for tag in tags.split()}

LANGUAGES = frozenset(_SLOTS)
"""The primary subtags of all languages of the table, and `und` for an unknown one."""

_PRIMARY = re.compile(r"\s*([A-Za-z]{2,8})(?=[-_\s]|\Z)")
"""The primary subtag of BCP 47, also with what stands for the hyphen in a POSIX locale. ASCII alone: what a letter is,
and what its small form, depends on the version of Unicode."""


def primary_subtag(language: str | None) -> str:
    """The primary subtag of a BCP 47 tag in lower case; `und`, the tag of an unknown language, for what is no tag."""
    found = _PRIMARY.match(language or "")
    return found[1].lower() if found else "und"


def language_slot(language: str | None) -> int:
    """The slot of a language, given by its BCP 47 tag, of which only the primary subtag counts.

    The same in every process and every version of Python. What is no tag has the slot of an unknown language.
    """
    primary = primary_subtag(language)
    slot = _SLOTS.get(primary)
    return crc32(primary.encode("ascii")) if slot is None else slot
