"""Deduplication: decides for each article, in the order of arrival, whether its story was already seen."""

from __future__ import annotations

from binascii import a2b_base64
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple
from uuid import uuid5

import numpy as np

from copydesk.document_error import DocumentError
from copydesk.result import Result
from schemas.article import CleanArticle, DuplicateArticle, UniqueArticle
from schemas.document import NAMESPACE
from schemas.sketch import SKETCH_FORM
from schemas.story import Evidence, Story
from services.dedup.candidates import candidates
from services.dedup.key_index import LOW, LookUp
from services.dedup.known import NO_WORDS, Known, Names, digest
from services.dedup.matching import Match, Newcomer, judge_match
from services.dedup.memory import Found, Memory
from services.dedup.resemblance import Words, resemblance

WINDOW_SECONDS = 7 * 24 * 3600.0
"""Seconds: reprints come within a week; later a similar text is more often a new event than a copy."""

NO_TEXT_HOURS = 48
"""Hours within which items without text are compared, by their title alone: titles return ("Morning briefing")."""

AGGREGATE_STORIES = 2
"""Stories whose text an article must hold to count as a round-up."""

SAME_SHARE = 0.9
"""Share of each other's text from which two texts count as equally long."""

DIGITS = 4
"""Decimal places of the shares in an event."""

MOST_KEYS = 32
"""Keys of a sketch. Each costs a look-up for ever after, so one that claims more is no sketch."""

MOST_ENCODED_WORDS = 12_000
"""Characters of base64: over what 4,096 words and those of a title take, and under what a record holds."""

_DELIVERY, _CONTENT, _ID, _URI, _URL = range(5)
_NO_KEYS: tuple[int, ...] = ()

_PACKED = np.dtype("<u2")

Verdict = UniqueArticle | DuplicateArticle


class _Arrival(NamedTuple):
    """An article with the names and keys by which it is looked up, and the words by which it is compared.

    `positions`: the index of the word in which each key begins. A sketch of an unknown form cannot be read; such an
    article has its names alone.
    """

    article: CleanArticle
    names: Names
    keys: tuple[int, ...]
    positions: tuple[int, ...]
    words: Words
    title_words: Words

    @classmethod
    def of(cls, article: CleanArticle) -> _Arrival:
        """Read an article's sketch.

        Raises:
            DocumentError: it cannot be read.
        """
        sketch = article.sketch
        if len(sketch.places) != len(sketch.keys):
            raise DocumentError(f"a sketch with {len(sketch.keys)} keys and {len(sketch.places)} places")
        if len(sketch.keys) > MOST_KEYS:
            raise DocumentError(f"a sketch with {len(sketch.keys)} keys")
        if sketch.keys and not 0 <= min(sketch.keys) <= max(sketch.keys) <= LOW:
            raise DocumentError("a sketch with keys that are no numbers of 32 bits")
        if sketch.places and not 0 <= min(sketch.places) <= max(sketch.places) <= LOW:
            raise DocumentError("a sketch with places that are no words of a text")
        if max(len(sketch.words), len(sketch.title_words)) > MOST_ENCODED_WORDS:
            raise DocumentError("a sketch with more words than a sketch has")
        names = Names.of(article, _content(article))
        words, title_words = packed_words(sketch.words), packed_words(sketch.title_words)
        if sketch.form != SKETCH_FORM:
            return cls(article, names, (), (), NO_WORDS, NO_WORDS)
        return cls(article, names, sketch.keys, sketch.places, words, title_words)

    def newcomer(self, found: Found) -> Newcomer:
        """The article together with what was found by its names and keys."""
        return Newcomer(self.words, self.title_words, self.names.source, self.keys, self.positions, found)


@dataclass(frozen=True, slots=True)
class _Judgement:
    """The story of an article, the number of the story's first article, and the keys under which it is remembered."""

    story: Story
    root: int
    own_keys: tuple[int, ...]
    extended: bool = False


