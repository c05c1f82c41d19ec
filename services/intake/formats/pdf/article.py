"""The article of a document: its main story in reading order, and everything else on its pages with a role."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from schemas.article import RegionRole
from services.intake.formats.format import FormatError
from services.intake.formats.pdf.blocks import Block, Style, running_style
from services.intake.formats.pdf.furniture import find_furniture
from services.intake.formats.pdf.heads import Head, find_heads
from services.intake.formats.pdf.library import Page
from services.intake.formats.pdf.lines import find_lines
from services.intake.formats.pdf.paragraphs import Spelling, find_paragraphs, joined
from services.intake.formats.pdf.roles import ends_sentence, names_author, squashed
from services.intake.formats.pdf.sheet import Sheet, read_sheet
from services.intake.formats.pdf.stories import Column, Story, find_columns, find_stories
from services.intake.formats.pdf.words import mirror, runs_right_to_left, visible_words

MAX_LINES_OF_PAGE = 3_000
"""Lines of a page: a broadsheet has some 1,200 in all its columns."""

MAX_LINES = 15_000
"""Lines of a document: fifty pages of a newspaper."""

_OTHER_STORY = 1.4
"""Times the text's size: a larger headline on a later page opens another story; a smaller one is a crosshead."""

_SECTION = 0.85
"""Share of the title's size: a heading no larger, below in the same column, opens a section."""

_SECTION_REACH = 5.0
"""Times the leading: the largest distance from one section to the next."""

_SAME_WIDTH = 0.15
"""Share by which widths of one column may differ."""

_SAME_EDGE = 4.0
"""Points by which left edges of one column may differ."""

_KICKER_WORDS = 4
"""Words of a kicker, the line above the title that names the section, at most."""

