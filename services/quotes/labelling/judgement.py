"""Which pieces are nobody's statement, and who stands beside a piece by the grammar of its sentence.

In: pieces and cues of the labeller. Rules for what it has seen too little of to learn: what was not said, set phrases,
questions that somebody was asked, titles, verse.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from schemas.document import Span
from services.quotes.labelling.labeller import LabelledSpan
from services.quotes.labelling.pieces import Piece, is_title
from services.quotes.labelling.works import is_nickname, is_work
from services.quotes.speakers.mentions import is_oblique
from services.quotes.speakers.sources import subject_of
from services.quotes.speakers.subjects import Clause, Subject
from services.quotes.text.parsed_article import ParsedArticle
from services.quotes.text.sentences import Token

_WORD = re.compile(r"\w+")
_WORD_WITH_APOSTROPHES = re.compile(r"\w+(?:['’]\w+)*")

_BEFORE = 40
"""Characters before a piece or a cue in which what decides about it stands."""

_NEGATION_REACH = 12
"""Characters before a cue in which what negates it begins: "did not "."""

_RUMOUR_REACH = 8
"""Characters behind a cue in which a rumour goes on: " to have"."""

_IDIOM = 24
"""Characters round a cue in which the idiom stands that it belongs to."""

_WHOM = 24
"""Characters between a verb and a piece, in which stands whom something is done to: "called Ann Lee"."""

_DEED = 60
"""Characters of a piece in which the thing stands that something is done to."""

_TO_SAY = 3
"""Words between "declined" and what was not said: "to say"."""

_IT = 3
"""Characters of the word that opens an idiom's sentence: "It goes without saying"."""

_COMMA = 2
"""Characters of a comma and a space."""

_LONGEST_OPENING = 6
"""Words before the name that opens a sentence: "High school maths teacher Ann Lee"."""

_STATE = 60
"""Characters from a verb to the quotation behind its colon."""

_PUT_SO = 160
"""Characters before a quotation in which the phrase begins that says who is quoted."""

_CREDIT = re.compile(r"(\w+)(?: \w+)?: ")
_LONGEST_CREDIT = 80
"""Characters of the line that says whose a picture is."""

_HEADING_WORDS = 9
"""A quotation of more words is no heading."""

_VERSE_LINES, _VERSE_LINE = 3, 60
"""Lines of a paragraph, and characters of each, from which it is a poem or a list."""

_LONGEST_VERSE = 10_000
"""Characters; each statement of a paragraph asks, so a longer one would be counted over and over."""


_STANZA_LINES, _STANZAS, _UNFINISHED = 5, 8, 0.4
"""Short paragraphs from which they are lines of a poem, how far to either side they are looked for, and the share of
them that has no stop at its end."""

_STOPS = '.!?…:”"’'

_WORD_BEHIND = re.compile(r" ([\w’'-]+)")

_NUMBER = re.compile(r"(?:\d{1,2}|[IVX]{1,4})[.):]\s*")
"""The number of a heading: "3. "."""

_VERB_BESIDE = re.compile(r"[”\"’']\s([a-z]+)\b")


_ACCORDING_WORDS = 2
"""Words of "according to", of which a cue may be the last."""

_CLAUSE_WORDS = 3
"""Words of the shortest clause without a verb of saying beside it."""

_SCARE_WORDS = 3
"""Words of a quotation that may only call something so, with its article: "The “big freeze”"."""


def is_no_statement(piece: Piece, cue: LabelledSpan | None, parsed: ParsedArticle) -> bool:
    """Whether nobody says the piece."""
    if piece.quoted:
        return _is_only_called_so(piece, cue, parsed)
    if was_asked(piece, parsed) or _is_verse(piece, parsed) or _is_credit(piece, parsed):
        return True
    if _is_one_word(piece, parsed) or _is_stump(piece, cue, parsed):
        return True
    if _is_idiom(piece, cue, parsed) or _is_deed(piece, cue, parsed):
        return True
    return cue is not None and (denies(cue, parsed) or _declines(cue, piece, parsed))


