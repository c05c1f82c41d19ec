"""What is known of one language: the closed lists of words that rules read, all in lower case."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

Pronoun = Literal["he", "she", "they", "it", "i", "we", "you", "who"]
"""Pronouns of any language by their English counterpart; "who" is relative."""

PERSONAL: Final[frozenset[Pronoun]] = frozenset(["he", "she", "they"])
"""Those that mean people whom the text has named."""

NOBODY_NAMED: Final[frozenset[Pronoun]] = frozenset(["i", "we", "you", "who", "it"])
"""Those that mean nobody whom the text has named."""

_NONE: Final[frozenset[str]] = frozenset()
_NEVER: Final = re.compile(r"(?!)")
"""Matches nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """The words of one language. An empty list turns off the rules that read it.

    `Lexicon()` is the lexicon of a language of which nothing is known: what is left is its quotation marks.
    """

    # Verbs that report speech

    saying: frozenset[str] = _NONE
    """Report a clause even without "that"."""

    addressing: frozenset[str] = _NONE
    """Name the addressee before what is said: "told"."""

    bare_clause: frozenset[str] = _NONE
    """Report a clause that opens with any word but a link, not only with a determiner, pronoun or name."""

    stating: frozenset[str] = _NONE
    """Report a clause, or stand beside quotation marks."""

    speech_verbs: frozenset[str] = _NONE
    """Those of `saying` and `stating` that end an apposition: "Ann Lee, a teacher in Bonn said"."""

    manner_verbs: frozenset[str] = _NONE
    """Verbs that tell how something is said, and are verbs of saying only right behind a quotation: "shrugged"."""

    asking: frozenset[str] = _NONE
    """Of somebody who wants an answer; who "said" a question may go on himself."""

    naming: frozenset[str] = _NONE
    """Take a quoted name or judgement, not a clause: "called"."""

    participles: frozenset[str] = _NONE
    """Report for the subject of the main clause: "saying"."""

    needs_that: frozenset[str] = _NONE
    """Often nouns or verbs of something else: a clause without quotation marks must open with "that"."""

    according: tuple[tuple[str, ...], ...] = ()
    """Phrases that name a source: "according to"."""

    no_sources: frozenset[str] = _NONE
    """What is behind such a phrase where nobody says anything: "according to plan"."""

    complementizers: frozenset[str] = _NONE
    """Open a reported clause: "that"."""

    # Beside a verb

    auxiliaries: frozenset[str] = _NONE
    """Auxiliaries and adverbs between a subject and its verb."""

    finite: frozenset[str] = _NONE
    """Auxiliaries that end the subject before them."""

    sequels: frozenset[str] = _NONE
    """Adverbs between a conjunction and a further verb of saying: "and also warned"."""

    adverb_endings: tuple[str, ...] = ()
    """Ends of adverbs that stand between a subject and its verb: "ly"."""

    no_adverbs: frozenset[str] = _NONE
    """End like an adverb and are none: "family"."""

    camps: frozenset[str] = _NONE
    """Before a name: that person's people: "Team Lee"."""

    denials: frozenset[str] = _NONE
    """Before a cue: nothing was said."""

    cue_denials: frozenset[str] = _NONE
    """Inside a cue: nothing was said."""

    declining: frozenset[str] = _NONE
    """Inside a cue: what follows was not done; nothing was said if it is of saying."""

    withheld: frozenset[str] = _NONE
    """Verbs of saying behind "declined to"."""

    negative_endings: tuple[str, ...] = ()
    """Ends of verbs that deny: "n't"."""

    announcing: frozenset[str] = _NONE
    """Denials that are none before a word of saying: "she will say" tells of a speech known beforehand."""

    # Beside what is said

    asked_before: re.Pattern[str] = _NEVER
    """Before what somebody was asked: "was asked whether"; the group is the verb."""

    named_before: re.Pattern[str] = _NEVER
    """Before the name of something: "titled", "a bar called"."""

    called_thing: re.Pattern[str] = _NEVER
    """A nickname in marks and what calls somebody or something so: "known as “the needle”"."""

    zodiac: frozenset[str] = _NONE
    """The signs of the zodiac, over the parts of a horoscope."""

    speaker_beside: re.Pattern[str] = _NEVER
    """Behind a quotation that ends in a comma: a pronoun (first group) or a capitalised word (second)."""

    read_aloud: re.Pattern[str] = _NEVER
    """In front of a quotation: somebody reads out what another wrote."""

    reply_came: re.Pattern[str] = _NEVER
    """Behind a quotation: it answers who spoke before, and nobody says whose it is: "came the reply"."""

    put_so: re.Pattern[str] = _NEVER
    """Up to a quotation: who is quoted (the group): "as Ann Lee put it, "."""

    state_before_colon: re.Pattern[str] = _NEVER
    """Up to a quotation: the verb (the group) that says how whoever speaks was: "was blunt: "."""

    set_phrase: re.Pattern[str] = _NEVER
    """Before the end of a cue: nothing was said: "needless to say"."""

    idiom: re.Pattern[str] = _NEVER
    """A fixed phrase with a verb of saying in which nobody says anything: "easier said than done"."""

    deed: re.Pattern[str] = _NEVER
    """A verb of saying and a thing, with which nobody says anything: "writes a column"."""

    scene: re.Pattern[str] = _NEVER
    """What happened while somebody spoke, behind the words in marks: " as the verdict was read"."""

    fronted: re.Pattern[str] = _NEVER
    """A clause in front of its sentence's subject, of whom a pronoun in it speaks: "Asked if she would run, Lee"."""

    told_passively: re.Pattern[str] = _NEVER
    """Who stands before it did not speak: "was told"."""

    apposed: re.Pattern[str] = _NEVER
    """Between a description and the name behind its comma: " of policy, Dr "."""

    head_and_clause: re.Pattern[str] = _NEVER
    """A sentence up to its verb of saying: the `head` of its subject, and the `clause` that tells of the head."""

    told_in_commas: re.Pattern[str] = _NEVER
    """Between the name that opens a sentence and its verb: what is told of its bearer: ", whose wife works there, "."""

    new_subject: re.Pattern[str] = _NEVER
    """Behind it a sentence has another subject: ", but"."""

    described_in_front: re.Pattern[str] = _NEVER
    """A description that opens a sentence, and the comma behind it."""

    before_named_source: tuple[str, ...] = ()
    """Before the name of whose words follow a colon: " from "; "against Ann Lee:" is somebody else's."""

    before_body: frozenset[str] = _NONE
    """Words before the name of a body that is the agent of a clause: "released by the Board"."""

    presenting: frozenset[str] = _NONE
    """Verbs behind which somebody is brought in at the end of a sentence: "Among them was a porter"."""

    scenes: frozenset[str] = _NONE
    """Adverbs of time and place that open a sentence right before somebody new: "Afterwards a man"."""

    existential: frozenset[str] = _NONE
    """Words that open such a sentence instead of a place: "There"."""

    rumoured: re.Pattern[str] = _NEVER
    """Of who stands before it somebody else says something: "was said to have left"."""

    agent_behind: re.Pattern[str] = _NEVER
    """Behind such a passive: who spoke: " by "."""

    addressee_before: re.Pattern[str] = _NEVER
    """Before a name: somebody or something (the group) addresses it: "The letter to "."""

    sent_before: re.Pattern[str] = _NEVER
    """Before a title and a name: something is sent to that person; the group is the word in front."""

    kin_before: re.Pattern[str] = _NEVER
    """From the beginning of a sentence up to a name: an article, a noun for kin, a preposition, who that person is."""

    relation_before: re.Pattern[str] = _NEVER
    """From the beginning of a sentence up to the name of a relation, behind which who speaks is named: "Joined by her
    wife, "."""

    ranks: frozenset[str] = _NONE
    """Titles and offices that stand before a name and belong to it: "Private", "Senator"."""

    quoted_as: re.Pattern[str] = _NEVER
    """Who is quoted by somebody else, `who`: "cited Ann Lee as saying", "quoted Ann Lee: “"."""

    absolute_openers: frozenset[str] = _NONE
    """Prepositions that open a clause of their own with a participle: "with Ann Lee saying"."""

    somebody_of: re.Pattern[str] = _NEVER
    """From the beginning of a sentence up to a name: somebody of that person's; the group is who: "A friend of "."""

    relative_before: re.Pattern[str] = _NEVER
    """From the beginning of a sentence into a relative clause; the group is whom it is about."""

    age_noun: re.Pattern[str] = _NEVER
    """A noun by age: "34-year-old"; the group is the age."""

    sent: frozenset[str] = _NONE
    """Participles of irregular verbs behind what is sent: "a text sent to"."""

    no_addressee: frozenset[str] = _NONE
    """Before "to": what follows is no addressee: "according"."""

    # Pronouns

    pronouns: Mapping[str, Pronoun] = field(default_factory=dict)
    """Those that can be a subject."""

    possessive_pronouns: frozenset[str] = _NONE
    """That open a noun phrase: "her"."""

    gendered_pronouns: Mapping[str, Literal["he", "she"]] = field(default_factory=dict)
    """Pronouns in any case that tell a person's gender; left out where one also means a thing or several people."""

    object_pronouns: frozenset[str] = _NONE
    """Those of them that can be an object: "him"."""

    reflexive_endings: tuple[str, ...] = ()
    """Ends of reflexive pronouns, which mean who is named before them: "Lee herself"."""

    relatives: frozenset[str] = _NONE
    """Relative pronouns: "who", "which"."""

    subject_relatives: frozenset[str] = _NONE
    """Those of them that can be the subject of a verb of saying."""

    both: tuple[str, ...] = ()
    """Phrases that mean two people named together: "the two"."""

    # Noun phrases

    determiners: frozenset[str] = _NONE
    definite_articles: frozenset[str] = _NONE
    apposition_openers: frozenset[str] = _NONE
    """Open an apposition behind a name: "Ann Lee, a teacher"."""

    possessive_endings: tuple[str, ...] = ()
    """Ends of a word that says whose: "'s"."""

    participle_endings: tuple[str, ...] = ()
    """Ends of words that open no noun phrase: "ing"."""

    plural_endings: tuple[str, ...] = ()
    """Ends of a description of several people."""

    clause_words: frozenset[str] = _NONE
    """End a noun phrase to their left and right."""

    prepositions: frozenset[str] = _NONE
    linking: frozenset[str] = _NONE
    """Prepositions that go on with a noun phrase: "a spokesman for the port"."""

    topics: frozenset[str] = _NONE
    """Behind a verb of saying, before what is spoken of: "said of the plan"."""

    owner_links: frozenset[str] = _NONE
    """Before a name that only says whose speaker it is: "a spokesman for Ann Lee"."""

    origin_links: frozenset[str] = _NONE
    """Behind the name of who speaks, before where that person belongs: "Ann Lee of the port"."""

    name_separators: frozenset[str] = _NONE
    """Between two names: the first is no modifier of the second, as it is in "the Lee campaign's Bo Ray"."""

    weekdays: frozenset[str] = _NONE
    times: frozenset[str] = _NONE
    """Words that tell when; no subject ends in one. The weekdays are among them."""

    # Conjunctions

    conjunctions: frozenset[str] = _NONE
    """Join two subjects: "and"."""

    circumstances: frozenset[str] = _NONE
    """Open what tells when something was said, behind it: "as she left"."""

    gerund_endings: tuple[str, ...] = ()
    """Ends of verbs that tell how: "using"."""

    coordinators: frozenset[str] = _NONE
    """Join two verbs of one subject: "and", "but"."""

    clause_conjunctions: frozenset[str] = _NONE
    """Open a clause that may be another report: "while"."""

    unfinished: frozenset[str] = _NONE
    """Words that no clause ends in when others follow; not "on", which tells when it was said."""

    no_complement: frozenset[str] = _NONE
    """Conjunctions that complete no clause that ends in an unfinished word."""

    # People

    masculine_titles: frozenset[str] = _NONE
    """Titles of men, which may stand a word away from the name."""

    masculine_nouns: frozenset[str] = _NONE
    """Other nouns for men, which tell a gender only right beside a name or in a description."""

    feminine_titles: frozenset[str] = _NONE
    feminine_nouns: frozenset[str] = _NONE
    titles: frozenset[str] = _NONE
    """Honorifics, ranks and offices that stand before a person's name."""

    roles: frozenset[str] = _NONE
    """Nouns for people: before a name, or behind it after a comma."""

    anonymous: frozenset[str] = _NONE
    """Nouns for people whom an article does not name: "the insider"."""

    people_nouns: frozenset[str] = _NONE
    """Nouns for people that are too common to tell who is meant: "the driver", but "one driver" is somebody."""

    person_nouns: frozenset[str] = _NONE
    """Nouns by which a text means somebody whom it has named: "the singer". Not those that come into a story without a
    name, "the judge", or that mean anybody."""

    sides: frozenset[str] = _NONE
    """What is no person behind "both": "campaigns"."""

    role_modifiers: frozenset[str] = _NONE
    """Tell the bearers of one role apart: "prime" of "prime minister"."""

    credits: frozenset[str] = _NONE
    """Nouns that open a line which says whose a picture is: "Photo: Ann Lee"."""

    generations: frozenset[str] = _NONE
    """Words that tell one bearer of a surname from another: "the elder Lee"."""

    former: frozenset[str] = _NONE
    """Words that say that somebody no longer is what follows: "former" of "the former mayor"."""

    kin: frozenset[str] = _NONE
    """Nouns for relatives: "her sister"."""

    group_nouns: frozenset[str] = _NONE
    """Nouns by which a text means a body of any kind that it has named: "the company"."""

    institution_nouns: frozenset[str] = _NONE
    """Nouns for bodies of one kind: "the university"; in a name they tell its kind."""

    named_by_kind: frozenset[str] = _NONE
    """Nouns for bodies whose names nearly always have them: "the council" is no body that is not called one."""

    place_nouns: frozenset[str] = _NONE
    """Nouns for places that speak through their governments: "the country"."""

    writings: frozenset[str] = _NONE
    """Nouns for what is written, shown or planned: it can say something, and no "he" means it: "the contract"."""

    indefinites: frozenset[str] = _NONE
    """Determiners that bring somebody new in: "a man"."""

    children: re.Pattern[str] = _NEVER
    """Behind a noun for a parent, how many children that person has: " of two"."""

    compound_link: str = ""
    """Inside one word, between a noun and what it has: "father-of-two"."""

    demonym_endings: tuple[str, ...] = ()
    """Ends of names of peoples that mean one person, behind an article: "the Spaniard", not "the French"."""

    short_titles: Mapping[str, str] = field(default_factory=dict)
    """Shortened titles and what they stand for, without the full stop."""

    role_ends: frozenset[str] = _NONE
    """Behind a role: "head of the port" is a head."""

    no_role: frozenset[str] = _NONE
    """Nouns for anybody: "the man" means no special person."""

    abbreviations: frozenset[str] = _NONE
    """Before a full stop that ends no sentence."""

    # Joined from the lists above, because they are looked up together

    cues: frozenset[str] = field(init=False)
    """All words that report speech."""

    report_words: frozenset[str] = field(init=False)
    """Cues, and first words of the phrases that name a source."""

    clause_cues: frozenset[str] = field(init=False)
    """Those that report a clause."""

    links: frozenset[str] = field(init=False)
    """Prepositions and conjunctions: they open something new."""

    according_openers: frozenset[str] = field(init=False)
    """First words of the phrases that name a source."""

    masculine: frozenset[str] = field(init=False)
    """Titles and nouns for men."""

    feminine: frozenset[str] = field(init=False)
    no_head: frozenset[str] = field(init=False)
    """No noun phrase ends in them."""

    pronoun_words: frozenset[str] = field(init=False)
    """Pronouns that can be or open a subject."""

    def __post_init__(self) -> None:
        """Join the lists that are looked up together."""
        clause_cues = self.saying | self.stating | self.participles
        according_openers = frozenset(phrase[0] for phrase in self.according)
        links = self.prepositions | self.clause_words
        times = self.times | self.weekdays
        joined = {
            "times": times,
            "clause_cues": clause_cues,
            "cues": clause_cues | self.naming,
            "according_openers": according_openers,
            "report_words": clause_cues | self.naming | according_openers,
            "links": links,
            "masculine": self.masculine_titles | self.masculine_nouns,
            "feminine": self.feminine_titles | self.feminine_nouns,
            "no_head": self.determiners | links | frozenset(self.pronouns) | times | self.auxiliaries,
            "pronoun_words": frozenset(self.pronouns) | self.possessive_pronouns,
        }
        for name, value in joined.items():
            object.__setattr__(self, name, value)
