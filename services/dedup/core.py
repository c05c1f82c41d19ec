"""Deduplication: says of each article whether its story was already seen, in the order of arrival."""

from __future__ import annotations

from hashlib import blake2b
from uuid import uuid5

from schemas.article import CleanArticle, DuplicateArticle, UniqueArticle
from schemas.document import NAMESPACE
from schemas.story import Story
from services.dedup.memory import Known, Memory
from services.dedup.resemblance import MIN_SHINGLES, Fingerprint, resemblance

CAPACITY = 25_000
"""Articles remembered. At about 1.2 KB each they take 30 MB; libraries and buffers take up to 115 of the 150 MB that a
process should have."""

DIGEST_BYTES = 8
"""64 bits: among a quarter of a million remembered digests a chance match is one in 10^13 articles."""

Verdict = UniqueArticle | DuplicateArticle


class Deduplicator:
    """Remembers the last `capacity` articles and judges each new one against them.

    The verdicts depend on nothing but the articles and their order, so a replay of the same log gives them again.
    """

    def __init__(self, capacity: int = CAPACITY) -> None:
        """Start without any memory.

        Raises:
            ValueError: `capacity` is not positive.
        """
        if capacity < 1:
            raise ValueError(f"capacity must be at least 1, not {capacity}")
        self._memory = Memory(capacity)

    def __len__(self) -> int:
        """How many articles are remembered."""
        return len(self._memory)

    def judge(self, article: CleanArticle) -> Verdict:
        """Give an article its story, and remember it unless it was judged before."""
        delivery = _digest("delivery", article.id, str(article.version), article.content_hash)
        redelivered = self._memory.find(delivery)
        if redelivered is not None:
            return _with_story(article, redelivered.story)
        identities = _identities(article)
        content = _content(article)
        fingerprint = Fingerprint.of(article)
        story = (
            self._revision(identities, content)
            or self._exact(content)
            or self._near(fingerprint)
            or Story(id=str(uuid5(NAMESPACE, f"story\n{article.id}")), verdict="new")
        )
        self._memory.remember(Known(article.id, story, delivery, content, identities, fingerprint))
        return _with_story(article, story)

    def _revision(self, identities: tuple[int, ...], content: int) -> Story | None:
        """The source sends an item again. Under another id it must have changed, else it is a plain copy."""
        for place, identity in enumerate(identities):
            known = self._memory.find(identity)
            if known is None or (place > 0 and known.content == content):
                continue
            return Story(
                id=known.story.id,
                verdict="revision",
                of=known.article_id,
                similarity=1.0 if known.content == content else 0.0,
                version=known.story.version + 1,
            )
        return None

    def _exact(self, content: int) -> Story | None:
        known = self._memory.find(content)
        if known is None:
            return None
        return Story(id=known.story.id, verdict="exact", of=known.article_id, similarity=1.0)

    def _near(self, fingerprint: Fingerprint) -> Story | None:
        """The best match alone: joining all matches would chain stories together that have nothing in common."""
        if not fingerprint.comparable:
            return None
        scored = [(resemblance(fingerprint, known.fingerprint), known) for known in self._memory.alike(fingerprint)]
        similarity, best = max(scored, key=lambda pair: pair[0], default=(0.0, None))
        if best is None or similarity == 0.0:
            return None
        return Story(id=best.story.id, verdict="near", of=best.article_id, similarity=similarity)


def _with_story(article: CleanArticle, story: Story) -> Verdict:
    """The article with its story in place of its sketch. Its fields are validated already and are shared."""
    fields = {name: value for name, value in article.__dict__.items() if name != "sketch"}
    kind = UniqueArticle if story.verdict in {"new", "revision"} else DuplicateArticle
    return kind.model_construct(**fields, story=story)


def _identities(article: CleanArticle) -> tuple[int, ...]:
    """Digests of what names the item itself, whatever it says: its id first, then the source's id and the URL."""
    found = [_digest("id", article.id)]
    if article.uri:
        found.append(_digest("uri", article.source, article.uri))
    if article.url:
        found.append(_digest("url", article.url))
    return tuple(found)


def _content(article: CleanArticle) -> int:
    """Digest of what an article says. A text too short to stand alone needs its title, and no text its source too."""
    if not article.text.strip():
        return _digest("title", article.source, _normalised(article.title))
    if article.sketch.shingles < MIN_SHINGLES:
        return _digest("short", article.sketch.exact, _normalised(article.title))
    return _digest("text", article.sketch.exact)


def _normalised(title: str | None) -> str:
    return " ".join((title or "").casefold().split())


def _digest(*parts: str) -> int:
    digest = blake2b("\x00".join(parts).encode("utf-8", "surrogatepass"), digest_size=DIGEST_BYTES).digest()
    return int.from_bytes(digest, "big")
