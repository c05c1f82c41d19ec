from copydesk.text.tokens import MOST_TOKENS, tokenize
from copydesk.text.unspaced import is_unspaced, split_unspaced, with_next_characters


def test_each_character_of_a_script_without_blanks_is_a_token_at_its_own_offset() -> None:
    text = "法国总统 Macron 周二"

    tokens = split_unspaced(tokenize(text))

    assert tokens.words == ["法", "国", "总", "统", "Macron", "周", "二"]
    assert [text[start:end] for start, end in zip(tokens.starts, tokens.ends, strict=True)] == tokens.words


def test_a_word_that_mixes_scripts_is_cut_between_them() -> None:
    assert split_unspaced(tokenize("2024年G7峰会")).words == ["2024", "年", "G7", "峰", "会"]


def test_no_more_tokens_are_read_than_of_a_text_with_blanks() -> None:
    tokens = split_unspaced(tokenize("文" * (2 * MOST_TOKENS)))

    assert len(tokens) == len(tokens.starts) == len(tokens.ends) == len(tokens.gaps) == MOST_TOKENS
    assert tokens.ends[-1] == MOST_TOKENS


def test_text_with_blanks_alone_is_left_as_it_is() -> None:
    tokens = tokenize("Wien und Graz")

    assert split_unspaced(tokens) is tokens


def test_the_tagger_sees_each_character_with_the_next_one() -> None:
    words = with_next_characters(split_unspaced(tokenize("北京。Berlin"))).words

    assert [word.replace("\u2060", "") for word in words] == ["北京", "京", "。", "Berlin"]


def test_only_scripts_without_blanks_are_unspaced() -> None:
    assert is_unspaced("東京") and is_unspaced("ドイツ") and not is_unspaced("Москва") and not is_unspaced("서울")
