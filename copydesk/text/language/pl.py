"""Polish."""

from __future__ import annotations

from copydesk.text.language.declension import Declension, endings
from copydesk.text.language.past_tense import polish_past
from copydesk.text.language.reporting import Reporting, synonyms
from copydesk.text.word_set import word_set

REPORTING = Reporting(
    relations=word_set(
        "matki ojca żony męża brata siostry syna córki wdowy rodziny rodziców bliskich krewnych babci dziadka "
        "narzeczonej partnerki partnera przyjaciół przyjaciela przyjaciółki kolegi kolegów znajomych sąsiadów "
        "sąsiada otoczenia sztabu kancelarii współpracowników współpracownika zwolenników krytyków adwokata "
        "adwokatów adwokatki obrońcy obrońców pełnomocnika pełnomocników prawnika prawników"
    ),
    first_persons=word_set("ja mnie mi mój moja moje my nas nam nasz nasza nasze"),
    verbs=word_set(
        "alarmują apelowali apelował apelowała apelują deklarowali deklarują doda ironizowali ironizowała ironizują "
        "opowiadają ostrzegają postulowali postulowała postulują prognozują przypominają przypominali przyzna "
        "sygnalizowali sygnalizował sygnalizowała sygnalizuje sygnalizują szacują twierdzili ujawnia ujawniają "
        "ujawniali ujawniał ujawniała wyjaśniali wyjaśniał wyjaśniała wyliczają wyliczali wytykał wytykała "
        "zapewniali zapewniał zapewniała zauważają zeznali zeznał zeznała "
        "dopowiada kwituje "
        "odpiera odpierał odpierała "
        "powiedział powiedziała powiedzieli powiedziały mówi mówił mówiła mówią mówili stwierdził stwierdziła "
        "stwierdzili stwierdza dodał dodała dodali dodaje dodają podkreślił podkreśliła podkreśla podkreślają "
        "podkreślili wyjaśnił wyjaśniła wyjaśnia wyjaśniają wyjaśnili zaznaczył zaznaczyła zaznacza zaznaczają "
        "ocenił oceniła ocenia oceniają napisał napisała napisali pisze wskazał wskazała wskazuje wskazują "
        "wskazali zapewnił zapewniła zapewnia zapewniają zapewnili oświadczył oświadczyła oświadczyli przekazał "
        "przekazała przekazali przekazuje poinformował poinformowała poinformowali informuje informował "
        "informowały informują zauważył zauważyła zauważa tłumaczył tłumaczyła tłumaczy tłumaczą przyznał "
        "przyznała przyznaje przyznają uważa uważają twierdzi twierdzą twierdził twierdziła argumentował "
        "argumentowała argumentuje ostrzegł ostrzegła ostrzega zapowiedział zapowiedziała zapowiada zapowiedzieli "
        "ogłosił ogłosiła odpowiedział odpowiedziała odpowiada zapytał zapytała pyta pytał zakończył zakończyła "
        "podsumował podsumowała podsumowuje przekonuje przekonywał przekonywała apeluje zaapelował zaapelowała "
        "skomentował skomentowała komentuje komentował opowiada opowiadał opowiadała relacjonuje relacjonował "
        "przypomniał przypomniała przypomina deklaruje zadeklarował zadeklarowała sugeruje zasugerował cytuje "
        "podał podała podaje podają podawał podawała kontynuował kontynuowała żartuje żartował krytykuje "
        "skrytykował dziękował podziękował rzekł rzekła szepnął szepnęła krzyknął krzyknęła zawołał zawołała "
        "wspomina wspominał wspominała potwierdził potwierdziła potwierdza zaproponował zaproponowała domaga żąda "
        "zażądał napisano nazwał nazwała określił określiła wezwał wezwała obiecał obiecała odparł odparła "
        "dodając twierdząc podkreślając wyznał wyznała pisał pisała pisali pisano deklarował deklarowała wyliczał "
        "wyliczała wylicza dopytywał dopytywała dopytuje zastrzegł zastrzegła zastrzega sprecyzował sprecyzowała "
        "precyzuje uściślił uściśliła dodawał dodawała mówiono komentowała wyraził wyraziła zarzucił zarzuciła "
        "zarzuca alarmuje alarmował alarmowała przestrzega przestrzegał przestrzegała ripostował ripostowała "
        "zadeklarowali przekonują przypominał przypominała zwrócił zwróciła odnotował odnotowała obwieścił "
        "obwieściła chwali pochwalił pochwaliła narzeka narzekał ubolewa ubolewał ironizuje ironizował radzi "
        "radził poradził postuluje postulował argumentują oceniał oceniała nadmienił nadmieniła "
        "komentują śmieje uśmiecha wzdycha żali skarży broni szacuje prognozuje przewiduje zwraca utrzymuje "
        "zdradza podsumowują odpowiadają powtarza wspominają zachęca potwierdzają wyznaje tłumacząc"
    )
    | polish_past(
        "powiedział stwierdził dodał podkreślił wyjaśnił zaznaczył ocenił napisał wskazał zapewnił oświadczył "
        "przekazał poinformował zauważył tłumaczył przyznał argumentował ostrzegł zapowiedział ogłosił "
        "odpowiedział zapytał podsumował przekonywał zaapelował skomentował opowiadał relacjonował "
        "przypomniał zadeklarował zasugerował podał krytykował skrytykował krzyknął szepnął zawołał wspominał "
        "potwierdził zaproponował nazwał określił wezwał obiecał odparł wyznał zastrzegł sprecyzował zarzucił "
        "alarmował przestrzegał zwrócił pochwalił oszacował westchnął zaśmiał uśmiechnął przekonał odpisał "
        "zdradził wytknął zwierzył żalił skarżył obruszył oburzył zdziwił bronił zripostował dorzucił wtrącił "
        "uciął skwitował podziękował przeprosił zagroził zaprzeczył przypuszczał wskazywał informował "
        "podkreślał zaznaczał zauważał odpowiadał opowiedział wspomniał zrelacjonował zażartował powtórzył "
        "powtarzał utrzymywał ubolewał zalecał doradził prognozował przewidywał szacował wyraził przyznawał "
        "wykrzyknął mruknął rzucił nawoływał wzywał prosił poprosił ostrzegał zapowiadał oskarżył zarzucał "
        "kpił drwił przekazywał"
    ),
    copulas=word_set("jest był była"),
    verbs_behind=word_set(
        "denerwował denerwowała denerwuje dziwił dziwiła grzmiał grzmiała irytował kontrowali kontrował kontrowała "
        "kontruje kontrują krzyczał krzyczała kwitowali kwitował kwitowała kwitują ucina ucinał ucinała złości "
        "złościł śmiał śmiała żartowali żartowała żartują "
        "biadoli burczy burknął bąka bąknął błaga charczy chichocze chrząka chwali cieszy drwi dukał dziwi dąsa "
        "gdera grzmi ironizuje irytuje jąka jęczy jęknął kpi krzyczy krzyknął kwituje mamrocze mruczy mruknął "
        "narzeka nuci obrusza pieje podśmiewa pokpiwa pokrzykuje prycha przytakuje płacze rechocze rozkazał rzuca "
        "rzucił sapie sarka skamle skarży syczy szepcze szepnął szlocha triumfuje utyskuje westchnął wtrąca wtrącił "
        "wykrzyknął wypala wypalił wzdycha wzrusza wścieka zachwyca zrzędzi zżyma łka śmieje żachnął żali żartuje"
    ),
    fillers=word_set(
        "zarzuty "
        "poniedziałek wtorek środę czwartek piątek sobotę niedzielę "
        "też także również jednak wcześniej później dziś dzisiaj wczoraj potem następnie natomiast zaś nam mu jej im "
        "go ją ich mnie "
        "mi bowiem ostatecznie jeszcze już wtedy m.in się "
        "jedynie tylko wyłącznie zaledwie dziennikarzom mediom reporterom"
    ),
    sources=(
        ("czytamy", "w", "komunikacie"),
        ("czytamy", "w", "oświadczeniu"),
        ("napisano", "w", "komunikacie"),
        ("napisano", "w", "oświadczeniu"),
        ("według",),
        ("zdaniem",),
        ("jak", "podaje"),
        ("jak", "podał"),
        ("jak", "podała"),
        ("jak", "informuje"),
        ("w", "opinii"),
        ("w", "ocenie"),
    ),
    relative_sources=(
        ("według", "którego"),
        ("według", "której"),
        ("zdaniem", "którego"),
        ("zdaniem", "której"),
    ),
    own_sources={
        ("jego", "zdaniem"): "he",
        ("jej", "zdaniem"): "she",
        ("ich", "zdaniem"): "they",
        ("w", "jego", "ocenie"): "he",
        ("w", "jej", "ocenie"): "she",
        ("w", "jego", "opinii"): "he",
        ("w", "jej", "opinii"): "she",
        ("według", "niego"): "he",
        ("według", "niej"): "she",
    },
    so_phrases=(("to",), ("tak",), ("tymi", "słowami"), ("w", "ten", "sposób")),
    as_words=word_set("jak"),
    complementizers=word_set("że iż żeby aby"),
    circumstances=word_set("agencji po podczas przed"),
    denials=word_set("nie nigdy nikt"),
    passives=word_set("został została zostało zostali zostały"),
    works=word_set(
        "książce książka książki powieści powieść filmie film filmu serialu serialie serial piosence piosenka "
        "albumie album sztuce sztuka wystawie wystawa artykule artykuł dziennik dziennika dzienniku tygodnik "
        "tygodnika gazeta gazety gazecie pismo programie program programu projekt projektu kampania kampanii "
        "nagroda festiwal festiwalu konferencji grupa stowarzyszenie platforma gra spektakl spektaklu hasłem "
        "tytułem dokument serwis portal"
    ),
    pronouns={
        "on": "he",
        "ona": "she",
        "oni": "they",
        "one": "they",
        "ja": "nobody",
        "my": "nobody",
        "pan": "nobody",
        "który": "nobody",
        "która": "nobody",
    },
    drops_subject=True,
    relatives=word_set("który która"),
    prepositions=word_set(
        "w we na do z ze od o po przy przez dla pod nad przed za między bez u według wobec podczas ku mimo"
    ),
    particles=word_set("de van von der da"),
    conjunctions=word_set("i oraz"),
    stops=word_set(
        "a ale lub albo że iż który która które którzy którego której gdy kiedy gdzie bo ponieważ gdyż jeśli jest są "
        "był była było będzie po podczas w na dla przed do o"
    )
    - word_set("w na do o"),
    role_synonyms=synonyms(
        ("włodarz", "burmistrz wójt prezydent starosta"),
        ("szkoleniowiec", "trener trenerka"),
        ("mecenas obrońca", "adwokat mecenas"),
        ("duchowny", "ksiądz proboszcz biskup arcybiskup"),
    ),
    person_nouns=word_set(
        "aktor aktora aktorka aktorki artysta artystka artystki artysty autor autora autorka autorki badacz badacza "
        "badaczka badaczki biegaczka biegaczki bramkarka bramkarki bramkarz bramkarza chłopak chłopaka ekonomista "
        "ekonomisty ekspert eksperta ekspertka ekspertki emeryt emeryta emerytka emerytki fotograf fotografa historyk "
        "historyka jubilatka jubilatki kobieta kobiety kompozytor kompozytora malarka malarki mieszkanica mieszkaniec "
        "mieszkanka mieszkanki muzyk muzyka mężczyzna mężczyzny napastnik napastnika naukowica naukowiec obrońca "
        "obrońcy piosenkarka piosenkarki pisarka pisarki pisarz pisarza piłkarz piłkarza poeta poetka poetki poety "
        "polityczka polityczki polityk polityka pomocnik pomocnika reżyser reżysera reżyserka reżyserki rolniczka "
        "rolniczki rolnik rolnika rybak rybaka rzeźbiarz rzeźbiarza senator senatora seniorka seniorki siatkarka "
        "siatkarki szkoleniowica szkoleniowiec tenisistka tenisistki wokalista wokalistka wokalistki wokalisty "
        "zawodniczka zawodniczki zawodnik zawodnika"
    ),
    feminine_noun_endings=("ka", "ini", "yni", "owa"),
    titles=word_set(
        "pan pani dr prof prezydent premier minister min gen ks płk mec burmistrz wójt poseł posłanka król papież "
        "bramkarz obrońca napastnik pomocnik kapitan trener trenerka lekarz lekarka chirurg nauczyciel "
        "nauczycielka sędzia sędzina prokurator pisarz pisarka aktor aktorka reżyser reżyserka piosenkarz "
        "piosenkarka dziennikarz dziennikarka politolog ekonomista ekonomistka analityk naukowiec historyk "
        "kierownik dyrektor dyrektorka rzecznik rzeczniczka senator senatorka radny radna prezes prezeska "
        "wiceminister wiceprezydent marszałek szef szefowa lider liderka ambasador koordynator koordynatorka "
        "rolnik świadek mecenas adwokat komendant wojewoda starosta sołtys profesor ekspert ekspertka "
        "psycholog sierżant major kapral generał ksiądz biskup"
    ),
    given_names=word_set(
        "waldemar oskar zenon lucjan lucyna ludwik leon leonard marcel maksymilian mirela nikodem oliwia oliwier "
        "otylia pelagia pola przemek roksana rozalia rudolf ryszarda sabina salomea sandra seweryn stefania stella "
        "sonia szczepan tobiasz tola tymoteusz tymon wacław weronika wiesława wiktoria wilhelm wincenty wioletta wit "
        "wirginia wojtek xawery zdzisława zygmunt zenobia żaneta lilianna lena laura klaudia kacper kajetan jolanta "
        "joachim jowita judyta juliusz julian józefa ignacy igor iga ida honorata hilary henryka helena gustaw "
        "gracjan gabriela gabriel fryderyk franciszka fabian eryk eugeniusz eugenia ernest eliza daria damian daniel "
        "dagmara cyprian celina brunon borys bolesław bogumił bogumiła blanka błażej bernard benedykt bartłomiej "
        "bartek arkadiusz ariel apolonia anzelm antonina anita angelika andżelika anastazja amelia alojzy alfred "
        "alfreda aleks albert alan adrianna adela ada milena michalina melania matylda maurycy martyna marlena "
        "marianna marian marcelina mariola malwina maja magda lilla leokadia ksawery krystian kornelia kordian "
        "kazimiera zyta wiera "
        "adam adrian agata agnieszka aleksander aleksandra alicja andrzej aneta anna antoni artur barbara bartosz "
        "beata bogdan bogusław bożena cezary czesław dariusz dawid donald dorota edward edyta elżbieta emilia ewa "
        "ewelina filip franciszek grażyna grzegorz halina hanna henryk hubert irena ireneusz iwona izabela jacek "
        "jadwiga jakub jan janina janusz jarosław jerzy joanna julia justyna józef kamil kamila karol karolina "
        "katarzyna kazimierz kinga konrad krystyna krzysztof lech leszek lidia maciej magdalena marcin marek maria "
        "mariusz marta mateusz małgorzata michał mieczysław mikołaj mirosław monika natalia norbert olga patryk "
        "paulina paweł piotr przemysław radosław rafał renata robert roman ryszard sebastian stanisław stefan sylwia "
        "szymon sławomir tadeusz teresa tomasz urszula wanda wiesław wiktor witold wojciech władysław włodzimierz "
        "zbigniew zdzisław zofia zuzanna łukasz"
    ),
    name_genders={"danuta": "she", "kuba": "he", "barnaba": "he", "bonawentura": "he", "kosma": "he"},
    feminine_name_endings=("a",),
    title_prefixes=("wice", "eks"),
    aged={"latek": "he", "latka": "she"},
    not_names=word_set(
        "piłkarze piłkarki siatkarze siatkarki koszykarze koszykarki hokeiści szczypiorniści piłkarzy "
        "policjanci strażacy radni mieszkańcy związkowcy lekarze "
        "i a ale lub że jak gdy kiedy gdzie bo jeśli to ten ta te tego tej w we na do z ze od o po przy przez dla pod "
        "nad przed za między bez u według nie tak już jeszcze też także również jednak dlatego teraz dziś dzisiaj "
        "wczoraj jutro potem wtedy wszyscy wszystko każdy jego jej ich nasz swój mój co kto czy on ona oni ja my ty "
        "wy jest są był była było być może tylko nawet poniedziałek wtorek środa czwartek piątek sobota niedziela "
        "tymczasem zdaniem chodzi ponadto wcześniej"
    ),
    feminine_endings=("a",),
    abbreviations=word_set(
        "abp al asp bp br bryg chor dot dr dyr dyż gen godz hab im insp inż itd itp jw kard kom kpt ks lek m.in mec "
        "mgr min mjr mld mln mł nadinsp nadkom np nr o ok os pl plut podinsp podkom por pos ppor ppłk prof pt płk r "
        "red s sekc sen sierż st tel tys tzw ub ul wg wicemin woj zob św"
    ),
    inflects_names=True,
    past_endings={"łam": "nobody", "łem": "nobody", "ła": "she", "ły": "they", "ł": "he", "li": "they"},
    declensions={
        "he": Declension(
            endings(
                "dra:der ka:ek kowi:ek kiem:ek wła:weł włowi:weł włem:weł ego:y ego:i a:- owi:- iem:- em:- y:a i:a"
            ),
            endings(
                "iego:i iemu:i im:i ego:y emu:y ym:y owi:- aka:ak eka:ek ika:ik oka:ok uka:uk yka:yk óka:ók ska:? "
                "ka:ek iem:? em:- ki:? y:a i:? o:? ca:? la:? ła:? a:-"
            ),
            ("iego", "ego", "iemu", "emu"),
            endings("ego:y ka:? ła:? la:? ra:? a:-"),
        ),
        "she": Declension(
            endings("ii:ia ię:ia ią:ia y:a i:a i:ia ę:a ą:a"),
            endings("iej:a ej:a ą:a ę:a y:a ki:ka gi:ga i:?"),
            ("iej", "ej"),
            endings("ii:ia y:a ki:ka gi:ga"),
        ),
    },
    name_cases=("y", "i", "ę", "ą", "ie", "a", "owi", "em", "iem", "u", "ego", "emu", "im"),
    name_basics=("", "a", "ek", "o", "i", "ia"),
    adverb_endings=("ko", "no", "lo", "czo", "źnie", "wnie"),
)
