"""The cleaner's core: from a raw body to a reading text that maps back to it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import islice

from pydantic import TypeAdapter

from copydesk.result import Result
from schemas.article import Aside, CleanArticle, RawArticle, Readability, Region
from schemas.document import Span
from schemas.placement import primary_subtag
from services.cleaner.asides import find_asides
from services.cleaner.boilerplate import find_boilerplate
from services.cleaner.furniture import find_furniture
from services.cleaner.head import Head, read_head
from services.cleaner.language import article_language
from services.cleaner.paragraphs import rebuild
from services.cleaner.regions import ASIDE_KINDS, authors, body_text, region_text
from services.cleaner.sketch import sketch
from services.cleaner.stories import find_neighbours
from services.cleaner.text.characters import normalise
from services.cleaner.text.column import Column, measure
from services.cleaner.text.drop_caps import rejoin_drop_cap
from services.cleaner.text.encoding import mend_encoding
from services.cleaner.text.lines import AsideLines, Line, is_hard_wrapped, split_lines, without
from services.cleaner.text.lost_hyphens import restore_lost
from services.cleaner.text.offsets import TextBuilder, TracedText, repairs, source_map
from services.cleaner.text.quotation_marks import set_quotation_marks

SHORT_TEXT_WORDS = 20
"""A text of fewer words is no story, but a flash or a caption."""

_MOST_PASSES = 8
"""Any real article is stable after two or three passes; a hostile body could need as many as it has lines."""

_SPANS = TypeAdapter(tuple[Span, ...])
_LINE_END = re.compile(r"\n")
_BLOCK_END = re.compile(r"\n[^\S\n]*\n")
_WORD = re.compile(r"[^\W_]+")


@dataclass(slots=True)
class _Draft:
    """An article while it is cleaned. Whatever is taken out of its text is kept with its raw offsets."""

    body: str
    text: TracedText
    title: str | None
    bylines: tuple[str, ...]
    dateline: str | None
    asides: list[Aside] = field(default_factory=list)
    head: list[Region] = field(default_factory=list)

    def set_aside(self, lines: list[Line], found: list[AsideLines]) -> list[Line]:
        """The lines without the asides found among them. Asides inside a neighbouring story become part of it."""
        for aside in found:
            start, end = lines[aside.start].traced.raw_start, lines[aside.end - 1].traced.raw_end
            if aside.kind == "neighbour":
                self.asides = [other for other in self.asides if not start <= other.raw_start < end]
            self.asides.append(Aside(kind=aside.kind, text=self.body[start:end], raw_start=start, raw_end=end))
        return without(lines, found) if found else lines

    def take_head(self, head: Head) -> list[Line]:
        """The lines below the head. Title, bylines and dateline are taken from it where the source states none."""
        self.title = self.title or head.title
        self.bylines = self.bylines or head.bylines
        self.dateline = self.dateline or head.dateline
        self.head += [Region(start=start, end=end, role=role) for start, end, role in head.parts]
        return head.lines


@dataclass(frozen=True, slots=True)
class _Page:
    """Lines and their column, which is measured again only if the lines change."""

    lines: list[Line]
    column: Column

    def with_lines(self, lines: list[Line]) -> _Page:
        return self if lines == self.lines else _Page(lines, measure(lines))


def _paragraphs_of_column(draft: _Draft, lines: list[Line]) -> list[TracedText]:
    """The paragraphs of hard-wrapped lines."""
    lines = draft.set_aside(lines, find_furniture(lines))
    page = _Page(lines, measure(lines))
    page = page.with_lines(draft.set_aside(page.lines, find_asides(page.lines, page.column)))
    page = page.with_lines(draft.set_aside(page.lines, find_neighbours(page.lines, draft.title, page.column)))
    head = read_head(page.lines, draft.title, page.column)
    lines = rejoin_drop_cap(draft.take_head(head), head.body)
    lines = draft.set_aside(lines, find_boilerplate(lines))
    return rebuild(lines, page.with_lines(lines).column) if lines else []


def _paragraphs_of_text(draft: _Draft, lines: list[Line]) -> list[TracedText]:
    """The paragraphs of lines that are whole paragraphs."""
    head = read_head(lines, draft.title)
    lines = rejoin_drop_cap(draft.take_head(head), head.body)
    return [line.traced for line in draft.set_aside(lines, find_boilerplate(lines))]


def _paragraphs(draft: _Draft, lines: list[Line], *, whole: bool) -> list[TracedText]:
    if whole:
        return _paragraphs_of_text(draft, lines)
    of = _paragraphs_of_column if is_hard_wrapped(lines) else _paragraphs_of_text
    return restore_lost(of(draft, lines))


def _with_plain_characters(text: TracedText) -> TracedText:
    return set_quotation_marks(normalise(mend_encoding(text)))


def _joined(paragraphs: Iterable[TracedText]) -> str:
    return "\n\n".join(paragraph.text for paragraph in paragraphs)


def _lines_of(paragraphs: list[TracedText]) -> list[Line]:
    """The lines of the paragraphs' text: the paragraphs, unless normalising characters changes them."""
    text = TracedText.of(_joined(paragraphs))
    if _with_plain_characters(text) is text:
        return [Line(paragraph, after_blank=True) for paragraph in paragraphs]
    return split_lines(_with_plain_characters(_assemble(paragraphs)))


