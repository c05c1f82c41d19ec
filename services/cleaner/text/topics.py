"""Topics: the content words and names of a passage, and the share of them that another passage has."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from copydesk.text.word_set import word_set

_TOKEN = re.compile(r"[^\W\d_][\w’'-]*")
_NAME_INSIDE = re.compile(r"(?<=[\w,;] )[^\W\d_a-zß-öø-ÿ][\w’'-]{2,}")
_STEM = 7
"""Letters of a stem: enough to distinguish words, few enough to unite the forms of one."""

_SHORTEST = 4
"""Letters of the shortest content word."""

# Words that any story has. Three letters or fewer need no entry.
_FUNCTION_WORDS = word_set(
    "that this which whom whose were been being have does would will could might should their them they with from said "
    "says after before over under about into down more most than then there when while what where also first "
    "last years "
    "year weeks week months month days time people only other some such each both between because through during "
    "against "
    "since until many much very even just like make made take took come came going went want work back still told well "
    "another around every here know part place same seen three under upon used using well went without monday tuesday "
    "wednesday thursday friday saturday sunday january february march april june july august september october "
    "november "
    "december including according former million percent today yesterday however although being later early earlier "
    "aber alle auch auf aus beim dann dass dem den der des die doch durch eine einem einen einer eines haben "
    "hatte ihre "
    "kann mehr nach nicht noch nur oder sein seine sich sind sowie unter werden wird wurde zwischen über avec "
    "aussi cette "
    "comme dans deux elle entre leur mais même nous plus pour sans sont tout très vous"
)


@dataclass(frozen=True, slots=True)
class Topic:
    """The content words of a passage, cut to stems, and its names."""

    stems: frozenset[str]
    names: frozenset[str]

    @classmethod
    def of(cls, texts: Iterable[str]) -> Topic:
        """The topic of some lines."""
        text = " ".join(texts)
        tokens = _TOKEN.findall(text)
        stems = {
            token.casefold()[:_STEM].rstrip("’'-")
            for token in tokens
            if len(token) >= _SHORTEST and token.casefold() not in _FUNCTION_WORDS
        }
        lower = {token for token in tokens if token[0].islower()}
        names = {name.removesuffix("’s").removesuffix("'s") for name in _NAME_INSIDE.findall(text)}
        return cls(frozenset(stems), frozenset(name for name in names if name.lower() not in lower))

    def share_in(self, other: Topic) -> float:
        """The share of this topic's words that the other has too."""
        return len(self.stems & other.stems) / max(len(self.stems), 1)

    def share_of_names_in(self, other: Topic) -> float:
        """The share of this topic's names that the other has too."""
        return len(self.names & other.names) / max(len(self.names), 1)
