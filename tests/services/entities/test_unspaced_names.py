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


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("基金会执行主席约翰·米勒-怀特认为，这是抉择。", "约翰·米勒-怀特"),
        ("俄罗斯总统弗拉基米尔·普京表示，两国关系很好。", "弗拉基米尔·普京"),
        ("加拿大总理马克·安德森周三在渥太华说，谈判继续。", "马克·安德森"),
        ("队长赵鹏则认为，球队缺少运气。", "赵鹏"),
        ("水务局局长翁美玲介绍，今年降雨减少三成。", "翁美玲"),
        ("外交部发言人林晓燕周三在北京说，谈判继续。", "林晓燕"),
        ("公司总经理赵建国在会上表示，今年招人。", "赵建国"),
    ],
)
def test_a_chinese_name_ends_before_the_words_behind_it(text: str, name: str) -> None:
    assert {printed for printed, type_ in found(text, "zh") if type_ == "PERSON"} == {name}


def test_a_japanese_given_name_may_be_written_in_hiragana() -> None:
    assert ("森田ゆかり", "PERSON") in found("主婦の森田ゆかりさんは困惑していた。", "ja")
