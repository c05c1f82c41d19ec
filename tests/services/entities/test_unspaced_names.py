import pytest

from services.entities.core import find_entities


def found(text: str, language: str) -> set[tuple[str, str]]:
    return {
        (mention.text, entity.type)
        for entity in find_entities(text, language)
        for mention in entity.mentions
        if mention.kind == "name"
    }


@pytest.mark.parametrize(
    ("text", "name", "type_"),
    [
        ("小林太郎社長は辞任する。", "小林太郎", "PERSON"),
        ("また、木坂氏は否定した。", "木坂", "PERSON"),
        ("これについてジョン・スミス氏は語った。", "ジョン・スミス", "PERSON"),
        ("米国のスミス大統領が語った。", "スミス", "PERSON"),
        ("きのう、財務省が発表した。", "財務省", "ORG"),
        ("きのう、青空銀行が発表した。", "青空銀行", "ORG"),
    ],
)
def test_japanese_names_are_told_by_titles_and_heads(text: str, name: str, type_: str) -> None:
    assert (name, type_) in found(text, "ja")


@pytest.mark.parametrize("text", ["両氏は同意した。", "同氏は否定した。", "野党が反対した。", "米大統領が語った。"])
def test_japanese_nouns_are_no_names(text: str) -> None:
    assert {type_ for _, type_ in found(text, "ja")} <= {"GPE"}


def test_a_japanese_company_before_an_office_is_no_person() -> None:
    assert ("アオゾラサービス", "PERSON") not in found("アオゾラサービス会長に就いた。", "ja")


@pytest.mark.parametrize(
    ("text", "name", "type_"),
    [
        ("昨天，王小明先生来了。", "王小明", "PERSON"),
        ("会后，李伟表示，这很重要。", "李伟", "PERSON"),
        ("昨天，青山大学宣布了。", "青山大学", "ORG"),
        ("这是联合国的决定。", "联合国", "ORG"),
    ],
)
def test_chinese_names_are_told_by_titles_verbs_and_heads(text: str, name: str, type_: str) -> None:
    assert (name, type_) in found(text, "zh")


def test_a_noun_for_a_chinese_body_is_no_name() -> None:
    assert ("上市公司", "ORG") not in found("昨天，上市公司上涨。", "zh")
