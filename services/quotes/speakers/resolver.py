"""From the subject of a statement to its speaker.

In: the subjects of an article's statements in reading order. Out: answers: names by their entities, roles and pronouns
by what the article says before them, each with its probability; where that is too small, what is printed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal, TypeAlias

from copydesk.text.language.lexicon import Lexicon
from schemas.document import TextSpan
from schemas.quote import Candidate, Speaker
from services.quotes.speakers import certainty
from services.quotes.speakers.antecedents import Antecedents
from services.quotes.speakers.descriptions import Description, description_of
from services.quotes.speakers.families import Families, FamilyMember
from services.quotes.speakers.genders import Gender, title_of
from services.quotes.speakers.mentions import Antecedent
from services.quotes.speakers.newcomers import newcomer
from services.quotes.speakers.nominals import Nominal, fits, is_brought_in, means_no_person, nominal_of, of_people
from services.quotes.speakers.roles import REACH
from services.quotes.speakers.subjects import Subject
from services.quotes.text.names import Name
from services.quotes.text.parsed_article import ParsedArticle

DESCRIBED_DISTANCE: Final = 600
"""Characters between "a port official" and a pronoun that means the same: a paragraph or two."""

_ARTICLE_REACH = 5
"""Characters before a phrase in which its article stands."""

_RIVAL = 1.5
"""Log odds by which somebody is at most less likely than whom a quotation names, to be its speaker."""

_MOST_CANDIDATES = 3
"""People who are listed where none is sure enough."""


Evidence: TypeAlias = Literal[
    "name", "role", "description", "family", "pronoun", "they", "described before", "spoke before", "nothing"
]
"""What decided who the speaker is: a printed name, a role that the article gives somebody, "the singer", "Mrs Rudge", a
pronoun, two people as "they", a description a little before, the statement before, or nothing that names anybody."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A speaker, how probable it is that this is who the mention means, and whom else it may mean.

    `evidence`: what decided it. `ranked`: the people or bodies that were weighed, the likeliest first.
    """

    speaker: Speaker
    person: float = 1.0
    candidates: tuple[Candidate, ...] = ()
    evidence: Evidence = "nothing"
    ranked: tuple[Antecedent, ...] = ()


class SpeakerResolver:
    """Names the speakers of one article, statement by statement in reading order."""

    def __init__(self, parsed: ParsedArticle, antecedents: Antecedents) -> None:
        self._parsed = parsed
        self._lexicon = parsed.lexicon
        self._antecedents = antecedents
        self._roles = antecedents.roles
        self._families = Families(parsed)
        self._described: Speaker | None = None
        self._described_person: Speaker | None = None
        self._last_speaker: str | None = None
        self._inside: frozenset[str] = frozenset()

    def answer(self, subject: Subject | None, inside: frozenset[str] = frozenset()) -> Answer:
        """The speaker whom these words mean. What cannot be told for sure stays unknown, with its words as mention.

        `inside`: the entities that a direct quotation names, of which none is its speaker by a pronoun alone.
        """
        self._inside = inside
        answer = self._answer(subject)
        if subject is not None:
            self._last_speaker = next(iter(answer.speaker.entity_ids), None)
            self._antecedents.heard(subject.start, self._last_speaker)
        return answer

    def _answer(self, subject: Subject | None) -> Answer:
        if subject is None:
            return Answer(Speaker())
        words = self._parsed.text[subject.start : subject.end]
        mention = TextSpan(start=subject.start, end=subject.end, text=words)
        if subject.names:
            return self._of_names(subject, mention)
        if subject.pronoun is None:
            return self._of_phrase(words, mention)
        answer = self._of_pronoun(subject, mention)
        if answer is not None and answer.speaker.status != "unknown":
            return answer
        described = self._described_before(subject)
        if described is not None:
            described = described.model_copy(update={"mention": mention})
            return Answer(described, certainty.DESCRIBED, evidence="described before")
        return Answer(Speaker(mention=mention)) if answer is None else answer

    def _of_names(self, subject: Subject, mention: TextSpan) -> Answer:
        """Whom printed names mean: who bears them, but for "the Spaniard" and a relative's "Mrs Rudge"."""
        only = subject.names[0] if len(subject.names) == 1 else None
        nominal = None if only is None else of_people(only, self._parsed)
        if nominal is not None:
            return self._of_nominal(nominal, mention) or self._as_described(mention)
        if only is not None and self._is_somebody_else(only):
            return self._as_described(mention)
        self._described = self._described_person = None
        namesake = None if only is None else self._namesake(only) or self._relative_quoted(only)
        if namesake is not None:
            return _named((namesake,), mention, certainty.SURNAME, "name")
        member = None if only is None else self._families.member(only)
        if member is not None:
            return _of_family(member, subject.names[0], mention)
        return _named(subject.names, mention, self._sure_of(subject.names), "name", subject.companion)

    def _namesake(self, name: Name) -> Name | None:
        """Who bears the surname, too, and spoke last in its paragraph: "His son Bo Lee said no. “…,” said Mr Lee"."""
        if not name.is_person or name.words > 1 or self._last_speaker not in self._parsed.names.rivals(name):
            return None
        paragraph = self._parsed.paragraphs[self._parsed.paragraph_at(name.start)]
        named = [
            each
            for each in self._parsed.names.within(paragraph.start, name.start)
            if each.is_person and each.entity.id in {self._last_speaker, name.entity.id}
        ]
        if not named or named[-1].entity.id != self._last_speaker:
            return None
        title = title_of(self._parsed, name)
        agrees = title is None or self._antecedents.genders.agrees(named[-1].entity.id, title)
        return named[-1] if agrees else None

    def _relative_quoted(self, name: Name) -> Name | None:
        """Who else bears a surname, where the quotation names the one whom it would mean: `"Bo is free," Lee said`."""
        if not name.is_person or name.words > 1 or name.entity.id not in self._inside:
            return None
        before = self._parsed.names.within(max(0, name.start - REACH), name.start)
        rivals = self._parsed.names.rivals(name)
        others = {each.entity.id: each for each in before if each.entity.id in rivals}
        return next(iter(others.values())) if len(others) == 1 and others.keys().isdisjoint(self._inside) else None

    def _is_somebody_else(self, name: Name) -> bool:
        """Whether a surname means a bearer whom the article does not name: "Mr. Lee" beside Ann Lee."""
        if not name.is_person or name.words > 1 or " " not in name.entity.name:
            return False
        before = self._parsed.text[max(0, name.start - _ARTICLE_REACH - 3) : name.start].split()
        if before and before[-1] in self._lexicon.generations:
            return True
        title = title_of(self._parsed, name) if before and self._is_title(before[-1]) else None
        return title is not None and self._antecedents.genders.told_otherwise(name.entity.id, title)

    def _is_title(self, word: str) -> bool:
        lower = word.lower().rstrip(".")
        return lower in self._lexicon.masculine_titles or lower in self._lexicon.feminine_titles

    def _sure_of(self, names: Sequence[Name]) -> float:
        return min(map(self._sure_of_name, names))

    def _sure_of_name(self, name: Name) -> float:
        sure = certainty.of_name(name, self._parsed.names)
        return certainty.SURNAME if sure == certainty.SHARED_SURNAME and self._is_told_by_title(name) else sure

    def _is_told_by_title(self, name: Name) -> bool:
        """Whether a title before a surname fits none of the others who bear it: "Mr Lee" of Ann Lee and Bo Lee."""
        title = title_of(self._parsed, name)
        genders = self._antecedents.genders
        return title is not None and not any(genders.agrees(each, title) for each in self._parsed.names.rivals(name))

    def _of_phrase(self, words: str, mention: TextSpan) -> Answer:
        if words.casefold() in self._lexicon.cue_denials:  # "Nobody"
            return Answer(Speaker(mention=mention))
        if self._means_both(words):
            people = self._antecedents.pair(mention.start)
            if people:
                return _named(people, mention, certainty.PAIR, "they")
        whole = self.with_article(mention.start, mention.end)
        bearer, shared = self._roles.bearer(whole, mention.start)
        if bearer is None or shared:
            described = description_of(whole, mention.start, mention.end, self._parsed)
            if described is not None:
                return self._of_description(described, mention)
        if bearer is not None:
            return _named((bearer,), mention, certainty.SHARED_ROLE if shared else certainty.ROLE, "role")
        nominal = nominal_of(whole, self._lexicon)
        answer = None if nominal is None else self._of_nominal(nominal, mention)
        return answer or self._as_described(mention)

    def _of_description(self, described: Description, mention: TextSpan) -> Answer:
        """Whom "the rector" means, where that is sure enough; else what is printed."""
        ranked = self._antecedents.descriptions.ranked(described)
        if not ranked or ranked[0].weight < certainty.DESCRIPTION_NAMED_FROM:
            return self._as_described(mention)
        return replace(
            _named((ranked[0].name,), mention, ranked[0].weight, "description"), ranked=tuple(ranked[:_MOST_CANDIDATES])
        )

    def with_article(self, start: int, end: int) -> str:
        """The words of a source with the article before them, which the labeller left out: "London-based group"."""
        words = self._parsed.text[start:end]
        before = self._parsed.text[max(0, start - _ARTICLE_REACH) : start].split()
        return f"{before[-1]} {words}" if before and before[-1].lower() in self._lexicon.definite_articles else words

    def _as_described(self, mention: TextSpan) -> Answer:
        words = _without_more(mention.text, self._lexicon)
        self._described = Speaker(status="described", name=words, names=(words,), mention=mention)
        if not means_no_person(words, self._lexicon):
            self._described_person = self._described
        return Answer(self._described, evidence="description")

    def _of_nominal(self, nominal: Nominal, mention: TextSpan) -> Answer | None:
        """Whom "the singer" or "the company" means; None where that is not sure."""
        if is_brought_in(nominal, mention.start, self._parsed):
            return None
        if nominal.means_person:
            ranked = self._antecedents.people(mention.start, nominal.gender)
            if nominal.former:
                ranked = [each for each in ranked if not self._roles.holds(each.name, nominal.noun)]
        else:
            ranked = self._antecedents.bodies(mention.start, lambda name: fits(nominal, name, self._parsed))
        return self._sure_enough(ranked, mention, "description")

    def _of_it(self, mention: TextSpan) -> Answer | None:
        """The body that spoke last, where no other is likelier: "The company said A. It said B."."""
        ranked = self._antecedents.bodies(mention.start, lambda _: None)
        if not ranked or ranked[0].name.entity.id != self._last_speaker:
            return None
        return self._sure_enough(ranked, mention, "pronoun")

    def _sure_enough(self, ranked: Sequence[Antecedent], mention: TextSpan, evidence: Evidence) -> Answer | None:
        if not ranked:
            return None
        sure = certainty.of_nominal(ranked, self._last_speaker)
        if sure < certainty.NAMED_FROM:
            return None
        return replace(_named((ranked[0].name,), mention, sure, evidence), ranked=tuple(ranked))

    def _means_both(self, words: str) -> bool:
        opening = f"{words.casefold()} "
        if opening.rsplit(maxsplit=1)[-1] in self._lexicon.sides:
            return False
        return any(opening.startswith(phrase) and not opening[len(phrase)].isalnum() for phrase in self._lexicon.both)

    def _of_pronoun(self, subject: Subject, mention: TextSpan) -> Answer | None:
        if subject.pronoun == "they":
            return self._of_plural(subject, mention)
        if subject.pronoun == "it" and self._lexicon.pronouns.get(mention.text.lower()) == "it":
            return self._of_it(mention)
        if subject.pronoun not in ("he", "she"):
            return None
        unnamed = newcomer(subject.start, subject.pronoun, self._parsed, self._roles)
        if unnamed is not None:
            speaker = self._as_described(unnamed).speaker.model_copy(update={"mention": mention})
            return Answer(speaker, certainty.DESCRIBED, evidence="described before")
        return self._of_person(subject, subject.pronoun, mention)

    def _of_person(self, subject: Subject, pronoun: Gender, mention: TextSpan) -> Answer | None:
        described = self._described_before(subject)
        since = described.mention.end if described and described.mention else 0
        ranked = self._antecedents.ranked(pronoun, subject.start, since)
        if not ranked:
            return None
        ranked = self._speaking_first(ranked)
        sure = certainty.of_pronoun(ranked)
        if sure >= certainty.NAMED_FROM:
            self._antecedents.settle(ranked[0].name, pronoun)
            return replace(_named((ranked[0].name,), mention, sure, "pronoun"), ranked=tuple(ranked))
        first = ranked[:_MOST_CANDIDATES]
        candidates = _candidates([each.name for each in first], certainty.shares(first, sure))
        return Answer(Speaker(mention=mention), 1 - sure, candidates, "pronoun", tuple(ranked))

    def _speaking_first(self, ranked: list[Antecedent]) -> list[Antecedent]:
        """Without the likeliest where the quotation names that person, and somebody else is nearly as likely."""
        if len(ranked) < 2 or ranked[0].name.entity.id not in self._inside:  # noqa: PLR2004
            return ranked
        rival = ranked[1].weight > ranked[0].weight - _RIVAL and ranked[1].name.entity.id not in self._inside
        return ranked[1:] if rival else ranked

    def _of_plural(self, subject: Subject, mention: TextSpan) -> Answer | None:
        """Two people named together, unless a group was described since, or they are far off and never spoke."""
        people, near = self._antecedents.pair(subject.start), self._antecedents.is_near(subject.start)
        described = self._described_before(subject)
        if not people or (described and described.mention and described.mention.start > people[1].start):
            return None
        if near:
            return _named(people, mention, certainty.PAIR, "they")
        chances = [certainty.PAIR_AWAY] * len(people)
        return Answer(Speaker(mention=mention), 1 - certainty.PAIR_AWAY, _candidates(people, chances), "they")

    def _described_before(self, subject: Subject) -> Speaker | None:
        """The speaker who was described a little before, where nobody was named since."""
        described = self._described_person if subject.pronoun in ("he", "she") else self._described
        mention = described.mention if described else None
        if mention is None or not 0 <= subject.start - mention.end <= DESCRIBED_DISTANCE:
            return None
        plural = mention.text.rstrip().endswith(self._lexicon.plural_endings)
        return described if plural == (subject.pronoun == "they") else None


