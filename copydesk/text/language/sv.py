"""Swedish."""

from __future__ import annotations

from copydesk.text.language.reporting import Reporting, synonyms
from copydesk.text.word_set import word_set

REPORTING = Reporting(
    verbs=word_set(
        "betygade genmälde klargjorde klargör replikerade vidhåller vidhöll vittnade vittnar "
        "välkomnar välkomnade talar talade förnekar förnekade dementerar dementerade garanterar garanterade avråder "
        "tackar tackade gratulerar gratulerade reagerar reagerade förutspår förutspådde bedyrar bedyrade fördömer "
        "fördömde ifrågasätter ifrågasatte efterlyser efterlyste pekar pekade prisar prisade spekulerar spekulerade "
        "jämrar "
        "utropar utropade protesterar protesterade "
        "sade sa säger sagt förklarade förklarar förklarat berättade berättar berättat menade menar menat tillade "
        "tillägger tillagt skrev skriver skrivit svarade svarar svarat frågade frågar frågat konstaterade "
        "konstaterar konstaterat påpekade påpekar påpekat betonade betonar betonat varnade varnar varnat uppgav "
        "uppger uppgett hävdade hävdar hävdat anser ansåg tycker tyckte tror trodde hoppas hoppades medgav medger "
        "bekräftade bekräftar bekräftat meddelade meddelar meddelat uttalade kommenterade kommenterar lovade "
        "lovar kritiserade kritiserar fortsatte fortsätter utropade ropade ropar skämtade skämtar sammanfattade "
        "sammanfattar framhöll framhåller understryker underströk avslöjade avslöjar beskrev beskriver krävde "
        "kräver erkände erkänner klagade klagar undrade undrar resonerade resonerar noterade noterar slog slår "
        "föreslog föreslår rapporterade rapporterar twittrade suckade suckar skrattar poängterade poängterar "
        "utvecklar utvecklade bedömer bedömde fyller utbrister utbrast intygar intygade försäkrar försäkrade "
        "förtydligar förtydligade inflikar inflikade invänder invände spår spådde ångrar berömmer berömde hyllar "
        "hyllade beklagar beklagade avfärdar avfärdade avslutar avslutade inleder önskar uppmanar uppmanade "
        "jämför fastslår fastslog ryter skrockar förtäljer flikar "
        "kallar kallade skrattade ler skriker skrek viskar viskade muttrar muttrade minns mindes befarar "
        "befarade rasar rasade dundrar jublar jublade instämmer replikerar kontrar kontrade"
    ),
    no_clause_verbs=word_set("pekade pekar"),
    copulas=word_set("är var"),
    verbs_behind=word_set(
        "flinade fnös morrade väste "
        "brummar flinar flämtar fnissar fnyser fräser gnäller grinar gråter hojtar hummar jublar klagar konstaterar "
        "kraxar ler log morrar mumlar muttrar mässar nickar pustar ropar ryter skakar skojar skrattar skriker "
        "skrockar skämtar småler snyftar snäser stammar stånkar suckar svär tjuter tokar utbrister utropar viskar "
        "väser"
    ),
    auxiliaries=word_set("har hade är var ska skulle"),
    fillers=word_set(
        "också sedan senare tidigare ännu redan nu då igår idag dock vidare till dessutom även oss mig honom sig "
        "bara endast"
    )
    - word_set("till"),
    sources=(("låter", "det", "från"), ("enligt",), ("med", "hänvisning", "till")),
    relative_sources=(("enligt", "vilken"),),
    own_sources={
        ("enligt", "honom", "själv"): "he",
        ("enligt", "henne", "själv"): "she",
        ("enligt", "honom"): "he",
        ("enligt", "henne"): "she",
    },
    so_phrases=(("det",), ("så",), ("med", "de", "orden"), ("med", "dessa", "ord")),
    as_words=word_set("som såsom"),
    complementizers=word_set("att"),
    circumstances=word_set(
        "måndag tisdag onsdag torsdag fredag lördag söndag måndagen tisdagen onsdagen torsdagen fredagen lördagen "
        "söndagen idag igår"
    ),
    denials=word_set("inte aldrig ingen inget inga skulle ej"),
    passives=word_set("blev blir blivit"),
    works=word_set(
        "boken romanen filmen serien låten albumet pjäsen operan utställningen studien artikeln tidningen "
        "tidskriften programmet podden projektet kampanjen priset konserten festivalen konferensen gruppen "
        "föreningen plattformen appen spelet föreställningen parollen dokumentären"
    ),
    pronouns={
        "han": "he",
        "hon": "she",
        "de": "they",
        "hen": "either",
        "jag": "nobody",
        "vi": "nobody",
        "man": "nobody",
        "du": "nobody",
        "det": "nobody",
    },
    verb_second=True,
    definite_endings=("en", "et", "an", "na", "arna", "erna", "orna"),
    singular_endings=("en", "et", "an"),
    name_genders={"pål": "he", "nooshi": "she"},
    time_openers=word_set("medan när innan"),
    first_persons=word_set("jag mig min mitt mina vi oss vår vårt våra"),
    definite=word_set("den det de denna detta hans hennes deras vår"),
    indefinite=word_set("en ett några flera många två tre andra"),
    relatives=word_set("som"),
    prepositions=word_set(
        "i på av för från till med om under över vid hos mot efter före inför utan mellan genom inom bland kring "
        "sedan enligt åt"
    ),
    particles=word_set("af av von de van der"),
    home_particles=word_set("från vid på i"),
    genitive_endings=("s",),
    conjunctions=word_set("och samt"),
    stops=word_set(
        "men eller som att när där då om medan eftersom är var har hade till i på efter vid under igår idag måndag "
        "tisdag onsdag torsdag fredag lördag söndag måndagen tisdagen onsdagen torsdagen fredagen"
    ),
    role_synonyms=synonyms(
        ("försvararen försvarare", "advokat advokaten"),
        ("statsrådet", "minister finansminister justitieminister"),
    ),
    person_nouns=word_set(
        "anfallaren artisten backen ekonomen experten forskaren författaren konstnären kvinnan mannen mittfältaren "
        "musikern målvakten pensionären poeten regissören skådespelaren spelaren sångaren sångerskan tonsättaren "
        "veteranen vinnaren världsmästaren åkaren"
    ),
    titles=word_set(
        "herr fru doktor professor statsminister minister president kung drottning prins prinsessa advokat överste "
        "general statsministern finansministern utrikesministern justitieministern presidenten kungen drottningen "
        "borgmästaren ordföranden generaldirektören professorn polisen åklagaren forskaren tränaren chefen "
        "målvakt målvakten försvarare anfallare kapten tränare läkare läkaren kirurg lärare läraren rektor "
        "domare domaren åklagare författare författaren skådespelare regissör sångare sångerska journalist "
        "statsvetare ekonom analytiker forskare historiker chef riksdagsledamot kommunalråd finansminister "
        "justitieminister försvarsminister utbildningsminister talesperson presstalesperson ambassadör "
        "samordnare bonde bonden ögonvittne expert psykolog biskop ordförande vd grannen föräldern"
    ),
    given_names=word_set(
        "agneta albin alf alva anders andreas ann anna-karin annika arne arvid axel barbro bengt berit bertil "
        "birgitta björn bo börje camilla carina carl carl-johan cecilia christer claes dag ebba elin elisabet ella "
        "emma erik erika eva filip fredrik frida gun gunilla gunnar gustaf gustav göran görel hanna hans hans-olof "
        "helena henrik håkan ingela ingemar ingvar isak jakob jan jan-erik jens jerker jesper jimmie johan johanna "
        "johnny jonas josefin jörgen karin karl kenneth kerstin kjell klas kristina lars lasse leif lena lennart "
        "linnea lisa lotta lovisa magdalena magnus maja malin margareta marie mats mattias mikael mona nils nina "
        "nyamko olle olof oskar ove patrik pelle per pernilla peter petra rasmus robin roger rolf rune sara simon "
        "sofia staffan stefan stig susanne sven tage therese thomas tobias tomas tommy tove ulf ulla ulrika urban "
        "viktor ylva åke åsa örjan"
    ),
    title_endings=tuple(
        sorted(
            word_set(
                "minister ministern chef chefen ledare ledaren ordförande ordföranden direktör direktören mästare "
                "mästaren forskare forskaren talesperson talespersonen sekreterare sekreteraren tränare tränaren "
                "läkare läkaren expert experten åklagare åklagaren politiker politikern ledamot ledamoten"
            )
        )
    ),
    title_prefixes=("vice",),
    aged={"åringen": "either", "årige": "either"},
    not_names=word_set(
        "och men eller om när där då som att det den de detta denna dessa han hon hen vi jag du ni man en ett i på av "
        "för från till med under över vid efter före utan mellan genom enligt nu här också även redan bara inte ingen "
        "alla allt många flera någon något vad vem hur varför vilken vilka är var har hade ska kan måste sedan senare "
        "igår idag imorgon måndag tisdag onsdag torsdag fredag lördag söndag januari februari mars april maj juni "
        "juli augusti september oktober november december så dock dessutom därför samtidigt trots hans hennes deras "
        "vår mitt min ja nej kanske just"
    ),
    abbreviations=word_set("a bl ca doc dr dvs ex fil fl jur k kand kl m nr osv pol prof red s st t överstelöjtn"),
    speech_nouns=word_set("svar reaktion kommentar slutsats budskap ord"),
)