class Deduplicator:
    """Remembers the articles of a window and judges each new one against them.

    The verdicts depend on nothing but the articles and their order, so a replay of the same log gives them again.
    """

    def __init__(self, window_seconds: float = WINDOW_SECONDS, folder: Path | None = None) -> None:
        """Start without any memory; records go to files of `folder`, or stay in memory.

        Raises:
            ValueError: the window is not positive.
        """
        self.memory = Memory(window_seconds, folder)
        self._no_text_share = min(1.0, NO_TEXT_HOURS * 3600 / window_seconds)
        self._ahead: dict[int, tuple[_Arrival, LookUp]] = {}

    def __len__(self) -> int:
        """How many articles are remembered."""
        return len(self.memory)

    def look_ahead(self, articles: Sequence[CleanArticle]) -> None:
        """Look up articles that will be judged next, all at once. It changes no verdict and saves half of the time."""
        arrivals = []
        for article in articles:
            # The error of an unreadable sketch is raised when the article is judged.
            with suppress(DocumentError):
                arrivals.append(_Arrival.of(article))
        self._ahead = {
            id(arrival.article): (arrival, look_up)
            for arrival, look_up in zip(arrivals, self._looked_up(arrivals), strict=True)
        }

    def compare(self, article: CleanArticle, number: int) -> Match:
        """Compare an article with a remembered one, as if its keys had found it; nothing is remembered.

        Raises:
            DocumentError: its sketch cannot be read.
        """
        arrival = _Arrival.of(article)
        newcomer = arrival.newcomer(self.memory.found(self._looked_up([arrival])[0]))
        newcomer.weigh(newcomer.commonness())
        return self._match(newcomer, number, newcomer.found.shared_keys(number))

    def _looked_up(self, arrivals: Sequence[_Arrival]) -> list[LookUp]:
        return self.memory.look_up([(each.names.searched, each.keys) for each in arrivals])

    def judge(self, article: CleanArticle) -> Verdict:
        """Give an article its story, and remember it unless it was judged before.

        Raises:
            DocumentError: its sketch cannot be read; nothing was remembered then.
            OSError: the memory cannot be kept.
        """
        ahead = self._ahead.pop(id(article), None)
        if ahead is None:
            arrival = _Arrival.of(article)
            ahead = arrival, self._looked_up([arrival])[0]
        return _with_story(article, self._judged(*ahead))

    def _judged(self, arrival: _Arrival, look_up: LookUp) -> Story:
        article, names = arrival.article, arrival.names
        found = self.memory.found(look_up)
        redelivered = self._named(found, names, _DELIVERY)
        if redelivered is not None:
            return redelivered[1].story
        if self.memory.arrive(article.received_at):
            found = self.memory.found(look_up)
        newcomer = arrival.newcomer(found)
        judgement = (
            self._revision(found, names, newcomer)
            or self._exact(found, names, newcomer, article)
            or self._by_text(newcomer, article)
        )
        story = judgement.story
        is_copy = story.verdict == "exact" and not judgement.own_keys
        known = Known(
            article_id=article.id,
            names=names,
            root=judgement.root,
            words=NO_WORDS if is_copy else arrival.words,
            title_words=NO_WORDS if is_copy else arrival.title_words,
            packed_story=story.model_dump_json().encode("utf-8"),
            extended=judgement.extended,
            compared=not is_copy,
        )
        self.memory.remember(known, judgement.own_keys)
        return story

    def _named(self, found: Found, names: Names, kind: int) -> tuple[int, Known] | None:
        """The latest article that has the same name of this kind, an index into `Names`."""
        for number in reversed(found.by_name.get(kind, ()) if names[kind] else ()):
            known = self.memory.read(number)
            if known.names[kind] == names[kind]:
                return number, known
        return None

    def _revision(self, found: Found, names: Names, newcomer: Newcomer) -> _Judgement | None:
        """A revision, if the source sends an item again; under another id only if its text has changed."""
        for kind in (_ID, _URI, _URL):
            earlier = self._named(found, names, kind)
            if earlier is None:
                continue
            number, known = earlier
            if kind != _ID and known.names.content == names.content:
                continue
            result = resemblance(newcomer.text, known.text)
            match = Match(number, known, result, found.shared_keys(number))
            return self._revised(match, "identity", newcomer, same_content=known.names.content == names.content)
        return None

    def _revised(self, match: Match, reason: str, newcomer: Newcomer, *, same_content: bool = False) -> _Judgement:
        story = match.known.story
        similarity = 1.0 if same_content else match.result.containment
        return _Judgement(
            Story(
                id=story.id,
                verdict="revision",
                of=match.known.article_id,
                similarity=round(similarity, DIGITS),
                version=story.version + 1,
                direction=_direction(match, same_content=same_content),
                evidence=_evidence(match, reason),
            ),
            root=match.known.root,
            own_keys=self._own_keys(newcomer, match),
        )

    def _own_keys(self, newcomer: Newcomer, match: Match, relatives: Sequence[Match] = ()) -> tuple[int, ...]:
        """The keys that no article of the story has yet: a key counts stories, not copies. All, if the parent is old.

        A parent that is itself a copy lacks keys of its story; the story's first article and its other copies have
        them. If every copy added them again, the text of a story that is copied often would seem common to many
        stories.
        """
        if self.memory.is_old(match.number):
            return newcomer.keys
        root, by_key = match.known.root, newcomer.found.by_key
        family = {match.number, root, *(each.number for each in relatives if each.known.root == root)}
        return tuple(key for index, key in enumerate(newcomer.keys) if family.isdisjoint(by_key.get(index, ())))

    def _exact(self, found: Found, names: Names, newcomer: Newcomer, article: CleanArticle) -> _Judgement | None:
        """An exact copy, if a remembered article has the same words. Of several, the first one remembered is named."""
        earliest = self.memory.clock.first_since(self._no_text_share) if not len(newcomer.words) else 0
        for number in found.by_name.get(_CONTENT, ()):
            known = self.memory.read(number)
            if known.names.content != names.content or number < earliest:
                continue
            story = known.story
            copied = story.of if story.verdict == "exact" and story.of else known.article_id
            reason = "words" if article.text.strip() else "title"
            is_old = self.memory.is_old(known.root) and len(newcomer.words) > 0
            return _Judgement(
                Story(
                    id=story.id,
                    verdict="exact",
                    of=copied,
                    similarity=1.0,
                    direction="same",
                    evidence=Evidence(reason=reason, new_in_old=1.0, old_in_new=1.0, shared_keys=len(newcomer.keys)),
                ),
                root=self.memory.next_number if is_old else known.root,
                own_keys=newcomer.keys if is_old else _NO_KEYS,
            )
        return None

    def _by_text(self, newcomer: Newcomer, article: CleanArticle) -> _Judgement:
        """A copy or a longer version of the article that it resembles most; else a new story.

        Only the best match counts: joining all matches would chain stories that have nothing in common.
        """
        copied, linked = self._compare(newcomer)
        best = max(copied, key=lambda match: (match.score, -match.number), default=None)
        stories = {match.known.root: match for match in copied if match.is_part}
        is_aggregate = len(stories) >= AGGREGATE_STORIES and (best is None or (best.is_part and not best.titles.agree))
        if best is None or is_aggregate:
            related = [*stories.values(), *linked] if is_aggregate else linked
            story = Story(
                id=str(uuid5(NAMESPACE, f"story\n{article.id}")),
                verdict="new",
                shares_text_with=tuple(dict.fromkeys(match.known.article_id for match in related)),
                aggregate=is_aggregate,
            )
            keys = _NO_KEYS if is_aggregate else newcomer.keys
            return _Judgement(story, self.memory.next_number, keys)
        if best.is_longer_version_of_the_same_source:
            return self._revised(best, "contained", newcomer)
        return _Judgement(
            Story(
                id=best.known.story.id,
                verdict="near",
                of=best.known.article_id,
                similarity=round(best.result.containment, DIGITS),
                direction=_direction(best),
                evidence=_evidence(best, "text"),
            ),
            root=best.known.root,
            own_keys=self._own_keys(newcomer, best, copied),
            extended=best.known.extended or best.result.new_in_old < SAME_SHARE,
        )

    def _compare(self, newcomer: Newcomer) -> tuple[list[Match], list[Match]]:
        """The matches of which this article is a copy, and those with which it only shares text."""
        copied: list[Match] = []
        linked: list[Match] = []
        chosen = candidates(newcomer.found.by_key, len(newcomer.words)) if newcomer.is_comparable else []
        if chosen:
            newcomer.weigh(newcomer.commonness())
        for number, shared in chosen:
            match = self._match(newcomer, number, shared)
            if match.is_copy and self._tells_the_same_story(match, newcomer):
                copied.append(match)
                if match.is_certain:
                    break
            elif match.shares_text:
                linked.append(match)
        return copied, linked

    def _match(self, newcomer: Newcomer, number: int, shared_keys: int) -> Match:
        known = self.memory.read(number)
        return judge_match(newcomer, Match(number, known, newcomer.compared_with(known), shared_keys))

    def _tells_the_same_story(self, match: Match, newcomer: Newcomer) -> bool:
        """Whether the text shared with a copy is its story, and not other text that the copy has around the story."""
        root = match.known.root
        if not match.known.extended or root == match.number or not self.memory.remembers(root):
            return True
        return newcomer.compared_with(self.memory.read(root)).containment >= Match.MIN_LINK


