from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.intake.formats.format import Fields, FormatError, Parsed, Refused
from services.intake.formats.shared import damaged_xml
from services.intake.formats.shared.damaged_xml import mended, read_container, read_xml
from services.intake.formats.shared.xml_reader import Element


def items(data: str | bytes) -> list[str]:
    """The texts of the items; of one that is refused the reason."""
    container = read_container(data if isinstance(data, bytes) else data.encode(), (), "item")

    def read(item: Element) -> list[Fields]:
        return [{"body": item.text()}]

    found = container.articles(container.root.named("item"), read)
    return [str(item.fields["body"]) if isinstance(item, Parsed) else f"refused: {item.error}" for item in found]


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("Salt & pepper &", "Salt & pepper &"),
        ("AT&T; R&amp;D &eacute;&nowhere;", "AT&T; R&D é&nowhere;"),
        ("x?a=1&b=2&copy=3", "x?a=1&b=2&copy=3"),
        ("bell\x07 &#7;&#x0B;&#x07; &#65;&#x42;", "bell  AB"),
        ("a&#xFFFF;b&#xd800;c&#55296;d&#57343;e&#65535;f&#57344;", "abcdef\ue000"),
        ("<![CDATA[a & b \x01&nowhere;]]> & c", "a & b &nowhere; & c"),
        ("&#; &#xZZ; &;", "&#; &#xZZ; &;"),
    ],
)
def test_what_is_plain_is_mended(markup: str, text: str) -> None:
    assert read_xml(f"<a>{markup}</a>".encode()).root.text() == text


def test_an_entity_that_the_file_declares_is_not_taken_for_text() -> None:
    data = b"<!DOCTYPE a [<!ENTITY brand 'Solheim'>]><a>&brand; & &other;</a>"
    with pytest.raises(FormatError, match="line 1"):
        read_xml(data)


def test_what_follows_the_root_is_cut_off() -> None:
    assert read_xml(b"<a>x</a>\n<br />Warning: out of time").root.text() == "x"
    with pytest.raises(FormatError, match="junk"):
        read_xml(b"<a>x</a><a>y</a>")


@pytest.mark.parametrize(
    "broken",
    [
        "<item>a<b></item>",
        "<item>a</b></item>",
        "<item>a<![CDATA[ b</item>",
        "<item>a",
        '<item id="a>a</item>',
        "<item>a < b</item>",
        "<item>a<!-- b</item>",
    ],
)
def test_a_broken_item_costs_itself_alone(broken: str) -> None:
    first, second, third = items(f"<r><item>one</item>{broken}\n<item>three & four</item></r>")
    assert (first, third) == ("one", "three & four")
    assert second.startswith("refused: item 2, line ")


def test_a_file_that_is_cut_off_keeps_what_is_whole() -> None:
    assert items("<r><item>one</item><item>two</item><item>thr") == [
        "one",
        "two",
        "refused: item 3, line 1: mismatched tag",
    ]


def test_an_item_in_a_section_of_characters_is_text() -> None:
    found = items("<r><item><![CDATA[write <item>this</item>]]></item><item>two<b></item></r>")
    assert found[0] == "write <item>this</item>"
    assert len(found) == 2


def test_a_bad_byte_costs_its_item_and_a_dash_of_windows_none() -> None:
    data = "<r><item>Fähre</item>".encode() + b"<item>gar\xe7on</item><item>a \x96 b</item></r>"
    assert items(data) == ["Fähre", "refused: item 2, line 1: byte 0xe7 is not valid UTF-8", "a – b"]


def test_a_refused_item_comes_with_its_own_bytes() -> None:
    container = read_container("<r>é<item>caf\xe9".encode("latin-1").replace(b"\xe9<", "é<".encode()), (), "item")
    (refused,) = container.articles([], lambda _: [])
    assert isinstance(refused, Refused) and refused.value == b"<item>caf\xe9"


def test_an_item_alone_that_is_broken_is_an_error() -> None:
    with pytest.raises(FormatError, match="mismatched"):
        items("<item><b></item>")


def test_items_are_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(damaged_xml, "MAX_ITEMS", 1)
    for data in ("<r><item/><item/></r>", "<r><item/><item/><b></r>"):
        with pytest.raises(FormatError, match="over 1 items"):
            items(data)


@pytest.mark.parametrize(
    "unit", ["&", "&a", "&#", "<item", "<item>", "<![CDATA[", "]]>", "<item><![CDATA[", "</", "\n", "&b;", "<a b='"]
)
def test_hostile_files_take_linear_time(unit: str) -> None:
    try:
        items("<r>" + unit * (400_000 // len(unit)))
    except FormatError:
        return


@settings(deadline=None)
@given(st.text("<>/!?[]-\"' irtem&;=#x1\n\x07", max_size=200))
def test_any_text_is_items_or_a_format_error(text: str) -> None:
    mended(text)
    try:
        items(f"<r>{text}<item>")
    except FormatError as error:
        assert str(error)
