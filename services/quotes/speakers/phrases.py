"""The noun phrase round the words that the labeller calls a source, and who speaks beside it.

In: the characters of a source, which may be a part of a phrase or somebody's who does not speak. Out: the phrase whole;
the relation, the letter or the body that speaks instead.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from copydesk.text.language.lexicon import Lexicon
from services.quotes.speakers.subjects import Subject
from services.quotes.text.names import Name
from services.quotes.text.parsed_article import ParsedArticle

_WORD = re.compile(r"\w+(?:['’.-]\w+)*|[^\w\s]")

TRAILING = ' \t\r\n,.;:—–-“”"('
"""What ends no noun phrase."""

_JOINTS = ("-", "’", "‘", "'")
"""Between the parts of one word."""

_DIGITS = "0123456789.,"
"""Of a number before "%"."""

_PARENTHESIS = re.compile(r", (\w+) ([^.;:“”\"]*)\Z")
"""From behind a name to an offset: what is said of its bearer, still open."""

_VERB_BEHIND = re.compile(r"[^,.;:“”\"\n]{0,60}, ((?:\w+ )?\w+)")
"""The end of a clause, a comma and two words: "also said"."""

REACH = 40
"""Characters before a source in which its partner or owner stands."""

_SENTENCE_REACH = 150
"""Characters before a source in which the beginning of its phrase stands."""


def before_parenthesis(start: int, end: int, parsed: ParsedArticle) -> Name | None:
    """Who speaks where the words end what is said of that person between commas: "Lee, who met Ray, said", for "Ray".

    The person's name opens the sentence, and a verb of saying follows the comma behind the words.
    """
    text, lexicon = parsed.text, parsed.lexicon
    verb = _VERB_BEHIND.match(text, end)
    if verb is None or not any(_may_report(word, lexicon) for word in verb[1].split()):
        return None
    opening = parsed.sentence_start(start)
    first = next(iter(parsed.names.within(opening, start)), None)
    if first is None or any(map(str.islower, text[opening : first.start].split())):
        return None
    inside = _PARENTHESIS.match(text, first.end, start)
    last = [] if inside is None else inside[2].split(", ")[-1].split()[:2]
    if inside is None or (last[:1] and last[0] in lexicon.conjunctions and last[-1] not in lexicon.apposition_openers):
        return None
    opener = inside[1].lower()
    if opener in lexicon.relatives:
        return first
    opens = opener in lexicon.apposition_openers or opener.endswith(lexicon.participle_endings)
    return first if opens and first.is_person else None


def _may_report(word: str, lexicon: Lexicon) -> bool:
    return word in lexicon.cues or (word.islower() and word.endswith(lexicon.participle_endings))


def whole_phrase(start: int, end: int, parsed: ParsedArticle) -> tuple[int, int]:
    """The noun phrase of which the labeller saw a part: names and words whole, without the time of the saying."""
    while end > start and parsed.text[end - 1] in TRAILING:
        end -= 1
    while start < end and parsed.text[start] in TRAILING:
        start += 1
    start += max(parsed.text.rfind("\n", start, end) + 1 - start, 0)
    end = without_article(start, _with_head(start, end, parsed), parsed)
    end = _end_of_word(end, parsed.text)
    whole = _whole_names(_whole_words(start, parsed), _without_time(start, end, parsed), parsed)
    return _before_relative(*whole, parsed) or whole


_HEAD_BEHIND = re.compile(r" ([\w’'-]+)")
_LONGEST_HEAD = 3
"""Words behind an article that the labeller left out; more are another phrase."""


def _with_head(start: int, end: int, parsed: ParsedArticle) -> int:
    """The end of a phrase with what the labeller left out: "page" behind "the" alone, "Lee" behind a title."""
    words = parsed.text[start:end].split()
    if len(words) != 1:
        return end
    lexicon, word = parsed.lexicon, words[0].lower().rstrip(".")
    if word in lexicon.masculine_titles or word in lexicon.feminine_titles:
        name = parsed.names.at(end + 1, end + 3)
        return name.end if name is not None and name.start <= end + 2 else end
    if word not in lexicon.definite_articles:
        return end
    stops = lexicon.prepositions | lexicon.links | lexicon.cues | lexicon.auxiliaries | lexicon.times
    for _ in range(_LONGEST_HEAD):
        behind = _HEAD_BEHIND.match(parsed.text, end)
        if behind is None or behind[1].lower() in stops:
            break
        end = behind.end()
    return end


def without_article(start: int, end: int, parsed: ParsedArticle) -> int:
    """The end of a phrase without the article of the next one: "Lee the" of "according to Lee the best time"."""
    words = parsed.text[start:end].split()
    if len(words) < 2 or words[-1].lower() not in parsed.lexicon.definite_articles:  # noqa: PLR2004
        return end
    return start + len(parsed.text[start : end - len(words[-1])].rstrip(TRAILING))


def somebody_beside(start: int, end: int, parsed: ParsedArticle) -> Subject | None:
    """Who speaks where the words name somebody beside the speaker: a relation of theirs, or what was sent to them."""
    return _relation(end, parsed) or _somebody_of(start, end, parsed) or _owner_of_addressee(start, end, parsed)


def is_fragment(words: str, lexicon: Lexicon) -> bool:
    """Whether words cannot name anybody: articles, prepositions and numbers alone, or "for the port"."""
    found = [word.lower() for word in _WORD.findall(words) if word[0].isalnum()]
    joining = lexicon.prepositions | lexicon.clause_words
    idle = (lexicon.determiners | lexicon.times | joining) - lexicon.relatives
    if all(word in idle or word.isdigit() for word in found):
        return True
    return len(found) > 1 and words[:1].islower() and found[0] in joining


def before_time(start: int, parsed: ParsedArticle) -> Name | None:
    """The name before what only tells when: "Ann Lee" of "Ann Lee on" before "Friday"."""
    before = parsed.names.within(max(0, start - REACH), start)
    between = parsed.text[before[-1].end : start].split() if before else []
    return before[-1] if len(between) == 1 and between[0] in parsed.lexicon.prepositions else None


def _whole_words(start: int, parsed: ParsedArticle) -> int:
    """Where the first word begins, with the article before it: "The 34-" of "The 34-year-old"."""
    text = parsed.text
    whole = start + 1 if text[start : start + 1] in _JOINTS else start
    if text[start : start + 1] == "%":
        while whole and text[whole - 1] in _DIGITS:
            whole -= 1
        return whole
    while whole and text[whole - 1] in _JOINTS and text[whole - 2 : whole - 1].isalnum():
        whole -= 1
        while whole and text[whole - 1].isalnum():
            whole -= 1
    if whole >= start:
        return start
    before = _WORD.findall(text[max(0, whole - 8) : whole])
    return whole - 1 - len(before[-1]) if before and before[-1].lower() in parsed.lexicon.determiners else whole


def _end_of_word(end: int, text: str) -> int:
    """Where a word ends of which the labeller saw the beginning: "the 23" of "the 23-year-old"."""
    while text[end : end + 1] == "-" and text[end + 1 : end + 2].islower():
        end += 1
        while text[end : end + 1].isalnum():
            end += 1
    return end


def _without_time(start: int, end: int, parsed: ParsedArticle) -> int:
    """Where the words end without a weekday: "Ann Lee" of "Ann Lee on Friday"."""
    words = parsed.text[start:end].split()
    lexicon = parsed.lexicon
    if len(words) < 2 or words[-1].lower() not in lexicon.weekdays:  # noqa: PLR2004
        return end
    end = start + parsed.text[start:end].rindex(words[-1])
    if words[-2].lower() in lexicon.prepositions:
        end = start + parsed.text[start:end].rindex(words[-2])
    rest = parsed.text[start:end].rstrip(TRAILING)
    return start + len(rest) if rest else end


def _before_relative(start: int, end: int, parsed: ParsedArticle) -> tuple[int, int] | None:
    """Who a relative clause is about, where the words are only its end: "The union, which has 300 members, said"."""
    if parsed.text[end : end + 1] != "," or parsed.names.within(start, end):
        return None
    opening = parsed.sentence_start(start)
    found = parsed.lexicon.relative_before.match(parsed.text[opening:start])
    return None if found is None else (opening, opening + found.end(1))


def _whole_names(start: int, end: int, parsed: ParsedArticle) -> tuple[int, int]:
    """The span with the names whole that it cuts: "Lee, a teacher" of "Ann Lee, a teacher"."""
    if end <= start:
        return start, end
    first, last = parsed.names.at(start, start + 1), parsed.names.at(end - 1, end)
    return min(start, first.start) if first else start, max(end, last.end) if last else end


_RELATION = re.compile(
    r"(?:['’‘]s)? ((?:[a-z]+(?:-[a-z]+)* ){0,3}[a-z]+(?:-[a-z]+)*)(?:, ((?:[A-Z][\w'’-]+ ?){1,3}),(?: \d{1,3},)?)?"
)
"""Behind a name: who or what is that person's, and the name of it: "'s sister, Mia,"."""


