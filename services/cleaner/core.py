"""The cleaner's core: from a raw body to a reading text that maps back to it."""

from __future__ import annotations

import re
from dataclasses import replace

from pydantic import TypeAdapter

from schemas.article import Aside, CleanArticle, RawArticle, Readability
from schemas.document import Span
from services.cleaner.asides import find_asides
from services.cleaner.characters import normalise
from services.cleaner.drop_caps import rejoin_drop_cap
from services.cleaner.furniture import find_furniture
from services.cleaner.head import Head, read_head
from services.cleaner.hyphens import restore_lost
from services.cleaner.lines import AsideLines, Line, is_hard_wrapped, split_lines, without
from services.cleaner.offsets import TextBuilder, TracedText, repairs, source_map
from services.cleaner.paragraphs import rebuild
from services.cleaner.sketch import normalised_words, sketch

SHORT_TEXT_WORDS = 20
"""Fewer words carry no story, only a flash or a caption."""

_ROUNDS = 5
"""One or two settle any real article; the limit is for bodies made to need as many as they have lines."""

_SPANS = TypeAdapter(tuple[Span, ...])
_LINE_END = re.compile(r"\n")
_BLOCK_END = re.compile(r"\n[^\S\n]*\n")


def _readability(text: str) -> Readability:
    words = len(normalised_words(text))
    if not words:
        return "no_text"
    return "too_short" if words < SHORT_TEXT_WORDS else "ok"


def _settle(head: Head) -> Head:
    """Repeat what works on finished paragraphs until nothing changes: cleaning a clean text then changes nothing."""
    for _ in range(_ROUNDS):
        found = read_head(head.lines, head.title)
        restored = restore_lost([line.traced for line in rejoin_drop_cap(found.lines, found.body)])
        settled = Head(
            lines=[Line(paragraph, after_blank=True) for paragraph in restored],
            title=found.title,
            bylines=head.bylines or found.bylines,
            dateline=head.dateline or found.dateline,
        )
        if [line.text for line in settled.lines] == [line.text for line in head.lines]:
            break
        head = settled
    return head


def _metadata(article: RawArticle) -> dict[str, object]:
    """What passes through unchanged: every field that the raw article has beside its body and what describes it."""
    return {name: getattr(article, name) for name in RawArticle.model_fields if name not in {"body", "regions"}}


def _paragraphs(text: str) -> tuple[Span, ...]:
    separator = _BLOCK_END if _BLOCK_END.search(text.strip()) else _LINE_END
    ends = [*(match.span() for match in separator.finditer(text)), (len(text), len(text))]
    spans: list[dict[str, int]] = []
    start = 0
    for end, following in ends:
        block = text[start:end]
        if block.strip():
            begin = start + len(block) - len(block.lstrip())
            spans.append({"start": begin, "end": begin + len(block.strip())})
        start = following
    return _SPANS.validate_python(spans)


def _aside(aside: AsideLines, lines: list[Line], body: str) -> Aside:
    start, end = lines[aside.start].traced.raw_start, lines[aside.end - 1].traced.raw_end
    return Aside(kind=aside.kind, text=body[start:end], raw_start=start, raw_end=end)


def _assemble(paragraphs: list[TracedText]) -> tuple[TracedText, tuple[Span, ...]]:
    built = TextBuilder()
    spans: list[dict[str, int]] = []
    size = 0
    for paragraph in paragraphs:
        if spans:
            built.write("\n\n", built.raw_end, paragraph.raw_start)
            size += 2
        built.copy(paragraph)
        spans.append({"start": size, "end": size + len(paragraph.text)})
        size += len(paragraph.text)
    return built.build(), _SPANS.validate_python(spans)


def _unwrapped(lines: list[Line], article: RawArticle) -> tuple[Head, list[Aside]]:
    """The head and paragraphs of whole sentences; only a page's narrow column has anything to be joined or left out."""
    furniture = find_furniture(lines)
    if furniture and not is_hard_wrapped(lines):
        furniture = []
    asides = [_aside(aside, lines, article.body) for aside in furniture]
    head = read_head(without(lines, furniture), article.title)
    if not is_hard_wrapped(head.lines):
        return replace(head, lines=[Line(line.traced, after_blank=True) for line in head.lines]), asides
    column = rejoin_drop_cap(head.lines, head.body)
    found = find_asides(column)
    asides += [_aside(aside, column, article.body) for aside in found]
    paragraphs = rebuild(column, found)
    head = replace(head, lines=[Line(paragraph, after_blank=True) for paragraph in paragraphs], body=0)
    return head, sorted(asides, key=lambda aside: aside.raw_start)


def clean(article: RawArticle) -> CleanArticle:
    """The article with a reading text: whole sentences in paragraphs, nothing between them that a page put there.

    Paragraphs are joined by a blank line. Never raises for a valid article; a body without any word gives `no_text`.
    """
    head, asides = _unwrapped(split_lines(normalise(article.body)), article)
    head = _settle(head)
    traced, paragraphs = _assemble([line.traced for line in head.lines])
    known = {
        **_metadata(article),
        "title": article.title or head.title,
        "bylines": article.bylines or head.bylines,
        "dateline": article.dateline or head.dateline,
    }
    return CleanArticle(
        **known,
        text=traced.text,
        paragraphs=paragraphs,
        asides=tuple(asides),
        repairs=repairs(traced, article.body),
        source_map=source_map(traced),
        readability=_readability(traced.text),
        sketch=sketch(traced.text, article.title or head.title),
    )


def as_is(article: RawArticle) -> CleanArticle:
    """The article with its body as the finished reading text, character for character.

    Paragraphs are what blank lines separate, or the lines of a body that has no blank line.
    """
    body = article.body
    return CleanArticle(
        **_metadata(article),
        text=body,
        paragraphs=_paragraphs(body),
        source_map=source_map(TracedText.of(body)),
        readability=_readability(body),
        sketch=sketch(body, article.title),
    )
