import pytest

from schemas.document import LanguageSupport
from services.entities.core import find_entities
from services.entities.languages import support_of

PARAGRAPHS = {
    "de": (
        "Bundeskanzlerin Klara Lindhorst ist nach Frankreich gereist. In Paris traf sie den Präsidenten des "
        "Landes. Bei Volkswagen begrüßte man das Treffen.",
        {("Klara Lindhorst", "PERSON"), ("Frankreich", "GPE"), ("Paris", "GPE"), ("Volkswagen", "ORG")},
    ),
    "fr": (
        "La ministre Claire Dumont s'est rendue lundi en Allemagne, où elle a vu les dirigeants de Siemens à Munich.",
        {("Claire Dumont", "PERSON"), ("Allemagne", "GPE"), ("Munich", "GPE")},
    ),
    "es": (
        "El presidente Javier Robledo viajó ayer a Alemania. El Partido Popular criticó el viaje a Berlín.",
        {("Javier Robledo", "PERSON"), ("Alemania", "GPE"), ("Partido Popular", "ORG"), ("Berlín", "GPE")},
    ),
    "it": (
        "Il ministro Paolo Ferrante è arrivato ieri a Parigi per incontrare i colleghi della Francia.",
        {("Paolo Ferrante", "PERSON"), ("Parigi", "GPE"), ("Francia", "GPE")},
    ),
    "pl": (
        "Premier Adam Wolski spotkał się w Warszawie z przedstawicielami Niemiec.",
        {("Adam Wolski", "PERSON"), ("Warszawie", "GPE"), ("Niemiec", "GPE")},
    ),
    "ru": (
        "Вчера Иван Орлов прибыл во вторник в Германию. Завтра он будет в Берлине.",
        {("Германию", "GPE"), ("Берлине", "GPE")},
    ),
    "sv": (
        "Statsminister Karin Lundgren reste i går till Tyskland för att träffa ledningen för Ericsson i Berlin.",
        {("Karin Lundgren", "PERSON"), ("Tyskland", "GPE"), ("Berlin", "GPE")},
    ),
    "zh": ("外交部长周二抵达北京,与法国和德国的代表会面。", {("北京", "GPE"), ("法国", "GPE"), ("德国", "GPE")}),
    "ja": ("首相は火曜日、ドイツとフランスを訪問した。", {("ドイツ", "GPE"), ("フランス", "GPE")}),
}


@pytest.mark.parametrize("language", PARAGRAPHS)
def test_names_are_found_in_their_language(language: str) -> None:
    text, names = PARAGRAPHS[language]

    found = {
        (entity.name, entity.type) for entity in find_entities(text, language) if entity.mentions[0].kind == "name"
    }

    assert names <= found


def test_a_place_is_linked_and_its_cases_are_one() -> None:
    text = "Delegacja z Niemiec jest w Warszawie. Warszawa i Niemcy podpiszą umowę w piątek."

    places = {entity.name: entity for entity in find_entities(text, "pl")}

    assert len(places) == 2
    assert {link.id for entity in places.values() for link in entity.links} >= {"DE", "756135"}
    assert all(len(entity.mentions) == 2 for entity in places.values())


def test_the_cases_of_a_person_are_one_under_the_basic_form() -> None:
    text = (
        "Prezes Jan Kowalczyk odwiedził fabrykę. Pracownicy czekali na Jana Kowalczyka. Zdaniem Kowalczyka to sukces."
    )

    people = [entity for entity in find_entities(text, "pl") if entity.type == "PERSON"]

    assert [person.name for person in people] == ["Jan Kowalczyk"]
    assert len(people[0].mentions) == 3


def test_a_surname_is_the_person_named_in_full() -> None:
    text = "Die Ministerin Ursula Brandner kam am Montag. Später sagte Brandner, er stehe. Brandners Partei schwieg."

    people = [entity for entity in find_entities(text, "de") if entity.type == "PERSON"]

    assert [(person.name, len(person.mentions)) for person in people] == [("Ursula Brandner", 3)]


@pytest.mark.parametrize(
    ("language", "support"),
    [("en", "learnt"), (None, "learnt"), ("pt-BR", "learnt"), ("it", "rules"), ("ja", "rules"), ("sw", "marks")],
)
def test_what_is_known_of_a_language(language: str | None, support: LanguageSupport) -> None:
    assert support_of(language) == support


def test_offsets_are_those_of_the_text() -> None:
    for language, (text, _) in PARAGRAPHS.items():
        for entity in find_entities(text, language):
            assert all(text[mention.start : mention.end] == mention.text for mention in entity.mentions)


def test_a_turkish_place_before_an_apostrophe_is_found() -> None:
    found = {entity.name: entity.type for entity in find_entities("Samsun'un bir ilçesinde deprem oldu.", "tr")}
    assert found.get("Samsun") == "GPE"


def test_a_word_of_the_language_at_the_beginning_of_a_sentence_is_no_place() -> None:
    found = {entity.name for entity in find_entities("Man ser Norge her. Det kan man si.", "nb")}
    assert found == {"Norge"}


@pytest.mark.parametrize(
    ("language", "text", "person"),
    [
        ("fi", "Rehtori Liisa Kettunen sulki koulun.", "Liisa Kettunen"),
        ("fi", "Professori Matti Hyvönen Oulun yliopistosta epäilee.", "Matti Hyvönen"),
        ("tr", "Tarım Bakanı Nermin Kavak konuştu.", "Nermin Kavak"),
    ],
)
def test_people_are_told_by_the_given_names_of_the_language(language: str, text: str, person: str) -> None:
    assert person in {entity.name for entity in find_entities(text, language) if entity.type == "PERSON"}
