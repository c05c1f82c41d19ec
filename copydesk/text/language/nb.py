"""Norwegian, Bokmål and Nynorsk."""

from __future__ import annotations

from copydesk.text.language.reporting import Reporting, synonyms
from copydesk.text.word_set import word_set

REPORTING = Reporting(
    verbs=word_set(
        "kontrer kontrerer kontret "
        "bedyret erkjenner erkjente fastholder fastholdt innvender innvendte medga medgir replikerer replikerte "
        "vitner vitnet "
        "reagerer reagerte snakker snakket benekter benektet tilbakeviser tilbakeviste garanterer garanterte antyder "
        "antydet spår spådde takker takket varsler varslet etterlyser etterlyste fordømmer fordømte omtaler omtalte "
        "etterspør jamrer "
        "sa sier sagt seier sagde forklarte forklarer forklart forklarar forklara fortalte forteller fortalt "
        "fortel fortalde mente mener ment meiner meinte la legger legg tilføyer tilføyde skrev skriver skrevet "
        "skriv svarte svarer svart svarar svara spurte spør spurt konstaterte konstaterer konstaterar påpekte "
        "påpeker påpekt påpeikar påpeika understreket understreker understrekar understreka advarte advarer "
        "advart åtvarar åtvara opplyste opplyser opplyst hevdet hevder hevda hevdar håper håpet håpar tror trodde "
        "trur trudde innrømmet innrømmer bekreftet bekrefter bekreftar stadfester stadfestar meldte melder meldt "
        "uttalte uttaler uttalt uttalar kommenterte kommenterer kommenterar lovet lover lovar kritiserte "
        "kritiserer fortsatte fortsetter held ropte roper ropar spøkte spøker oppsummerte oppsummerer fremholdt "
        "fremholder framheld avslørte avslører beskrev beskriver beskriv krevde krever krev innser klaget klager "
        "undret undrer lurte lurer slår slo foreslo foreslår føreslår rapporterte rapporterer rapportert røper "
        "røpet synes syntes synest skryter roser roste ler presiserte presiserer presiserar poengterte poengterer "
        "tvitret bedyrer utdyper utdypar vurderer minner minnet begrunner begrunnet konkluderer konkluderte "
        "utbryter utbrøt forsikrer forsikret forsikrar forsikra fastslår fastslo hyller hyllet beklager beklaget "
        "beklagar avviser avviste avsluttet avslutter oppfordrer oppfordret oppfordrar skildrer skildret sukker "
        "stadfesta supplerer supplerte jubler jublet fleiper fleipet fryktet frykter fryktar humrer smiler "
        "kaller kalte kalt sukket lo smilte skriker skrek hvisker hvisket minnes mintes utdypet raser raste "
        "erklærer erklærte gliser"
    ),
    copulas=word_set("er var"),
    verbs_behind=word_set(
        "brummet freste glefset gliste humret kontrer kontret mumlet vitset "
        "brøler fleiper flirer fniser fnyser freser gliser gryner gråter hikster humrer hvisker jubler klager "
        "konkluderer ler lo mumler murrer nikker rister roper skriker skryter smiler småler snufser spøker stotrer "
        "stønner sukker tuller utbryter"
    ),
    auxiliaries=word_set("har hadde er var skal skulle"),
    fillers=word_set(
        "også så siden senere tidligere ennå allerede nå da i dag går imidlertid videre dessuten til oss meg ham seg "
        "òg no seinare tidlegare "
        "bare kun selv"
    )
    - word_set("i dag går til da"),
    sources=(("lyder", "det", "fra"), ("ifølge",), ("ifølgje",), ("etter", "ord", "fra"), ("i", "følge")),
    own_sources={("ifølge", "ham"): "he", ("ifølge", "henne"): "she"},
    so_phrases=(("det",), ("slik",), ("med", "disse", "ordene")),
    as_words=word_set("som slik"),
    complementizers=word_set("at"),
    circumstances=word_set("mandag tirsdag onsdag torsdag fredag lørdag søndag måndag tysdag laurdag sundag"),
    denials=word_set("ikke aldri ingen intet ikkje skulle"),
    passives=word_set("ble blir blitt blei vart vert"),
    works=word_set(
        "boka boken romanen filmen serien låta låten albumet stykket operaen utstillingen studien artikkelen avisa "
        "avisen tidsskriftet programmet podkasten prosjektet kampanjen prisen konserten festivalen konferansen "
        "gruppa gruppen foreningen plattformen appen spillet forestillingen slagordet dokumentaren"
    ),
    pronouns={
        "han": "he",
        "hun": "she",
        "ho": "she",
        "de": "they",
        "dei": "they",
        "hen": "either",
        "jeg": "nobody",
        "eg": "nobody",
        "vi": "nobody",
        "me": "nobody",
        "man": "nobody",
        "du": "nobody",
        "det": "nobody",
    },
    verb_second=True,
    definite_endings=("en", "et", "a", "ene"),
    singular_endings=("en", "et"),
    name_genders={"trygve": "he", "mari": "she", "sylvi": "she"},
    time_openers=word_set("mens da når før"),
    first_persons=word_set("jeg meg min mitt mine vi oss vår vårt våre"),
    definite=word_set("den det de dei denne dette hans hennes deres vår"),
    indefinite=word_set("en ei et ein eit noen nokre flere fleire mange to tre andre"),
    relatives=word_set("som"),
    prepositions=word_set(
        "i på av for fra frå til med om under over ved hos mot etter før uten utan mellom gjennom innen blant rundt "
        "siden ifølge ifølgje åt"
    ),
    particles=word_set("von de van der af"),
    home_particles=word_set("fra ved på i"),
    genitive_endings=("s",),
    conjunctions=word_set("og samt"),
    stops=word_set(
        "men eller som at når der da hvis mens fordi er var har hadde til i på etter ved under mandag tirsdag onsdag "
        "torsdag fredag lørdag søndag måndag tysdag laurdag sundag"
    ),
    role_synonyms=synonyms(
        ("forsvareren forsvarer", "advokat forsvarsadvokat"),
        ("statsråden", "minister samferdselsminister helseminister finansminister"),
    ),
    person_nouns=word_set(
        "angriperen artisten eksperten forfatteren forskeren keeperen komponisten kunstneren kvinnen løperen mannen "
        "musikeren pensjonisten poeten regissøren sangeren skiskytteren skuespilleren spilleren verdensmesteren "
        "veteranen vinneren økonomen"
    ),
    titles=word_set(
        "herr fru doktor professor statsminister minister president konge dronning prins prinsesse advokat oberst "
        "general ordfører statsråd politimester kommunedirektør rektor biskop lensmann styreleder forsker "
        "keeper målvakt forsvarer angriper kaptein trener treneren lege legen kirurg lærer læreren dommer "
        "dommeren aktor forfatter forfatteren skuespiller regissør sanger sangerinne journalist statsviter "
        "økonom analytiker forskeren historiker sjef sjefen stortingsrepresentant varaordfører kulturminister "
        "finansminister justisminister forsvarsminister kunnskapsminister talsperson talskvinne talsmann "
        "ambassadør koordinator bonde bonden øyenvitne ekspert psykolog leder lederen forbundsleder "
        "generalsekretær informasjonssjef kommunikasjonssjef fylkesmann skredvarsler"
    ),
    given_names=word_set(
        "aleksander amund anders anette anita anne are arild arne arvid asbjørn asle astrid aud audun bente berit "
        "bjarne bjørn bjørnar brit carl cathrine dag egil eirik eivind elin elisabeth ellen erling erna espen eva "
        "fredrik frode geir grete gro gunn gunnar guro hans harald heidi helge henning henriette henrik hilde håkon "
        "håvard inga ingrid ingvild iselin ivar jan janne jens jo johan jon jonas jørgen kari karin karl kjell "
        "kjersti knut kristian kristin kristoffer lars lene linda line lise liv magne magnus mari marianne marit "
        "marte martin mette mona morten nils nina odd oddvar ola olaf olav ole olga per petter pål ragnhild randi "
        "roar roger rolf rune sandra sigrid silje simen siri sissel siv solveig stein stian stine svein sven synnøve "
        "terje thea tom tone tor tora tore torgeir torill torstein trine trond trygve unni vegard vidar viktor wenche "
        "yngve åse åshild øystein øyvind"
    ),
    title_endings=tuple(
        sorted(
            word_set(
                "minister ministeren sjef sjefen leder lederen ordfører ordføreren direktør direktøren mester "
                "mesteren forsker forskeren talsperson talsmann sekretær sekretæren trener treneren lege legen "
                "ekspert eksperten advokat advokaten politiker politikeren representant representanten råd"
            )
        )
    ),
    title_prefixes=("vise", "eks"),
    aged={"åringen": "either", "årige": "either"},
    not_names=word_set(
        "og men eller hvis når der da som at det den de dei dette denne disse han hun ho vi jeg eg du dere man en ei "
        "et ein eit i på av for fra frå til med under over ved etter før uten mellom gjennom ifølge nå no her også "
        "allerede bare berre ikke ikkje ingen alle alt mange flere noen noe hva kva hvem kven hvordan korleis hvorfor "
        "kvifor hvilken er var har hadde skal kan må siden senere mandag tirsdag onsdag torsdag fredag lørdag søndag "
        "januar februar mars april mai juni juli august september oktober november desember så imidlertid dessuten "
        "derfor samtidig tross hans hennes deres vår min mitt ja nei kanskje nettopp"
    ),
    abbreviations=word_set("a adv bl ca dr dvs eks f fl fung kl m mfl nr osv pga pol prof red st tlf"),
    speech_nouns=word_set("svar reaksjon kommentar konklusjon budskap ord"),
)
