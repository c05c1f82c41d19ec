from __future__ import annotations

import pytest

from services.intake.formats.html.invitations import is_invitation


@pytest.mark.parametrize(
    "text",
    [
        "Get the best of the day straight to your inbox.",
        "Abonnieren Sie unseren Newsletter am Morgen.",
        "Inscrivez-vous pour recevoir nos alertes.",
        "Suscríbete y lee sin límites.",
        "Meld je aan voor onze nieuwsbrief.",
        "Подписывайтесь на наш канал.",
        "Unterstützen Sie unabhängigen Journalismus.",
        "Soutenez une presse libre, faites un don.",
        "Hazte socio desde cinco euros.",
        "If you like this, become a member today.",
        "Pour lire la suite, choisissez une offre.",
        "Jetzt weiterlesen mit dem Monatsabo.",
        "To continue reading, log in.",
        "Um diesen Inhalt anzuzeigen, ist eine Verbindung nötig.",
        "To view this video you need to accept cookies.",
        "Este contenido puede instalar cookies. Para verlo, acepta.",
        "Follow Evening Post on Facebook for more.",
        "Retrouvez toute la saison sur Instagram.",
    ],
)
def test_the_site_asks_its_readers_for_something(text: str) -> None:
    assert is_invitation(text)


@pytest.mark.parametrize(
    "text",
    [
        "The bakery sends a newsletter to two thousand households.",
        "The regulator said that the privacy policy of the bank broke the law.",
        "Voters who sign up for the register by Friday may vote in May.",
        "The charity asked the city to donate to the shelter.",
        "Der Händler hatte die Datenschutzerklärung nie geändert.",
        "“We have changed our privacy policy and you can sign up here,” the chairman said.",
        "Cookies are baked in the old town hall until the end of the month.",
        "Le boulanger envoie un message à la boîte mail de la mairie.",
    ],
)
def test_news_of_letters_gifts_and_rules_is_text(text: str) -> None:
    assert not is_invitation(text)
