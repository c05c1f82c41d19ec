"""The judge of a run: what was acknowledged, held against what an independent client reads in the end."""

from __future__ import annotations

import contextlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass

from schemas.article import RawArticle
from schemas.document import Document
from schemas.topics import SERVICE_NAMES
from tests.chaos.traffic import Sent
from tests.support.cluster import Read

ENRICHED, DUPLICATES = "articles.enriched", "articles.duplicates"
DEAD_LETTERS = tuple(f"{name}.dead-letters" for name in SERVICE_NAMES)
ENDS = (ENRICHED, DUPLICATES, *DEAD_LETTERS)


@dataclass(frozen=True)
class Verdict:
    """What became of the acknowledged messages of a run."""

    acknowledged: int
    lost: tuple[str, ...]
    """Keys of acknowledged messages that came out nowhere."""

    buried: tuple[str, ...]
    """Keys of sound articles among the dead letters."""

    passed: tuple[str, ...]
    """Keys of what was no article and is no dead letter."""

    repeated: int
    """Events of articles.enriched beyond as many of their id as were sent: what our own crashes wrote again."""

    enriched: int

    @property
    def is_good(self) -> bool:
        """Whether nothing is lost and nothing lies where it does not belong."""
        return not (self.lost or self.buried or self.passed)

    def __str__(self) -> str:
        """The figures, and the first few keys of each failure."""
        named = {"lost": self.lost, "buried": self.buried, "passed": self.passed}
        failures = "".join(f", {len(keys)} {name} {list(keys[:5])}" for name, keys in named.items() if keys)
        share = self.repeated / self.enriched if self.enriched else 0.0
        return f"{self.acknowledged} acknowledged{failures or ', none lost or buried'}; {share:.2%} repeated"

    def figures(self) -> dict[str, object]:
        """As an entry of a report."""
        return {name: len(value) if isinstance(value, tuple) else value for name, value in asdict(self).items()}


def judged(acknowledged: Iterable[Sent], read: Mapping[str, Iterable[Read]]) -> Verdict:
    """The verdict about all messages that the broker acknowledged; `read` is all that lies in each topic of `ENDS`.

    Each topic is gone through once, so that a load of hours need not be in memory.
    """
    sent = list(acknowledged)
    enriched = Counter(_event_id(message) for message in read[ENRICHED])
    times_sent = Counter(message.article.event_id("quotes") for message in sent if message.article is not None)
    repeated = sum(max(0, count - max(1, times_sent[event])) for event, count in enriched.items())
    ended = {*enriched, *(_event_id(message) for message in read[DUPLICATES])}
    dead = [message for name in DEAD_LETTERS for message in read[name]]
    dead_values = {message.value for message in dead}
    lost, passed = [], []
    for message in sent:
        if message.article is None:
            if message.value not in dead_values:
                passed.append(message.key)
        elif not ended & end_ids(message.article):
            lost.append(message.key)
    buried = sorted({message.article_id for message in dead if is_sound(message.value)})
    # A sound article among the dead letters is not lost: it is there.
    missing = sorted(set(lost) - set(buried))
    return Verdict(len(sent), tuple(missing), tuple(buried), tuple(passed), repeated, enriched.total())


def end_ids(article: RawArticle) -> set[str]:
    """The ids of the events in which an article may end: the enriched one, and that of a copy."""
    return {article.event_id("quotes"), article.event_id("dedup")}


def is_sound(value: bytes) -> bool:
    """Whether a dead letter's original is a document after all."""
    try:
        fields = json.loads(value)
    except ValueError:
        return False
    if not isinstance(fields, dict):
        return False
    with contextlib.suppress(ValueError):
        # Further down an article has its text where a raw one has its body.
        if "text" in fields:
            Document.model_validate(fields)
        else:
            RawArticle.model_validate(fields)
        return True
    return False


def _event_id(message: Read) -> str:
    return message.headers["ce_id"].decode()
