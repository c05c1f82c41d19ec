"""Czech."""

from __future__ import annotations

from copydesk.text.language.declension import Declension, endings
from copydesk.text.language.past_tense import czech_past
from copydesk.text.language.reporting import Reporting, synonyms
from copydesk.text.word_set import word_set

REPORTING = Reporting(
    relations=word_set(
        "matky otce manželky manžela bratra sestry syna dcery vdovy rodiny rodičů blízkých příbuzných přátel "
        "přítele přítelkyně kolegů sousedů okolí štábu právníka právníků advokáta advokátky obhájce obhájců "
        "obhajoby spolupracovníků kritiků"
    ),
    first_persons=word_set("já mě mne mi můj moje my nás nám náš naše"),
    verbs=word_set(
        "hlesl hlesla zlobil zlobila skandoval skandovali skandovaly vzdychl vzdychla "
        "dodávala dodávali namítal namítala namítali odhadoval odhadovala odhadovali popisoval popisovala popisovali "
        "potvrzoval potvrzovala potvrzovali prozrazuje připomínal připomínala připomínali přiznával přiznávala "
        "přiznávali sliboval slibovala slibovali slibuje ujišťoval ujišťovala ujišťovali upozorňoval upozorňovala "
        "upozorňovali vypovídal vypovídala vypovídali vypovídá vypověděl vypověděla vypověděli vysvětloval "
        "vysvětlovala vysvětlovali vyčetl vyčetla vyčetli vyčítal vyčítala vyčítali vyčítá vzkazoval vzkazovala "
        "vzkazovali vzkazuje zdůrazňovala zdůrazňovali "
        "shrnuje shrnují "
        "řekl řekla řekli řekly říká říkají říkal říkala uvedl uvedla uvedli uvádí dodal dodala dodali dodává "
        "prohlásil prohlásila prohlásili prohlašuje vysvětlil vysvětlila vysvětlili vysvětluje zdůraznil "
        "zdůraznila zdůraznili zdůrazňuje upozornil upozornila upozornili upozorňuje tvrdí tvrdil tvrdila tvrdili "
        "sdělil sdělila sdělili sděluje napsal napsala napsali píše odpověděl odpověděla odpovídá zeptal zeptala "
        "ptá poznamenal poznamenala podotkl podotkla připomněl připomněla připomíná připustil připustila "
        "připouští varoval varovala varuje oznámil oznámila oznámili oznamuje potvrdil potvrdila potvrdili "
        "potvrzuje popsal popsala popisuje komentoval komentovala komentuje slíbil slíbila kritizoval kritizovala "
        "kritizuje pokračoval pokračovala pokračuje zvolal zvolala shrnul shrnula myslí míní domnívá věří doufá "
        "přiznal přiznala přiznává ujistil ujistila ujišťuje konstatoval konstatovala konstatuje informoval "
        "informovala informuje vzkázal vzkázala nazval nazvala označil označila naznačil naznačila navrhl navrhla "
        "prozradil prozradila vyprávěl vypráví doplnil doplnila doplňuje uzavřel uzavřela zmínil zmínila soudí "
        "hodnotí zhodnotil zhodnotila reagoval reagovala reaguje vyjádřil vyjádřila dodával přiblížil přiblížila "
        "přibližuje zdůrazňoval postěžoval postěžovala stěžuje zavtipkoval zavtipkovala vtipkuje zopakoval "
        "zopakovala opakuje apeloval apelovala apeluje vyzval vyzvala vyzývá obvinil obvinila odmítl odmítla "
        "odmítá upřesnil upřesnila upřesňuje řekne pochválil pochválila chválí přemítá zajímalo žádá požádal líčí "
        "líčil líčila vzpomíná vzpomínal vzpomínala usuzuje předpokládá podotýká poznamenává pochvaluje "
        "pochvaloval "
        "směje usmívá mluví hovoří odhaduje obává přeje oceňuje hájí namítá radí doporučuje žasne vypočítává "
        "srovnává dodávají popisují vysvětlují nesouhlasí souhlasí"
    )
    | czech_past(
        "řekl uvedl dodal prohlásil vysvětlil zdůraznil upozornil tvrdil sdělil napsal odpověděl zeptal "
        "poznamenal podotkl připomněl připustil varoval oznámil potvrdil popsal komentoval slíbil kritizoval "
        "pokračoval shrnul přiznal ujistil konstatoval informoval vzkázal nazval označil naznačil navrhl "
        "prozradil vyprávěl doplnil uzavřel zmínil zhodnotil reagoval vyjádřil přiblížil zopakoval apeloval "
        "vyzval obvinil odmítl upřesnil pochválil požádal líčil vzpomínal odhadl oddechl povzdechl oznamoval "
        "mluvil hovořil smál usmál zasmál rozhořčil rozčílil divil podivil obhajoval hájil namítl oponoval "
        "odvětil odsekl zavzpomínal svěřil zdůvodnil odůvodnil argumentoval ohradil ocenil poděkoval omluvil "
        "ohlásil předpověděl předpokládal usoudil domníval věřil doufal obával přál myslel mínil považoval "
        "žádal požadoval navrhoval radil poradil doporučil zažertoval vtipkoval křičel zakřičel vykřikl "
        "zašeptal hlásil nabídl litoval posteskl stěžoval ironizoval glosoval rekapituloval bilancoval "
        "odtušil opáčil přitakal souhlasil přisvědčil"
    ),
    copulas=word_set("je byl byla"),
    verbs_behind=word_set(
        "bilancuje chlubil chlubila chlubili diví glosuje hřímal hřímala hřímali kontroval kontrovala kontrovali "
        "kontruje krotil krotila krotili krotí kroutil kroutila kroutili kroutí mávl mávla mávli ohrazoval "
        "ohrazovala ohrazovali pochvalovala pochvalovali pousmál pousmála pousmáli rozčiloval rozčilovala "
        "rozčilovali rýpl rýpla rýpli ucedil ucedila ucedili usmíval usmívala usmívali vzdychla vzdychli zavelel "
        "zavelela zaveleli zavtipkovali zlobil zlobila zlobili zvolali šeptal šeptala šeptali žertoval žertovala "
        "žertovali "
        "brblá brumlá bručí bublá bědovala běduje chechtá chlubí doráží durdí funí hartusí hihňá hlásí horuje hřímá "
        "jásá kasá křičí láteří mrmlá mručí mumlá nadává naléhá naříká notuje odsekl odsekla odsekává pobrukuje "
        "pochechtává pochvaluje povzdechl povzdechla povzdychl povzdychla prská přikyvuje raduje rozčiluje směje "
        "sténá stěžuje sípe ulevil ulevila usmál usmála usmívá usměje vtipkuje vyhrkl vyhrkla vykřikl vykřikla "
        "vzdychl vzdychá zamumlal zasmál zasmála zavtipkoval zlobí šeptl šeptá žehrá žertuje"
    ),
    auxiliaries=word_set("je byl byla jsem jsou"),
    fillers=word_set(
        "také později dříve dnes včera ještě už pak potom následně však nám mu jí jim mi se si to rovněž tehdy "
        "ho jej ji je nás vás mezitím zároveň přitom "
        "pondělí úterý středu čtvrtek pátek sobotu neděli "
        "pouze jen jenom novinářům médiím reportérům"
    ),
    sources=(
        ("uvádí", "se", "v", "prohlášení"),
        ("stojí", "v", "prohlášení"),
        ("píše", "se", "v", "prohlášení"),
        ("podle",),
        ("dle",),
        ("slovy",),
    ),
    relative_sources=(
        ("podle", "něhož"),
        ("podle", "kterého"),
        ("podle", "níž"),
        ("podle", "které"),
    ),
    own_sources={
        ("podle", "něj"): "he",
        ("podle", "něho"): "he",
        ("podle", "ní"): "she",
        ("dle", "něj"): "he",
        ("dle", "ní"): "she",
        ("podle", "něj", "samotného"): "he",
        ("podle", "jeho", "slov"): "he",
        ("podle", "jejích", "slov"): "she",
        ("podle", "jejich", "slov"): "they",
        ("dle", "jeho", "slov"): "he",
        ("dle", "jejích", "slov"): "she",
        ("podle", "jeho", "názoru"): "he",
        ("podle", "jejího", "názoru"): "she",
    },
    so_phrases=(("to",), ("tak",), ("takto",), ("těmito", "slovy")),
    as_words=word_set("jak"),
    complementizers=word_set("že aby"),
    circumstances=word_set("agentuře novinářům během po před"),
    denials=word_set("ne nikdy nikdo neřekl neřekla"),
    works=word_set(
        "kniha knize knihy román románu film filmu seriál seriálu píseň album hra hry výstava výstavě článek "
        "článku deník deníku časopis časopisu pořad pořadu podcast projekt projektu kampaň cena festival festivalu "
        "heslem názvem"
    ),
    pronouns={
        "on": "he",
        "ona": "she",
        "něj": "he",
        "něho": "he",
        "ní": "she",
        "nich": "they",
        "oni": "they",
        "ony": "they",
        "já": "nobody",
        "my": "nobody",
        "který": "nobody",
    },
    drops_subject=True,
    relatives=word_set("který která"),
    prepositions=word_set(
        "prostřednictvím skrze "
        "v ve na do z ze od o po při přes pro pod nad před za mezi bez u podle během k ke s se kvůli"
    ),
    particles=word_set("de van von der"),
    conjunctions=word_set("a i"),
    stops=word_set(
        "ale nebo že který která které kteří když kde protože jestli je jsou byl byla bylo bude po v na během pro "
        "před do o k s agentuře novinářům"
    )
    - word_set("v na do o k s"),
    role_synonyms=synonyms(
        ("kouč lodivod", "trenér trenérka"),
        ("obhájce obhájkyně", "advokát advokátka"),
        ("duchovní", "farář kněz biskup"),
    ),
    person_nouns=word_set(
        "autor autora autorka autorky badatelka badatelky biolog biologa brankář brankáře cestovatel cestovatele "
        "dirigent dirigenta dramatik dramatika ekonom ekonoma fotbalista fotbalisty fotograf fotografa herce herec "
        "herečka herečky historik historika hokejista hokejisty horolezce horolezec hudebník hudebníka kouč kouče "
        "malíř malíře malířka malířky muž muže odborník odborníka režisér režiséra režisérka režisérky sběratel "
        "sběratele seniorka seniorky skladatel skladatele sochař sochaře spisovatel spisovatele spisovatelka "
        "spisovatelky trenérka trenérky veterinář veterináře včelař včelaře vědce vědec vědkyně zoolog zoologa "
        "zpěvačka zpěvačky zpěvák zpěváka závodník závodníka útočník útočníka žena ženy"
    ),
    feminine_noun_endings=("ka", "kyně", "yně", "ice"),
    titles=word_set(
        "kritik kritička "
        "pan paní dr prof mgr ing prezident prezidentka premiér premiérka ministr ministryně starosta starostka "
        "primátor primátorka hejtman hejtmanka poslanec poslankyně mluvčí ředitel ředitelka předseda předsedkyně král "
        "papež trenér "
        "brankář obránce útočník záložník kapitán kouč trenérka lékař lékařka chirurg učitel učitelka soudce "
        "soudkyně vyšetřovatel státní žalobce spisovatel spisovatelka herec herečka režisér režisérka zpěvák "
        "zpěvačka novinář novinářka politolog ekonom ekonomka analytik analytička vědec vědkyně historik "
        "vedoucí náměstek náměstkyně senátor senátorka zastupitel zastupitelka šéf šéfka lídr velvyslanec "
        "koordinátor koordinátorka farmář svědek advokát advokátka profesor profesorka expert expertka "
        "psycholog generál plukovník biskup"
    ),
    given_names=word_set(
        "ota oto ctibor ctirad vratislav zbyněk blahoslav bohdan bořivoj břetislav čestmír dobromil drahomír emanuel "
        "eduard erik evžen ferdinand gustav havel hubert hugo igor jáchym jeroným jonáš julius kryštof kvido leopold "
        "lev lubor lumír marián matouš mikuláš mojmír norbert oliver oskar pravoslav prokop přemysl radomír radoslav "
        "samuel tadeáš teodor tibor tobiáš valdemar vavřinec vilém vincent vladan vlastimil zikmund žofie adriana "
        "agáta amálie anežka běla bohumila bronislava daniela diana dita dominika dora drahomíra edita ema emilie "
        "erika ester evelína františka helga hermína ida ilona ines irma izabela johana judita julie juliána justýna "
        "klaudie kornélie laura lýdie liliana linda magda marcela mariana marika matylda mirka miriam nataša nela "
        "nikol nina nora oldřiška radana rozálie sabina sandra sára silvie sofie stela svatava šarlota štěpánka "
        "tamara taťána valerie vanda viola xenie zina zita zora žaneta "
        "adam adéla alena alexandr aleš alžběta andrea aneta anna antonín barbora blanka bohumil bohuslav božena "
        "dagmar dalibor dana daniel danuše david denisa dušan eliška emil eva filip františek gabriela hana helena "
        "hynek irena iva ivan ivana iveta ivo jakub jan jana jarmila jaromír jaroslav jindřich jitka jiřina jiří "
        "jolana josef kamil kamila karel karolína kateřina klára kristýna květa ladislav lenka leona leoš libor "
        "libuše lubomír luboš lucie ludmila luděk lukáš magdaléna marcel marek marie markéta marta martin martina "
        "matěj michaela michal milada milan milena miloslav miloš miroslav miroslava monika naděžda natálie nikola "
        "oldřich ondřej otakar patrik pavel pavla pavlína petr petra radek radim radka radovan renata richard roman "
        "romana rostislav růžena simona soňa stanislav svatopluk tereza tomáš vendula veronika viktor vladimír "
        "vladislav vlasta vojtěch václav vít věra zdena zdeněk zuzana šimon štefan štěpán šárka"
    ),
    feminine_name_endings=("a", "e"),
    title_prefixes=("vice", "místo", "ex"),
    aged={"letý": "he", "letá": "she"},
    not_names=word_set(
        "hokejisté hokejistky fotbalisté fotbalistky házenkáři házenkářky basketbalisté basketbalistky "
        "volejbalisté volejbalistky florbalisté tenisté policisté hasiči kriminalisté radní zastupitelé "
        "odboráři lékaři "
        "a i ale nebo že jak když kde protože jestli to ten ta ti tento tato v ve na do z ze od o po při přes pro pod "
        "nad před za mezi bez u podle ne tak už ještě také rovněž však proto teď nyní dnes včera zítra potom pak "
        "všichni všechno každý jeho její jejich náš svůj můj co kdo on ona oni já my vy je jsou byl byla bylo být "
        "může jen pondělí úterý středa čtvrtek pátek sobota neděle mezitím ovšem navíc během kvůli k s se si"
    ),
    feminine_endings=("a",),
    abbreviations=word_set(
        "apod arch atd bc brig csc dis doc dr gen genmjr hod ing judr kpt mgr mil mj mjr mld mudr mvdr např npor "
        "nprap nrtm paeddr phdr plk por pplk ppor pprap prap prof r rndr rtm st str sv thdr tj tzv č čet"
    ),
    inflects_names=True,
    past_endings={"la": "she", "li": "they", "ly": "they", "l": "he"},
    declensions={
        "he": Declension(
            endings("ňka:něk ka:ek ďka:děk la:el vla:vel ího:í ovi:- a:- e:- em:- y:a"),
            endings(
                "leho:le ského:ský ckého:cký ého:ý ího:í ému:ý ímu:í ovi:? ňka:něk áka:ák íka:ík aka:ak eka:ek ika:ik "
                "oka:ok uka:uk ka:ek la:? ce:? y:a i:? e:? a:- em:?"
            ),
            ("ého", "ího", "ému", "ímu"),
            endings("ka:? la:? a:-"),
        ),
        "she": Declension(
            endings("ii:ie y:a u:a ou:a"), endings("ové:ová ovou:ová é:á ou:á"), ("ové", "ovou"), endings("y:a")
        ),
    },
    name_cases=("y", "ě", "e", "u", "ou", "a", "ovi", "em", "i", "í", "ho", "mu", "m"),
    name_basics=("", "a", "ek", "e", "o", "í", "ie"),
    adverb_endings=("ně", "cky", "ivě", "ostře"),
)
