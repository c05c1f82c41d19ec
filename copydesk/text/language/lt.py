"""Lithuanian."""

from __future__ import annotations

from copydesk.text.language.reporting import Reporting
from copydesk.text.word_set import word_set

REPORTING = Reporting(
    relations=word_set(
        "motinos tėvo žmonos vyro brolio sesers sūnaus dukters dukros našlės šeimos tėvų artimųjų giminaičių "
        "draugų draugo draugės kolegų kaimynų aplinkos advokato advokatės advokatų gynėjo gynėjų gynybos"
    ),
    name_genders={"ona": "she", "aušrinė": "she", "jūratė": "she"},
    first_persons=word_set("aš mane man mano mes mus mums mūsų"),
    verbs=word_set(
        "pavadino vadina pavadina įvertino "
        "sakė sako pasakė sakydamas sakydama teigė teigia tvirtino tvirtina pabrėžė pabrėžia pridūrė priduria "
        "aiškino aiškina paaiškino paaiškina pažymėjo pažymi kalbėjo kalba pasakojo pasakoja papasakojo rašė rašo "
        "parašė pranešė praneša nurodė nurodo atsakė atsako klausė klausia paklausė komentavo komentuoja svarstė "
        "svarsto mano manė įsitikinęs įsitikinusi įspėjo įspėja perspėjo patikino patikina pripažino pripažįsta "
        "priminė primena sutinka sutiko tikino tikina ragino ragina paragino apgailestavo apgailestauja džiaugėsi "
        "džiaugiasi piktinosi kritikavo kritikuoja vertino vertina reziumavo akcentavo akcentuoja atskleidė "
        "atkreipė tarė taria sušuko šaukė atkirto stebėjosi stebisi juokavo juokauja prisiminė prisimena "
        "pastebėjo pastebi konstatavo konstatuoja pareiškė pareiškia paskelbė siūlo siūlė pasiūlė prašo prašė "
        "tęsė tęsia nuogąstavo dėstė dėsto"
    ),
    fillers=word_set("taip pat dar vėliau šiandien vakar jis jau tuomet antradienį pirmadienį jiems mums man BNS tada")
    - word_set("jis BNS"),
    sources=(("anot",), ("pasak",)),
    relative_sources=(
        ("pasak", "kurio"),
        ("pasak", "kurios"),
        ("anot", "kurio"),
        ("anot", "kurios"),
    ),
    own_sources={
        ("jo", "teigimu"): "he",
        ("jos", "teigimu"): "she",
        ("jo", "nuomone"): "he",
        ("jos", "nuomone"): "she",
        ("anot", "jo"): "he",
        ("anot", "jos"): "she",
        ("pasak", "jo"): "he",
        ("pasak", "jos"): "she",
        ("jo", "žodžiais"): "he",
        ("jos", "žodžiais"): "she",
    },
    sources_behind=(("teigimu",), ("nuomone",), ("žodžiais",), ("duomenimis",), ("vertinimu",)),
    as_words=word_set("kaip"),
    complementizers=word_set("kad jog"),
    circumstances=word_set("pirmadienį antradienį trečiadienį ketvirtadienį penktadienį šeštadienį sekmadienį"),
    denials=word_set("ne niekada niekas nesakė neteigia"),
    works=word_set(
        "knyga knygoje knygą romanas filmas filme filmo serialas daina albumas spektaklis paroda straipsnis "
        "laikraštis žurnalas laida projektas festivalis konkursas grupė"
    ),
    pronouns={
        "jis": "he",
        "ji": "she",
        "jie": "they",
        "jos": "they",
        "aš": "nobody",
        "mes": "nobody",
        "kuris": "nobody",
    },
    drops_subject=True,
    prepositions=word_set("į iš su be prie po prieš per apie už nuo iki tarp dėl pagal pas ant"),
    conjunctions=word_set("ir bei"),
    stops=word_set("o bet ar arba kad jog kuris kuri kurie kurios kai kada kur nes jei yra buvo bus"),
    titles=word_set("dr prof ponas ponia prezidentas prezidentė premjeras premjerė ministras ministrė meras merė"),
    given_names=word_set(
        "agnė aistė algirdas algis andrius antanas arvydas asta aurelija austėja aušra birutė dainius dalia darius "
        "diana dovilė edgaras eglė eimantas elena emilija evelina gabija gabrielius gediminas giedrius giedrė "
        "gintaras gintarė gitanas henrikas ieva ignas inga ingrida irena jolanta jonas judita julius juozas jurgita "
        "justas justė karolis kristina kęstutis laima laimutė laura laurynas lina linas liudas loreta lukas mantas "
        "marija marius martynas matas milda mindaugas monika nerijus nijolė paulius petras povilas raimundas ramunė "
        "rasa remigijus renata rimantas rita ričardas robertas rokas romualdas rūta sandra saulius sigita simona "
        "simonas stasys tadas tomas ugnė vaida vaidas valdas valdemaras vida vidas viktoras viktorija vilija "
        "virginija virginijus vytautas vytenis zigmas šarūnas žilvinas živilė žygimantas"
    ),
    feminine_name_endings=("a", "ė"),
    not_names=word_set(
        "ir o bet ar kad jog kai kada kur nes jei tai tas ta šis ši jis ji jie jos aš mes jūs jo jų mūsų į iš su be "
        "prie po prieš per apie už nuo iki tarp dėl pagal taip ne jau dar tik net pat šiandien vakar rytoj dabar "
        "tačiau todėl vis dėlto kaip kas ką kodėl yra buvo bus pasak anot visi viskas kiekvienas savo gal"
    ),
    abbreviations=word_set("d doc dr g gen kt m pan plk prof pvz t vad y"),
    inflects_names=True,
    name_cases=("o", "os", "ui", "ą", "u", "ės", "ei", "ę", "e", "io", "iui", "į", "iu", "es"),
    name_basics=("as", "a", "ė", "is", "us", "ys"),
)