def _without_more(words: str, lexicon: Lexicon) -> str:
    """A description without what is said of somebody behind a comma: "One engineer, who asked not to be named"."""
    front, comma, behind = words.partition(", ")
    opener = behind.partition(" ")[0].lower()
    more = opener in lexicon.relatives or opener in lexicon.apposition_openers or opener.isdigit()
    return front if comma and front and more else words


def _of_family(member: FamilyMember, bearer: Name, mention: TextSpan) -> Answer:
    """The relative whom "Mrs Rudge" means; nobody by name where another bearer of the surname may be meant."""
    if member.sure:
        return _named((member.name,), mention, certainty.FAMILY, "family")
    people = (member.name, bearer)
    candidates = _candidates(people, [certainty.SHARED_FAMILY] * len(people))
    return Answer(Speaker(mention=mention), 1.0, candidates, "family")


def _candidates(people: Sequence[Name], chances: Sequence[float]) -> tuple[Candidate, ...]:
    return tuple(
        Candidate(name=each.entity.name, entity_id=each.entity.id, confidence=round(chance, 2))
        for each, chance in zip(people, chances, strict=True)
    )


def carried(answer: Answer) -> Answer:
    """The same speaker for a statement beside which nobody is named."""
    speaker = answer.speaker.model_copy(update={"mention": None})
    return replace(answer, speaker=speaker, person=answer.person * certainty.CARRIED, evidence="spoke before")


def _named(people: Sequence[Name], mention: TextSpan, person: float, evidence: Evidence, companion: str = "") -> Answer:
    speaker = Speaker(
        status="named",
        name=people[0].entity.name,
        names=(*(name.entity.name for name in people), *([companion] if companion else [])),
        entity_ids=tuple(name.entity.id for name in people),
        mention=mention,
    )
    return Answer(speaker, person, evidence=evidence)
