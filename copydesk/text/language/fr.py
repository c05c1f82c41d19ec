"""How French reports speech."""

from __future__ import annotations

from copydesk.text.language.lexicon import Wording
from copydesk.text.word_set import word_set

FRENCH = Wording(
    saying=word_set("dit disait disent déclaré déclare déclarait affirmé affirme"),
    stating=word_set(
        "expliqué explique expliquait ajouté ajoute ajoutait précisé précise indiqué indique estimé estime souligné "
        "souligne rappelé rappelle répondu répond assuré assure annoncé annonce confié confie lancé lance martelé "
        "insisté insiste regretté regrette raconté raconte écrit reconnu reconnaît admis admet promis promet averti "
        "avertit dénoncé dénonce demandé demande conclu conclut poursuivi poursuit soutenu soutient commenté commente "
        "témoigné témoigne résumé résume plaidé plaide prévenu prévient confirmé confirme"
    ),
    naming=word_set("appelé appelle qualifié qualifie jugé juge nommé traité"),
    participles=word_set("disant déclarant ajoutant expliquant affirmant estimant précisant"),
    according=(("selon",), ("d'après",), ("d’après",)),
    that=word_set("que qu'il qu'elle qu'ils qu’il qu’elle qu’ils"),
    auxiliaries=word_set("a ont avait avaient est était aussi ensuite encore également déjà alors"),
    finite=word_set("a ont avait avaient est sont était étaient"),
    denials=word_set("pas jamais aurait pourrait devrait n'a n’a"),
    pronouns={
        "il": "he",
        "elle": "she",
        "ils": "they",
        "elles": "they",
        "je": "i",
        "nous": "we",
        "vous": "you",
        "on": "it",
        "qui": "who",
    },
    determiners=word_set(
        "le la les un une des du ce cet cette ces son sa ses leur leurs notre nos mon ma mes plusieurs chaque aucun"
    ),
    clause_words=word_set("et mais ou donc car où que qui dont si quand lorsque comme puisque tandis alors"),
    prepositions=word_set(
        "à au aux de du des en dans sur sous pour par avec sans chez vers entre contre depuis pendant après avant "
        "devant lors"
    ),
    linking=word_set("de du des d'une d’une pour"),
    times=word_set("lundi mardi mercredi jeudi vendredi samedi dimanche hier aujourd'hui aujourd’hui demain"),
    conjunctions=word_set("et"),
    masculine=word_set("monsieur m président ministre directeur porte-parole roi"),
    feminine=word_set("madame mme présidente directrice reine"),
    inverts=True,
)