def _is_only_called_so(piece: Piece, cue: LabelledSpan | None, parsed: ParsedArticle) -> bool:
    """Whether words in marks are a title, a name, a heading or a nickname."""
    if is_work(piece, cue, parsed) or is_nickname(piece, parsed):
        return True
    if cue is None and (_is_scare_quotation(piece, parsed) or _holds_titles(piece, parsed)):
        return True
    return _is_name(piece, parsed) or _is_heading(piece, parsed)


def _is_stump(piece: Piece, cue: LabelledSpan | None, parsed: ParsedArticle) -> bool:
    """Whether words in no marks are no clause: "The ship" beside no verb of saying, or cut, "Secretary of"."""
    words = _WORD.findall(parsed.text[piece.start_char : piece.end_char].lower())
    if cue is None and len(words) < _CLAUSE_WORDS:
        return True
    goes_on = parsed.text[piece.end_char : piece.end_char + 1] == " "
    return goes_on and words[-1] in parsed.lexicon.prepositions | parsed.lexicon.determiners


def _is_scare_quotation(piece: Piece, parsed: ParsedArticle) -> bool:
    """Whether a word or two in marks, without a stop and beside no verb of saying, are only called so."""
    if parsed.is_quotation(parsed.paragraph_at(piece.start_char)):
        return False
    words = parsed.text[piece.start_char : piece.end_char].split()
    marked = words[1:] if words[0].lower() in parsed.lexicon.determiners else words
    if not marked or len(words) > _SCARE_WORDS or marked[0][0].isalnum():
        return False
    return not any(mark in word for word in words for mark in ",.!?…:")


def _is_idiom(piece: Piece, cue: LabelledSpan | None, parsed: ParsedArticle) -> bool:
    """Whether the cue belongs to a fixed phrase, or what seems to be said begins in one or behind its comma."""
    start, end = (piece.start_char, piece.start_char) if cue is None else (cue.start_char, cue.end_char)
    first, last = min(start, piece.start_char) - _IDIOM, max(end, piece.start_char) + _IDIOM
    found = list(parsed.lexicon.idiom.finditer(parsed.text, max(0, first), last))
    return any(
        (each.start() < end and start < each.end()) or each.start() - _IT <= piece.start_char <= each.end() + _COMMA
        for each in found
    )


def _is_deed(piece: Piece, cue: LabelledSpan | None, parsed: ParsedArticle) -> bool:
    """Whether a verb of saying and the first words of a piece only tell what somebody did: "writes a column"."""
    if cue is None or not 0 <= piece.start_char - cue.end_char <= _WHOM:
        return False
    found = parsed.lexicon.deed.search(parsed.text, cue.start_char, piece.start_char + _DEED)
    return found is not None and found.start() < piece.start_char < found.end()


def _is_one_word(piece: Piece, parsed: ParsedArticle) -> bool:
    """Whether a piece without marks is a word that opens no sentence as in "But, she said, it sank"."""
    words = _WORD.findall(parsed.text[piece.start_char : piece.end_char].lower())
    if len(words) != 1:
        return False
    return words[0] in parsed.lexicon.relatives or parsed.text[piece.end_char : piece.end_char + 1] != ","


def _is_credit(piece: Piece, parsed: ParsedArticle) -> bool:
    """Whether a piece stands in a line that says whose a picture is: "Photo: Ann Lee"."""
    span = parsed.paragraphs[parsed.paragraph_at(piece.start_char)]
    if span.end - span.start > _LONGEST_CREDIT:
        return False
    label = _CREDIT.match(parsed.text, span.start, span.end)
    return label is not None and label[1].lower() in parsed.lexicon.credits


def _declines(cue: LabelledSpan, piece: Piece, parsed: ParsedArticle) -> bool:
    """Whether somebody did not want to say something: "declined to comment"."""
    words = _WORD.findall(parsed.text[cue.start_char : cue.end_char].lower())
    if parsed.lexicon.declining.isdisjoint(words):
        return False
    behind = _WORD.findall(parsed.text[piece.start_char : piece.end_char].lower())[:2]
    between = _WORD.findall(parsed.text[cue.end_char : piece.start_char].lower())
    if len(between) <= _TO_SAY:
        behind += between
    return not parsed.lexicon.withheld.isdisjoint([*words, *behind])


