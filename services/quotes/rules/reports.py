"""Reports of speech in one sentence.

In: a sentence as tokens, the names of the article, the words of its language. Out: which characters are said, by which
cue, with which subject, and how that was found.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from copydesk.text.language.lexicon import NOBODY_NAMED, Lexicon
from services.quotes.speakers.subjects import Clause, Subject
from services.quotes.text.names import NameIndex
from services.quotes.text.sentences import Sentence, Token

Finding = Literal["beside", "lead_in", "clause", "according", "alone"]
"""How a statement was found: its cue stands beside the marks; a colon leads to it; it is a reported clause; its source
is named by "according to"; nothing but its marks say so."""

_CUE_BEHIND = 12
"""Tokens behind a quotation in which its cue stands: most sentences name who speaks in fewer."""

_CUE_BEHIND_APPOSITION = 30
"""The same behind a name, which an apposition may part from its verb."""

_CUE_BEFORE = 30
"""Tokens before a quotation in which its cue stands, with a reported clause between them."""

_NAMING_BEFORE = 15
"""The same for a verb of naming, which has a shorter object."""

_THAT_BEHIND = 18
"""Tokens behind a cue in which its "that" stands: an addressee and circumstances lie between."""

_NEXT_TO = 2
"""Tokens between the parts of one report; beyond, they belong to something else."""

_SHORT_WORDS = 4
"""So many quoted words and fewer, without a cue, are a scare quote, a title or a nickname."""

_SHORTEST_CLAUSE = 3
"""Tokens: a subject, a verb and something more."""

_BEHIND_LAST_CUE = 8
"""Tokens that may follow a cue at the end of its sentence: "..., Ann Lee said on Monday in Bonn."."""

_LONGEST_APPOSITION = 8
"""Tokens between the commas round what somebody is."""

_DASHES = "—–―-"
_FINAL = ".!?…,;:"


def is_short(quoted: str) -> bool:
    """Whether so few words are no statement unless a cue says so."""
    return len(quoted.split()) <= _SHORT_WORDS


def may_report(sentence: Sentence, lexicon: Lexicon) -> bool:
    """Whether a sentence has anything that could be a report: a quotation, a cue, a phrase that names a source."""
    return any(token.quotation is not None or token.lower in lexicon.report_words for token in sentence.tokens)


@dataclass(frozen=True, slots=True)
class Report:
    """One statement in one sentence: the characters of its parts, without the marks round those that are quotations."""

    spans: tuple[tuple[int, int], ...]
    found: Finding
    subject: Subject | None = None
    cue: tuple[int, int] | None = None
    quoted: bool = True
    reported: bool = False


@dataclass(frozen=True, slots=True)
class _Cue:
    """A cue with its subject: `length` tokens from token `index` on; what is said begins at token `complement`."""

    index: int
    length: int
    subject: Subject | None
    found: Finding
    complement: int


class SentenceReports:
    """Finds the reports of one sentence: first those of its quotations, then clauses without marks."""

    def __init__(self, text: str, sentence: Sentence, names: NameIndex, lexicon: Lexicon) -> None:
        self._text = text
        self._lexicon = lexicon
        self._tokens = sentence.tokens
        self._clause = Clause(sentence.tokens, names, lexicon)
        self._used: set[int] = set()
        # What a look back from a quotation must see: words that report, and semicolons, which end the look back.
        self._signals = [
            at for at, token in enumerate(sentence.tokens) if token.text == ";" or token.lower in lexicon.report_words
        ]
        self._only_quoted = not any(token.is_word for token in sentence.tokens)

    def reports(self) -> list[Report]:
        """All reports of the sentence in the order of the text."""
        found = [*self._quoted()]
        found += self._reported(found)
        return sorted(found, key=lambda report: report.spans[0])

    # Quotations

    def _quoted(self) -> Iterator[Report]:
        groups: dict[tuple[int, Finding], tuple[_Cue, list[tuple[int, int]], bool]] = {}
        for at, token in enumerate(self._tokens):
            if token.quotation is None:
                continue
            cue = self._cue_of(at)
            if cue is None:
                if self._is_statement(at):
                    yield Report(spans=((token.quotation.inner_start, token.quotation.inner_end),), found="alone")
                continue
            self._used.add(cue.index)
            span, reported = self._span(at, cue)
            _, spans, mixed = groups.setdefault((cue.index, cue.found), (cue, [], False))
            if not spans or span[0] >= spans[-1][1]:
                spans.append(span)
            elif span[1] > spans[-1][1]:
                spans[-1] = (spans[-1][0], span[1])
            groups[cue.index, cue.found] = (cue, spans, mixed or reported)
        for cue, spans, reported in groups.values():
            yield Report(
                spans=tuple(spans),
                found=cue.found,
                subject=cue.subject,
                cue=self._cue_span(cue),
                reported=reported,
            )

    def _cue_of(self, at: int) -> _Cue | None:
        """The cue of a quotation; none in a language whose verbs are unknown: the name beside it may be anybody's."""
        if not self._lexicon.cues:
            return None
        behind = self._behind(at)
        if behind is not None and self._points_back(at):
            return behind
        return self._before(at) or behind

    def _points_back(self, at: int) -> bool:
        """Whether the quotation ends like one whose cue follows: with a comma, a question, an exclamation."""
        quotation = self._tokens[at].quotation
        inner = self._text[quotation.inner_start : quotation.inner_end].rstrip() if quotation else ""
        follows = self._tokens[at + 1].text if at + 1 < len(self._tokens) else ""
        return inner.endswith((",", "?", "!", "—", "–", "…", ".")) or follows in (",", "—", "–")

    def _behind(self, at: int) -> _Cue | None:
        """A cue to the right: `"...," said Ann Lee`, `"...," Ann Lee said`."""
        tokens = self._tokens
        first = at + 1
        while first < len(tokens) and tokens[first].text in (",", *_DASHES):
            first += 1
        if first >= len(tokens):
            return None
        if self._according_length(first):
            return self._according(first)
        if tokens[first - 1].text in _DASHES and self._names_only(first):
            return _Cue(first - 1, 1, self._clause.after(first - 1), "beside", at)
        return self._cue_behind(at, first)

    def _cue_behind(self, at: int, first: int) -> _Cue | None:
        tokens = self._tokens
        if tokens[first].lower in self._lexicon.links:
            return None
        named = self._clause.owners[first] is not None or tokens[first].text[0].isupper()
        reach = _CUE_BEHIND_APPOSITION if named else _CUE_BEHIND
        for index in range(first, min(first + reach, len(tokens))):
            token = tokens[index]
            if token.quotation is not None or token.text in (";", ":"):
                break
            subject = self._subject_behind(at, index, first) if token.lower in self._lexicon.cues else None
            if subject is not None:
                return _Cue(index, 1, subject, "beside", at)
        return None

    def _subject_behind(self, at: int, index: int, first: int) -> Subject | None:
        inverted = self._clause.after(index) if index <= first + 1 else None
        subject = (self._clause.before(index, first) if index > first else None) or inverted
        if subject is None and index == first and self._tokens[index].lower in self._lexicon.participles:
            return self._clause.head(0, at)
        return subject

    def _names_only(self, first: int) -> bool:
        """Whether the rest of the sentence opens with a name and holds no verb: `"..." - Ann Lee, teacher`."""
        rest = self._tokens[first : first + _CUE_BEHIND]
        named = self._clause.owners[first] is not None or all(t.text[:1].isupper() for t in rest if t.is_word)
        if not named or first + len(rest) < len(self._tokens):
            return False
        return all(token.lower not in self._lexicon.cues for token in rest)

    def _before(self, at: int) -> _Cue | None:
        """A cue to the left: `Ann Lee said: "..."`, `Ann Lee said that the "..."`."""
        tokens = self._tokens
        nearest: _Cue | None = None
        for index in reversed(self._signals[: bisect_left(self._signals, at)]):
            if tokens[index].text == ";" or index <= at - _CUE_BEFORE:
                break
            if nearest is None and self._according_length(index):
                return self._according(index)
            cue = self._cue_at(index, at)
            if cue is None:
                continue
            if nearest is None:
                nearest = cue
            elif self._embeds(cue, nearest):
                return cue
        return nearest or self._lead_in(at)

    def _cue_at(self, index: int, at: int) -> _Cue | None:
        """The cue at a token, for the quotation at the token `at` to the right of it."""
        tokens = self._tokens
        word = tokens[index].lower
        if word not in self._lexicon.cues or (word in self._lexicon.naming and at - index > _NAMING_BEFORE):
            return None
        complement = self._complement(index, at)
        opened = tokens[complement].lower in self._lexicon.complementizers or tokens[index + 1].text in (",", ":")
        if word in self._lexicon.needs_that and not opened and at - index > _NEXT_TO:
            return None
        subject = self._subject_of(index)
        return None if subject is None else _Cue(index, 1, subject, "beside", complement)

    def _embeds(self, outer: _Cue, inner: _Cue) -> bool:
        """Whether one report stands inside another: "Lee said that residents said ..." is Lee's statement."""
        if inner.subject is None or self._tokens[outer.complement].lower not in self._lexicon.complementizers:
            return False
        between = [t for t in self._tokens[outer.complement : inner.index] if t.start < inner.subject.start]
        return bool(between) and not any(token.lower in self._lexicon.clause_conjunctions for token in between)

    def _lead_in(self, at: int) -> _Cue | None:
        if not at or self._tokens[at - 1].text != ":":
            return None
        subject = self._clause.head(0, at - 1)
        return None if subject is None else _Cue(at - 1, 1, subject, "lead_in", at)

    def _subject_of(self, index: int) -> Subject | None:
        word = self._tokens[index].lower
        if word in self._lexicon.participles:
            return self._clause.head(0, index)
        if index == 0:
            return self._clause.after(index)
        return self._clause.before(index)

    def _complement(self, index: int, quotation: int) -> int:
        """Where what is said begins: at "that", else behind the cue, its addressee and its circumstances."""
        tokens = self._tokens
        if tokens[index].lower in self._lexicon.naming:
            between = tokens[index + 1 : quotation]
            return quotation if any(token.text in (",", ":") for token in between) else index + 1
        for at in range(index + 1, min(quotation, index + _THAT_BEHIND)):
            if tokens[at].lower in self._lexicon.complementizers:
                return at
        begin = index + 1
        if begin < quotation and tokens[begin].text in (",", ":"):
            return begin + 1
        if quotation and tokens[quotation - 1].text in (",", ":") and self._starts_sentence(quotation):
            return quotation
        return self._behind_circumstances(begin, quotation)

    def _behind_circumstances(self, begin: int, limit: int) -> int:
        at = begin
        while at < limit and self._tokens[at].lower in self._lexicon.times:
            at += 1
        if at < limit and self._tokens[at].lower in self._lexicon.prepositions:
            commas = [index for index in range(at, limit) if self._tokens[index].text == ","]
            return commas[0] + 1 if commas else limit
        return at

    def _starts_sentence(self, at: int) -> bool:
        quotation = self._tokens[at].quotation
        return quotation is not None and not self._text[quotation.inner_start].islower()

    def _span(self, at: int, cue: _Cue) -> tuple[tuple[int, int], bool]:
        """The characters that are said with a quotation, and whether words of a reported clause are among them."""
        quotation = self._tokens[at].quotation
        if quotation is None:
            return (self._tokens[at].start, self._tokens[at].end), False
        start, end = quotation.inner_start, quotation.inner_end
        first = at
        if cue.index < at and cue.complement < at and cue.found == "beside":
            first = cue.complement
        elif cue.index > at and self._is_fragment(at):
            first = self._sentence_start(at)
        if first == at:
            return (start, end), False
        last = self._mixed_end(at) if cue.index < at else at
        if last > at or quotation.closed:
            end = self._tokens[last].end
        return (self._tokens[first].start, end), True

    def _is_fragment(self, at: int) -> bool:
        """Whether the quotation goes on with a clause that began without marks."""
        return at > 0 and self._tokens[at - 1].is_word and not self._starts_sentence(at)

    def _sentence_start(self, at: int) -> int:
        """The first token of what stands unquoted before a fragment, up to another statement of the sentence."""
        first = at
        while first and first - 1 not in self._used and self._tokens[first - 1].text not in (";", ":"):
            first -= 1
        return first

    def _mixed_end(self, at: int) -> int:
        """The last token of the reported clause that a quoted fragment stands in."""
        tokens = self._tokens
        end = at + 1
        while end < len(tokens):
            token = tokens[end]
            if token.quotation is not None or token.text in (";", ":", "—", "–", "("):
                break
            opens = token.text == "," or token.lower in self._lexicon.clause_words
            if opens and (self._report_follows(end) or token.text == ","):
                break
            end += 1
        while end - 1 > at and tokens[end - 1].text in _FINAL:
            end -= 1
        return end - 1

    def _is_statement(self, at: int) -> bool:
        """Whether the marks alone say that somebody speaks: long enough, or a sentence by itself."""
        quotation = self._tokens[at].quotation
        if quotation is None:
            return False
        return self._only_quoted or not is_short(self._text[quotation.inner_start : quotation.inner_end])

    # According to

    def _according_length(self, at: int) -> int:
        """How many tokens a phrase has that names a source and begins at a token; 0 where there is none."""
        if self._tokens[at].lower not in self._lexicon.according_openers:
            return 0
        for phrase in self._lexicon.according:
            tokens = self._tokens[at : at + len(phrase)]
            if tuple(token.lower for token in tokens) == phrase:
                return len(phrase)
        return 0

    def _according(self, at: int) -> _Cue | None:
        length = self._according_length(at)
        behind = self._tokens[at + length : at + length + 2]
        if length and any(token.lower in self._lexicon.no_sources for token in behind):
            return None
        subject = self._clause.after(at + length - 1) if length else None
        return None if subject is None else _Cue(at, length, subject, "according", at)

    # Reported clauses

    def _reported(self, quoted: list[Report]) -> Iterator[Report]:
        covered = [span for report in quoted for span in report.spans]
        limit = -1
        for at, token in enumerate(self._tokens):
            if token.start < limit or at in self._used:
                continue
            report = self._according_clause(at) or self._clause_behind(at) or self._clause_in_front(at)
            if report is None or any(a < report.spans[0][1] and report.spans[0][0] < b for a, b in covered):
                continue
            limit = report.spans[0][1]
            covered.append(report.spans[0])
            yield report

    def _clause_behind(self, at: int) -> Report | None:
        """A clause behind its cue: `Ann Lee said (that) the ferry was late`."""
        tokens = self._tokens
        token = tokens[at]
        if token.lower not in self._lexicon.clause_cues:
            return None
        subject = self._subject_of(at)
        if subject is None or subject.pronoun in NOBODY_NAMED:
            return None
        begin = self._clause_start(at)
        if begin is None:
            return None
        end = self._clause_end(begin)
        return self._clause_report(begin, end, subject, at)

    def _clause_start(self, at: int) -> int | None:
        tokens = self._tokens
        for index in range(at + 1, min(at + _THAT_BEHIND, len(tokens))):
            if tokens[index].quotation is not None or tokens[index].text == ";":
                break
            if tokens[index].lower in self._lexicon.complementizers and self._opens_complement(at, index):
                return index
        if tokens[at].lower in self._lexicon.needs_that or tokens[at].lower in self._lexicon.addressing:
            return None
        begin = at + 1
        while begin < len(tokens) and tokens[begin].lower in self._lexicon.times:
            begin += 1
        if begin >= len(tokens) or not tokens[begin].is_word:
            return None
        word = tokens[begin]
        lexicon = self._lexicon
        opens = (
            word.lower in lexicon.determiners
            or word.lower in lexicon.pronouns
            or self._clause.owners[begin] is not None
        )
        if tokens[at].lower in lexicon.bare_clause:
            opens = opens or word.lower not in lexicon.links
        return begin if opens else None

    def _opens_complement(self, at: int, that: int) -> bool:
        """Whether "that" belongs to the cue, and not to a noun between them ("reported the deal that ...")."""
        tokens = self._tokens
        if that == at + 1:
            return True
        if any(tokens[index].lower in self._lexicon.cues for index in range(at + 1, that)):
            return False
        addressed = tokens[at].lower in self._lexicon.addressing or tokens[at + 1].lower in self._lexicon.prepositions
        return addressed or tokens[that - 1].text == "," or tokens[that - 1].lower in self._lexicon.times

    def _clause_end(self, begin: int) -> int:
        """Token behind the clause: before the next report that a conjunction opens, else at the sentence's end."""
        tokens = self._tokens
        for at in range(begin + _SHORTEST_CLAUSE, len(tokens)):
            if tokens[at].quotation is not None or tokens[at].text == ";":
                return at
            opens = tokens[at].text == "," or tokens[at].lower in self._lexicon.clause_conjunctions
            if opens and self._report_follows(at):
                return at
        return len(tokens)

    def _report_follows(self, at: int) -> bool:
        tokens = self._tokens
        nearby = range(at + 1, min(at + 5, len(tokens)))
        if any(tokens[index].lower in self._lexicon.clause_cues for index in nearby):
            return True
        return any(self._according_length(index) for index in nearby[:2])

    def _clause_in_front(self, at: int) -> Report | None:
        """A clause before its cue: `The ferry was late, Ann Lee said`."""
        tokens = self._tokens
        if tokens[at].lower not in self._lexicon.saying or at < _SHORTEST_CLAUSE or len(tokens) - at > _BEHIND_LAST_CUE:
            return None
        commas = [index for index in range(at) if tokens[index].text == ","]
        if not commas or at - commas[-1] > _CUE_BEHIND:
            return None
        subject = self._clause.before(at, commas[-1] + 1) if at > commas[-1] + 1 else self._clause.after(at)
        if subject is None or any(token.quotation for token in tokens[: commas[-1]]):
            return None
        return self._clause_report(0, commas[-1], subject, at)

    def _according_clause(self, at: int) -> Report | None:
        """`According to Ann Lee, the ferry was late`, `The ferry was late, according to Ann Lee`."""
        cue = self._according(at)
        if cue is None or cue.subject is None:
            return None
        tokens = self._tokens
        if at > _SHORTEST_CLAUSE:
            end = at - 1 if tokens[at - 1].text == "," else at
            return self._clause_report(0, end, cue.subject, at, cue.length)
        commas = [p for p in range(at, len(tokens)) if tokens[p].text == "," and tokens[p].start >= cue.subject.end]
        while len(commas) > 1 and self._is_apposition(commas[0] + 1, commas[1]):
            del commas[0]
        return self._clause_report(commas[0] + 1, len(tokens), cue.subject, at, cue.length) if commas else None

    def _is_apposition(self, first: int, end: int) -> bool:
        """Whether tokens between commas tell an age or who somebody is: "34", "a teacher at the port"."""
        words = [token.lower for token in self._tokens[first:end]]
        if len(words) == 1:
            return words[0].isdigit()
        if not words or len(words) > _LONGEST_APPOSITION or words[0] not in self._lexicon.apposition_openers:
            return False
        return self._lexicon.finite.isdisjoint(words) and self._lexicon.pronouns.keys().isdisjoint(words)

    def _clause_report(self, begin: int, end: int, subject: Subject, at: int, length: int = 0) -> Report | None:
        tokens = self._tokens
        while end > begin and tokens[end - 1].text in _FINAL:
            end -= 1
        if end - begin < _SHORTEST_CLAUSE or any(token.quotation for token in tokens[begin:end]):
            return None
        return Report(
            spans=((tokens[begin].start, tokens[end - 1].end),),
            found="according" if length else "clause",
            subject=subject,
            cue=(tokens[at].start, tokens[at + max(length, 1) - 1].end),
            quoted=False,
            reported=True,
        )

    def _cue_span(self, cue: _Cue) -> tuple[int, int]:
        last: Token = self._tokens[cue.index + cue.length - 1]
        return self._tokens[cue.index].start, last.end
