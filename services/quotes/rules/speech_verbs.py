"""The verbs of saying in a row: who says something by one of them, and whether anything is said."""

from __future__ import annotations

from copydesk.text.language.marks import DASHES
from copydesk.text.language.reporting import SpeakerPronoun
from services.quotes.rules.narration import SUBJECT_FIRST, Attribution, Narration
from services.quotes.rules.noun_phrases import Mentioned

_SHORTEST_VERB = 3
"""Letters of a word that is taken for a verb by where it stands."""

_VERB_BEHIND = 5
"""Words behind a quotation in which its verb stands where the subject follows it."""

_PARTICIPLE_BEHIND = 14
"""Words between an auxiliary and its participle, with the subject between: "hat Ann Lee der Zeitung gesagt"."""

_INSERTION = 7
"""Words between a verb and its subject, in commas."""

_ELIDED_BEHIND = 2
"""Words before a verb without a subject: "También ha dicho"."""

_ADVERBIAL = 10
"""The same of what tells where and when: "En su cuenta de la red ha dicho"."""

_PASSIVE_REACH = 4
"""Words from an auxiliary of the passive to its participle, with an adverb or two between."""


class SpeechVerbs:
    """Finds in one row the subjects of verbs of saying, behind them and in front of them."""

    def __init__(self, narration: Narration) -> None:
        self._narration = narration
        self._row = narration.row
        self._phrases = narration.phrases
        self._reporting = narration.reporting

    def inverted(self, first: int, end: int) -> Attribution | None:
        """`"...", sagte Ann Lee`, `"...", hat Ann Lee gesagt`, `"...", a-t-elle dit`."""
        words = self._reporting
        for verb in range(first, min(end, first + _VERB_BEHIND)):
            word = self._row[verb]
            if word.is_capital or not word.is_word:
                return None
            if word.lower in words.verbs or (word.lower in words.verbs_behind and self._is_parted(first)):
                return None if self.denied(verb, end) else self._behind_verb(first, verb, end)
            if word.lower in words.auxiliaries:
                found = self._between(verb, end)
                if found is not None:
                    return found
            elif verb - first <= self._clitics(first) and (person := self._person_behind(first, verb, end)) is not None:
                return self._narration.attribution(person, verb, verb + 1, "beside")
            elif not (word.lower in words.fillers or word.lower in words.as_words) and (
                verb > first or word.lower not in words.prepositions
            ):
                return None
        return None

    def _clitics(self, at: int) -> int:
        """How many tokens at a place are a pronoun that its verb has in front: "s'" of "s'étrangle"."""
        return int(self._row[at].lower.rstrip("'’") in self._reporting.elisions)

    def _person_behind(self, first: int, verb: int, end: int) -> Mentioned | None:
        """The person who stands right behind a word that no list has, between a quotation's comma and the name.

        That word is a verb: `"...", bramó Ana Roca`.
        """
        word, words = self._row[verb], self._reporting
        lists = (
            *(
                words.prepositions,
                words.stops,
                words.conjunctions,
                words.complementizers,
                words.relatives,
                words.fillers,
            ),
            *(words.definite, words.indefinite, words.oblique, words.as_words, words.titles, words.person_nouns),
            *(words.denials, words.tags, words.circumstances, words.pronouns),
        )
        if not self._is_parted(first) or not word.text.isalpha() or any(word.lower in each for each in lists):
            return None
        if len(word.text) < _SHORTEST_VERB or verb + 1 >= end:
            return None
        pronoun = self._phrases.pronoun_at(verb + 1, end)
        if pronoun is not None:
            return pronoun if pronoun.pronoun in {"he", "she"} else None
        found = self._phrases.after(verb + 1, end)
        if found is None or not (self._row[verb + 1].is_capital or self._opens_noun(verb + 1)):
            return None
        if found.names:
            return found if self._phrases.is_person(found) else None
        return None if self._phrases.is_thing(found) else found

    def _opens_noun(self, at: int) -> bool:
        """Whether an article or a possessive stands at a place."""
        word, words = self._row[at].lower, self._reporting
        return any(word in each for each in (words.definite, words.indefinite, words.possessives))

    def _is_parted(self, first: int) -> bool:
        """Whether a comma or a dash stands before a place, or what is quoted there is a sentence."""
        before = self._row[first - 1] if first else None
        return before is not None and before.text in {",", *DASHES}

    def _is_filler(self, word: str) -> bool:
        """Whether a word may stand between a verb and its subject; the article of "raconte l'étudiante" may not."""
        return word in self._reporting.fillers and word not in self._reporting.definite

    def _behind_verb(self, first: int, verb: int, end: int) -> Attribution | None:
        behind = verb + 1
        while behind < end and self._is_filler(self._row[behind].lower):
            behind += 1  # "denunció hoy, martes, el portavoz"
        found = self._phrases.after(self._behind_insertion(behind, end), end)
        if (
            found is not None and found.pronoun == "nobody"
        ):  # "bringt es Ann Lee auf den Punkt", "heißt es in Lees Brief"
            governed = behind + 1 < end and self._row[behind + 1].lower in self._reporting.prepositions
            further = None if governed else self._phrases.after(behind + 1, end)
            found = further if further is not None and self._phrases.is_evident(further) else found
        if self._reporting.verb_last:
            found = self._in_front(first) or (found if found is not None and found.names else None)
        if found is None and verb > first and self._row[first].lower in self._reporting.as_words:
            found = self._phrases.before(verb, first + 1)
        if found is None:
            found = self._phrases.behind_addressee(verb + 1, end) or self._behind_phrases(verb + 1, end)
        if found is None and not self._phrases.has_addressee(verb + 1, end):
            found = self.elided(verb)
        return self._narration.attribution(found, verb, verb + 1, "beside")

    def _behind_phrases(self, first: int, end: int) -> Mentioned | None:
        """Whose full name stands behind where, when or to whom it is said: "erklärt auf Nachfrage Ann Lee"."""
        row, words = self._row, self._reporting
        if not words.capital_nouns or first >= end or row[first].lower not in words.prepositions | words.oblique:
            return None
        for at in range(first + 1, min(end, first + _ADVERBIAL)):
            if not row[at].is_word:
                return None
            if row[at].is_capital and row[at - 1].lower not in words.prepositions | words.oblique | words.definite:
                found = self._phrases.after(at, end)
                whole = found is not None and found.names and len(found.names[0]) > 1
                if found is not None and whole and self._phrases.is_evident(found) and self._phrases.is_person(found):
                    return found
        return None

    def _behind_insertion(self, at: int, end: int) -> int:
        """The place behind what stands between two commas: `lamenta, por su parte, Ann Lee`."""
        if at >= end or self._row[at].text != ",":
            return at
        closing = (place for place in range(at + 1, min(end, at + _INSERTION)) if self._row[place].text == ",")
        return next(closing, at - 1) + 1

    def _in_front(self, first: int) -> Mentioned | None:
        """The subject in front of the quotation that ends before a place, where the verb ends the sentence."""
        at = first - 1
        while at >= 0 and self._row[at].quotation is None:
            at -= 1
        begin = self._narration.sentence_begin(at) if at > 0 else 0
        stops = [index for index in range(begin, max(at, 0)) if self._row[index].quotation is not None]
        return self._phrases.last_named(stops[-1] + 1 if stops else begin, at)

    def _between(self, auxiliary: int, end: int) -> Attribution | None:
        """The subject between an auxiliary and its participle."""
        for at in range(auxiliary + 1, min(end, auxiliary + _PARTICIPLE_BEHIND)):
            word = self._row[at]
            if word.lower in self._reporting.verbs:
                if self.denied(auxiliary, end):
                    return None
                if at == auxiliary + 1 or all(
                    each.lower in self._reporting.fillers for each in self._row[auxiliary + 1 : at]
                ):
                    return None
                return self._narration.attribution(self._phrases.after(auxiliary + 1, at), at, at + 1, "beside")
        return None

    def subject_first(self, first: int, end: int) -> Attribution | None:
        """`"...", Ann Lee sagte`, `"...", wie sie sagte`."""
        row, words = self._row, self._reporting
        begin = first + 1 if row[first].lower in words.as_words else first
        opens = begin > first or (begin < end and self._may_open_subject(begin))
        if not opens:
            return None
        for verb in range(begin + 1, min(end, first + SUBJECT_FIRST)):
            if row[verb].text in {";", ":"}:
                return None
            if row[verb].lower in words.verbs:
                if self.denied(verb, end):
                    return None
                subject = self._circle(begin, verb) or self._phrases.before(verb, begin)
                return self._narration.attribution(subject, verb, verb + 1, "beside")
        return None

    def _circle(self, begin: int, verb: int) -> Mentioned | None:
        """The words about somebody out of which something is heard: "aus dem Umfeld von Ann Lee [verlautete]"."""
        row, words = self._row, self._reporting
        if row[begin].lower not in words.prepositions or begin + 1 >= verb:
            return None
        noun = next((word for word in row[begin + 1 : verb] if word.is_capital), row[begin + 1])
        return Mentioned(row[begin + 1].start, row[verb - 1].end, definite=True, head=noun.lower)

    def _may_open_subject(self, at: int) -> bool:
        word, words = self._row[at], self._reporting
        if word.is_capital or word.lower in words.pronouns or word.lower in words.definite:
            return True
        # In Finnish, which has no articles, a noun opens its subject: "..., insinööri Laine sanoi".
        bare = not words.definite and not words.drops_subject and at + 1 < len(self._row)
        return bare and word.lower not in words.stops and self._row[at + 1].is_capital

    def by_verb(self, verb: int, begin: int, at: int) -> Attribution | None:
        """Who says by a verb what stands behind it, in a clause from `begin` up to a quotation or "that" at `at`."""
        if self.denied(verb, at):
            return None
        found = self.subject_in_front(verb, begin)
        if found is None and verb > begin and self._row[verb - 1].lower in self._reporting.conjunctions:
            found = self._same_subject(verb, begin)
        if found is not None and not (found.names or found.pronoun):
            found = self._subject_behind(verb, begin, at, found)
        if found is None and verb > begin and self._row[verb - 1].lower in self._reporting.auxiliaries:
            found = self._phrases.before(verb - 1, begin)
        if found is None and not self._governs(verb, at):
            found = self._phrases.after(verb + 1, at)
            if found is not None and self._is_object(found, verb):
                return self._narration.attribution(self.elided(verb), verb, verb + 1, "beside")
        if found is None and verb > begin:
            found = self.after_auxiliary(verb, begin) or self._same_subject(verb, begin)
        lead = begin + int(self._row[begin].lower in self._reporting.conjunctions)
        governing = self._row[lead].lower
        oblique = governing in self._reporting.prepositions or governing in self._reporting.oblique
        opened = oblique and verb - begin <= _ADVERBIAL
        if found is None and self._row[begin].lower in self._reporting.speaking_places:
            found = self._phrases.after(begin + 1, verb)
        if found is None and (verb - begin <= _ELIDED_BEHIND or opened):
            found = self.elided(verb)
        return self._narration.attribution(found, verb, verb + 1, "beside")

    def _is_object(self, found: Mentioned, verb: int) -> bool:
        """Whether what stands behind a verb is what somebody thanks for or decries: "Criticó la falta de medios"."""
        words = self._reporting
        has_object = words.drops_subject and self._row[verb].lower in words.object_verbs
        return has_object and self._phrases.is_thing(found)

    def _is_second(self, verb: int, begin: int) -> bool:
        """Whether a verb stands right behind the phrase that opens its sentence, so that its subject is behind it.

        "Nach der Festnahme von Ann Lee erklärte die Polizei: "
        """
        words = self._reporting
        if not words.verb_second or verb <= begin:
            return False
        opening = self._row[begin].lower
        if opening not in words.prepositions or opening in words.as_words:
            return False
        lists = (words.auxiliaries, words.complementizers, words.conjunctions, words.verbs)
        between = self._row[begin:verb]
        return all(word.is_word and not any(word.lower in each for each in lists) for word in between)

    def _governs(self, verb: int, at: int) -> bool:
        """Whether "that" follows a verb, with a preposition at most between: "ha insistido en que el objetivo"."""
        words = self._reporting
        behind = [word.lower for word in self._row[verb + 1 : min(at, verb + 3)]]
        if behind and behind[0] in words.prepositions:
            behind = behind[1:]
        return bool(behind) and behind[0] in words.complementizers

    def _subject_behind(self, verb: int, begin: int, at: int, before: Mentioned) -> Mentioned:
        """The subject behind a verb where what stands before it is an adverb, a noun alone or who was spoken to.

        "Vorgestern sagte sie", "Der Zeitung sagte Ann Lee: ": a phrase with an article is the subject itself, unless a
        name or a pronoun fills all that there is up to the colon.
        """
        row = self._row
        behind = self._phrases.pronoun_at(verb + 1, at) or self._phrases.after(verb + 1, at)
        if behind is None or not (behind.pronoun is not None or self._phrases.is_evident(behind)):
            return before
        if len(behind.names) == 1 and self._is_plural(verb):
            return before  # "Kritiker werfen Ann Lee vor"
        behind_clause = verb > begin and row[verb - 1].text == ","
        up_to_colon = row[at - 1].text == ":" and behind.end == row[at - 2].end
        return behind if not before.definite or behind_clause or up_to_colon else before

    def after_auxiliary(self, verb: int, begin: int) -> Mentioned | None:
        """Of "[Am Montag] hat Ann Lee der Zeitung [gesagt]" the name."""
        for at in range(verb - 1, begin - 1, -1):
            if self._row[at].text == "," or self._row[at].lower in self._reporting.complementizers:
                return None
            if self._row[at].lower in self._reporting.auxiliaries:
                behind = self._phrases.after(at + 1, verb)
                if behind is not None and self._row[begin].lower in self._reporting.prepositions:
                    return behind  # "Auf die Anfrage von Ann Lee hat die Stadt mitgeteilt"
                return self._phrases.before(at, begin) or behind
        return None

    def subject_in_front(self, verb: int, begin: int) -> Mentioned | None:
        """Who is named in front of a verb, or before its auxiliary where that name is an object.

        "Die Stadt hatte Ann Lee versichert", "Man hatte Ann Lee versichert"; but "Gestern hatte Ann Lee versichert".
        """
        row, words = self._row, self._reporting
        found = self._phrases.before(verb, begin) if verb > begin and not self._is_second(verb, begin) else None
        if found is None or not found.names or not words.verb_second or row[verb - 1].end != found.end:
            return found
        first = verb - 1
        while first > begin and row[first].start > found.start:
            first -= 1
        if first <= begin or row[first - 1].lower not in words.auxiliaries:
            return found
        subject = self._phrases.before(first - 1, begin)
        is_one = subject is not None and (subject.names or subject.definite or subject.pronoun is not None)
        return subject if is_one else found

    def _same_subject(self, verb: int, begin: int) -> Mentioned | None:
        """Of "Ann Lee leitet das Amt und [sagt]" the subject, where a conjunction stands before the verb."""
        before = self._row[verb - 1]
        if before.lower not in self._reporting.conjunctions and before.text != ",":
            return None
        return self._phrases.head_of_sentence(begin, verb - 1) or self._behind_circumstance(begin, verb - 1)

    def _behind_circumstance(self, begin: int, end: int) -> Mentioned | None:
        """Who stands behind the comma of a place or time that opens a sentence: "En el debate, Ana Roca"."""
        opening = self._row[begin].lower
        if opening not in self._reporting.prepositions and opening not in self._reporting.oblique:
            return None
        comma = next((at for at in range(begin, min(end, begin + _ADVERBIAL)) if self._row[at].text == ","), None)
        found = None if comma is None else self._phrases.head_of_sentence(comma + 1, end)
        return found if found is not None and self._phrases.is_evident(found) else None

    def governing(self, inner: int, begin: int, at: int) -> Attribution | None:
        """Who says that somebody says or does this, where words part the inner verb from the quotation.

        "Lee sagte, dass Ray die “gute Arbeit” lobt" is Lee's word; that of "Lee says that Ray said: “No”" is Ray's.
        """
        row, words = self._row, self._reporting
        between = row[inner + 1 : at]
        if not between or any(word.text in {":", ","} or word.lower in words.complementizers for word in between):
            return None
        that = next((place for place in range(inner - 1, begin, -1) if row[place].lower in words.complementizers), None)
        if that is None:
            return None
        outer = next((place for place in range(that - 1, begin - 1, -1) if row[place].lower in words.verbs), None)
        return None if outer is None else self.by_verb(outer, begin, that)

    def by_infinitive(self, verb: int, begin: int) -> Attribution | None:
        """Who goes on to speak by an infinitive: "Et d'ajouter : ", "Et Ann Lee de conclure : "."""
        row, words = self._row, self._reporting
        mark = verb - 1
        while mark > begin and row[mark].lower in words.fillers:
            mark -= 1
        if row[mark].lower not in words.infinitive_marks:
            return None
        if mark == begin or row[mark - 1].lower in words.conjunctions:
            found: Mentioned | None = Mentioned(row[verb].start, row[verb].end, pronoun="either", elided=True)
        else:
            found = self._phrases.before(mark, begin)
            if found is None or not found.names or not self._phrases.is_evident(found):
                return None
        return self._narration.attribution(found, verb, verb + 1, "beside")

    def elided(self, verb: int) -> Mentioned | None:
        """Whom a verb means that has no subject, in a language that drops it."""
        if not self._reporting.drops_subject:
            return None
        word = self._row[verb]
        return Mentioned(word.start, word.end, pronoun=self._gender_of_past(word.lower), elided=True)

    def _is_plural(self, verb: int) -> bool:
        """Whether several do it, in a language whose plural ends as its infinitive does: "sagten"."""
        endings = self._reporting.infinitive_endings
        return bool(endings) and self._row[verb].lower.endswith(endings)

    def _gender_of_past(self, verb: str) -> SpeakerPronoun:
        """Whom a verb without a subject means, where its ending tells: Czech "řekla" she, Spanish "explicaron" they."""
        told = (whose for ending, whose in self._reporting.past_endings.items() if verb.endswith(ending))
        return next(told, "either")

    def has_object(self, verb: int, that: int) -> bool:
        """Whether a noun with its article stands between a verb and "that", so that this is a relative pronoun."""
        words = self._reporting
        if self._row[that - 1].text == ",":
            return False
        articles = words.definite | words.indefinite
        told = self._is_told(that - 1)
        return any(
            self._row[at].lower in articles
            and self._row[at + 1].lower not in words.circumstances
            and not (told and self._row[at - 1].lower in words.prepositions)
            for at in range(verb + 1, that)
        )

    def _is_told(self, at: int) -> bool:
        """Whether a word ends whom or when something is told: "confirmó a El Faro que", "dijo a los reporteros que"."""
        word, words = self._row[at], self._reporting
        if word.is_capital or word.lower in words.circumstances:
            return True
        singular = {word.lower.removesuffix(ending) for ending in ("", *words.noun_plurals)}
        return not singular.isdisjoint(words.person_nouns)

    def denied(self, verb: int, end: int) -> bool:
        """Whether nothing was said: "sagte nicht", "n'a pas dit", "kein Wort"."""
        row, words = self._row, self._reporting
        if self._is_passive(verb):
            return True
        if verb and row[verb].lower in words.believing and row[verb - 1].lower in words.clitics:
            return verb + 1 < len(row) and row[verb + 1].lower in words.complementizers
        if any(word.lower in words.denials for word in row[max(0, verb - 2) : min(verb + 2, end)]):
            return True
        # "sagte die Stadt gestern nicht": but what is behind "that" or a comma belongs to what was said.
        clause = next((at for at in range(verb + 1, end) if self._opens_clause(at)), end)
        near = clause - verb <= SUBJECT_FIRST and clause > verb
        return near and any(word.lower in words.denials for word in row[max(verb, clause - 3) : clause])

    def _opens_clause(self, at: int) -> bool:
        return self._row[at].text in {",", ":"} or self._row[at].lower in self._reporting.complementizers

    def _is_passive(self, verb: int) -> bool:
        """Whether a participle says what is done to somebody: "was called", but not French "s'est indigné"."""
        row, words = self._row, self._reporting
        if words.verb_second and self._closes_passive(verb):
            return True
        for at in range(verb - 1, max(-1, verb - _PASSIVE_REACH), -1):
            if row[at].lower in words.passives:
                return at == 0 or row[at - 1].lower not in words.fillers
            if row[at].lower not in words.fillers:
                return False
        return False

    def _closes_passive(self, verb: int) -> bool:
        """Whether a participle closes a clause that its auxiliary opens: "Ann Lee wurde von Bo Ray gefragt, ob"."""
        row, words = self._row, self._reporting
        if self._is_plural(verb) or (verb + 1 < len(row) and row[verb + 1].is_word):
            return False
        for at in range(verb - 1, max(-1, verb - _PARTICIPLE_BEHIND), -1):
            if not row[at].is_word or row[at].quotation is not None or row[at].lower in words.conjunctions:
                return False
            if row[at].lower in words.passives:
                return True
        return False
