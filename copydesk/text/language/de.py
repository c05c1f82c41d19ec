"""German."""

from __future__ import annotations

from copydesk.text.language.lexicon import Lexicon
from copydesk.text.language.reporting import Reporting, joined_forms, synonyms
from copydesk.text.word_set import word_set

_SAYING = word_set(
    "sagte sagt sagten sagen gesagt erklärte erklärt erklärten betonte betont betonten meinte meint meinten "
    "berichtete berichtet berichteten antwortete antwortet fragte fragt ergänzte ergänzt kritisierte kritisiert "
    "warnte warnt warnten forderte fordert forderten schrieb schreibt schrieben behauptete behauptet bestätigte "
    "bestätigt kündigte teilte versicherte versichert rief ruft räumte entgegnete erwiderte bekräftigte "
    "unterstrich urteilte äußerte mahnte lobte klagte hieß erzählte erzählt erläuterte erläutert verlangte "
    "verlangt beklagte konstatierte resümierte"
)

GERMAN = Lexicon(
    saying=_SAYING,
    speech_verbs=_SAYING,
    prepositions=word_set(
        "in im an am auf bei beim für von vom aus zu zum zur mit ohne über unter nach vor hinter durch gegen zwischen "
        "um während wegen laut seit gegenüber"
    ),
    weekdays=word_set("montag dienstag mittwoch donnerstag freitag samstag sonntag"),
    masculine_titles=word_set(
        "herr bürgermeister minister präsident kanzler sprecher direktor leiter arzt lehrer chef"
    ),
    feminine_titles=word_set(
        "frau bürgermeisterin ministerin präsidentin kanzlerin sprecherin direktorin leiterin ärztin lehrerin chefin"
    ),
    titles=word_set(
        "schüler schülerin mitschüler mitschülerin student studentin nachbar nachbarin anwohner anwohnerin "
        "landwirt landwirtin zeuge zeugin augenzeuge augenzeugin rentner rentnerin autor autorin forscher "
        "forscherin experte expertin torwart torhüter stürmer verteidiger trainer trainerin kapitän lehrer "
        "lehrerin ärztin arzt "
        "bürgermeister bürgermeisterin bundeskanzler bundeskanzlerin kanzler kanzlerin minister ministerin "
        "ministerpräsident ministerpräsidentin präsident präsidentin professorin"
    ),
    roles=word_set("förster arzt ärztin sprecher sprecherin"),
)
"""What the entities service reads; how the language reports speech stands below."""

_PARTED = {
    verb: word_set(particles)
    for verbs, particles in (
        ("warf wirft warfen werfen", "vor"),
        ("wies weist wiesen weisen", "hin darauf zurück"),
        ("gab gibt gaben geben", "zu an bekannt zurück"),
        ("stellte stellt stellten stellen", "klar fest"),
        ("legte legt legten legen", "nahe dar"),
        ("hob hebt hoben heben", "hervor"),
        ("lehnte lehnt lehnten lehnen", "ab"),
        ("stimmte stimmt stimmten stimmen", "zu"),
        ("deutete deutet deuteten", "an"),
        ("pflichtete pflichtet", "bei"),
        ("tat tut taten tun", "ab"),
        ("setzte setzt", "hinzu nach"),
        ("schob schiebt", "nach hinterher"),
        ("hielt hält hielten halten", "dagegen entgegen fest vor"),
        ("führte führt führten führen", "aus an"),
        ("merkte merkt", "an"),
        ("fasste fasst fassten", "zusammen"),
        ("zeigte zeigt zeigten zeigen", "sich"),
    )
    for verb in verbs.split()
}

_IN_THE_VIEW = tuple(
    ("nach", noun, article)
    for noun in word_set(
        "angaben ansicht auffassung aussage aussagen auskunft berechnungen darstellung einschätzung erkenntnissen "
        "informationen lesart meinung mitteilung recherchen schätzung schätzungen schilderung überzeugung"
    )
    for article in ("von", "der", "des", "einer", "eines")
)

