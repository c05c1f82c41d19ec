"""Statements in languages that set no blanks between words: particles part who speaks from what is said."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TypeAlias

from copydesk.text.language.marks import COLONS, COMMAS, NAME_DOTS, SENTENCE_ENDS, STOPS, Marks
from copydesk.text.language.reporting import UnspacedReporting
from schemas.document import Span, TextSpan
from schemas.quote import Speaker
from services.quotes.rules.quotations import is_short, quotations_of
from services.quotes.speakers.resolver import Answer, Evidence, carried
from services.quotes.statement import Statement
from services.quotes.text.marks import Quotation
from services.quotes.text.names import Name, NameIndex
from services.quotes.text.neighbours import Extent

_BESIDE, _ALONE, _CARRIED, _REPORTED = 0.85, 0.4, 0.6, 0.6
_NAME, _PRONOUN = 0.9, 0.75
"""How probable it is that statement and person are right, by what tells them; rough shares, set by hand."""


_SENTENCE_END = re.compile(f"[{re.escape(SENTENCE_ENDS)}]+")

_LONGEST_NAME = 6
"""Letters of a name before a role."""

_CLAUSE = 8
"""Letters of a reported clause, at least."""

_ASIDE = 20
"""Letters in brackets behind a name: somebody's years or where the bearer works."""

_REACH = 40
"""Characters beside the marks in which who speaks stands."""

_CONCEPT = 24
"""Letters up to which words in marks that a particle makes part of a sentence are a concept: 「断食月」の."""


_OPENING, _CLOSING = "(\uff08", ")\uff09"
"""Brackets, half and full width."""

_Told: TypeAlias = tuple[Answer, tuple[int, int]]
"""Who speaks, and the characters of the cue."""


