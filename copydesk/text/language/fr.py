"""French."""

from __future__ import annotations

from copydesk.text.language.lexicon import Lexicon
from copydesk.text.word_set import word_set

_SAYING = word_set("dit disait disent déclaré déclare déclarait affirmé affirme")
_STATING = word_set(
    "expliqué explique expliquait ajouté ajoute ajoutait précisé précise indiqué indique estimé estime souligné "
    "souligne rappelé rappelle répondu répond assuré assure annoncé annonce confié confie lancé lance martelé "
    "insisté insiste regretté regrette raconté raconte écrit reconnu reconnaît admis admet promis promet averti "
    "avertit dénoncé dénonce demandé demande conclu conclut poursuivi poursuit soutenu soutient commenté commente "
    "témoigné témoigne résumé résume plaidé plaide prévenu prévient confirmé confirme"
)

FRENCH = Lexicon(
    saying=_SAYING,
    stating=_STATING,
    speech_verbs=_SAYING | _STATING,
    naming=word_set("appelé appelle qualifié qualifie jugé juge nommé traité"),
    participles=word_set("disant déclarant ajoutant expliquant affirmant estimant précisant"),
    according=(("selon",), ("d'après",), ("d’après",)),
    complementizers=word_set("que qu'il qu'elle qu'ils qu’il qu’elle qu’ils"),
    inverts=True,
    auxiliaries=word_set("a ont avait avaient est était aussi ensuite encore également déjà alors"),
    finite=word_set("a ont avait avaient est sont était étaient"),
    sequels=word_set("aussi ensuite également"),
    denials=word_set("pas jamais aurait pourrait devrait n'a n’a"),
    cue_denials=word_set("pas jamais aurait pourrait devrait"),
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
    possessive_pronouns=word_set("son sa ses leur leurs"),
    relatives=word_set("qui que dont lequel laquelle"),
    subject_relatives=word_set("qui"),
    enclitics=("ils", "il", "elles", "elle"),
    enclitic_joints=("-t-", "-"),
    both=("les deux", "tous deux", "toutes deux"),
    determiners=word_set(
        "le la les un une des du ce cet cette ces son sa ses leur leurs notre nos mon ma mes plusieurs chaque aucun"
    ),
    definite_articles=word_set("le la les"),
    apposition_openers=word_set("un une le la son sa leur"),
    plural_endings=("s", "x"),
    clause_words=word_set("et mais ou donc car où que qui dont si quand lorsque comme puisque tandis alors"),
    prepositions=word_set(
        "à au aux de du des en dans sur sous pour par avec sans chez vers entre contre depuis pendant après avant "
        "devant lors"
    ),
    linking=word_set("de du des d'une d’une pour"),
    owner_links=word_set("de du des d'un d’un d'une d’une pour"),
    origin_links=word_set("de du des à d'un d’un d'une d’une"),
    name_separators=word_set("et ou avec à dit est était a"),
    weekdays=word_set("lundi mardi mercredi jeudi vendredi samedi dimanche"),
    times=word_set("hier aujourd'hui aujourd’hui demain"),
    conjunctions=word_set("et"),
    coordinators=word_set("et mais"),
    clause_conjunctions=word_set("et mais tandis alors"),
    masculine_titles=word_set("monsieur m président ministre directeur porte-parole roi"),
    feminine_titles=word_set("madame mme présidente directrice reine"),
    titles=word_set("madame monsieur mme"),
    roles=word_set("maire président présidente directeur directrice"),
    role_ends=word_set("de du des à au aux pour qui"),
    no_role=word_set("homme femme personne gens famille groupe"),
    abbreviations=word_set("dr st ste me mr mlle mme av apr janv févr juil sept oct nov déc"),
)