def denies(cue: LabelledSpan, parsed: ParsedArticle) -> bool:
    """Whether a cue tells of what was not said, or only might be, or is a set phrase: "according to plan"."""
    lexicon = parsed.lexicon
    lower = parsed.text[max(0, cue.start_char - _NEGATION_REACH) : cue.end_char].lower()
    words = _WORD_WITH_APOSTROPHES.findall(parsed.text[cue.start_char : cue.end_char].lower())
    if not lexicon.cue_denials.isdisjoint(words) or any(word.endswith(lexicon.negative_endings) for word in words):
        return True
    if parsed.lexicon.set_phrase.search(lower):
        return True
    if lexicon.according_openers.isdisjoint([*words, *lower.split()[-_ACCORDING_WORDS:]]):
        return False
    behind = _WORD.findall(parsed.text[cue.end_char : cue.end_char + _BEFORE].lower())
    return not lexicon.no_sources.isdisjoint(behind[:2])


def was_asked(piece: Piece, parsed: ParsedArticle) -> bool:
    """Whether a piece is a question that somebody was asked: its asker is not named, and it is not the answer's."""
    paragraph = parsed.paragraphs[parsed.paragraph_at(piece.start_char)].start
    before = parsed.text[max(paragraph, piece.start_char - _BEFORE) : piece.start_char].rstrip(" “\"‘'")
    asked = parsed.lexicon.asked_before.search(before)
    if asked is None:
        return (
            parsed.lexicon.asked_before.match(parsed.text[piece.start_char : piece.start_char + _BEFORE].split(",")[0])
            is not None
        )
    return parsed.lexicon.cues.isdisjoint(_WORD.findall(before[asked.end(1) :].lower()))


def nobody_named(piece: Piece, cue: LabelledSpan | None, source: LabelledSpan | None, parsed: ParsedArticle) -> bool:
    """Whether the source beside a piece is not who says it: a question's, a rumour's, or of the sentence behind it."""
    if piece.quoted and (was_asked(piece, parsed) or is_reply(piece, parsed) or _is_read_aloud(piece, parsed)):
        return True
    if cue is not None and source is not None and _is_rumoured(cue, parsed):
        return True
    if source is None or not piece.quoted or piece.reported or source.start_char < piece.end_char:
        return False
    finished = last_character(parsed.text, piece.end_char, "”\"’' ") == "."
    if cue is None or not finished:
        return False
    if cue.start_char <= piece.end_char:
        return False
    return denies(cue, parsed) or _declines(cue, piece, parsed) or _has_object(cue, source, parsed)


def _has_object(cue: LabelledSpan, source: LabelledSpan, parsed: ParsedArticle) -> bool:
    """Whether the sentence behind a finished quotation tells something of its own: "Lee denied all of it".

    What names the speaker there ends with its verb, or tells to whom, when and where it was said: "Lee said on Monday".
    """
    lexicon = parsed.lexicon
    words = _WORD.findall(parsed.text[cue.start_char : cue.end_char].lower())
    behind = _WORD_BEHIND.match(parsed.text, cue.end_char)
    said = lexicon.saying | lexicon.sequels | lexicon.addressing
    if source.start_char > cue.start_char or behind is None or not said.isdisjoint(words):
        return False
    if lexicon.cues.isdisjoint(words):
        return True
    word = behind[1].lower()
    circumstances = (lexicon.prepositions, lexicon.times, lexicon.weekdays, lexicon.clause_words, lexicon.auxiliaries)
    if any(word in some for some in circumstances):
        return False
    return not word.endswith((*lexicon.adverb_endings, *lexicon.gerund_endings))


