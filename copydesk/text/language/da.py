"""Danish."""

from __future__ import annotations

from copydesk.text.language.reporting import Reporting, synonyms
from copydesk.text.word_set import word_set

REPORTING = Reporting(
    verbs=word_set(
        "bedyrede fastholder fastholdt medgav medgiver replicerede replicerer vidnede vidner "
        "reagerer reagerede taler talte benægter benægtede garanterer garanterede antyder antydede spår spåede takker "
        "takkede varsler varslede efterlyser efterlyste fordømmer fordømte omtaler omtalte anerkender anerkendte "
        "sagde siger sagt forklarede forklarer forklaret fortalte fortæller fortalt mente mener ment tilføjede "
        "tilføjer tilføjet skrev skriver skrevet svarede svarer svaret spurgte spørger spurgt konstaterede "
        "konstaterer konstateret påpegede påpeger påpeget understregede understreger understreget advarede "
        "advarer advaret oplyste oplyser oplyst hævdede hævder hævdet håber håbede tror troede indrømmede "
        "indrømmer bekræftede bekræfter bekræftet meddelte meddeler meddelt udtalte udtaler udtalt kommenterede "
        "kommenterer lovede lover kritiserede kritiserer fortsatte fortsætter råbte råber jokede joker "
        "opsummerede opsummerer fremhævede fremhæver afslørede afslører beskrev beskriver krævede kræver erkendte "
        "erkender klagede klager undrede undrer noterede noterer slår slog foreslog foreslår rapporterede "
        "rapporterer synes syntes lyder lød pointerede pointerer vurderer vurderede roser uddyber uddybede "
        "bedyrer konkluderer konkluderede beretter berettede forsikrer forsikrede fastslår fastslog hylder "
        "hyldede beklager beklagede afviser afviste opfordrer opfordrede supplerer supplerede jubler jublede "
        "frygter frygtede griner smiler sukker udbryder udbrød indvender indvendte slutter sluttede begrunder "
        "begrundede forudser præciserer præciserede anfører anførte mindes "
        "kalder kaldte kaldt grinede smilede skriger skreg hvisker afslutter melder meldte raser erklærer "
        "erklærede"
    ),
    copulas=word_set("er var"),
    verbs_behind=word_set(
        "brummede hviskede kontrede kontrer mumlede spøgte sukkede vrissede "
        "brummer flirer fniser fnyser griner græder hulker hvisker hvæser jubler klager ler lo mumler nikker ryster "
        "råber skriger smiler snøfter spøger stammer stønner sukker udbryder vrisser"
    ),
    auxiliaries=word_set("har havde er var skal skulle"),
    fillers=word_set(
        "også så siden senere tidligere endnu allerede nu da dog videre desuden os mig ham sig bl.a kun blot"
    )
    - word_set("da"),
    sources=(("lyder", "det", "fra"), ("ifølge",), ("efter", "udsagn", "fra")),
    relative_sources=(("ifølge", "hvem"),),
    own_sources={("ifølge", "ham"): "he", ("ifølge", "hende"): "she"},
    so_phrases=(("det",), ("sådan",), ("sådan",), ("med", "disse", "ord")),
    as_words=word_set("som sådan"),
    complementizers=word_set("at"),
    circumstances=word_set("mandag tirsdag onsdag torsdag fredag lørdag søndag"),
    denials=word_set("ikke aldrig ingen intet skulle"),
    passives=word_set("blev bliver blevet"),
    works=word_set(
        "bogen romanen filmen serien sangen albummet stykket operaen udstillingen undersøgelsen artiklen avisen "
        "tidsskriftet programmet podcasten projektet kampagnen prisen koncerten festivalen konferencen gruppen "
        "foreningen platformen appen spillet forestillingen dokumentaren"
    ),
    pronouns={
        "han": "he",
        "hun": "she",
        "de": "they",
        "jeg": "nobody",
        "vi": "nobody",
        "man": "nobody",
        "du": "nobody",
        "det": "nobody",
    },
    verb_second=True,
    definite_endings=("en", "et", "ne", "erne"),
    singular_endings=("en", "et"),
    name_genders={"sofie": "she"},
    time_openers=word_set("mens da før"),
    first_persons=word_set("jeg mig min mit mine vi os vores"),
    definite=word_set("den det de denne dette hans hendes deres vores"),
    indefinite=word_set("en et nogle flere mange to tre andre"),
    relatives=word_set("som der"),
    prepositions=word_set(
        "i på af for fra til med om under over ved hos mod efter før uden mellem gennem inden blandt omkring siden "
        "ifølge"
    ),
    particles=word_set("von de van der af"),
    home_particles=word_set("fra ved på i"),
    genitive_endings=("s",),
    conjunctions=word_set("og samt"),
    stops=word_set(
        "men eller som at når der da hvis mens fordi er var har havde til i på efter ved under mandag tirsdag onsdag "
        "torsdag fredag lørdag søndag"
    ),
    role_synonyms=synonyms(
        ("forsvareren forsvarer", "advokat forsvarsadvokat"),
        ("byrådslederen rådhuschefen", "borgmester"),
        ("træneren cheftræneren", "træner cheftræner"),
    ),
    person_nouns=word_set(
        "angriberen artisten cykelrytteren digteren eksperten forfatteren forskeren instruktøren komponisten "
        "kunstneren kvinden løberen manden musikeren målmanden pensionisten sangeren skuespilleren spilleren "
        "verdensmesteren veteranen vinderen økonomen"
    ),
    titles=word_set(
        "hr fru doktor professor statsminister minister præsident konge dronning prins prinsesse advokat oberst "
        "general borgmester rektor biskop direktør formand forsker statsministeren udenrigsministeren "
        "målmand forsvarer angriber kaptajn træner træneren læge lægen kirurg lærer læreren dommer dommeren "
        "anklager forfatter forfatteren skuespiller instruktør sanger sangerinde journalist økonom analytiker "
        "forskeren historiker chef chefen folketingsmedlem finansminister justitsminister forsvarsminister "
        "talsperson talskvinde talsmand ambassadør koordinator landmand øjenvidne ekspert psykolog forkvinde "
        "direktøren"
    ),
    given_names=word_set(
        "anders anja anne annette asger astrid benny bent birgit birthe bjarne bo bodil camilla carsten charlotte "
        "christian claus connie dan dorte dorthe ebbe egon else emil erik esben eva finn flemming frank frederik "
        "gitte grethe gunnar hanne hans helle henning henrik holger ida inge inger jakob jan jens jeppe jesper jette "
        "johannes john jonas jørgen kaare karen karsten kasper keld kim kirsten kjeld klaus knud kresten kristian "
        "kurt lars lasse leif lene line lis lisbeth lone lotte mads magnus majbritt malene marianne mette mia michael "
        "mikkel mogens morten nanna nicolai niels niklas ole otto palle pelle per pernille peter pia poul preben "
        "rasmus rikke sara signe simon sofie stine susanne søren tina tobias torben trine troels uffe ulla ulrik "
        "vibeke villy yildiz"
    ),
    title_endings=tuple(
        sorted(
            word_set(
                "minister ministeren chef chefen leder lederen formand formanden direktør direktøren mester "
                "mesteren forsker forskeren talsperson talsmand ordfører ordføreren sekretær sekretæren træner "
                "træneren læge lægen ekspert eksperten advokat advokaten politiker politikeren"
            )
        )
    ),
    title_prefixes=("vice", "eks"),
    aged={"årige": "either"},
    not_names=word_set(
        "og men eller hvis når der da som at det den de dette denne disse han hun vi jeg du i man en et på af for fra "
        "til med under over ved efter før uden mellem gennem ifølge nu her også allerede kun ikke ingen alle alt "
        "mange flere nogle noget hvad hvem hvordan hvorfor hvilken er var har havde skal kan må siden senere mandag "
        "tirsdag onsdag torsdag fredag lørdag søndag januar februar marts april maj juni juli august september "
        "oktober november december så dog desuden derfor samtidig trods hans hendes deres vores min mit ja nej måske "
        "netop"
    ),
    abbreviations=word_set("a adv bl ca dir dr dvs eks f fl hr kl m mfl nr osv pga pol prof red st"),
    speech_nouns=word_set("svar reaktion kommentar konklusion budskab ord"),
)