REPORTING = Reporting(
    verbs=joined_forms(_PARTED)
    | word_set(
        "begründete begründet begründeten beschwichtigt beschwichtigte relativiert relativierte präzisiert "
        "präzisierte entschuldigt entschuldigte unterstellt unterstellte folgert titelte titelt "
        "sinniert sinnierte stöhnt stöhnte stammelt stammelte flüstert flüsterte brüllt brüllte schrie schreit "
        "murmelt murmelte raunt raunte jammert jammerte motzt motzte frotzelt frotzelte analysiert analysierte "
        "gratulierte gratuliert begrüßte begrüßt würdigte würdigt befürchtet befürchtete "
        "fürchtet fürchtete wertet wertete sieht sah sahen drohte droht erinnert erinnerte meldete meldet wünscht "
        "wünschte dankte dankt beschwert beschwerte empört empörte empörten ereifert beichtet beichtete offenbart "
        "offenbarte enthüllt enthüllte echauffiert versprachen lobten klagen warnen fordern kritisieren erklären "
        "betonen rühmt rühmte geißelt geißelte verurteilt verurteilte verteidigt tröstet mahnen "
        "mitteilte mitteilten mitteilt ankündigte ankündigten einräumte einräumten zugab zugaben hinzufügte "
        "ausführte ausführten feststellte klarstellte hervorhob darlegte angab angaben bekanntgab "
        "bekanntgaben "
        "sagen schreiben witzelte witzelt höhnte höhnt "
        "rät riet rieten lehrt lehrte verriet verrät sagte sagt sagten gesagt sage erklärte erklärt erklärten betonte "
        "betont betonten meinte meint meinten gemeint berichtete berichtet berichteten antwortete antwortet "
        "antworteten geantwortet fragte fragt fragten gefragt ergänzte ergänzt ergänzten kritisierte kritisiert "
        "kritisierten warnte warnt warnten gewarnt forderte fordert forderten gefordert schrieb schreibt schrieben "
        "geschrieben behauptete behauptet behaupteten bestätigte bestätigt bestätigten kündigte kündigt kündigten "
        "angekündigt teilte teilt teilten mitgeteilt versicherte versichert versicherten rief ruft riefen gerufen "
        "räumte räumt eingeräumt entgegnete entgegnet entgegneten erwiderte erwidert erwiderten bekräftigte "
        "bekräftigt bekräftigten unterstrich unterstreicht urteilte urteilt geurteilt äußerte äußert äußerten "
        "geäußert mahnte mahnt mahnten gemahnt lobte lobt klagte klagt klagten geklagt beklagte beklagt erzählte "
        "erzählt erzählten erläuterte erläutert erläuterten verlangte verlangt verlangten konstatierte konstatiert "
        "resümierte resümiert spottete spottet lästerte lästert scherzte scherzt fügte fügt hinzugefügt sprach "
        "spricht sprachen gesprochen nannte nennt nannten bezeichnete bezeichnet bezeichneten fand findet fanden "
        "glaubt glaubte hofft hoffte zitiert zitierte bilanzierte bilanziert bemerkte bemerkt bemängelte bemängelt "
        "beteuerte beteuert bedauerte bedauert verkündete verkündet verwies argumentierte argumentiert argwöhnte "
        "prophezeite prophezeit wetterte schimpfte schwärmte schwärmt jubelte freute freut freuten versprach "
        "verspricht appellierte appelliert plädierte plädiert schilderte schildert schilderten widersprach "
        "widerspricht gestand gesteht postete twitterte vermutet vermutete attackierte moniert monierte stichelte "
        "ätzte verteidigte folgerte schlussfolgerte gestanden verlautete kommentierte kommentiert kommentierten "
        "betonend beschrieb beschreibt beschrieben empfahl empfiehlt prognostizierte prognostiziert konterte kontert "
        "rügte rügt verlauten "
        "schmunzelt schmunzelte lacht lachte grinst seufzt seufzte schätzt schätzte poltert polterte wettert"
    ),
    verbs_behind=word_set(
        "brummte grinste knurrte raunzte zischte "
        "atmet bekennt beschwört bittet blafft brachte bringt brummelt brummt brüllt donnert feixt flachst fleht "
        "flucht flüstert frohlockt führt führte gestand gesteht gluckst grantelt grinst grollt grummelt grüßt "
        "grüßte gähnt haucht heult hielt holt holte hält höhnt johlt jubelt jubiliert juchzt kalauert keift keucht "
        "kichert klagt knarzt knurrt kommandiert kreischt kräht lacht lachte lallt legt legte lispelt lächelt "
        "lächelte lästert mault maulte meckert murrt nickt nickte nölt nörgelt orakelt philosophiert plappert "
        "plaudert poltert prahlt prustet quengelt raunt raunzt rechnet rechnete regt regte röhrt scherzt schilt "
        "schimpft schluchzt schmunzelt schnaubt schnauzt schreit schwadroniert setzt setzte seufzt sinniert spottet "
        "staunt stichelt strahlt stöhnt tadelt tobt trotzt tönt ulkt unkt wandte warf wendet wettert wimmert wirft "
        "witzelt wütet zetert zischt zwinkert zählt zählte zürnt ächzt"
    ),
    naming_verbs=word_set("nannte nennt nannten nennen bezeichnete bezeichnet bezeichneten geißelte geißelt"),
    no_clause_verbs=word_set("sieht sah sahen sichzeigte sichzeigt sichzeigten sichzeigen vorwarf vorwirft"),
    parted_verbs=_PARTED,
    copulas=word_set("ist sind war"),
    auxiliaries=word_set("hat haben hatte hatten habe wird werden soll will wollte ließ lässt"),
    fillers=word_set(
        "allerdings weiterhin auch dann zudem später zuvor bereits noch wieder weiter dazu etwa jedoch aber hingegen "
        "dagegen außerdem darauf daraufhin jetzt nun nach nachher kürzlich einmal einst uns mir ihm ihnen sich "
        "schließlich gestern heute damals am danach deshalb ebenfalls schon anschließend erneut nur immer klar "
        "deutlich "
        "lediglich"
    )
    - word_set("nach am"),
    sources=(
        ("laut",),
        ("gemäß",),
        *_IN_THE_VIEW,
        ("nach", "worten", "von"),
        ("nach", "den", "worten", "von"),
        ("aus", "sicht", "von"),
        ("in", "den", "worten", "von"),
        ("mit", "den", "worten", "von"),
    ),
    opening_sources=(("für",),),
    views=word_set("ist sind bleibt bleiben"),
    own_sources={
        ("ihm", "zufolge"): "he",
        ("ihr", "zufolge"): "she",
        ("seiner", "ansicht", "nach"): "he",
        ("ihrer", "ansicht", "nach"): "either",
        ("seiner", "einschätzung", "nach"): "he",
        ("ihrer", "einschätzung", "nach"): "either",
        ("nach", "seiner", "ansicht"): "he",
        ("nach", "ihrer", "ansicht"): "either",
        ("nach", "seiner", "einschätzung"): "he",
        ("nach", "ihrer", "einschätzung"): "either",
        ("aus", "seiner", "sicht"): "he",
        ("aus", "ihrer", "sicht"): "either",
        ("seiner", "auffassung", "nach"): "he",
        ("seinen", "angaben", "zufolge"): "he",
        ("ihren", "angaben", "zufolge"): "either",
        ("seinen", "worten", "zufolge"): "he",
        ("ihren", "worten", "zufolge"): "either",
        ("nach", "seinen", "worten"): "he",
        ("nach", "ihren", "worten"): "either",
        ("nach", "seinen", "angaben"): "he",
        ("nach", "ihren", "angaben"): "either",
        ("seiner", "meinung", "nach"): "he",
        ("ihrer", "meinung", "nach"): "either",
    },
    so_phrases=(("mit", "diesem", "satz"), ("das",), ("dies",), ("so",), ("mit", "diesen", "worten")),
    inner_sources=word_set("laut"),
    sources_behind=(("zufolge",),),
    tags=word_set("so"),
    as_words=word_set("wie"),
    complementizers=word_set("dass daß ob"),
    circumstances=word_set(
        "am beim gestern heute montag dienstag mittwoch donnerstag freitag samstag sonntag sonnabend vormittag "
        "nachmittag abend morgen mit fort hinzu während im"
    ),
    denials=word_set("nicht nie niemals kein keine keinen niemand würde könnte sollte müsste"),
    passives=word_set("wurde wurden worden wird werden"),
    works=word_set(
        "buch roman krimi film serie song album lied stück theaterstück musical oper ausstellung studie artikel "
        "text beitrag kolumne podcast sendung magazin zeitung zeitschrift blatt reihe projekt projekts prozess "
        "programm programms kampagne initiative preis konzert festival tagung konferenz forum band verein verband "
        "bündnis plattform app computerspiel show tour hotel restaurant schiff motto slogan gemälde bild gruppe "
        "kino club bar partei wettbewerb portal sender agentur nachrichtenagentur kunstaktion rubrik "
        "dokumentation hörspiel kunstwerk zeitungen format"
    ),
    pronouns={
        "er": "he",
        "sie": "she",
        "ich": "nobody",
        "wir": "nobody",
        "man": "nobody",
        "es": "nobody",
        "ihr": "nobody",
    },
    formal=word_set("sie"),
    verb_second=True,
    infinitive_endings=("en",),
    subjunctives=word_set(
        "beobachte verkenne verlange befürchte fürchte bedaure bedauere vertraue kenne nenne verstehe denke meine "
        "sage erkläre betone fordere unterstütze prüfe arbeite kämpfe lebe wohne verliere gewinne steige sinke wachse "
        "laufe falle trage schlage schaffe leide freue wünsche suche versuche plane rechne kaufe verkaufe zahle "
        "bezahle koste dauere beginne öffne schließe passiere geschehe entstehe entwickle ändere verändere verbessere "
        "belaste bedrohe gefährde schade helfe nutze nütze diene leite regiere entscheide beschließe lehne akzeptiere "
        "respektiere toleriere dulde verhindere vermeide bekämpfe schütze verteidige benötige verfüge besitze "
        "enthalte umfasse betreffe existiere herrsche drohe bestehe beruhe basiere stamme wirke scheine klinge fühle "
        "spüre höre lese schreibe rede spreche schweige lüge täusche irre übersehe ignoriere missachte hätten wären "
        "dehne platze funktioniere erkenne vermisse kümmere ziehe treffe erhalte ermögliche verursache begreife "
        "empfinde schätze verletze verstoße widerspreche entspreche unterscheide verschärfe erhöhe verschwinde "
        "ersetze sterbe lerne warte bemühe "
        "sei seien habe werde würde würden könne müsse solle dürfe wolle möge gebe gehe komme bleibe stehe wisse "
        "brauche mache lasse liege halte nehme finde sehe bringe führe zeige bedeute gelte sorge setze hoffe "
        "glaube erwarte fehle bekomme spalte spiele handle biete verdiene gehöre liebe"
    ),
    conditionals=word_set("würde würden hätten wären"),
    set_moods=(("sei", "denn"), ("sei", "es"), ("wie", "dem", "auch", "sei"), ("komme", "was")),
    time_openers=word_set("während als nachdem bevor sobald kaum"),
    first_persons=word_set("ich mich mir wir uns unser unsere"),
    impersonal=word_set("heißt hieß heisst verlautete verlautet"),
    standing=word_set("steht stand stehe lautet lautete"),
    definite=word_set("der die das dieser diese dieses sein seine ihr ihre unser"),
    indefinite=word_set("ein eine einer viele einige mehrere zwei drei manche andere"),
    oblique=word_set("dem den des einem einen eines diesem diesen seinem seinen ihrem ihren"),
    possessor_articles=word_set("des eines"),
    feminine_possessor_articles=word_set("der einer"),
    noun_genitives=("s", "es", "n", "en"),
    relatives=word_set("der die das"),
    prepositions=word_set(
        "in im an am auf bei beim für von vom aus zu zum zur mit ohne über unter nach vor hinter durch gegen zwischen "
        "um während wegen seit gegenüber trotz neben ab bis als wie via"
    ),
    particles=word_set("von van de"),
    home_particles=word_set("von van de"),
    conjunctions=word_set("und sowie"),
    stops=word_set(
        "aber oder denn doch während wenn wo weil obwohl bevor nachdem welcher welche welches deren dessen ist sind "
        "war waren sei seien wäre hätte wird werden hinzu fort mit am im gestern heute montag dienstag mittwoch "
        "donnerstag freitag samstag sonntag sonnabend"
    ),
    offices=word_set(
        "bürgermeister bürgermeisterin minister ministerin präsident präsidentin richter richterin landrat "
        "landrätin staatsanwalt staatsanwältin rektor rektorin bischof bischöfin"
    ),
    role_synonyms=synonyms(
        (
            "anklagevertreter anklagevertreterin ankläger anklägerin strafverfolger",
            "staatsanwalt staatsanwältin oberstaatsanwalt oberstaatsanwältin",
        ),
        (
            "rathauschef rathauschefin stadtchef stadtchefin stadtoberhaupt gemeindechef",
            "bürgermeister bürgermeisterin oberbürgermeister oberbürgermeisterin stadtpräsident "
            "stadtpräsidentin gemeindepräsident gemeindepräsidentin",
        ),
        (
            "regierungschef regierungschefin",
            "ministerpräsident ministerpräsidentin bundeskanzler bundeskanzlerin kanzler kanzlerin "
            "premierminister premierministerin landeshauptmann landeshauptfrau",
        ),
        ("coach chefcoach übungsleiter fußballlehrer", "trainer trainerin cheftrainer chefcoach"),
        (
            "verteidiger verteidigerin jurist juristin rechtsanwalt rechtsanwältin strafverteidiger strafverteidigerin",
            "anwalt anwältin rechtsanwalt rechtsanwältin verteidiger verteidigerin",
        ),
        (
            "mediziner medizinerin",
            "arzt ärztin chefarzt chefärztin oberarzt oberärztin kinderarzt kinderärztin hausarzt hausärztin",
        ),
        ("geistliche geistlicher", "pfarrer pfarrerin pastor pastorin bischof bischöfin kaplan"),
        (
            "konzernchef konzernchefin firmenchef firmenchefin",
            "vorstandschef vorstandschefin geschäftsführer geschäftsführerin vorstandsvorsitzender "
            "vorstandsvorsitzende ceo",
        ),
        ("ressortchef ressortchefin", "minister ministerin staatssekretär"),
    ),
    person_nouns=word_set(
        "geisel mitglied opfer waise zeuge zeugin "
        "abgeordnete abgeordneter altbauer angeklagte angeklagter angreifer anwalt anwältin apotheker apothekerin "
        "architekt architektin artist arzt astronom astronomin aufsteiger autor autorin bauer bauunternehmer "
        "bergführer bergsteiger betreiber betreiberin bildhauer biologe biologin bischof boxer bäcker bäckerin "
        "bäuerin bürgermeister bürgermeisterin chefarzt chirurg chirurgin choreografin christdemokrat "
        "christdemokratin coach dichter dichterin dirigent dirigentin dorfpfarrer drogist ehefrau ehemann "
        "eigentümer eigentümerin elektriker epidemiologe erzieher erzieherin fachfrau fachmann fahrer fahrerin "
        "feuerwehrmann filmemacher filmemacherin fischer fleischer forscher forscherin fotograf fotografin "
        "freidemokrat frührentner förster försterin gastwirt gastwirtin geiger geigerin geistliche geistlicher "
        "geologe geologin geschädigte gewerkschafter gewerkschafterin gründer gründerin grünen-politiker "
        "grünen-politikerin gärtner gärtnerin hausarzt hausärztin hebamme historiker historikerin hotelier imker "
        "imkerin ingenieur ingenieurin inhaber inhaberin innenverteidiger intendant intendantin journalist "
        "journalistin jurist juristin jäger jägerin kanzler kanzlerin kapitän kapitänin keeper kläger klägerin koch "
        "komiker komponist komponistin konditor konservative kulturwissenschaftler köchin künstler künstlerin "
        "landrat landrätin landwirt landwirtin lehrer lehrerin leiter leiterin liberale lokführer läufer läuferin "
        "maler malerin manager managerin mediziner medizinerin meteorologe meteorologin metzger minister ministerin "
        "mittelfeldspieler mittelstürmer musiker musikerin mutter mönch nachbar nachbarin niederösterreicher notar "
        "olympiasieger olympiasiegerin patient patientin pensionist pensionistin pfarrer pfarrerin pflegerin "
        "physiker physikerin pianist pianistin pilot pilotin politiker politikerin politologe politologin polizist "
        "polizistin professor professorin psychiater psychologe psychologin pädagoge pädagogin rapper rebell redner "
        "regierungschef regierungschefin regisseur regisseurin rektor rektorin rennfahrer rentner rentnerin "
        "ressortchef ressortchefin richter richterin routinier schauspieler schauspielerin schlagzeuger schneiderin "
        "schreiner schriftsteller schriftstellerin schwimmer schwimmerin schüler schülerin senator senatorin senior "
        "seniorin skipper sozialdemokrat sozialdemokratin soziologe soziologin spieler spielerin spielmacher "
        "sportdirektor sportler sportlerin staatsanwalt staatsanwältin stadtrat stadträtin student studentin "
        "stürmer stürmerin sänger sängerin sünder theologe theologin tierarzt tierärztin tischler torhüter "
        "torhüterin torwart trainer trainerin tänzer tänzerin unternehmer unternehmerin vater verkäufer verkäuferin "
        "verteidiger verteidigerin vizekanzler vorsitzende vorsitzender weltmeister weltmeisterin winzer winzerin "
        "wirt wirtin wissenschafter wissenschafterin wissenschaftler wissenschaftlerin witwe witwer wärter zahnarzt "
        "zahnärztin zeuge zeugin zimmermann züchter züchterin ärztin ökonom ökonomin"
    ),
    titles=word_set(
        "ceo univ dipl ing mag pastor pastorin herr frau graf gräfin freiherr dr prof professor professorin "
        "bürgermeister bürgermeisterin kanzler kanzlerin minister ministerin präsident präsidentin sprecher "
        "sprecherin direktor direktorin leiter leiterin chef chefin trainer trainerin experte expertin manager "
        "managerin kommissar kommissarin richter richterin senator senatorin general anwalt anwältin vorsitzender "
        "vorsitzende vorsitzenden abgeordneter abgeordnete papst bischof könig königin prinz autor autorin "
        "regisseur regisseurin forscher forscherin wissenschaftler wissenschaftlerin analyst analystin ökonom "
        "ökonomin historiker historikerin bauer bäuerin landwirt landwirtin lehrer lehrerin arzt ärztin pfarrer "
        "pfarrerin sänger sängerin schauspieler schauspielerin musiker musikerin nutzer nutzerin polizist "
        "polizistin rektor rektorin dezernent dezernentin stürmer torwart kapitän geschäftsführer "
        "geschäftsführerin förster gründer gründerin co- trainer bundestrainer reporter reporterin journalist "
        "journalistin botschafter botschafterin rapper"
    ),
    given_names=word_set(
        "achim adolf alois andré annalena anneliese annette anton armin arne arno axel bastian beate benjamin benno "
        "bernd bernhard bert berthold björn bodo boris burkhard carola carolin cem christoph claudio clemens corinna "
        "cornelia daniela denise dennis detlef dietmar dietrich dominik dorothea eberhard eckart edith egon ekkehard "
        "elfriede elias elif elke emily erich ernst erwin eugen eva evelyn fabian felix ferdinand florian franziska "
        "friedrich fritz gabi georg gerd gereon gero gisela götz gregor günter günther guido gustav hanno hans-jürgen "
        "harald hartmut heiko heiner heinz helge henning hendrik herta hildegard holger horst hubert hubertus ina "
        "ingo iris isabell jan jannik jasmin jochen jörg jost judith jürgen juliane jutta kai karl-heinz karsten "
        "kathrin katharina kerstin kevin kirsten knut kristina lars lea lena leonie lennart lisa-marie lothar luise "
        "lutz maik maike malte manuela marco mareike margit margot marian marina mario marion markus marlene marten "
        "martina mathias maximilian meike melanie michaela miriam mirko nadja nancy nicole nils nina nora norbert "
        "olaf oliver ole omid oskar ottilie patrick peer peter petra philipp pia rainer ralf regina reiner reinhard "
        "renate ricarda roland rolf ronja rosa rudi rüdiger sahra saskia sascha sebastian siegfried sigmar sigrid "
        "silke simone sina sönke stefanie steffen steffi susanne svenja swen sylvia tanja theresa thilo thorben "
        "thorsten till timo tino tobias torsten ulf uli ulla ulrike uschi ute uwe valentin veit verena viola volker "
        "walter waltraud werner wiebke wilfried wilhelm winfried winrich wolf wolfgang wolfram yannic yvonne"
    ),
    agent_endings={
        "he": ("er", "or", "ist", "ent", "ant", "eur", "chef", "boss", "loge", "experte", "ceo", "mann"),
        "she": ("in", "frau"),
    },
    no_agents=word_set("sommer winter oktober september november dezember sender träger server motor körper ärger"),
    title_endings=(
        "minister",
        "ministerin",
        "präsident",
        "präsidentin",
        "sprecher",
        "sprecherin",
        "meister",
        "meisterin",
        "chef",
        "chefin",
        "leiter",
        "leiterin",
        "direktor",
        "direktorin",
        "trainer",
        "trainerin",
        "experte",
        "expertin",
        "arzt",
        "ärztin",
        "anwalt",
        "anwältin",
        "lehrer",
        "lehrerin",
        "forscher",
        "forscherin",
        "kanzler",
        "kanzlerin",
        "vorsitzender",
        "vorsitzende",
        "vorsitzenden",
        "rat",
        "rätin",
        "führer",
        "führerin",
        "manager",
        "managerin",
        "beauftragter",
        "beauftragte",
        "forscher",
        "forscherin",
        "politiker",
        "politikerin",
        "kandidat",
        "kandidatin",
        "promoter",
        "anwalt",
        "anwältin",
        "sekretär",
        "sekretärin",
        "wart",
        "vorstand",
        "boss",
        "istin",
        "kritiker",
        "kritikerin",
        "gründer",
        "gründerin",
        "-star",
        "spieler",
        "spielerin",
        "sänger",
        "sängerin",
        "richter",
        "richterin",
        "inhaber",
        "inhaberin",
    ),
    title_prefixes=("vize", "ex-"),
    aged={"jährige": "either", "jähriger": "he", "jährigen": "either", "jährigem": "he"},
    article_genders={"der": "he", "die": "she"},
    indefinite_genders={"ein": "he", "eine": "she"},
    not_names=word_set(
        "gleichzeitig grundsätzlich andererseits einerseits wahrscheinlich natürlich mir dir uns ihm ihnen mich "
        "dich und aber denn doch wenn als so nun da dort hier auch noch nur schon sogar mehr alle beide was wer "
        "wie warum weshalb dabei dafür damit danach darum deshalb dennoch trotzdem zudem außerdem inzwischen "
        "schließlich zunächst bereits vielleicht ja nein nicht kein keine jeder jede jedes im am beim zum zur vom "
        "laut nach mit für montag dienstag mittwoch donnerstag freitag samstag sonntag januar februar märz april "
        "mai juni juli august september oktober november dezember eigentlich immerhin generell selbst etwa rund "
        "knapp kurz seit trotz statt per demnach anfang mitte ende anders"
    ),
    feminine_endings=("in",),
    abbreviations=word_set(
        "dr prof st hr fr nr jr sr jan feb apr aug sept sep okt nov dez bzw ca co vgl u a z b d h mio mrd"
    ),
    speech_nouns=word_set(
        "klage frage warnung forderung lob spott "
        "antwort reaktion kommentar fazit appell botschaft urteil worte erklärung mahnung bilanz"
    ),
    capital_nouns=True,
)
