from copydesk.text.tokens import tokenize
from services.entities.common_nouns import without_common_nouns
from services.entities.found_names import FoundName, name_at


def kept(text: str, *names: str) -> list[str]:
    tokens = tokenize(text)
    found: list[FoundName] = []
    for name in names:
        words = name.split()
        starts = [at for at in range(len(tokens)) if tokens.words[at : at + len(words)] == words]
        found += [name_at(tokens, at, at + len(words), "PERSON") for at in starts]
    return [" ".join(name.words) for name in without_common_nouns(tokens, found)]


def test_a_word_that_the_text_has_in_lower_case_is_no_name_at_the_beginning_of_sentences() -> None:
    assert kept("A plaque honours it. Plaque displayed 1932.", "Plaque") == []
    assert kept("The plaques were stolen.\n\nPlaque found", "Plaque") == []


def test_a_word_with_a_capital_inside_a_sentence_stays_a_name() -> None:
    assert kept("They cook. Cook said so. Then Tim and Cook left.", "Cook") == ["Cook", "Cook"]


def test_a_word_of_a_longer_name_stays_a_name() -> None:
    assert kept("They cook. Cook said so. Tim Cook left.", "Cook", "Tim Cook") == ["Cook", "Cook", "Tim Cook"]


def test_a_word_that_is_only_printed_with_a_capital_stays_a_name() -> None:
    assert kept("Nguyen spoke. Nguyen left.", "Nguyen") == ["Nguyen", "Nguyen"]