def _relation(end: int, parsed: ParsedArticle) -> Subject | None:
    """Who speaks where the source is cut behind a possessor: "sister, Mia," of "Lee’s sister, Mia, said"."""
    text = parsed.text
    if not text.endswith(parsed.lexicon.possessive_endings, 0, end) and text[end : end + 2] not in ("'s", "’s", "‘s"):
        return None
    found = _RELATION.match(text, end)
    if found is None:
        return None
    if found[2]:
        return Subject(found.start(2), found.end(2), tuple(parsed.names.within(found.start(2), found.end(2))))
    owner = parsed.names.at(end - 3, end)
    words = []
    for word in found[1].split():
        if word in parsed.lexicon.cues or word in parsed.lexicon.auxiliaries or word in parsed.lexicon.links:
            break
        words.append(word)
    if not words or owner is None:
        return None
    return Subject(owner.start, found.start(1) + len(" ".join(words)))


def _somebody_of(start: int, end: int, parsed: ParsedArticle) -> Subject | None:
    """Who speaks where the source is only a name behind them: "A friend of Mr Lee, who saw it, said"."""
    name = parsed.names.at(end - 1, end)
    if name is None:
        return None
    if not name.is_person:
        named = any(each.is_person for each in parsed.names.within(start, name.start))
        return None if named else _somebody_of_body(name.start, end, parsed)
    opening = parsed.sentence_start(start)
    beside = parsed.lexicon.somebody_of.match(parsed.text[opening:start])
    return Subject(opening, end) if beside or _is_kin_of(parsed.text[opening : name.start], parsed) else None


