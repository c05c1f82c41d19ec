"""An article as this service parses it: paragraphs and names; in English quotations and sentences, too.

Those of another language are read where its marks and words are known: `services/quotes/rules`.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import Final

from copydesk.text.language.lexicon import Lexicon
from copydesk.text.language.registry import lexicon_of, primary_tag
from copydesk.text.tokens import end_of_reading
from schemas.article import AnnotatedArticle
from schemas.document import Span
from services.quotes.text.marks import Quotation, quotations
from services.quotes.text.names import NameIndex
from services.quotes.text.sentences import Sentence, sentences

LANGUAGE: Final = "en"
"""The language whose marks and sentences are read here, and which the labeller has learnt, by the primary subtag of
BCP 47. Articles without a language are taken for it."""


@dataclass(frozen=True, slots=True)
class ParsedArticle:
    """What is read of an article once; offsets are characters of `text`, which is all of the article's that is read.

    `quotations`: a list for each paragraph, and `sentences`: both empty in another language than English. `lexicon`:
    the words of the article's language. `paragraph_starts`, `sentence_starts`: their first characters, to search in.
    """

    text: str
    paragraphs: list[Span]
    quotations: list[list[Quotation]]
    sentences: list[Sentence]
    names: NameIndex
    lexicon: Lexicon
    paragraph_starts: list[int]
    sentence_starts: list[int]

    @classmethod
    def of(cls, article: AnnotatedArticle) -> ParsedArticle:
        """Parse an article. A text whose paragraphs nobody states is one."""
        text = article.text[: end_of_reading(article.text)]
        stated = (span for span in article.paragraphs if span.start < span.end <= len(article.text))
        spans = [
            span if span.end <= len(text) else Span(start=span.start, end=len(text))
            for span in stated
            if span.start < len(text)
        ]
        if not spans and text:
            spans = [Span(start=0, end=len(text))]
        english = primary_tag(article.language) == LANGUAGE
        marked = [quotations(text, span.start, span.end) for span in spans] if english else []
        lexicon = lexicon_of(article.language)
        found = [
            sentence
            for at, (span, quoted) in enumerate(zip(spans, marked, strict=False))
            for sentence in sentences(text, (span.start, span.end), at, quoted, lexicon)
        ]
        return cls(
            text,
            spans,
            marked,
            found,
            NameIndex(article.entities),
            lexicon,
            [span.start for span in spans],
            [sentence.start for sentence in found],
        )

    def paragraph_at(self, offset: int) -> int:
        """The paragraph in which an offset lies, or the last before it."""
        return max(bisect_right(self.paragraph_starts, offset) - 1, 0)

    def sentence_at(self, offset: int) -> int:
        """The sentence in which an offset lies, or the last before it; -1 before the first one."""
        return bisect_right(self.sentence_starts, offset) - 1

    def sentence_start(self, offset: int) -> int:
        """Where the sentence begins that an offset stands in; before the first one that one begins.

        In a text without sentences, which a message may state beside names that are not in it, it begins with the text.
        """
        if not self.sentence_starts:
            return 0
        return self.sentence_starts[max(self.sentence_at(offset), 0)]

    def continues_quotation(self, paragraph: int, start: int) -> bool:
        """Whether a paragraph opens with a quotation that the paragraph before left open, in the same kind of marks."""
        if paragraph == 0 or not self.quotations[paragraph] or not self.quotations[paragraph - 1]:
            return False
        first, last = self.quotations[paragraph][0], self.quotations[paragraph - 1][-1]
        if self.text[first.start] != self.text[last.start]:
            return False
        return first.inner_start == start and first.start == self.paragraphs[paragraph].start and not last.closed

    def is_quotation(self, paragraph: int) -> bool:
        """Whether a paragraph is one quotation and nothing else, so that nobody in it says who speaks."""
        span, quoted = self.paragraphs[paragraph], self.quotations[paragraph]
        if not quoted or quoted[0].start != span.start:
            return False
        return not any(map(str.isalnum, self.text[quoted[0].end : span.end]))