def teller(cue: LabelledSpan, source: LabelledSpan | None, parsed: ParsedArticle) -> Subject | None:
    """Who speaks where the source was only told: "Lee was told by Ray that it sank"; without a "by", nobody named."""
    text = parsed.text
    if source is not None and source.start_char > cue.start_char:
        return None
    passive = parsed.lexicon.told_passively.search(text, max(0, cue.start_char - _NEGATION_REACH), cue.end_char)
    if passive is None:
        return None
    agent = parsed.lexicon.agent_behind.match(text, passive.end())
    name = None if agent is None else next(iter(parsed.names.within(passive.end(), agent.end() + 1)), None)
    if name is None and source is None:
        return None
    if name is None and source is not None:
        return Subject(source.start_char, source.end_char, pronoun="it")
    return None if name is None else Subject(name.start, name.end, (name,))


def _is_rumoured(cue: LabelledSpan, parsed: ParsedArticle) -> bool:
    """Whether somebody else says it of the source: "Lee was said to have left"."""
    first = max(0, cue.start_char - _NEGATION_REACH)
    found = parsed.lexicon.rumoured.search(parsed.text, first, cue.end_char + _RUMOUR_REACH)
    if found is None or found.end() <= cue.start_char:
        return False
    behind = _WORD_BEHIND.match(parsed.text, found.end())
    return behind is None or behind[1].lower() not in parsed.lexicon.cues  # "was said to have replied" tells who spoke


def last_character(text: str, end: int, skipped: str) -> str:
    """The last character before an offset that is none of those; the text before it is not copied."""
    while end and text[end - 1] in skipped:
        end -= 1
    return text[end - 1 : end] if end else ""


def _is_name(piece: Piece, parsed: ParsedArticle) -> bool:
    if piece.reported:
        return False
    return (
        parsed.lexicon.named_before.search(parsed.text[max(0, piece.start_char - _BEFORE) : piece.start_char])
        is not None
    )


def _holds_titles(piece: Piece, parsed: ParsedArticle) -> bool:
    """Whether all that is in marks in a piece are titles: "her new single “Lost at Sea”"."""
    inside = [
        parsed.text[each.inner_start : each.inner_end]
        for each in parsed.quotations[parsed.paragraph_at(piece.start_char)]
        if piece.start_char <= each.start and each.end <= piece.end_char
    ]
    return bool(inside) and all(map(is_title, inside))


def _is_heading(piece: Piece, parsed: ParsedArticle) -> bool:
    """Whether a paragraph that is only a short quotation without an end is a heading between others, or numbered."""
    paragraph = parsed.paragraph_at(piece.start_char)
    if piece.reported or paragraph + 1 >= len(parsed.paragraphs) or len(parsed.quotations[paragraph]) != 1:
        return False
    quotation = parsed.quotations[paragraph][0]
    span = parsed.paragraphs[paragraph]
    numbered = _NUMBER.fullmatch(parsed.text, span.start, quotation.start) and quotation.end == span.end
    if not (numbered or parsed.is_quotation(paragraph)):
        return False
    inner = parsed.text[quotation.inner_start : quotation.inner_end].rstrip()
    return quotation.closed and inner[-1:].isalnum() and len(inner.split()) <= _HEADING_WORDS


def _is_verse(piece: Piece, parsed: ParsedArticle) -> bool:
    """Whether a piece stands in a poem or a list: short lines of a paragraph, or short paragraphs without stops."""
    number = parsed.paragraph_at(piece.start_char)
    span = parsed.paragraphs[number]
    if span.end - span.start > _LONGEST_VERSE:
        return False
    lines = parsed.text[span.start : span.end].split("\n")
    if len(lines) >= _VERSE_LINES and max(map(len, lines)) <= _VERSE_LINE:
        return True
    if not _is_line(span):
        return False
    first = last = number
    while first and number - first < _STANZAS and _is_line(parsed.paragraphs[first - 1]):
        first -= 1
    while last + 1 < len(parsed.paragraphs) and last - number < _STANZAS and _is_line(parsed.paragraphs[last + 1]):
        last += 1
    around = parsed.paragraphs[first : last + 1]
    unfinished = sum(parsed.text[each.end - 1] not in _STOPS for each in around)
    return len(around) >= _STANZA_LINES and unfinished >= _UNFINISHED * len(around)