def packed_words(encoded: str) -> Words:
    """The words of a sketch.

    Raises:
        DocumentError: they are no base64 of whole words.
    """
    try:
        return np.frombuffer(a2b_base64(encoded, strict_mode=True), _PACKED).astype(np.uint16, copy=False)
    except ValueError as error:
        raise DocumentError(f"a sketch with words that cannot be read: {error}") from error


def _direction(match: Match, *, same_content: bool = False) -> str:
    new_in_old, old_in_new = match.result.new_in_old, match.result.old_in_new
    if same_content or min(new_in_old, old_in_new) >= SAME_SHARE:
        return "same"
    return "truncated" if new_in_old > old_in_new else "extended"


def _evidence(match: Match, reason: str) -> Evidence:
    result = match.result
    return Evidence.model_validate(
        {
            "reason": reason,
            "new_in_old": round(result.new_in_old, DIGITS),
            "old_in_new": round(result.old_in_new, DIGITS),
            "conflict": round(result.conflict, DIGITS),
            "shared_keys": match.shared_keys,
        }
    )


def _with_story(article: CleanArticle, story: Story) -> Verdict:
    """The article with its story in place of its sketch."""
    model: type[Verdict] = UniqueArticle if story.verdict in {"new", "revision"} else DuplicateArticle
    return article.extended(model, story=story)


def counted(article: Verdict) -> Result:
    """A judged article, counted by the verdict of its story."""
    return Result([article], {"verdict": {article.story.verdict: 1}})


def _content(article: CleanArticle) -> int:
    """Digest of an article's content: its text; for a short text its title too; without text, title and source."""
    if not article.text.strip():
        return digest("title", _family(article.source), _normalised(article.title))
    if article.sketch.is_short:
        return digest("short", article.sketch.exact, _normalised(article.title))
    return digest("text", article.sketch.exact)


def _family(source: str) -> str:
    """The organisation of a source: that of `agency/sport` and of `Agency: world` is `agency`."""
    for mark in "/:#":
        source = source.partition(mark)[0]
    return source.strip().casefold()


def _normalised(title: str | None) -> str:
    return " ".join((title or "").casefold().split())
