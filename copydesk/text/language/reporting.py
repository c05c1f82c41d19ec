"""How one language tells who says something: closed lists of words in lower case, which one engine reads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

from copydesk.text.language.declension import Declension
from copydesk.text.word_set import word_set

SpeakerPronoun = Literal["he", "she", "they", "either", "nobody"]
"""What a pronoun tells of who speaks: a man, a woman, several people, one person of either gender; "nobody" means
nobody whom the text has named ("I", "one")."""

Phrase = tuple[str, ...]
"""Words that stand together."""

_NONE: Final[frozenset[str]] = frozenset()


def synonyms(*groups: tuple[str, str]) -> Mapping[str, frozenset[str]]:
    """For each noun, or phrase with "_" for its blanks, of the first part of a group the roles of its second part."""
    return {noun.replace("_", " "): word_set(roles) for nouns, roles in groups for noun in nouns.split()}


def joined_forms(parted: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """The forms as which `parted_verbs` are read: "vorwarf" of "warf ... vor"."""
    return frozenset(f"{particle}{verb}" for verb, particles in parted.items() for particle in particles)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reporting:
    """The words that report speech in a language that sets blanks between words. An empty list turns its rule off."""

    verbs: frozenset[str] = _NONE
    """Forms of verbs of saying, participles too, that stand beside a quotation or before "that"."""

    verbs_behind: frozenset[str] = _NONE
    """Those that report only right behind a quotation and a comma: German "führt" of "führt Ann Lee aus"."""

    naming_verbs: frozenset[str] = _NONE
    """Those of `verbs` before whose words in marks a single noun is an opinion: German "nannte das „Unsinn“"."""

    no_clause_verbs: frozenset[str] = _NONE
    """Those of `verbs` that report words in marks and no clause: German "sah" of "sah, dass"."""

    parted_verbs: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Verbs that say something only with one of these words further behind in their clause: German "warf" with "vor".
    A verb is read as one word with it then, "vorwarf", which stands among `verbs`."""

    narrative_infinitives: frozenset[str] = _NONE
    """Infinitives that report behind `infinitive_marks`: French "ajouter" of "Et d'ajouter"."""

    infinitive_marks: frozenset[str] = _NONE
    """Before such an infinitive: French "de"."""

    copulas: frozenset[str] = _NONE
    """Before who speaks, where a colon follows that name: German "ist" of "Anderer Meinung ist Ann Lee:"."""

    auxiliaries: frozenset[str] = _NONE
    """Before a participle: "has" of "has said"."""

    fillers: frozenset[str] = _NONE
    """Adverbs and unstressed pronouns between verb and subject: "also", "us"."""

    sources: tuple[Phrase, ...] = ()
    """Before who says it: "according to"."""

    opening_sources: tuple[Phrase, ...] = ()
    """The same, but only where they open a sentence and a comma follows the name: Spanish "para"."""

    relative_sources: tuple[Phrase, ...] = ()
    """Behind who says it and a comma: Italian "secondo cui" of "il collega Ann Lee, secondo cui"."""

    views: frozenset[str] = _NONE
    """Behind an opening source and whose view it is: Italian "si" of "Per Ann Lee si tratta di"."""

    own_sources: Mapping[Phrase, SpeakerPronoun] = field(default_factory=dict)
    """Sources that a possessive names: Russian "по его словам"."""

    so_phrases: tuple[Phrase, ...] = ()
    """Open the sentence behind a quotation that says whose it is: German "so" of "So beschreibt es Ann Lee"."""

    sources_behind: tuple[Phrase, ...] = ()
    """Behind who says it: German "zufolge"."""

    inner_sources: frozenset[str] = _NONE
    """Words of `sources` that may stand inside a clause without a comma: German "laut"."""

    plural_endings: tuple[str, ...] = ()
    """Ends of nouns for several, in a language where such a source needs no article: "según fuentes oficiales"."""

    channels: frozenset[str] = _NONE
    """What somebody speaks on, behind a preposition and before who it is: Italian "dice al telefono Anna Greco"."""

    speaking_places: frozenset[str] = _NONE
    """Prepositions before a body whose people speak: Spanish "desde el Gobierno aseguran"."""

    tags: frozenset[str] = _NONE
    """Behind a quotation and before who says it, without a verb: German "so"."""

    as_words: frozenset[str] = _NONE
    """Open "as Ann Lee said" behind a quotation."""

    time_openers: frozenset[str] = _NONE
    """Open clauses that tell when something is said: German "während" of "Während er schwieg, sagte sie"."""

    complementizers: frozenset[str] = _NONE
    """Open a reported clause: "that"."""

    circumstances: frozenset[str] = _NONE
    """Days and other words that tell when, where or to whom something was said, between a verb and its "that"."""

    denials: frozenset[str] = _NONE
    """Beside the verb: nothing was said."""

    passives: frozenset[str] = _NONE
    """Auxiliaries of the passive: who stands before "was called" does not speak."""

    works: frozenset[str] = _NONE
    """Right before the title of a work, a paper, a programme or an event in marks: "the film". Where all nouns have
    capitals and are written together, the end of one is enough: German "Monatsmagazin"."""

    pronouns: Mapping[str, SpeakerPronoun] = field(default_factory=dict)
    """Those that can be a subject."""

    formal: frozenset[str] = _NONE
    """Pronouns that, with a capital inside a sentence, are the reader or whom somebody talks to: German "Sie"."""

    drops_subject: bool = False
    """Whether a verb alone means who was named before: Spanish "dijo"."""

    verb_second: bool = False
    """Whether the subject stands behind the verb where a sentence opens with something else: German."""

    definite_endings: tuple[str, ...] = ()
    """Ends of nouns that the reader knows, in languages that set the article behind: Swedish "polisen"."""

    singular_endings: tuple[str, ...] = ()
    """Those of them that mean one person."""

    infinitive_endings: tuple[str, ...] = ()
    """Ends of infinitives, which report nothing by themselves: German "lässt sich nicht sagen"."""

    verb_last: bool = False
    """Whether the verb ends the sentence, so that who speaks stands before the quotation and the verb behind."""

    clitics: frozenset[str] = _NONE
    """Pronouns with which one of `believing` means everybody and nobody: Spanish "se" of "se cree que"."""

    believing: frozenset[str] = _NONE
    """Verbs that, with one of `clitics` before them and "that" behind, are what people say: Spanish "cree"."""

    subjunctives: frozenset[str] = _NONE
    """Verbs in the mood that says that others say this: German "sei"."""

    conditionals: frozenset[str] = _NONE
    """Those of them that also say what might be, and so report nothing by themselves: German "würde"."""

    set_moods: tuple[Phrase, ...] = ()
    """Set phrases in that mood that report nothing: German "es sei denn"."""

    first_persons: frozenset[str] = _NONE
    """Pronouns of who writes: a sentence with one goes on with nobody's speech, and some of `subjunctives` are no such
    mood beside them: German "ich habe"."""

    impersonal: frozenset[str] = _NONE
    """Verbs that say that somebody else says this, without a name: German "heißt" of "heißt es"."""

    standing: frozenset[str] = _NONE
    """Verbs by which something stands written somewhere: German "steht" of "steht in dem Bericht"."""

    definite: frozenset[str] = _NONE
    """Articles and demonstratives before a noun that the reader knows."""

    indefinite: frozenset[str] = _NONE
    """Articles and numerals before somebody new."""

    oblique: frozenset[str] = _NONE
    """Articles of an object: who is behind one does not speak: German "dem"."""

    possessor_articles: frozenset[str] = _NONE
    """Those of a possessor, with which a phrase goes on: German "des"."""

    feminine_possessor_articles: frozenset[str] = _NONE
    """The same before a woman, which are also articles of a man who does something: German "der"."""

    noun_genitives: tuple[str, ...] = ()
    """What a genitive adds to nouns: German "Opfers"."""

    relatives: frozenset[str] = _NONE
    """Behind a comma the subject of a clause about who is named before it: "who"."""

    prepositions: frozenset[str] = _NONE
    """Who is behind one does not speak, but belongs to who does."""

    circumstance_prepositions: frozenset[str] = _NONE
    """Those of them that tell where or when it is said, and never whose somebody is."""

    possessives: frozenset[str] = _NONE
    """Possessives before a noun: "su", "sa"."""

    particles: frozenset[str] = _NONE
    """Inside a person's name, in small letters: "von", "de"."""

    home_particles: frozenset[str] = _NONE
    """Those of them that, behind a surname, say where its bearer is from: Dutch "Ann de Lee van Delft"."""

    body_links: frozenset[str] = _NONE
    """Inside the name of a body, which is no person's then unless a given name opens it: Spanish "del"."""

    genitive_endings: tuple[str, ...] = ()
    """Ends of a name that owns what the next word is: Swedish "Lees advokat"."""

    relations: frozenset[str] = _NONE
    """Behind a source, in its case: who belongs to the person named beside: Polish "zdaniem matki Jana Lisa"."""

    conjunctions: frozenset[str] = _NONE
    """Join two speakers: "and"."""

    stops: frozenset[str] = _NONE
    """End a noun phrase: relative pronouns, conjunctions, adverbs of time."""

    titles: frozenset[str] = _NONE
    """Before a name and no part of it: "Mr", offices where they are written with a capital."""

    noun_plurals: tuple[str, ...] = ()
    """What the plural adds to nouns."""

    person_nouns: frozenset[str] = _NONE
    """Nouns for a person, of whom the text has told the name: "l'élue", "der Winzer"."""

    role_synonyms: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Other nouns, or phrases, for the bearer of one of some roles: Spanish "regidora" of an "alcaldesa"."""

    offices: frozenset[str] = _NONE
    """Such nouns of which a place or a body has one, so that they mean only who is called so: "el alcalde"."""

    feminine_noun_endings: tuple[str, ...] = ()
    """Ends of such nouns for women, where an article does not tell: "l'autrice"."""

    given_names: frozenset[str] = _NONE
    """Given names beside those of `copydesk.text.given_names`, where nouns look like names."""

    name_genders: Mapping[str, SpeakerPronoun] = field(default_factory=dict)
    """Whose given names are, where that is known; `registry` adds the lists of `name_lists`."""

    feminine_name_endings: tuple[str, ...] = ()
    """Ends of the given names of women, in a language where those of men have others: Polish "a"."""

    agent_endings: Mapping[SpeakerPronoun, tuple[str, ...]] = field(default_factory=dict)
    """Ends of nouns for a man and for a woman: "Kenner", "Kennerin"."""

    no_agents: frozenset[str] = _NONE
    """Nouns that end so and mean nobody: "der Sommer"."""

    title_endings: tuple[str, ...] = ()
    """Ends of such titles in a language that writes nouns together: German "minister"."""

    openers: frozenset[str] = _NONE
    """Participles that open sentences, and are in no name then: French "Invité de la radio, Ann Lee"."""

    title_prefixes: tuple[str, ...] = ()
    """Joined to such a title: deputies, and who had it before."""

    aged: Mapping[str, SpeakerPronoun] = field(default_factory=dict)
    """Ends of nouns, behind a number, that call somebody by age: German "jährige" of "29-Jährige"."""

    article_genders: Mapping[str, SpeakerPronoun] = field(default_factory=dict)
    """What the article of such a noun tells: German "der"."""

    indefinite_genders: Mapping[str, SpeakerPronoun] = field(default_factory=dict)
    """The same of an indefinite article: German "eine"."""

    not_names: frozenset[str] = _NONE
    """Words that open sentences, with a capital then, and are in no name."""

    feminine_endings: tuple[str, ...] = ()
    """Ends of titles and verbs that say who speaks is a woman."""

    elisions: frozenset[str] = _NONE
    """Before an apostrophe and a word of its own: French "l"."""

    enclitics: tuple[str, ...] = ()
    """Pronouns that a hyphen joins to their verb: "elle" of "dit-elle"."""

    enclitic_joints: tuple[str, ...] = ()
    """What stands between a verb and such a pronoun."""

    abbreviations: frozenset[str] = _NONE
    """Before a full stop that ends no sentence."""

    suffix_mark: str = ""
    """Parts a name from its ending: Turkish "Ayşe'nin"."""

    owner_suffixes: frozenset[str] = _NONE
    """Endings behind that mark with which a name owns what the next noun is: Turkish "Ayşe'nin oğlu"."""

    speech_nouns: frozenset[str] = _NONE
    """Nouns of what somebody says: Turkish "Ayşe'nin sözleri", Italian "la replica di Ann Lee"."""

    object_verbs: frozenset[str] = _NONE
    """Verbs behind which stands what is thanked for or decried, and who speaks only if a noun for people says so."""
    past_endings: Mapping[str, SpeakerPronoun] = field(default_factory=dict)
    """Endings of verbs in the past, the longer ones first, by whom they mean."""
    declensions: Mapping[SpeakerPronoun, Declension] = field(default_factory=dict)
    """How names end, by whose they are, where the nominative of a name in another case can be told."""
    inflects_names: bool = False
    """Whether the ends of names change with their case."""

    name_cases: tuple[str, ...] = ()
    """Ends of given names in other cases, and in `name_basics` in the basic one, where they have cases."""

    name_basics: tuple[str, ...] = ()
    """Ends of given names in the basic case; nothing where that is the stem."""

    adverb_endings: tuple[str, ...] = ()
    """End adverbs, of a language with cases and without articles."""

    two_surnames: bool = False
    """Whether the last word but one of a name is what its bearer is called by: "García" of "Álvaro García Ortiz"."""

    capital_nouns: bool = False
    """Whether all nouns have a capital, so that a capital tells nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnspacedReporting:
    """The words that report speech in a language without blanks between words; each list is tried as it stands."""

    verbs: tuple[str, ...] = ()
    """Stems of verbs of saying."""

    quotative: str = ""
    """Behind what is said and before its verb: Japanese "と"; nothing where there is none."""

    topics: str = ""
    """Letters behind the subject: Japanese "は"."""

    links: str = ""
    """Letters between a role and the name: Japanese "の"."""

    sources: tuple[str, ...] = ()
    """Before who says it."""

    sources_behind: tuple[str, ...] = ()
    """Behind who says it."""

    honorifics: tuple[str, ...] = ()
    """Behind a name and no part of it."""

    roles: tuple[str, ...] = ()
    """Last letters of a role, before a name or instead of one."""

    bearers: tuple[str, ...] = ()
    """Roles behind which, and a link, a surname alone names somebody: Japanese 主将 of 主将の森下."""

    no_name_ends: str = ""
    """Letters that end no name before a role: "県" of "埼玉県知事"."""

    surnames: tuple[str, ...] = ()
    """With which a name begins where nothing parts it from a role."""

    pronouns: Mapping[str, SpeakerPronoun] = field(default_factory=dict)
    fillers: tuple[str, ...] = ()
    """Between subject and verb: "also", "today"."""

    circumstances: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """First letters of what stands between subject and verb, and its last ones where it has such: Chinese "在 … 时"."""

    date_letters: str = ""
    """Letters behind the numbers of a date: "月日"."""

    so: tuple[str, ...] = ()
    """Behind who speaks in the sentence behind what is said: Japanese そう言っ."""

    nominalizer: str = ""
    """Behind the verb of that sentence, which makes its subject of it: Japanese のは."""

    copulas: tuple[str, ...] = ()
    """Behind who speaks there, before the full stop: Japanese だ."""

    so_before: tuple[str, ...] = ()
    """Before the verb of the sentence behind what is said, which who speaks closes: Japanese こう of こう語るのは."""

    plurals: tuple[str, ...] = ()
    """Letters behind a role, or a noun, that say that it is several people: Chinese 们, Japanese たち."""

    clause_verbs: tuple[str, ...] = ()
    """Verbs behind which, and a comma, stands what somebody is said to say: Chinese 表示."""

    addressees: tuple[str, ...] = ()
    """Whom somebody speaks to, between such a verb and the comma: Chinese 记者."""

    not_quotative: str = ""
    """Letters behind the quotative with which it reports nothing: Japanese の of との."""

    naming: tuple[str, ...] = ()
    """Verbs behind the quotative that give something a name, and report nothing: Japanese 呼ば."""

    case_particles: str = ""
    """Letters behind what stands in marks and is a part of the sentence, as a name is: Japanese の."""

    given_letters: str = ""
    """A character class of the letters that a given name may be written in instead: Japanese 森田ゆかり."""

    name_letters: str = ""
    """A character class of the letters that names are written in."""
