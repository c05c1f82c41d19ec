"""The stories of a page: finds headlines inside the body at which another story begins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from services.cleaner.bylines import byline_names
from services.cleaner.datelines import dateline_end
from services.cleaner.headlines import author_lines, headline_end, joined, reads_as_headline
from services.cleaner.text.column import Column
from services.cleaner.text.lines import AsideLines, Line, ends_sentence, starts_lower
from services.cleaner.text.topics import Topic
from services.cleaner.text.words import normalised_words

_SAMPLE_LINES = 20
_SAMPLE_WORDS = 120
"""Limits of the sample from the beginning of a story, where its words are the most typical of it."""

_FEWEST_STEMS = 12
"""Stems below a headline: less text is no story."""

_FEWEST_STEMS_ABOVE = 35
"""Stems above a headline: less text shows no topic to compare with."""

_OTHER_TOPIC = 0.14
_OTHER_NAMES = 0.25
"""Largest share of words and of names that two stories have in common; two parts of one story share twice as much."""

_WITH_BYLINE = 2.5
"""Factor on these limits where the headline has an author or a dateline of its own."""

_QUITE_OTHER_TOPIC = 0.08
_QUITE_OTHER_NAMES = 0.12
_STEMS_FOR_QUITE = 60
"""Below these shares, over as much text, two stories differ even if the headline shares no word with its text."""

_CROSSHEAD_WORDS = 3
"""A crosshead has fewer words; so short a line is a headline only if its words return in the text below."""

_OWN_WORDS = 0.2
_CROSSHEAD_OWN_WORDS = 0.5
"""Share of a headline's words, and of a line as short as a crosshead, that must return in the text below."""

_RESUMES = 6
"""Stems by which the rest of a page must be closer to the first story than to the second to belong to the first."""

_BIGGER = 2.5
"""A story so many times as long as the first one of the page is the article, and the first is its neighbour."""

_HEADLINE_LINES = 7
_HEADLINE_WORDS = 18
_HEADLINE_COMMAS = 2

_MOST_HEADLINES = 200
"""Headlines examined: each costs a look at the text around it. A page has a handful; a body with more may be
hostile."""


@dataclass(frozen=True, slots=True)
class _Story:
    """A story of the page.

    `headline` is its first line, `body` the first line after the headline. `ranges` are its lines, as pairs of start
    and end: lines of other stories in between are left out.
    """

    headline: int
    body: int
    ranges: tuple[tuple[int, int], ...]


def _sample(lines: Sequence[Line], start: int, end: int) -> Topic:
    words = 0
    for at in range(start, min(end, start + _SAMPLE_LINES)):
        words += lines[at].text.count(" ") + 1
        if words > _SAMPLE_WORDS:
            return Topic.of(line.text for line in lines[start : at + 1])
    return Topic.of(line.text for line in lines[start : min(end, start + _SAMPLE_LINES)])


def _above_byline(lines: Sequence[Line], at: int) -> int:
    """First line of the headline above the byline at line `at`; `at` itself where there is none."""
    start = at
    while start > 0 and at - start < _HEADLINE_LINES and not ends_sentence(lines[start - 1].text):
        start -= 1
        if lines[start].after_blank:
            break
    return start if start < at and reads_as_headline(joined(lines[start:at])) else at


def _is_terse(lines: Sequence[Line]) -> bool:
    """Whether lines are as terse as a headline: few words and commas, and if one line, no whole sentence."""
    text = joined(lines)
    closed = len(lines) == 1 and ends_sentence(text)
    return not closed and text.count(" ") < _HEADLINE_WORDS and text.count(",") <= _HEADLINE_COMMAS


def _headlines(lines: Sequence[Line], column: Column) -> list[tuple[int, int]]:
    """Start and end of the lines that are set like a headline, after a blank line or the end of a sentence."""
    found: list[tuple[int, int]] = []
    at = 1
    while at < len(lines) - 2 and len(found) < _MOST_HEADLINES:
        free = lines[at].after_blank or ends_sentence(lines[at - 1].text)
        end = headline_end(lines, at, column) if free else at
        if end > at and not _is_terse(lines[at:end]):
            end = at
        if end > at:
            found.append((at, end))
        elif lines[at].text[0].isupper() and byline_names(lines[at].text) and not starts_lower(lines[at + 1].text):
            start = _above_byline(lines, at)
            if start < at and (not found or start >= found[-1][1]):
                found.append((start, at))
        at = max(end, at + 1)
    return found


def _has_author(lines: Sequence[Line], end: int) -> bool:
    """Whether a byline or a dateline follows the headline that ends before line `end`."""
    return author_lines(lines, end) is not None or dateline_end(lines[end].text)[1] > 0