class _Patterns:
    """What the words of one language look like beside a quotation."""

    def __init__(self, words: UnspacedReporting) -> None:
        verbs = _any(words.verbs)
        inside = f"[^{re.escape(STOPS)}]"
        aside = rf"(?:[{_OPENING}][^{_CLOSING}]{{1,{_ASIDE}}}[{_CLOSING}])?"
        topics = f"{aside}[{words.topics}](?!{_any(words.plurals)})" if words.topics else ""
        fillers = _between(words, inside)
        if words.quotative:
            end = rf"[{COMMAS}]?{words.quotative}[{words.topics}]?"
            self.behind = re.compile(
                rf"{end}[{COMMAS}]?(?:(?P<who>{inside}{{1,24}}?){topics}[^。「」]{{0,20}}?)?(?:{verbs})"
            )
            self.before = re.compile(rf"(?:^|[{re.escape(STOPS)}])(?P<who>{inside}{{1,24}}?){topics}[^。「」]{{0,40}}$")
            self.beside = re.compile(rf"(?:^|[{re.escape(STOPS)}])(?P<who>{inside}{{1,24}}?){topics}[{COMMAS}]?$")
            naming = f"(?!.{{0,8}}(?:{_any(words.naming)}))" if words.naming else ""
            reports = f"{words.quotative}(?![{words.topics}{words.not_quotative}]){naming}"
            self.predicate = re.compile(rf"[{COMMAS}]?{reports}[^。「」]{{1,20}}")
        else:
            self.beside = self.predicate = re.compile(r"(?!)")
            # One letter is a pronoun: of 反对党 the first does not speak of the others.
            subject = f"(?P<who>{_any([each for each in words.pronouns if len(each) == 1])}|{inside}{{2,24}}?)?"
            self.behind = re.compile(rf"[{COMMAS}]?{subject}{fillers}(?:{verbs})")
            self.before = re.compile(
                rf"(?:^|[{re.escape(STOPS)}]){subject}{fillers}(?:{verbs})[^。]{{0,6}}[{COLONS}{COMMAS}]?$"
            )
        self.clause = re.compile(
            rf"(?P<who>{inside}{{2,24}}?){fillers}(?:{_any(words.clause_verbs)}){{1,2}}(?:{_any(words.addressees)})?[{COMMAS}{COLONS}](?P<clause>.{{{_CLAUSE},}})"
        )
        self.source = (
            re.compile(rf"(?:{_any(words.sources)})(?P<who>{inside}{{1,20}})[{COMMAS}]?$") if words.sources else None
        )
        so = f"(?:{_any(words.so)}){inside}{{1,12}}" if words.so else "(?!)"
        told = f"{inside}{{0,14}}(?:{verbs}){inside}{{0,3}}(?=。)" if words.quotative else "(?!)"
        self.told_so = re.compile(rf"[。]?(?P<who>{inside}{{1,24}}?){topics}[{COMMAS}]?(?:{so}|{told})")
        # 「…」。こう語るのは、店主の大久保美咲さんだ。
        told_of = (
            f"(?:{_any(words.so_before)})(?:{verbs}){inside}{{0,3}}{words.nominalizer}[{COMMAS}]?[^。「」]{{0,40}}?"
        )
        self.told_of = re.compile(
            rf"[。]?{told_of}(?P<who>[^。「」{COMMAS}]{{1,24}}?){aside}(?:{_any(words.copulas)})?。"
            if words.so_before
            else r"(?!)"
        )
        self.verb = re.compile(verbs)
        self.part = re.compile(f"[{words.case_particles}{_OPENING}]") if words.case_particles else re.compile(r"(?!)")
        self.honorific = re.compile(rf"(?:{_any(words.honorifics)})$")
        self.role = re.compile(rf"(?:{_any(words.roles)})")
        given = f"|{words.name_letters}{{1,4}}{words.given_letters}{{2,4}}" if words.given_letters else ""
        self.name = re.compile(rf"(?:{words.name_letters}{{2,20}}{given})$" if words.name_letters else r"(?!)")
        surname = _any(words.surnames) if words.surnames else "(?!)"
        self.surname = re.compile(rf"(?:{surname})[\u4e00-\u9fff]{{1,2}}$")
        bearers = f"{_any(words.honorifics)}|{_any(words.roles)}"
        letters = words.name_letters or "(?!)"
        self.printed = re.compile(rf"(?<!{letters})(?P<name>{letters}{{3,6}}?)\s?(?:{bearers})")
        self.foreign = re.compile(rf"[\u30a0-\u30ff\u4e00-\u9fff]+(?:[{NAME_DOTS}][\u30a0-\u30ff\u4e00-\u9fff]+)+$")


def _between(words: UnspacedReporting, inside: str) -> str:
    """What may stand between a subject and its verb: "also", a date, where and to whom it was said."""
    fillers = f"(?:{_any(words.fillers)}){{0,3}}" if words.fillers else ""
    kinds = []
    if words.date_letters:
        kinds.append(f"(?:\\d+[{words.date_letters}])+")
    for opening, ends in words.circumstances:
        kinds.append(f"{re.escape(opening)}{inside}{{1,12}}?" + (f"(?:{_any(ends)})" if ends else ""))
    # Two of them at most: more would be tried in too many ways where a text has nothing but their first letters.
    return f"{fillers}(?:{'|'.join(kinds)}){{0,2}}{fillers}" if kinds else fillers


def _any(words: Sequence[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)) or "(?!)"


