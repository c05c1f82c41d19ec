from __future__ import annotations

import pytest

from services.cleaner.language import article_language
from services.cleaner.unmodelled_languages import unmodelled_language


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        (
            "Umengameli uthe abantu kumele balinde kuze kube manje, futhi kusho yena ukuthi lokhu kwenzeka ngoba imali "
            "ayikho. Bathi bazobuya ngemva kwesonto uma konke kulungile.",
            "zu",
        ),
        (
            "Umongameli uthi abantu mabalinde ngoku kuba imali ayikho, kwaye oku kwenzeka emva kweveki. Xa umntu efuna "
            "nto okanye uncedo, makabuye ngaphambi kwemini ukuze ancedwe.",
            "xh",
        ),
        (
            "Gwamnati ta ce mutane su jira domin kudin ba su zo ba, amma shi ya ce za a biya su daga cikin wannan "
            "wata. Kuma duk wanda yake so ya zo inda ake karba.",
            "ha",
        ),
        (
            "Perezida yavuze ko abantu bagomba gutegereza kugeza icyumweru gitaha, ariko leta ivuga ko ibyo "
            "bidashoboka kandi ko umuntu wese ushaka ubufasha yaza nyuma y'amasaha, cyangwa ejo cyane.",
            "rw",
        ),
        (
            "Mutungamiri akati vanhu ngavamirire nekuti hurumende haina mari, uye izvi zvichaitika mushure mevhiki. "
            "Asi munhu wese ari kuda rubatsiro anofanira kuuya kana nguva yakwana, zvakare kuti abatsirwe.",
            "sn",
        ),
    ],
)
def test_a_text_is_told_by_its_commonest_words(text: str, tag: str) -> None:
    assert unmodelled_language(text) == tag
    assert article_language("en", text) == tag


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Lo que dijo ayer la alcaldesa no es lo que se esperaba, y la gente se queja.",
        "The minister said on Tuesday that he would go, but only if all others did as well.",
        "Le ministre a dit mardi que ce n'est pas la fin, et il ne part pas.",
        "Ma ja bym na to nie poszedł, a ona ma rację i nie da się tego zmienić, ale za rok zobaczymy.",
        "Ana Ba, Ya Na, Da Ta, So Ne 4-2 7-5",
        "Presiden berkata bahwa ia akan datang pada hari Selasa ke kota itu.",
        "Il presidente ha detto che la legge non va bene, e se ne va via da Roma con la sua auto e la moglie.",
        "O presidente disse que a lei não é boa, mas na cidade a gente da praça se foi com ele.",
        "De minister zei dat hij op dinsdag gaat, maar na een week is hij er weer.",
    ],
)
def test_other_texts_are_none_of_them(text: str) -> None:
    assert unmodelled_language(text) is None


def test_igbo_is_told_where_the_model_gives_no_sure_answer() -> None:
    text = (
        "Gọọmentị kwuru na ndị mmadụ ga-eche ruo izu ọzọ n'ihi na ego adịghị. Onye ọ bụla chọrọ enyemaka kwa ka "
        "ọ bịa mgbe ụlọ ọrụ mepere, nke bụ ụbọchị Mọnde, maka na ọtụtụ anyị na-eme ihe ahụ. "
        "Kansụl obodo kwuru na ha ga-ekpebi ihe niile banyere ego ahụ n'ime ọnwa na-abịa, mgbe ndị ọzọ lọtara."
    )
    assert unmodelled_language(text) == "ig"
