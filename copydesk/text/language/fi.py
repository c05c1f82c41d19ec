"""Finnish."""

from __future__ import annotations

from copydesk.text.language.reporting import Reporting
from copydesk.text.word_set import word_set

REPORTING = Reporting(
    verbs=word_set(
        "nauraa tuumaa jupisee virnistää virnisti "
        "päivittelee päivitteli harmittaa manaa manasi kiroaa tuskailee tuskaili taivastelee taivasteli "
        "sanoi sanoo sanoivat sanovat sanonut kertoi kertoo kertoivat kertovat kertonut totesi toteaa totesivat "
        "toteavat todennut selitti selittää selittivät arvioi arvioivat arvioinut lisäsi lisää lisäsivät "
        "kirjoitti kirjoittaa kirjoittivat vastasi vastaa vastasivat kysyi kysyy kysyivät korosti korostaa "
        "korostivat painotti painottaa painottivat huomautti huomauttaa muistutti muistuttaa varoitti varoittaa "
        "varoittivat ilmoitti ilmoittaa ilmoittivat väitti väittää väittivät uskoi uskoo toivoi toivoo myönsi "
        "myöntää vahvisti vahvistaa kommentoi lupasi lupaa arvosteli arvostelee jatkoi jatkaa huusi huutaa "
        "vitsaili tiivisti tiivistää paljasti paljastaa kutsui kutsuu kuvaili kuvailee kuvasi kuvaa vaati vaatii "
        "tunnusti tunnustaa valitti valittaa ihmetteli ihmettelee pohti pohtii ehdotti ehdottaa raportoi summasi "
        "summaa linjasi linjaa mietti miettii naurahtaa nauroi perusteli perustelee tviittasi tuumasi harmitteli "
        "harmittelee iloitsi iloitsee katsoo katsoi sanaili tokaisi tokaisee kuittaa kuittasi kehui kehuu "
        "kiteytti kiteyttää kertaa huokaa huokaisi tarkensi tarkentaa täsmensi täsmentää pahoitteli pahoittelee "
        "kiitti kiittää väläytti arveli arvelee aprikoi kuvailevat listaa vastaavat lisäävät jatkavat "
        "puolustautuu puolusti "
        "jyrisi jyrisee puuskahti puuskahtaa naurahti hymyili hymyilee vitsailee pohdiskelee pohdiskeli "
        "vakuutti vakuuttaa torjui torjuu kiisti kiistää syytti syyttää moitti moittii kritisoi ärähti "
        "ärähtää murahti täräytti täräyttää tilittää tilitti muisteli muistelee ennusti ennustaa epäilee "
        "epäili pelkää pelkäsi suositteli suosittelee kehotti kehottaa pyysi pyytää lausui lausuu ilmaisi "
        "luonnehtii luonnehti tulkitsee tulkitsi päättelee selventää selvensi hehkutti hehkuttaa ylistää "
        "ylisti nimitti nimittää puhuu puhui viestitti viestittää kuvailivat linjaavat selostaa selosti "
        "tarkentavat huomauttivat"
    ),
    auxiliaries=word_set("on oli ovat olivat"),
    fillers=word_set(
        "myös sitten myöhemmin aiemmin vielä jo nyt eilen tänään kuitenkin lisäksi meille minulle hänelle "
        "puolestaan taas jälleen vain ainoastaan toimittajille medialle"
    ),
    own_sources={("hänen", "mukaansa"): "either", ("hänen", "mielestään"): "either", ("heidän", "mukaansa"): "they"},
    so_phrases=(("näin",), ("näillä", "sanoilla")),
    sources_behind=(("mukaan",), ("mielestä",)),
    as_words=word_set("kuten"),
    complementizers=word_set("että"),
    circumstances=word_set("maanantaina tiistaina keskiviikkona torstaina perjantaina lauantaina sunnuntaina"),
    denials=word_set("ei eivät en emme"),
    works=word_set(
        "kirja kirjassa romaani elokuva elokuvassa sarja sarjassa laulu albumi näytelmä näyttely lehti lehdessä "
        "ohjelma ohjelmassa projekti kampanja palkinto festivaali ryhmä yhdistys peli"
    ),
    pronouns={"hän": "either", "he": "they", "minä": "nobody", "me": "nobody", "se": "nobody"},
    relatives=word_set("joka"),
    genitive_endings=("n",),
    conjunctions=word_set("ja sekä"),
    stops=word_set(
        "mutta tai että joka jotka kun jos koska missä on oli ovat maanantaina tiistaina keskiviikkona torstaina "
        "perjantaina lauantaina sunnuntaina"
    ),
    titles=word_set(
        "herra rouva tohtori professori pääministeri ministeri presidentti kuningas kuningatar kenraali puheenjohtaja "
        "toimitusjohtaja johtaja pormestari valmentaja tutkija ulkoministeri valtiovarainministeri "
        "maalivahti hyökkääjä puolustaja kapteeni lääkäri kirurgi opettaja rehtori tuomari syyttäjä "
        "kirjailija näyttelijä ohjaaja laulaja toimittaja ekonomisti analyytikko historioitsija päällikkö "
        "kansanedustaja kaupunginjohtaja kunnanjohtaja energiaministeri oikeusministeri sisäministeri "
        "puolustusministeri opetusministeri tiedottaja edustaja suurlähettiläs koordinaattori maanviljelijä "
        "silminnäkijä asianajaja asiantuntija psykologi piispa ylijohtaja komisario rikoskomisario "
        "palopäällikkö meteorologi dosentti"
    ),
    given_names=word_set(
        "aino aki aleksi anja anne anneli anni annika antti ari arja arto eero eeva eija elina emilia erkki esa "
        "eveliina hannele hannu harri heidi heikki helena heli henna henri iiro ilkka ilona irja jaakko jaana jani "
        "janne jari jarkko jarmo jenna jenni joni jorma jouko jouni juha juhani jukka jussi jyrki kaarina kai kaisa "
        "kalle kari karita katri keijo kimmo kirsi kristiina lasse lauri lea leena leila liisa maarit maija mari "
        "maria marja marjo markku marko martti matias matti mervi mika mikko minna mira mirja miro niina niko olli "
        "outi paavo pasi paula pekka pentti perttu petri petteri pia piia pirjo päivi raija raimo reijo reino riikka "
        "riitta risto sami samuli sanna sari satu sauli seija seppo sini sirpa taina tanja tapani tapio tarja tarmo "
        "teemu teppo terhi tero tiina timo tommi toni topi tuija tuomas tuula tytti ulla urpo vappu veikko vesa ville "
        "virpi väinö"
    ),
    title_endings=tuple(
        sorted(
            word_set(
                "ministeri johtaja päällikkö puheenjohtaja sihteeri valmentaja tutkija lääkäri professori edustaja "
                "komisario mestari asiantuntija vastaava tiedottaja"
            )
        )
    ),
    aged={"vuotias": "either"},
    not_names=word_set(
        "ja mutta tai jos kun missä koska että se ne tämä nämä hän he minä me sinä te on oli ovat ei myös vielä jo "
        "nyt eilen tänään huomenna sitten silti siksi kuitenkin lisäksi kaikki moni monet joku jokin mitä kuka miten "
        "miksi maanantai tiistai keskiviikko torstai perjantai lauantai sunnuntai tammikuu helmikuu maaliskuu "
        "huhtikuu toukokuu kesäkuu heinäkuu elokuu syyskuu lokakuu marraskuu joulukuu hänen heidän meidän minun niin "
        "kuten näin samalla ehkä kyllä"
    ),
    abbreviations=word_set("dos esim ev fil jne klo ks mm nro ns prof toim tri ym"),
    inflects_names=True,
)