class _Reader:
    def __init__(self, text: str, names: NameIndex, marks: Marks, words: UnspacedReporting) -> None:
        self._text = text
        self._index = names
        self._marks = marks
        self._words = words
        self._patterns = _Patterns(words)
        self._last: tuple[int, str] | None = None
        self._fulls: list[str] = []
        self._printed = list(dict.fromkeys(self._printed_names()))

    def _printed_names(self) -> Iterator[str]:
        """The names in full that the text has: its people, and what stands before a role or an honorific."""
        yield from (name.entity.name for name in self._index.people)
        for found in self._patterns.printed.finditer(self._text):
            if found["name"][-1] not in self._words.no_name_ends:
                yield found["name"]

    def answered(self, quotation: Quotation, start: int, end: int) -> _Told | None:
        """Who says a quotation, and the cue; None where nothing beside it says that anybody does."""
        text = self._text
        before = text[max(start, quotation.start - 2 * _REACH) : quotation.start]
        offset = quotation.start - len(before)
        behind = self._patterns.behind.match(text, quotation.end, min(end, quotation.end + 2 * _REACH))
        if self._words.quotative:
            if behind is None:
                return self._with_predicate(quotation, before, offset, end) or self._told_so(quotation, start, end)
            return self._with_quotative(behind, before, offset)
        if behind is None or before.endswith(tuple(COLONS)) or self._is_attribute(quotation, behind):
            return self._in_front(before, offset)
        if text[: quotation.inner_end].endswith(tuple(SENTENCE_ENDS)):
            return self._in_front(before, offset) or self._behind_sentence(behind)
        cue = self._cue(behind.start(), behind.end())
        if behind["who"]:
            return self._who(behind["who"], behind.start("who")), cue
        return self._in_front(before, offset) or (self._elided(), cue)

    def reported(self, start: int, end: int) -> tuple[Extent, _Told] | None:
        """The clause that a sentence without marks reports, and who speaks, by a verb and a comma."""
        if not self._words.clause_verbs:
            return None
        found = self._patterns.clause.match(self._text, start, end)
        if found is None:
            return None
        last = self._last
        answer = self._who(found["who"], found.start("who"))
        if answer.speaker.status != "named":
            self._last = last
            return None
        said = found["clause"].rstrip(SENTENCE_ENDS)
        cue = self._cue(found.end("who"), found.start("clause"))
        return (found.start("clause"), found.start("clause") + len(said)), (answer, cue)

    def _with_quotative(self, behind: re.Match[str], before: str, offset: int) -> _Told:
        """Who speaks where a particle and a verb follow the quotation: named behind it, in front of it, or nowhere."""
        cue = self._cue(behind.start(), behind.end())
        if behind["who"]:
            return self._who(behind["who"], behind.start("who")), cue
        found = self._patterns.beside.search(before) or self._patterns.before.search(before)
        if found is not None and found["who"]:
            return self._who(found["who"], offset + found.start("who")), cue
        return self._elided(), cue

    def _with_predicate(self, quotation: Quotation, before: str, offset: int, end: int) -> _Told | None:
        """Who speaks by a verb that is not listed, where a person is named: 森田さんは「買えない」と困惑していた."""
        predicate = self._patterns.predicate.match(self._text, quotation.end, min(end, quotation.end + _REACH))
        if predicate is None:
            return None
        found = self._patterns.beside.search(before)
        if found is None or not found["who"]:
            return None
        last = self._last
        answer = self._who(found["who"], offset + found.start("who"))
        if answer.speaker.status != "named":
            self._last = last
            return None
        return answer, (predicate.start(), predicate.end())

    def _told_so(self, quotation: Quotation, start: int, end: int) -> _Told | None:
        """Who speaks by the sentence behind one that is quoted: 「ミスです」。岡田さんはそう言って笑った."""
        if not self.is_sentence(quotation, start, end):
            return None
        found = self._patterns.told_of.match(self._text, quotation.end, end)
        if found is not None:
            return self._who(found["who"], found.start("who")), self._cue(found.start(), found.start("who"))
        found = self._patterns.told_so.match(self._text, quotation.end, end)
        if found is None:
            return None
        return self._who(found["who"], found.start("who")), self._cue(found.end("who"), found.end())

    def is_sentence(self, quotation: Quotation, start: int, end: int) -> bool:
        """Whether a quotation is all that its sentence has, by the full stop behind it."""
        before = self._text[start : quotation.start].rstrip()
        ended = self._text[quotation.end : min(end, quotation.end + 1)] == "。"
        ended = ended or self._text[: quotation.inner_end].endswith(tuple(SENTENCE_ENDS))
        return ended and (not before or before.endswith(tuple(SENTENCE_ENDS)))

    def _is_attribute(self, quotation: Quotation, behind: re.Match[str]) -> bool:
        """Whether what stands in marks only describes who speaks: 瑞典“一带一路”研究所副所长表示."""
        inner = self._text[quotation.inner_start : quotation.inner_end]
        parted = behind[0][:1] in COMMAS or inner.endswith((*COMMAS, *SENTENCE_ENDS))
        return not parted and bool(behind["who"]) and is_short(inner, self._marks)

    def _behind_sentence(self, behind: re.Match[str]) -> _Told | None:
        """Who speaks by the words behind a quotation that is a sentence: “大桥将封闭。”市长陈国栋说."""
        if not behind["who"] or self._reports_on(behind.end()):
            return None
        return self._who(behind["who"], behind.start("who")), self._cue(behind.start(), behind.end())

    def _reports_on(self, at: int) -> bool:
        """Whether a colon behind a verb says that it leads to what is said next, and closes nothing."""
        return self._text[at : at + 1] in COLONS

    def is_concept(self, quotation: Quotation) -> bool:
        """Whether a particle makes what stands in marks part of a sentence that reports nothing: 祭り「七夕」の夜."""
        inner = self._text[quotation.inner_start : quotation.inner_end]
        if len(inner) > _CONCEPT or any(end in inner for end in SENTENCE_ENDS):
            return False
        return self._patterns.part.match(self._text, quotation.end) is not None

    def _cue(self, start: int, end: int) -> tuple[int, int]:
        found = None
        for found in self._patterns.verb.finditer(self._text, start, end):  # noqa: B007
            pass
        return (found.start(), found.end()) if found else (start, end)

    def _in_front(self, before: str, offset: int) -> _Told | None:
        for pattern in (self._patterns.before, self._patterns.source):
            found = pattern.search(before) if pattern is not None else None
            if found is None:
                continue
            cue = self._cue(offset + found.start(), offset + found.end())
            if found["who"]:
                return self._who(found["who"], offset + found.start("who")), cue
            return self._elided(), cue
        return None

    def _elided(self) -> Answer:
        if self._last is None:
            return Answer(Speaker(), 0.5, evidence="pronoun")
        return self._named(self._last[1], None, _PRONOUN, "pronoun")

    def _who(self, printed: str, start: int) -> Answer:
        words = self._words
        for filler in words.fillers:
            printed = printed.removesuffix(filler)
        bare = printed.strip()
        start += printed.find(bare) if bare else 0
        if not bare:
            return self._elided()
        mention = TextSpan(start=start, end=start + len(bare), text=bare)
        if bare in words.pronouns:
            meant = self._meant(start)
            if words.pronouns[bare] in {"he", "she", "either"} and meant is not None:
                return self._named(meant, mention, _PRONOUN, "pronoun")
            return Answer(Speaker(mention=mention), 0.5, evidence="pronoun")
        known = self._known(start, start + len(bare))
        name = self._name_in(bare)
        cut = known is not None and name is not None and name != known.entity.name and name.endswith(known.entity.name)
        if known is not None and not cut:
            self._last = (start, known.entity.name)
            mention = TextSpan(start=known.start, end=known.end, text=self._text[known.start : known.end])
            return self._named(known.entity.name, mention, _NAME, "name")
        if name is None:
            self._last = None
            return Answer(
                Speaker(status="described", name=bare, names=(bare,), mention=mention), evidence="description"
            )
        at = bare.rfind(name)
        mention = TextSpan(start=start + at, end=start + at + len(name), text=name)
        full = self._full(name)
        if full not in self._fulls:
            self._fulls.append(full)
        self._last = (start, full)
        return self._named(full, mention, _NAME, "name")

    def _meant(self, start: int) -> str | None:
        """Whom a pronoun means: the one person named since somebody spoke last, else who spoke; None if not plain."""
        since = self._last[0] if self._last is not None else self._text.rfind("\n\n", 0, start) + 1
        people = {name.entity.name for name in self._index.within(since, start) if name.is_person}
        if self._last is not None:
            people.discard(self._last[1])
        if len(people) > 1:
            return None
        return people.pop() if people else self._last[1] if self._last is not None else None

    def _known(self, start: int, end: int) -> Name | None:
        """The person that the article's entities have in a phrase, the last of them; or a body that is all of it."""
        names = [name for name in self._index.within(start, end) if name.end <= end]
        people = [name for name in names if name.is_person and end - name.end <= _LONGEST_NAME]
        if people:
            return people[-1]
        return next((name for name in names if (name.start, name.end) == (start, end)), None)

    def _name_in(self, phrase: str) -> str | None:
        """The name at the end of a phrase, without the role in front and the honorific behind."""
        patterns, words = self._patterns, self._words
        honorific = patterns.honorific.search(phrase)
        bare = phrase[: honorific.start()] if honorific else phrase
        if words.links and words.links in bare:
            office, _, bare = bare.rpartition(words.links)
            role = next((each for each in words.bearers if office.endswith(each)), None)
            if role is not None and honorific is None and self._is_title_bearer(bare):
                return bare  # 主将の森下
        roles = list(patterns.role.finditer(bare))
        if roles and roles[-1].end() == len(bare):
            # The role stands behind the name, as in Japanese: 加藤市長.
            bare = bare[: roles[-1].start()]
            return bare if honorific is None and words.quotative and self._is_title_bearer(bare) else None
        if roles:
            bare = self._behind_role(bare, roles)
        foreign = patterns.foreign.search(bare)
        if foreign is not None:
            return foreign[0]
        if (honorific is not None or roles) and patterns.name.fullmatch(bare) and not bare.startswith(words.plurals):
            return bare
        if honorific is not None and bare and self._full(bare) != bare:
            return bare  # one letter of a surname: 尹氏
        return bare if self._is_name(bare) else None

    def _behind_role(self, phrase: str, roles: Sequence[re.Match[str]]) -> str:
        """What stands behind the last role; behind an earlier one where that alone leaves a surname: 主教练王海涛."""
        behind = [phrase[role.end() :] for role in reversed(roles)]
        return next((each for each in behind if self._patterns.surname.fullmatch(each)), behind[0])

    def _is_title_bearer(self, word: str) -> bool:
        """Whether what stands before a role is a name, and not the place or body of which somebody has it."""
        if not self._patterns.name.fullmatch(word) or word[-1] in self._words.no_name_ends:
            return False
        if self._patterns.role.search(word) is not None:
            return False
        return len(word) <= _LONGEST_NAME

    def _is_name(self, word: str) -> bool:
        known = any(full.startswith(word) and len(word) > 1 for full in self._fulls)
        return known or self._patterns.surname.fullmatch(word) is not None

    def _full(self, name: str) -> str:
        known = [*self._fulls, *self._printed]
        longer = [full for full in known if full != name and (full.startswith(name) or full.endswith(name))]
        return longer[0] if len(set(longer)) == 1 else name

    def _named(self, full: str, mention: TextSpan | None, sure: float, evidence: Evidence) -> Answer:
        entity = next((name.entity.id for name in self._index.all if name.entity.name == full), None)
        ids = (entity,) if entity else ()
        speaker = Speaker(status="named", name=full, names=(full,), entity_ids=ids, mention=mention)
        return Answer(speaker, sure, evidence=evidence)