def _is_line(paragraph: Span) -> bool:
    return paragraph.end - paragraph.start <= _VERSE_LINE


def subject_beside(piece: Piece, parsed: ParsedArticle) -> Subject | None:
    """Who stands right behind a quotation, beside a verb: `"Yes," he snaps`, `"Yes," Lee said`, `"Yes!" roared Lee`.

    A name in front of its verb only behind a comma: `"Yes!" Lee left.` may be another sentence.
    """
    last = last_character(parsed.text, piece.end_char, "”\"’'")
    if not piece.quoted or last not in (",", "!", "?"):
        return None
    found = parsed.lexicon.speaker_beside.match(parsed.text, piece.end_char)
    if found is None:
        return _behind_verb(piece, parsed)
    if found[1]:
        return Subject(found.start(1), found.end(1), pronoun=parsed.lexicon.pronouns[found[1]])
    name = parsed.names.at(found.start(2), found.end(2)) if last == "," else None
    if name is None or not name.is_person or name.start != found.start(2):
        return None
    return Subject(name.start, name.end, (name,)) if parsed.text[name.end : name.end + 2].strip().islower() else None


def _behind_verb(piece: Piece, parsed: ParsedArticle) -> Subject | None:
    """Who stands behind the verb right behind a quotation: `"Yes," said Lee`, `"Yes," shrugged Lee`."""
    verb = _VERB_BESIDE.match(parsed.text, piece.end_char)
    if verb is None:
        return None
    if verb[1] in parsed.lexicon.manner_verbs:
        return _subject_behind(verb.start(1), parsed)
    return subject_of_cue(verb.start(1), parsed, inverted=True) if verb[1] in parsed.lexicon.speech_verbs else None


def _is_read_aloud(piece: Piece, parsed: ParsedArticle) -> bool:
    """Whether somebody only reads out what another wrote: "She read out one of his letters: “Dear”"."""
    return _phrase_before(piece, parsed.lexicon.read_aloud, _STATE + _STATE, parsed) is not None


def is_reply(piece: Piece, parsed: ParsedArticle) -> bool:
    """Whether a quotation answers who spoke before, and nobody says whose it is: `"No," came the reply`."""
    return piece.quoted and parsed.lexicon.reply_came.match(parsed.text, piece.end_char) is not None


def _phrase_before(piece: Piece, phrase: re.Pattern[str], reach: int, parsed: ParsedArticle) -> re.Match[str] | None:
    """A phrase in the paragraph in front of a quotation that is no report, within so many characters."""
    if not piece.quoted or piece.reported:
        return None
    start = max(parsed.paragraphs[parsed.paragraph_at(piece.start_char)].start, piece.start_char - reach)
    return phrase.search(parsed.text, start, piece.start_char)


def put_so(piece: Piece, parsed: ParsedArticle) -> Subject | None:
    """Who is quoted by a phrase in front of a quotation: "as Ann Lee put it, “a shambles”"."""
    found = _phrase_before(piece, parsed.lexicon.put_so, _PUT_SO, parsed)
    if found is None:
        return None
    return subject_of(*found.span("who" if found["who"] else "whose"), parsed)


def of_state_before_colon(piece: Piece, parsed: ParsedArticle) -> Subject | None:
    """Who was how, in front of a quotation: "Ann Lee was blunt: “Pay them.”"; None where that is not a person."""
    found = _phrase_before(piece, parsed.lexicon.state_before_colon, _STATE, parsed)
    verb = None if found is None else _token_at(found.start(1), parsed)
    if verb is None:
        return None
    tokens, index = verb
    subject = Clause(tokens, parsed.names, parsed.lexicon).before(index)
    if subject is None or not (subject.pronoun or any(name.is_person for name in subject.names)):
        return None
    # "A sign beside Ann Lee was painted: ..." is of the sign.
    before = parsed.text[parsed.sentence_start(subject.start) : subject.start].strip().lower()
    opens = not before or before.endswith(",") or before in parsed.lexicon.clause_conjunctions
    return subject if opens else None