def _is_kin_of(before: str, parsed: ParsedArticle) -> bool:
    """Whether words before a name open with somebody of that person's: "The nephew of the novelist Ann Lee"."""
    lexicon = parsed.lexicon
    found = lexicon.kin_before.fullmatch(before)
    if found is None or found[1].lower() not in lexicon.determiners | lexicon.possessive_pronouns:
        return False
    return found[2] in lexicon.kin or found[2] in lexicon.anonymous


_HOLDER_OF = re.compile(r"\b(\w+) (?:[\w’'-]+ ){0,3}?([\w’'-]+) (\w+) (?:[\w’']+ )?\Z")
"""Before a name: an article, a few words, a noun, a preposition, an article."""

_HOLDER_REACH = 60
"""Characters before a name in which such words stand."""


def _somebody_of_body(start: int, end: int, parsed: ParsedArticle) -> Subject | None:
    """Who speaks for a body where the source is its name alone: "the commander of the Omani Navy"."""
    lexicon, first = parsed.lexicon, max(parsed.sentence_start(start), start - _HOLDER_REACH)
    found = _HOLDER_OF.search(parsed.text, first, start)
    if found is None or found[1].lower() not in lexicon.determiners or not _is_person_noun(found[2].lower(), lexicon):
        return None
    behind = parsed.text[found.end(3) : start].strip().lower()
    opens = behind in lexicon.definite_articles or behind.endswith(lexicon.possessive_endings)
    if found[3] not in lexicon.owner_links or (behind and not opens):
        return None
    return Subject(found.start(), end)