def _assemble(paragraphs: list[TracedText]) -> TracedText:
    built = TextBuilder()
    for paragraph in paragraphs:
        if built.raw_end or paragraph is not paragraphs[0]:
            built.write("\n\n", built.raw_end, paragraph.raw_start)
        built.copy(paragraph)
    return built.build()


def _trust_regions(draft: _Draft, article: RawArticle) -> None:
    """Take asides and head from the regions that the format states, and all else as the text."""
    titles: list[str] = []
    bylines: list[str] = []
    for region in article.regions:
        raw, text = draft.body[region.start : region.end], region_text(draft.body, region)
        if region.role == "body" or not text:
            continue
        if kind := ASIDE_KINDS.get(region.role):
            end = region.start + len(raw)
            draft.asides.append(Aside(kind=kind, text=raw, raw_start=region.start, raw_end=end))
            continue
        draft.head.append(region)
        if region.role == "title":
            titles.append(text)
        elif region.role == "byline":
            bylines += authors(text)
        else:
            draft.dateline = draft.dateline or text.rstrip(" -–—")
    draft.title = draft.title or " ".join(titles) or None
    draft.bylines = draft.bylines or tuple(dict.fromkeys(bylines))
    draft.text = body_text(draft.body, article.regions, whole_paragraphs=article.whole_paragraphs)


def _drafted(article: RawArticle) -> _Draft:
    """Clean until nothing changes any more, so that cleaning a clean text changes nothing."""
    draft = _Draft(article.body, TracedText.of(article.body), article.title, article.bylines, article.dateline)
    if article.regions:
        _trust_regions(draft, article)
    before, paragraphs = draft.text.text, [draft.text]
    lines = split_lines(_with_plain_characters(draft.text))
    for _ in range(_MOST_PASSES):
        cleaned = _paragraphs(draft, lines, whole=article.whole_paragraphs)
        after = _joined(cleaned)
        if after == before:
            break
        before, paragraphs, lines = after, cleaned, _lines_of(cleaned)
    draft.text = _assemble(paragraphs)
    draft.asides.sort(key=lambda aside: aside.raw_start)
    draft.head.sort(key=lambda region: region.start)
    return draft


def _readability(text: str) -> Readability:
    words = sum(1 for _ in islice(_WORD.finditer(text), SHORT_TEXT_WORDS))
    if not words:
        return "no_text"
    return "too_short" if words < SHORT_TEXT_WORDS else "ok"


def _paragraph_spans(text: str, separator: re.Pattern[str]) -> tuple[Span, ...]:
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


def clean(article: RawArticle) -> CleanArticle:
    """The article with a reading text: whole sentences in paragraphs, without what the page set between them.

    Paragraphs are joined by a blank line. A body without any word gives `no_text`.

    Raises:
        DocumentError: so much of the body is changed that no event can hold what maps back to it.
    """
    draft = _drafted(article)
    text = draft.text.text
    return article.extended(
        CleanArticle,
        title=draft.title,
        bylines=draft.bylines,
        dateline=draft.dateline,
        language=article_language(article.language, text),
        text=text,
        paragraphs=_paragraph_spans(text, _BLOCK_END),
        asides=draft.asides,
        head=draft.head,
        repairs=repairs(draft.text, article.body),
        source_map=source_map(draft.text, article.body),
        readability=_readability(text),
        sketch=sketch(text, draft.title),
    )


def as_is(article: RawArticle) -> CleanArticle:
    """The article with its body as the finished reading text, character for character.

    Paragraphs are what blank lines separate, or the lines of a body that has no blank line.
    """
    body = article.body
    return article.extended(
        CleanArticle,
        language=article_language(article.language, body),
        text=body,
        paragraphs=_paragraph_spans(body, _BLOCK_END if _BLOCK_END.search(body.strip()) else _LINE_END),
        source_map=source_map(TracedText.of(body), body),
        readability=_readability(body),
        sketch=sketch(body, article.title),
    )


def handle(article: RawArticle) -> Result:
    """The cleaned article, counted by its source, its language, and whether it was under an embargo when it arrived."""
    cleaned = clean(article)
    embargoed = article.embargoed_until is not None and article.embargoed_until > article.received_at
    return Result(
        [cleaned],
        {
            "source": {cleaned.source: 1},
            "language": {primary_subtag(cleaned.language): 1},
            "embargoed": int(embargoed),
        },
    )