def person_before(paragraph: int, parsed: ParsedArticle) -> Subject | None:
    """Who the paragraph before a lone quotation is about: a person whose name opens its last sentence.

    Of the lone quotations of the training articles beside which nobody stands four follow such a sentence, and all four
    are that person's.
    """
    if paragraph == 0 or parsed.quotations[paragraph - 1]:
        return None
    span = parsed.paragraphs[paragraph - 1]
    if parsed.text[span.end - 1] not in ".:":
        return None
    return _person_opening(max(parsed.sentence_start(span.end - 1), span.start), span.end, parsed)


def person_in_front(piece: Piece, parsed: ParsedArticle) -> Subject | None:
    """Who the sentence before a quotation that ends its paragraph is about, where it names nobody else.

    `Ann Lee grinned. "Bring a jumper."`
    """
    number = parsed.paragraph_at(piece.start_char)
    span = parsed.paragraphs[number]
    quotations = parsed.quotations[number]
    if not quotations or quotations[0].end < piece.start_char or piece.start_char == span.start:
        return None
    mark = piece.start_char - 1
    end = len(parsed.text[span.start : mark].rstrip()) + span.start
    behind = parsed.text[piece.end_char : span.end]
    if any(map(str.isalnum, behind)) or end <= span.start or parsed.text[end - 1] != ".":
        return None
    start = max(parsed.sentence_start(end - 1), span.start)
    people = {name.entity.id for name in parsed.names.within(start, end) if name.is_person}
    return _person_opening(start, end, parsed) if len(people) == 1 else None


def _person_opening(start: int, end: int, parsed: ParsedArticle) -> Subject | None:
    """The person whose name opens a sentence, behind no more than an office."""
    named = parsed.names.within(start, end)
    opening = _WORD.findall(parsed.text[start : named[0].start].lower()) if named else []
    if not named or not named[0].is_person or len(opening) > _LONGEST_OPENING or is_oblique(parsed, named[0]):
        return None
    lexicon = parsed.lexicon
    if not (lexicon.links | lexicon.finite | lexicon.cues).isdisjoint(opening):
        return None
    return Subject(named[0].start, named[0].end, (named[0],))


def _token_at(offset: int, parsed: ParsedArticle) -> tuple[Sequence[Token], int] | None:
    """The tokens of the sentence at an offset, and which of them is the first to end behind it."""
    at = bisect_right(parsed.sentence_starts, offset) - 1
    if at < 0:
        return None
    tokens = parsed.sentences[at].tokens
    index = next((number for number, token in enumerate(tokens) if token.end > offset), None)
    return None if index is None else (tokens, index)


def _subject_behind(offset: int, parsed: ParsedArticle) -> Subject | None:
    """The subject behind a verb at an offset, whatever the verb: "shrugged Ann Lee"; None unless that is a person."""
    cue = _token_at(offset, parsed)
    found = None if cue is None else Clause(cue[0], parsed.names, parsed.lexicon).after(cue[1])
    return found if found is not None and (found.pronoun or any(name.is_person for name in found.names)) else None


def subject_of_cue(offset: int, parsed: ParsedArticle, *, inverted: bool) -> Subject | None:
    """The subject of a cue at an offset by the grammar of its sentence; `inverted`: what is said stands before it."""
    cue = _token_at(offset, parsed)
    if cue is None:
        return None
    tokens, index = cue
    if tokens[index].lower not in parsed.lexicon.cues:
        return None
    if (
        parsed.lexicon.told_passively.search(parsed.text, max(0, offset - _NEGATION_REACH), tokens[index].end)
        is not None
    ):
        return None
    clause = Clause(tokens, parsed.names, parsed.lexicon)
    behind = clause.after(index) if inverted and (index == 0 or not tokens[index - 1].is_word) else None
    return behind or clause.before(index)