_BY = re.compile(r"(?:by|von|par|por|di|text(?:e|o)?|words)\b:? +", re.IGNORECASE)
_BETWEEN_NAMES = re.compile(r",? (?:and|und|et|y|e) | & |, ")


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph or block of the article with its role."""

    role: RegionRole
    text: str


@dataclass
class PdfArticle:
    """The article of a document: its passages in order, its title and its authors."""

    passages: list[Passage] = field(default_factory=list)
    title: str | None = None
    bylines: tuple[str, ...] = ()


def read_article(pages: Sequence[Page]) -> PdfArticle | None:
    """The article of a document; None where no page has any text that can be seen."""
    words = [visible_words(page) for page in pages]
    every = [word for upright, _ in words for word in upright]
    mirrored = sum(runs_right_to_left(word.text) for word in every) > len(every) / 2
    if mirrored:
        for page, (upright, _) in zip(pages, words, strict=True):
            mirror(page, upright)
    lines = [
        find_lines(upright, page.number, mirrored=mirrored) for page, (upright, _) in zip(pages, words, strict=True)
    ]
    text = [line for of_page in lines for line in of_page]
    if not text:
        return None
    if len(text) > MAX_LINES or max(map(len, lines)) > MAX_LINES_OF_PAGE:
        raise FormatError(f"its text is in over {MAX_LINES_OF_PAGE} pieces a page, or {MAX_LINES} in all: no article")
    furniture = find_furniture(pages, lines, running_style(text))
    content = [[line for line in of_page if id(line) not in furniture] for of_page in lines]
    if not any(content):
        content = lines
    style = running_style([line for of_page in content for line in of_page])
    running = [find_columns([line for line in of_page if style.fits(line)]) for of_page in content]
    whole = squashed("".join(line.text for columns in running for column in columns for line in column.lines))
    sheets = [read_sheet(page, of_page, style, whole) for page, of_page in zip(pages, content, strict=True)]
    article = _Assembly(sheets, style).article()
    inner = {id(line) for of_page in content for line in of_page}
    margins = [line for of_page in lines for line in of_page if id(line) not in inner]
    article.passages += [Passage("boilerplate", line.text) for line in margins]
    article.passages += [Passage("boilerplate", turned) for _, turned in words if turned]
    return article


class _Assembly:
    """Assembles the article out of the stories of all pages."""

    def __init__(self, sheets: Sequence[Sheet], style: Style) -> None:
        self._sheets = sheets
        self._style = style
        self._spelling = Spelling.of([line for sheet in sheets for line in sheet.body])
        self._stories = [_stories(sheet) for sheet in sheets]
        self._main = self._main_story()
        self._head = self._title_head()
        self._parts, self._others = self._parts_and_others()

    def article(self) -> PdfArticle:
        article = PdfArticle()
        title = self._head.title if self._head is not None else None
        if title is not None:
            article.title = title.text
        article.passages += self._head_passages(title)
        bylines = self._bylines()
        article.bylines = tuple(name for block in bylines for name in names(block.text))
        article.passages += [Passage("byline", block.text) for block in bylines]
        article.passages += [Passage("body", text) for text in self._paragraphs(self._parts)]
        taken = {id(block) for block in bylines} | self._in_heads()
        for sheet in self._sheets:
            article.passages += [Passage(role, block.text) for block, role in sheet.asides(taken)]
        for story in self._others:
            article.passages += [Passage("neighbour", part.text) for head in story.heads for part in head.parts]
            article.passages += [Passage("neighbour", text) for text in self._paragraphs([story])]
        return article

    def _in_heads(self) -> set[int]:
        return {
            id(part) for stories in self._stories for story in stories for head in story.heads for part in head.parts
        }

    def _main_story(self) -> Story | None:
        """The main story, on the first page with text: that of the largest headline, long stories counting more."""
        for stories in self._stories:
            if stories:
                return max(stories, key=lambda story: story.size * math.log(2 + story.letters))
        return None

    def _title_head(self) -> Head | None:
        if self._main is None or not self._main.heads:
            return None
        return max(self._main.heads, key=lambda head: head.size)

    def _parts_and_others(self) -> tuple[list[Story], list[Story]]:
        """The parts of the main story, in order, and the other stories."""
        parts: list[Story] = []
        others: list[Story] = []
        for stories in self._stories:
            main_page = self._main is not None and any(story is self._main for story in stories)
            for story in stories:
                own = story is self._main or (
                    self._is_section(story) if main_page else self._continues_main(story, others)
                )
                (parts if own else others).append(story)
        return parts, others

    def _is_section(self, story: Story) -> bool:
        """Whether a story is a section of the main story above it, as press releases of one column have."""
        main = self._main
        if main is None or self._head is None or not story.lines or not main.lines or story.boxed:
            return False
        if story.size > _SECTION * self._head.size or not story.heads:
            return False
        mine, theirs = find_columns(main.lines), find_columns(story.lines)
        if len(mine) != 1 or len(theirs) != 1 or theirs[0].lines[0].y < mine[0].lines[0].y:
            return False
        width = mine[0].x1 - mine[0].x0
        heading = story.heads[0]
        if heading.top - mine[0].lines[-1].bottom > _SECTION_REACH * self._style.leading:
            return False
        if heading.x1 > mine[0].x1 + _SAME_EDGE:
            return False
        return (
            abs(mine[0].x0 - theirs[0].x0) <= _SAME_EDGE
            and abs(theirs[0].x1 - theirs[0].x0 - width) <= _SAME_WIDTH * width
        )

    def _continues_main(self, story: Story, others: Sequence[Story]) -> bool:
        """Whether a story on another page continues the main one; `others` are those found before it."""
        if story.boxed:
            return False
        if story.size < _OTHER_STORY * self._style.size:
            columns = find_columns(story.lines)
            inside = bool(columns) and columns[0].lines[0].text[:1].islower()
            # A story that begins inside a sentence continues one whose last sentence is unfinished.
            return not inside or not self._is_finished(self._main) or all(map(self._is_finished, others))
        one_column = len(find_columns(story.lines)) <= 1
        return one_column and self._head is not None and story.size <= _SECTION * self._head.size

    @staticmethod
    def _is_finished(story: Story | None) -> bool:
        """Whether the last line of a story on its page ends a sentence."""
        columns = find_columns(story.lines) if story is not None else []
        return not columns or ends_sentence(columns[-1].lines[-1].text)

    def _head_passages(self, title: Block | None) -> list[Passage]:
        """The title, what stands above it, and the summary below it."""
        if self._head is None or title is None:
            return []
        found = [Passage("title", title.text)]
        for part in self._head.parts:
            if part is title:
                continue
            kicker = part.top < title.top and part.text.count(" ") < _KICKER_WORDS
            found.append(Passage("boilerplate" if kicker else "body", part.text))
        return found

    def _bylines(self) -> list[Block]:
        """The blocks, or else the story's own first line, that name the authors."""
        main = self._main
        if main is None:
            return []
        sheet = next(sheet for sheet, stories in zip(self._sheets, self._stories, strict=True) if main in stories)
        found = sheet.bylines(self._head, main.lines)
        if found or not main.lines:
            return found
        first = find_columns(main.lines)[0].lines[0]
        if not names_author(first.text) or len(main.lines) == 1:
            return []
        main.lines = [line for line in main.lines if line is not first]
        return [Block([first])]

    def _paragraphs(self, stories: Iterable[Story]) -> Iterator[str]:
        columns: list[Column] = []
        openers: set[int] = set()
        for story in stories:
            lines = list(story.lines)
            for head in story.heads:
                if head is not self._head and story in self._parts:
                    lines += [line for part in head.parts for line in part.lines]
                    openers.add(id(head.parts[0].lines[0]))
            columns += find_columns(lines)
        for sheet in self._sheets:
            openers |= sheet.openers
        for paragraph in find_paragraphs(columns, self._style, openers):
            yield joined(paragraph, self._spelling)


def _stories(sheet: Sheet) -> list[Story]:
    return find_stories(sheet.page, find_heads(sheet.roles, sheet.body), sheet.body)


def names(text: str) -> Iterator[str]:
    """The names of a byline."""
    for name in _BETWEEN_NAMES.split(_BY.sub("", text)):
        if name.strip(" ,"):
            yield name.strip(" ,")