def _sentences(text: str, paragraph: Span, quotations: Sequence[Quotation]) -> Iterator[Extent]:
    """The sentences of a paragraph.

    What ends one inside of marks does not end that in which these stand, unless a colon leads to them.
    """
    start = passed = paragraph.start
    for quotation in [*quotations, None]:
        until = quotation.start if quotation else paragraph.end
        for found in _SENTENCE_END.finditer(text, passed, until):
            yield start, found.end()
            start = found.end()
        if quotation is None:
            break
        passed = quotation.end
        led_to = text[quotation.start - 1 : quotation.start] in COLONS
        if led_to and text[quotation.inner_end - 1] in SENTENCE_ENDS:
            yield start, quotation.end
            start = quotation.end
    if text[start : paragraph.end].strip():
        yield start, paragraph.end


def read_unspaced(
    text: str, paragraphs: Sequence[Span], names: NameIndex, marks: Marks, words: UnspacedReporting
) -> tuple[list[tuple[Statement, Answer]], list[Extent]]:
    """The statements of an article with their speakers, and its sentences, in the order of its text."""
    reader = _Reader(text, names, marks, words)
    sentences: list[Extent] = []
    found: list[tuple[Statement, Answer]] = []
    last: tuple[Statement, Answer] | None = None
    left_open = False
    for number, paragraph in enumerate(paragraphs):
        quotations = quotations_of(text, paragraph.start, paragraph.end, marks, continued=left_open)
        printed = list(_sentences(text, paragraph, quotations))
        sentences += printed
        plain = list(_without_marks(printed, quotations))[::-1]
        for quotation in quotations:
            while plain and plain[-1][1] <= quotation.start:
                found += _reported(reader, plain.pop(), number)
            span = (quotation.inner_start, quotation.inner_end)
            if left_open and last is not None and quotation.start == paragraph.start:
                last[0].spans.append(span)
                continue
            if text[quotation.start] == "《":
                continue
            answered = reader.answered(quotation, paragraph.start, paragraph.end)
            inner = text[slice(*span)]
            whole = reader.is_sentence(quotation, paragraph.start, paragraph.end)
            if answered is None and not whole and (is_short(inner, marks) or reader.is_concept(quotation)):
                continue
            answer, cue = answered or (Answer(Speaker()), None)
            statement = Statement(
                spans=[span],
                paragraph=number,
                quoted=True,
                reported=False,
                extent=_BESIDE if cue else _ALONE,
                cue=cue,
            )
            if (
                cue is None
                and last is not None
                and number - last[0].paragraph <= 1
                and _stands_alone(text, quotation, paragraph)
            ):
                statement.carried, statement.extent, answer = True, _CARRIED, carried(last[1])
            last = (statement, answer)
            found.append(last)
        for sentence in reversed(plain):
            found += _reported(reader, sentence, number)
        left_open = bool(quotations) and not quotations[-1].closed
    return found, sentences


def _without_marks(sentences: Sequence[Extent], quotations: Sequence[Quotation]) -> Iterator[Extent]:
    """The sentences in which nothing stands in marks; both in the order of the text."""
    at = 0
    for start, end in sentences:
        while at < len(quotations) and quotations[at].end <= start:
            at += 1
        if at == len(quotations) or quotations[at].start >= end:
            yield start, end


def _reported(reader: _Reader, sentence: Extent, number: int) -> list[tuple[Statement, Answer]]:
    """The statement that a sentence without marks reports, if any; `number`: its paragraph."""
    told = reader.reported(*sentence)
    if told is None:
        return []
    span, (answer, cue) = told
    statement = Statement(spans=[span], paragraph=number, quoted=False, reported=True, extent=_REPORTED, cue=cue)
    return [(statement, answer)]


def _stands_alone(text: str, quotation: Quotation, paragraph: Span) -> bool:
    around = text[paragraph.start : quotation.start] + text[quotation.end : paragraph.end]
    return not any(map(str.isalnum, around))