def _begins_story(lines: Sequence[Line], headline: tuple[int, int], before: Topic, after: Topic) -> bool:
    start, end = headline
    if len(after.stems) < _FEWEST_STEMS or len(before.stems) < _FEWEST_STEMS_ABOVE:
        return False
    title = Topic.of([joined(lines[start:end])])
    if not title.stems:
        return False
    leeway = _WITH_BYLINE if _has_author(lines, end) else 1.0
    share, names = after.share_in(before), after.share_of_names_in(before)
    if share > _OTHER_TOPIC * leeway or names > _OTHER_NAMES * leeway:
        return False
    crosshead = end - start == 1 and lines[start].text.count(" ") < _CROSSHEAD_WORDS
    quite_other = share <= _QUITE_OTHER_TOPIC and names <= _QUITE_OTHER_NAMES and len(before.stems) >= _STEMS_FOR_QUITE
    if leeway > 1 or (quite_other and not crosshead):
        return True
    own = title.share_in(after)
    return own >= (_CROSSHEAD_OWN_WORDS if crosshead else _OWN_WORDS) and own >= title.share_in(before)


def _resumes(lines: Sequence[Line], story: tuple[int, int, int], before: Topic) -> int:
    """The line of a story (headline, body, end) at which the page returns to the first story; `end` if it does not."""
    headline, body, end = story
    own = Topic.of(line.text for line in [*lines[headline:body], *lines[body : body + _SAMPLE_LINES // 2]])
    interrupted = headline > 0 and not ends_sentence(lines[headline - 1].text)
    best, score, resumed = 0, 0, end
    for at in range(end - 1, body + 2, -1):
        stems = Topic.of([lines[at].text]).stems
        score += len(stems & (before.stems - own.stems)) - len(stems & (own.stems - before.stems))
        if not ends_sentence(lines[at - 1].text):
            continue
        carries_on = interrupted and starts_lower(lines[at].text)
        weighed = score + _RESUMES * carries_on
        if weighed > best and (carries_on or not starts_lower(lines[at].text)):
            best, resumed = weighed, at
    return resumed if best >= _RESUMES else end


def _stories(lines: Sequence[Line], column: Column) -> list[_Story]:
    """The stories in the order of their headlines; the first has all lines above the second headline."""
    headlines = _headlines(lines, column)
    first_end = headline_end(lines, 0, column)
    stories: list[_Story] = []
    current, ranges = (0, first_end), [(0, len(lines))]
    for number, (start, end) in enumerate(headlines):
        begin = ranges[-1][0]
        before = Topic.of(line.text for line in lines[begin:start])
        next_headline = headlines[number + 1][0] if number + 1 < len(headlines) else len(lines)
        after = _sample(lines, end, max(next_headline, min(end + 8, len(lines))))
        if not _begins_story(lines, (start, end), before, after):
            continue
        ranges[-1] = (begin, start)
        stories.append(_Story(current[0], current[1], tuple(ranges)))
        current, ranges = (start, end), [(start, len(lines))]
    stories.append(_Story(current[0], current[1], tuple(ranges)))
    return _with_resumed(lines, stories)


def _with_resumed(lines: Sequence[Line], stories: list[_Story]) -> list[_Story]:
    """The stories, after lines inside later ones that belong to the first were given back to it."""
    first, *others = stories
    if not others:
        return stories
    before = Topic.of(line.text for start, end in first.ranges for line in lines[start:end])
    kept = [first]
    for story in others:
        start, end = story.ranges[-1]
        resumed = _resumes(lines, (start, story.body, end), before)
        if resumed < end:
            kept[0] = replace(kept[0], ranges=(*kept[0].ranges, (resumed, end)))
        kept.append(replace(story, ranges=((start, min(resumed, end)),)))
    return kept


def _size(lines: Sequence[Line], story: _Story) -> int:
    return sum(lines[at].text.count(" ") + 1 for start, end in story.ranges for at in range(start, end))


def _main(lines: Sequence[Line], stories: Sequence[_Story], title: str | None) -> _Story:
    """The story with the given title; else the first of the page, unless another is much bigger."""
    wanted = normalised_words(title or "")
    for story in stories if wanted else ():
        if normalised_words(joined(lines[story.headline : story.body])) == wanted:
            return story
    if not wanted and stories[0].body == 0 and _size(lines, stories[1]) > 2 * _size(lines, stories[0]):
        # Text without a headline above a story with one: the extractor read the column before its headline.
        return stories[1]
    biggest = max(stories, key=lambda story: _size(lines, story))
    return biggest if not wanted and _size(lines, biggest) > _BIGGER * _size(lines, stories[0]) else stories[0]


def find_neighbours(lines: Sequence[Line], title: str | None, column: Column) -> list[AsideLines]:
    """The lines of other stories of the page, in order; none without a headline whose text has another topic."""
    if len(lines) < _SAMPLE_LINES // 2:
        return []
    stories = _stories(lines, column)
    if len(stories) == 1:
        return []
    main = _main(lines, stories, title)
    return sorted(
        (AsideLines("neighbour", start, end) for story in stories if story is not main for start, end in story.ranges),
        key=lambda aside: aside.start,
    )
