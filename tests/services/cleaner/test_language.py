from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.cleaner.language import article_language, detect_language

TEXTS = {
    "en": "The old iron bridge will be taken down this summer and rebuilt within three years, the council said.",
    "de": "Die alte Eisenbrücke wird im Sommer abgerissen und in drei Jahren neu gebaut, teilte der Stadtrat mit.",
    "fr": "Le vieux pont de fer sera démoli cet été et reconstruit en trois ans, a annoncé le conseil municipal.",
    "es": "El viejo puente de hierro será derribado este verano y reconstruido en tres años, dijo el ayuntamiento.",
    "pt": "A velha ponte de ferro será demolida este verão e reconstruída em três anos, anunciou a câmara municipal.",
    "it": "Il vecchio ponte di ferro sarà demolito questa estate e ricostruito in tre anni, ha detto il comune.",
    "nl": "De oude ijzeren brug wordt deze zomer afgebroken en binnen drie jaar herbouwd, zei de gemeenteraad.",
    "pl": "Stary żelazny most zostanie rozebrany tego lata i odbudowany w ciągu trzech lat, podała rada miasta.",
    "ru": "Старый железный мост снесут этим летом и построят заново за три года, сообщил городской совет.",
    "ar": "سيهدم الجسر الحديدي القديم هذا الصيف ويعاد بناؤه خلال ثلاث سنوات كما أعلن مجلس المدينة.",
    "ja": "古い鉄橋はこの夏に取り壊され、三年以内に再建されると市議会が発表した。",
    "zh": "市议会表示这座旧铁桥将于今年夏天拆除并在三年内重建。",
    "sv": "Den gamla järnbron rivs i sommar och byggs upp igen inom tre år, meddelade kommunfullmäktige.",
}


@pytest.mark.parametrize("language", TEXTS)
def test_a_sentence_is_enough(language: str) -> None:
    assert detect_language(TEXTS[language]) == language
    assert detect_language("\n\n".join([TEXTS[language]] * 50)) == language


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n",
        "ok",
        "12345 67890 2:1",
        "Reuters",
        "😀😀😀",
        "https://example.com/and/the/rest/of/it.html",
        "\ud800\udfff",
        "橋",
    ],
)
def test_what_is_too_short_or_no_text_has_no_language(text: str) -> None:
    assert detect_language(text) is None


def test_capitals_are_text_as_well() -> None:
    assert detect_language("PRIME MINISTER SAYS THAT THE HOUSE WILL VOTE AGAIN ON MONDAY") == "en"


def test_names_and_addresses_around_a_text_do_not_change_its_language() -> None:
    names = "\n".join(["Jean-Luc Moreau", "François Dupont", "www.exemple.fr/redaction"] * 6)
    assert detect_language(f"{names}\n\n" + f"{TEXTS['en']} " * 20 + f"\n\n{names}") == "en"


def test_a_stated_language_is_kept_with_its_region_and_where_the_text_is_short() -> None:
    assert article_language("en-GB", TEXTS["en"] * 5) == "en-GB"
    assert article_language("pt-BR", "") == "pt-BR"
    assert article_language("fr", TEXTS["en"][:60]) == "fr"


@pytest.mark.parametrize(("stated", "written"), [("en", "de"), ("en-US", "ja"), ("de-AT", "fr")])
def test_a_text_that_is_clearly_in_another_language_overrules_its_source(stated: str, written: str) -> None:
    assert article_language(stated, TEXTS[written] * 10) == written


def test_what_states_english_and_is_not_is_in_its_own_language_even_where_that_is_less_clear() -> None:
    swahili = (
        "Wananchi wa kijiji hicho wamesema kuwa maji yamepungua lakini barabara bado imefungwa. Serikali imeahidi "
        "kutuma msaada wa chakula na dawa ndani ya siku mbili zijazo, huku wanafunzi wakisubiri kurejea shuleni. "
        "Mkuu wa mkoa ametoa wito kwa watu wote kuwa watulivu."
    )
    assert article_language("en-US", swahili) == "sw"
    assert article_language("en-US", swahili[:60]) == "en-US"
    assert article_language("fr", swahili) == "fr"


def test_a_language_that_none_can_tell_from_its_neighbour_is_the_senders_to_say() -> None:
    norwegian = "Regjeringen la fredag fram et nytt forslag om skatt for de største selskapene i landet. " * 5
    assert article_language("nb", norwegian) == "nb"


@pytest.mark.parametrize(
    ("family", "text"),
    [
        ({"hr", "bs", "sr"}, "Gradsko vijeće odlučilo je u utorak navečer zatvoriti stari željezni most"),
        ({"no", "da"}, "sprekker i tre av de elleve buene, og forsikringsselskapene ville ikke betale"),
        ({"id", "ms"}, "memutuskan untuk menutup jembatan besi tua di atas sungai selama paling sedikit"),
    ],
    ids=lambda value: "-".join(sorted(value)) if isinstance(value, set) else "",
)
def test_a_text_that_may_be_in_one_of_two_alike_languages_is_in_one_of_them(family: set[str], text: str) -> None:
    """Doubt between Croatian and Serbian is none between them and English."""
    assert detect_language(text) in family


def test_where_nothing_is_stated_the_text_says_it() -> None:
    assert article_language(None, TEXTS["it"]) == "it"
    assert article_language("", TEXTS["it"]) == "it"
    assert article_language(None, "Reuters") is None


@given(st.text(max_size=2000))
def test_never_raises_and_answers_the_same_again(text: str) -> None:
    assert detect_language(text) == detect_language(text)


@pytest.mark.parametrize("piece", ["\n", "a", ".\n", '"', "THE CAT ", "1", "http://", "a'", "@", "\ud800", "ก"])
def test_a_million_characters_cost_no_more_than_a_page(piece: str) -> None:
    assert detect_language(piece * (1_000_000 // len(piece))) in {None, "en", "th"}


DEV = Path(__file__).parents[4] / "shared" / "eval" / "duplicates" / "trafeval_dev.jsonl.gz"


@pytest.mark.skipif(not DEV.exists(), reason=f"no {DEV.name} beside the project")
def test_web_pages_in_ten_languages() -> None:
    with gzip.open(DEV, "rt", encoding="utf-8") as lines:
        rows = [row for line in lines if (row := json.loads(line))["lang"] and row["text"].strip()]
    rows = rows[::3]
    answers = [detect_language(row["text"]) for row in rows]
    right = sum(answer == row["lang"] for answer, row in zip(answers, rows, strict=True))
    wrong = sum(answer not in (None, row["lang"]) for answer, row in zip(answers, rows, strict=True))
    assert right >= 0.985 * len(rows)
    assert wrong <= 0.006 * len(rows)
