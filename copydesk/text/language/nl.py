"""Dutch."""

from __future__ import annotations

from copydesk.text.language.reporting import Reporting, joined_forms, synonyms
from copydesk.text.word_set import word_set

_PARTED = {
    verb: word_set(particles)
    for verbs, particles in (
        ("wees wijst wezen wijzen", "erop op"),
        ("gaf geeft gaven geven", "toe aan"),
        ("haalde haalt", "uit"),
        ("houdt hield", "vol"),
        ("toonde toont tonen toonden", "zich"),
        ("kondigt", "aan"),
        ("sluit sloot", "af"),
        ("wuift wuifde", "weg"),
    )
    for verb in verbs.split()
}

REPORTING = Reporting(
    verbs=joined_forms(_PARTED)
    | word_set(
        "herinnert herinnerde dankt dankte prijst prees betreurt betreurde looft typeert typeerde bekritiseert "
        "bekritiseerde snauwt snauwde fluistert fluisterde schreeuwt schreeuwde juicht juichte stamelt stamelde brult "
        "brulde jubelt jubelde tweette tweet postte rekent verwijt verweet ontkent ontkende weersprak weerspreekt "
        "dreigt dreigde garandeert garandeerde verzekert verzekerde veroordeelt veroordeelde verwelkomt verwelkomde "
        "bepleit bepleitte relativeert relativeerde ironiseert filosofeert filosofeerde treurt zuchtte zucht "
        "schampert schamperde "
        "omschrijft omschreef omschreven verzucht verzuchtte sneert sneerde moppert mopperde lachte "
        "schrijven protesteert protesteerde "
        "zei zegt zeiden zeggen gezegd zeide verklaarde verklaart verklaarden verklaard vertelde vertelt "
        "vertelden verteld vertellen stelde stelt stelden gesteld meldde meldt meldden gemeld melden benadrukte "
        "benadrukt benadrukten voegde voegt toegevoegd vond vindt vinden vonden reageerde reageert reageerden "
        "gereageerd schreef schrijft schreven geschreven antwoordde antwoordt antwoordden geantwoord vroeg vraagt "
        "vroegen gevraagd waarschuwde waarschuwt waarschuwden gewaarschuwd legde legt lieten liet laat weten "
        "bevestigde bevestigt bevestigden bevestigd klonk klinkt denkt dacht meent meende menen hoopt hoopte "
        "gelooft beweerde beweert beweerden beweerd beloofde belooft erkende erkent erkenden erkend "
        "noemde noemt noemden genoemd sprak spreekt spraken gesproken betoogde betoogt riep roept riepen geroepen "
        "concludeerde concludeert twitterde lacht lachte grapte grapt vervolgde vervolgt besluit besloot bekende "
        "bekent constateerde constateert kondigde klaagde klaagt klagen opperde oppert oordeelde oordeelt "
        "herhaalde herhaalt verwacht verwachtte aldus merkte merkt gaat ging beschreef beschrijft noteerde "
        "verzuchtte verzucht pleitte pleit eist eiste citeerde citeert zwoer mijmert mijmerde benadrukken "
        "verduidelijkt verduidelijkte nuanceert nuanceerde vult vulde weerlegt weerlegde onderstreept "
        "onderstreepte hekelt hekelde foetert foeterde beaamt beaamde adviseert adviseerde vreest vreesde "
        "verdedigt verdedigde repliceert repliceerde bevestigen stipt stipte licht lichtte countert waarschuwen "
        "snikt grijnst glimlacht"
    )
    - word_set("aldus gaat ging laat liet lieten"),
    verbs_behind=word_set(
        "beet briest brieste bromde glunderde grijnsde kaatst kaatste mompelde smaalde snoof sputterde "
        "bijt bromt brult bulderde buldert fluistert foetert gaf geeft giechelt glimlacht glimlachte glundert "
        "gniffelt gnuift gooit grapt grijnst grinnikt gromt haalt hijgt huilt jammert jubelt juicht kermt klaagt "
        "knikt knikte knipoogt knort kreunt lacht lachte legde legt maant mijmert mompelt moppert murmelt pareert "
        "peinst pocht prevelt pruttelt raast roept schaterlacht schatert schimpt schreeuwt sist snauwt sneert snikt "
        "snottert snuift spot sputtert stamelt steunt tiert treitert vloekt vulde vult weent werpt zegt zeurt zingt "
        "zucht zuchtte"
    ),
    no_clause_verbs=word_set("zichtoonde zichtoont"),
    parted_verbs=_PARTED,
    copulas=word_set("is zijn"),
    auxiliaries=word_set("heeft hebben had hadden is was zou zal laat liet lieten"),
    fillers=word_set(
        "ook dan daarna later eerder nog al weer toen verder maar echter gisteren vandaag ons mij hem haar hen zich "
        "er hij inmiddels bovendien daarop ten slotte tegen"
    )
    - word_set("hij haar tegen ten slotte"),
    sources=(("volgens",), ("aldus",), ("in", "de", "woorden", "van"), ("naar", "eigen", "zeggen", "van")),
    relative_sources=(("volgens", "wie"),),
    own_sources={
        ("naar", "eigen", "zeggen"): "either",
        ("in", "zijn", "ogen"): "he",
        ("in", "haar", "ogen"): "she",
        ("naar", "zijn", "mening"): "he",
        ("naar", "haar", "mening"): "she",
        ("volgens", "hem"): "he",
        ("volgens", "haar"): "she",
        ("volgens", "hen"): "they",
    },
    so_phrases=(("dat",), ("dit",), ("zo",), ("met", "die", "woorden"), ("met", "deze", "woorden")),
    tags=word_set("aldus"),
    as_words=word_set("zoals zo"),
    complementizers=word_set("dat of"),
    circumstances=word_set(
        "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag gisteren vandaag dinsdagochtend tijdens na tegen "
        "toe"
    ),
    denials=word_set("niet nooit geen niemand niets zou"),
    passives=word_set("wordt worden werd werden"),
    works=word_set(
        "boek roman film serie lied nummer album stuk toneelstuk opera tentoonstelling studie artikel tijdschrift "
        "krant blad weekblad dagblad programma podcast project campagne prijs concert festival congres forum groep "
        "vereniging platform app spel voorstelling slogan motto documentaire"
    ),
    pronouns={
        "hij": "he",
        "zij": "either",
        "ze": "either",
        "ie": "he",
        "ik": "nobody",
        "wij": "nobody",
        "we": "nobody",
        "men": "nobody",
        "je": "nobody",
        "het": "nobody",
    },
    verb_second=True,
    name_genders={"kees": "he", "ruud": "he", "wopke": "he", "lilianne": "she"},
    time_openers=word_set("terwijl toen nadat voordat"),
    first_persons=word_set("ik me mij mijn wij we ons onze"),
    definite=word_set("de het die deze dit dat zijn haar hun onze ons"),
    indefinite=word_set("een enkele sommige veel meerdere twee drie andere"),
    relatives=word_set("die"),
    prepositions=word_set(
        "aan achter bij binnen boven door in langs met na naar naast om onder op over sinds tegen te tegenover "
        "tijdens tot tussen uit van vanaf voor zonder rond via volgens ten ter wegens"
    ),
    particles=word_set("van de der den het 't ten ter te von el"),
    home_particles=word_set("van"),
    conjunctions=word_set("en"),
    stops=word_set(
        "maar want terwijl als waar omdat hoewel totdat voordat nadat of die wie is zijn was waren heeft had tegen in "
        "op tijdens na toe uit maandag dinsdag woensdag donderdag vrijdag zaterdag zondag gisteren vandaag "
        "dinsdagochtend aan over"
    )
    - word_set("die zijn in na op uit aan over"),
    offices=word_set("burgemeester minister premier president voorzitter rechter officier rector bisschop"),
    role_synonyms=synonyms(
        ("bewindsman bewindsvrouw bewindspersoon", "minister staatssecretaris"),
        ("burgervader", "burgemeester"),
        ("oefenmeester", "trainer coach"),
        ("raadsman raadsvrouw", "advocaat advocate"),
    ),
    person_nouns=word_set(
        "aanvaller acteur actrice advocaat advocate akkerbouwer apotheker architect arts auteur bakker bakkersvrouw "
        "bestuurder bewoner bewoonster biologe bioloog boer boerin boswachter burgemeester cabaretier chauffeur "
        "chirurg coach columnist commissaris componist conservator criminoloog dader danser danseres dichter "
        "dichteres dierenarts directeur directrice dirigent docent docente doelman econoom eigenaar eigenares "
        "epidemioloog ex-voetballer filmmaker fotograaf fotografe geoloog gids hoogleraar huisarts imker ingenieur "
        "jurist kandidaat kapitein keeper kok kunstenaar kunstenares kweker leerkracht leraar lerares loodgieter "
        "melkveehouder meteoroloog middenvelder minister muzikant officier omwonende onderneemster ondernemer "
        "onderzoeker onderzoekster oud-voetballer oud-wielrenner parlementslid pianist piloot politica politicus "
        "politieagent predikant psychologe psycholoog raadslid rechter regisseur renner restaurateur schaatser "
        "schaatsster schepen schilder schipper schrijfster schrijver slager sluiswachter socioloog spits "
        "sportbestuurder sprinter staatssecretaris student studente toneelspeelster trainer uitbaatster uitbater "
        "uitvinder veehouder verdachte verdediger verpleegkundige viroloog visser vissersvrouw voetballer "
        "voetbalster voorzitster voorzitter vrijwilliger vrijwilligster wetenschapper wethouder wielrenner "
        "wielrenster winkelier zanger zangeres zwemmer zwemster"
    ),
    article_genders={"de": "either"},
    circumstance_prepositions=word_set("in tijdens na via"),
    possessives=word_set("zijn haar hun"),
    titles=word_set(
        "meneer mevrouw mw dhr dr prof drs ir mr minister premier president burgemeester koning koningin prins "
        "prinses wethouder staatssecretaris commissaris paus"
    ),
    given_names=word_set(
        "aad alexander anneke arie arjen bart bas bert bob bram carola chantal cor daan dick dirk ed edwin els emiel "
        "erik esther ferd floor frans frits geert gerrit gert gijs hanneke hans harm hendrik henk herman hugo huub "
        "ineke ingrid jaap jan jan-peter janneke jelle jeroen jesse jet joep johan joke joop joost joris jos kees kim "
        "klaas koen lars leendert lieke lies lisette maarten marieke mariëlle marja marjolein mark mats menno merel "
        "michiel mieke milou niels nienke olaf paul peter piet pieter pim rens rik rob roel roos ruben rutger sander "
        "sanne saskia sigrid sjoerd sophie stef stijn suzanne sven teun thijs tim tineke tjeerd tom ton twan wendy "
        "wesley willem wilma wim wouter yvonne"
    ),
    title_endings=(
        "burgemeester",
        "commandant",
        "coach",
        "deskundige",
        "directeur",
        "directrice",
        "hoogleraar",
        "leider",
        "lid",
        "minister",
        "officier",
        "onderzoeker",
        "presidente",
        "secretaris",
        "trainer",
        "voorvrouw",
        "voorzitster",
        "voorzitter",
        "woordvoerder",
        "woordvoerster",
    ),
    title_prefixes=("vice-", "vice", "ex-"),
    aged={"jarige": "either"},
    not_names=word_set(
        "en maar want als dus dan toen nu hier daar ook nog al alleen zelfs meer alle beide wat wie hoe waarom "
        "wanneer waar daarbij daarvoor daarom toch bovendien inmiddels uiteindelijk eerst misschien ja nee niet geen "
        "ieder iedere elk elke in op aan bij van voor met naar na om uit over door tegen tijdens sinds volgens zonder "
        "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag januari februari maart april mei juni juli "
        "augustus september oktober november december er het de een dat dit die deze hij zij ze ik wij we je jij u "
        "men hun haar zijn onze is was heeft had zo sommige veel ondanks vanwege gisteren vandaag morgen"
    ),
    abbreviations=word_set("dr prof mr mw dhr drs ir bijv enz nr blz ca jl a d e v z o m"),
    speech_nouns=word_set(
        "besluit klacht vraag eis hoop belofte pleidooi lach "
        "reactie antwoord commentaar conclusie boodschap woorden oproep verklaring"
    ),
)