def _is_person_noun(word: str, lexicon: Lexicon) -> bool:
    return word in lexicon.person_nouns or word in lexicon.people_nouns or word in lexicon.ranks


_MOST_BEFORE_ADDRESSEE = 6


def _is_owner(words: Sequence[str], lexicon: Lexicon) -> bool:
    """Whether words before "to" are a short noun phrase: "The party’s letter"."""
    if not 0 < len(words) <= _MOST_BEFORE_ADDRESSEE or words[-1].lower() in lexicon.no_addressee:
        return False
    return words[0].lower() in lexicon.determiners or words[0].endswith(lexicon.possessive_endings)


def _is_behind_addressee(person: Name, opening: int, parsed: ParsedArticle) -> bool:
    """Whether a person's name follows another name without a comma: "Speaking to the Daily News Lee said".

    The article need not know the other name, where the sentence opens with a participle, whose subject must follow. So
    it must behind a preposition, where a comma ends the phrase: "In a letter to Lee, the mayor, Ann Ray, wrote".
    """
    opener, _, rest = parsed.text[opening : person.start].partition(" ")
    if opener.lower() in parsed.lexicon.prepositions and rest.endswith(", "):
        return True
    before = parsed.names.within(max(opening, person.start - REACH), person.start)
    if before and not before[-1].is_person and before[-1].end == person.start - 1:
        return True
    words = parsed.text[opening : person.start].split()
    titles = parsed.lexicon.feminine_titles | parsed.lexicon.masculine_titles
    if len(words) < 2 or not words[-1][0].isupper() or words[-1].lower().rstrip(".") in titles:  # noqa: PLR2004
        return False
    return words[0].lower().endswith(parsed.lexicon.gerund_endings)


def _owner_of_addressee(start: int, end: int, parsed: ParsedArticle) -> Subject | None:
    """Who speaks where the source is only an addressee: "The letter" of "The letter to Lee, the mayor, said"."""
    text = parsed.text
    before = parsed.names.within(max(0, start - REACH), start)
    comma, _, article = text[before[-1].end : start].lower().partition(" ") if before else ("", "", "")
    apposed = comma == "," and (not article or article.strip() in parsed.lexicon.definite_articles)
    at = before[-1].start if apposed else start
    if not apposed:
        sent = parsed.lexicon.sent_before.search(text, max(0, start - _SENTENCE_REACH), start)
        if sent is None or sent[1].lower() in parsed.lexicon.no_addressee or not parsed.names.within(start, end):
            return None
    inside = parsed.names.within(start, end)
    opening = parsed.sentence_start(start)
    if inside and inside[-1].is_person and inside[-1].end == end and _is_behind_addressee(inside[-1], opening, parsed):
        return Subject(inside[-1].start, end, (inside[-1],))
    found = parsed.lexicon.addressee_before.search(text, opening, at)
    words = found[1].split() if found is not None and found.start(1) == opening else []
    if found is not None and _is_owner(words, parsed.lexicon):
        was_sent = words[-1] in parsed.lexicon.sent or words[-1].endswith(parsed.lexicon.participle_endings)
        return Subject(opening, found.end(1) - (len(words[-1]) + 1 if was_sent else 0))
    return None if apposed else Subject(start, end, pronoun="it")
