"""German."""

from __future__ import annotations

from copydesk.text.language.lexicon import Lexicon
from copydesk.text.word_set import word_set

_SAYING = word_set("sagte sagt sagten sagen gesagt erklärte erklärt erklärten")
_STATING = word_set(
    "betonte betont betonten meinte meint meinten berichtete berichtet berichteten antwortete antwortet fragte "
    "fragt ergänzte ergänzt kritisierte kritisiert warnte warnt warnten forderte fordert forderten schrieb "
    "schreibt schrieben behauptete behauptet bestätigte bestätigt kündigte teilte versicherte versichert rief ruft "
    "räumte entgegnete erwiderte bekräftigte unterstrich urteilte äußerte mahnte lobte klagte hieß erzählte "
    "erzählt erläuterte erläutert verlangte verlangt beklagte konstatierte resümierte"
)

GERMAN = Lexicon(
    saying=_SAYING,
    stating=_STATING,
    speech_verbs=_SAYING | _STATING,
    naming=word_set("nannte nennt nannten bezeichnete bezeichnet bezeichneten bezeichnen"),
    according=(
        ("laut",),
        ("zufolge",),
        ("nach", "angaben", "von"),
        ("nach", "angaben", "der"),
        ("nach", "angaben", "des"),
    ),
    complementizers=word_set("dass"),
    inverts=True,
    auxiliaries=word_set(
        "hat haben hatte hatten ist sind war waren wird werden so auch dann zudem später zuvor bereits noch wieder "
        "weiter"
    ),
    finite=word_set("hat haben hatte hatten ist sind war waren wird werden"),
    sequels=word_set("auch dann später"),
    denials=word_set("nicht nie kein keine würde könnte sollte müsste"),
    cue_denials=word_set("nicht nie würde könnte sollte"),
    pronouns={"er": "he", "sie": "she", "es": "it", "ich": "i", "wir": "we", "ihr": "you"},
    possessive_pronouns=word_set("sein seine ihr ihre"),
    relatives=word_set("der die das welcher welche welches"),
    subject_relatives=word_set("der die das welcher welche welches"),
    both=("die beiden", "beide"),
    determiners=word_set(
        "der die das den dem des ein eine einer eines einem einen dieser diese dieses sein seine seiner ihr ihre ihrer "
        "unser unsere viele einige mehrere kein keine jeder jede"
    ),
    definite_articles=word_set("der die das dem den"),
    apposition_openers=word_set("ein eine der die das sein seine ihr ihre"),
    possessive_endings=("'s", "’s", "s'", "s’"),
    clause_words=word_set(
        "und aber oder denn doch während wenn als wo weil obwohl seit bis bevor nachdem ob dass welcher welche sowie"
    ),
    prepositions=word_set(
        "in im an am auf bei beim für von vom aus zu zum zur mit ohne über unter nach vor hinter durch gegen zwischen "
        "um während wegen laut seit gegenüber"
    ),
    linking=word_set("für von vom aus beim bei der des"),
    owner_links=word_set("für von vom des beim aus"),
    origin_links=word_set("von vom aus"),
    name_separators=word_set("und oder mit zu sagte ist war hat hatte traf"),
    weekdays=word_set("montag dienstag mittwoch donnerstag freitag samstag sonntag"),
    times=word_set("gestern heute morgen abend nacht montagabend woche jahr am später zuvor"),
    conjunctions=word_set("und"),
    coordinators=word_set("und aber"),
    clause_conjunctions=word_set("und aber während obwohl"),
    masculine_titles=word_set(
        "herr bürgermeister minister präsident kanzler sprecher direktor leiter arzt lehrer chef"
    ),
    feminine_titles=word_set(
        "frau bürgermeisterin ministerin präsidentin kanzlerin sprecherin direktorin leiterin ärztin lehrerin chefin"
    ),
    titles=word_set(
        "bürgermeister bürgermeisterin bundeskanzler bundeskanzlerin kanzler kanzlerin minister ministerin "
        "ministerpräsident ministerpräsidentin präsident präsidentin professorin"
    ),
    roles=word_set("förster arzt ärztin sprecher sprecherin"),
    role_ends=word_set("von vom aus für der des die in im am"),
    no_role=word_set("mann frau person mensch leute familie gruppe"),
    abbreviations=word_set("dr prof st hr fr nr jr sr jan feb apr aug sept sep okt nov dez bzw ca co vgl"),
)
