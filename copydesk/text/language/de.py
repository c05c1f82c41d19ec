"""How German reports speech."""

from __future__ import annotations

from copydesk.text.language.lexicon import Wording
from copydesk.text.word_set import word_set

GERMAN = Wording(
    saying=word_set("sagte sagt sagten sagen gesagt erklärte erklärt erklärten"),
    stating=word_set(
        "betonte betont betonten meinte meint meinten berichtete berichtet berichteten antwortete antwortet fragte "
        "fragt ergänzte ergänzt kritisierte kritisiert warnte warnt warnten forderte fordert forderten schrieb "
        "schreibt schrieben behauptete behauptet bestätigte bestätigt kündigte teilte versicherte versichert rief ruft "
        "räumte entgegnete erwiderte bekräftigte unterstrich urteilte äußerte mahnte lobte klagte hieß erzählte "
        "erzählt erläuterte erläutert verlangte verlangt beklagte konstatierte resümierte"
    ),
    naming=word_set("nannte nennt nannten bezeichnete bezeichnet bezeichneten bezeichnen"),
    according=(
        ("laut",),
        ("zufolge",),
        ("nach", "angaben", "von"),
        ("nach", "angaben", "der"),
        ("nach", "angaben", "des"),
    ),
    that=word_set("dass"),
    auxiliaries=word_set(
        "hat haben hatte hatten ist sind war waren wird werden auch dann zudem später zuvor bereits noch wieder weiter"
    ),
    finite=word_set("hat haben hatte hatten ist sind war waren wird werden"),
    denials=word_set("nicht nie kein keine würde könnte sollte müsste"),
    pronouns={"er": "he", "sie": "she", "es": "it", "ich": "i", "wir": "we", "ihr": "you"},
    determiners=word_set(
        "der die das den dem des ein eine einer eines einem einen dieser diese dieses sein seine seiner ihr ihre ihrer "
        "unser unsere viele einige mehrere kein keine jeder jede"
    ),
    clause_words=word_set(
        "und aber oder denn doch während wenn als wo weil obwohl seit bis bevor nachdem ob dass welcher welche sowie"
    ),
    prepositions=word_set(
        "in im an am auf bei beim für von vom aus zu zum zur mit ohne über unter nach vor hinter durch gegen zwischen "
        "um während wegen laut seit gegenüber"
    ),
    linking=word_set("für von vom aus beim bei der des"),
    times=word_set(
        "montag dienstag mittwoch donnerstag freitag samstag sonntag gestern heute morgen abend nacht montagabend "
        "woche jahr am später zuvor"
    ),
    conjunctions=word_set("und"),
    masculine=word_set("herr bürgermeister minister präsident kanzler sprecher direktor leiter arzt lehrer chef"),
    feminine=word_set(
        "frau bürgermeisterin ministerin präsidentin kanzlerin sprecherin direktorin leiterin ärztin lehrerin chefin"
    ),
    inverts=True,
)
