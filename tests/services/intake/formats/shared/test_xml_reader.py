from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.intake.formats.format import FormatError
from services.intake.formats.shared import xml_reader
from services.intake.formats.shared.xml_reader import XmlFile, read_text, root_name, xml_text


def read_xml(data: bytes) -> XmlFile:
    return read_text(xml_text(data))


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))


def test_names_have_our_prefixes_whatever_the_file_calls_them() -> None:
    root = read_xml(
        b'<r:rss xmlns:r="" xmlns:c="HTTP://purl.org/rss/1.0/modules/content"><c:encoded>x</c:encoded></r:rss>'
    ).root
    assert [child.name for child in root.elements] == ["content:encoded"]


def test_a_prefix_that_is_not_declared_is_taken_for_what_it_looks_like() -> None:
    root = read_xml(b"<rss><dc:creator>A</dc:creator></rss>").root
    assert root.text_of("dc:creator") == "A"


def test_the_name_space_of_the_root_has_no_prefix_and_a_foreign_one_is_not_mistaken_for_it() -> None:
    root = read_xml(
        b'<feed xmlns="http://www.w3.org/2005/Atom"><title xmlns="urn:other">no</title><title>yes</title></feed>'
    ).root
    assert root.text_of("title") == "yes"


@pytest.mark.parametrize(
    "prolog",
    [
        '<!DOCTYPE a SYSTEM "http://never.example/a.dtd">',
        '<!DOCTYPE a PUBLIC "-//X//Y" "a.dtd" [ <!ENTITY x "]>"> <!-- ]> --> <?pi ]> ?> <!ELEMENT a ANY> ]>',
        f'<!DOCTYPE a [ <!ENTITY l0 "ha"> {LAUGHS} ]>',
        '<!DOCTYPE a [ <!ENTITY % p SYSTEM "file:///etc/passwd"> %p; <!ATTLIST a b CDATA "default"> ]>',
    ],
)
def test_a_document_type_is_neither_fatal_nor_read(prolog: str) -> None:
    root = read_xml(f"<?xml version='1.0'?>\n{prolog}\n<a>text</a>".encode()).root
    assert (root.text(), root.attributes, root.line) == ("text", {}, 3)


@pytest.mark.parametrize("declared", [f'<!ENTITY l0 "ha">{LAUGHS}', '<!ENTITY l11 SYSTEM "file:///etc/passwd">'])
def test_an_entity_of_the_file_is_refused_where_it_is_used(declared: str) -> None:
    with pytest.raises(FormatError, match=r"line 2: the entity &l11; is not expanded"):
        read_xml(f"<!DOCTYPE a [ {declared} ]>\n<a>&l11;</a>".encode())


def test_names_of_html_are_known_without_a_dtd() -> None:
    assert read_xml("<a>caf&eacute;&nbsp;&mdash;&amp;&#8217;</a>".encode()).root.text() == "café\xa0—&’"  # noqa: UP012


def test_numbers_of_windows_characters_are_those_characters() -> None:
    assert (
        read_xml(b"<a>don&#146;t &#150; &#129;&#127;&#160;&#65;</a>").root.text() == "don\u2019t \u2013 \x81\x7f\xa0A"
    )


def test_control_characters_that_a_conversion_left_are_those_of_windows() -> None:
    assert (
        read_xml("<a b='\x96'>don\x92t<![CDATA[ \x93x\x94 \x81\x85]]></a>".encode()).root.text() == "don’t “x” \x81\x85"
    )


def test_an_entity_in_an_attribute_is_refused_as_well_and_none_is_seen_in_cdata() -> None:
    root = read_xml(b"<a b='caf&eacute; &amp; &LT;'>&LT;<![CDATA[&eacute; &foo;]]></a>").root
    assert (root.attributes, root.text()) == ({"b": "café & <"}, "<&eacute; &foo;")
    with pytest.raises(FormatError, match="line 1: the entity &foo; is not expanded"):
        read_xml(b"<a id='x&foo;y'/>")


def test_an_include_is_an_element_like_any_other() -> None:
    root = read_xml(b'<a xmlns:xi="http://www.w3.org/2001/XInclude"><xi:include href="file:///etc/passwd"/></a>').root
    assert root.text() == ""


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "there is no root element"),
        (b"just text", "there is no root element"),
        (b"<!DOCTYPE a [", "there is no root element"),
        (b"<a>\n<b></a>", "line 2: mismatched tag"),
        (b"<a>", "line 1: no element found"),
        (b"<a>\n&nope;</a>", "line 2: the entity &nope;"),
        (b"<a b='1' b='2'/>", "line 1: duplicate attribute"),
        (b"<a>\x01</a>", "line 1: not well-formed"),
        (b"<a/><b/>", "line 1: junk after document element"),
        (b"<?xml version='1.0' encoding='punycode'?><a/>", "line 1: the encoding punycode is not known"),
        ("<a>é\n".encode() + b"\xe9</a>", "line 2: byte 0xe9 is not valid UTF-8"),
        (b"<a>" * 201, "line 1, <a>: elements nested over 200 deep"),
        (b"<a " + b" ".join(b"x%d=''" % n for n in range(201)) + b"/>", "line 1, <a>: over 200 attributes"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(data: bytes, reason: str) -> None:
    with pytest.raises(FormatError) as caught:
        read_xml(data)
    assert str(caught.value).startswith(reason)


def test_elements_and_size_are_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xml_reader, "MAX_ELEMENTS", 3)
    with pytest.raises(FormatError, match=r"line 1, <b>: over 3 elements"):
        read_xml(b"<a><b/><b/><b/></a>")
    monkeypatch.setattr(xml_reader, "MAX_BYTES", 10)
    with pytest.raises(FormatError, match="the file has 11 bytes, over the limit of 10"):
        read_xml(b"<a>1234</a>")


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("<a>é</a>".encode("utf-8-sig"), "é"),
        ("<a>é</a>".encode("utf-16"), "é"),
        ("<a>é</a>".encode("utf-16-be"), "é"),
        ("<?xml version='1.0' encoding='iso-8859-1'?><a>é”</a>".encode("cp1252"), "é”"),
        ("<?xml version='1.0' encoding='iso-8859-1'?><a>é”</a>".encode(), "é”"),  # wrong: it is UTF-8
        ("<?xml version='1.0' encoding='utf8mb4'?><a>é</a>".encode(), "é"),  # no encoding at all
        ("<a>é ".encode() + b"\x96</a>", "é –"),  # a dash that was pasted into UTF-8
        ("<?xml version='1.0' encoding='utf-16'?><a>é</a>".encode(), "é"),  # wrong, or the declaration were unreadable
        ("<?xml version='1.0' encoding='UTF-8'?><a>é</a>".encode("cp1252"), "é"),  # wrong: nothing in it is UTF-8
        ("<?xml version='1.0' encoding='windows-1251'?><a>Брель</a>".encode("cp1251"), "Брель"),
        ("<?xml version='1.1'?><a>é</a>".encode(), "é"),
        (b"\n <a>x</a>\x00\n", "x"),
    ],
)
def test_encodings(data: bytes, text: str) -> None:
    assert read_xml(data).root.text() == text


def test_the_source_of_an_element_is_what_stands_in_the_file() -> None:
    file = read_xml("<!DOCTYPE a><a>é<b c='>'>x</b ><d/></a>".encode())
    assert [file.source_of(child) for child in file.root.elements] == [b"<b c='>'>x</b >", b"<d/>"]


def test_the_root_is_seen_in_the_beginning_of_a_file() -> None:
    assert root_name(b"\xef\xbb\xbf<?xml version='1.0'?><!-- <x> --><atom:feed xmlns") == "atom:feed"
    assert root_name("<rss>".encode("utf-16")) == "rss"
    assert root_name(b"<!DOCTYPE nitf [ <!ENTITY a 'cut off here") == "nitf"
    assert root_name(b"<") == root_name(b"") == root_name(b"{}") == ""


@settings(deadline=None)
@given(st.binary(max_size=200) | st.text("<>/!?[]-\"' abDOCTYPE&;=\n", max_size=200).map(str.encode))
def test_any_bytes_are_a_tree_or_a_format_error(data: bytes) -> None:
    root_name(data)
    try:
        read_xml(data)
    except FormatError as error:
        assert str(error)


@pytest.mark.parametrize(
    "text",
    ["<!--" * 100_000, "<!DOCTYPE " * 50_000, "<!DOCTYPE a [" + "<!" * 200_000, "<?" * 200_000, "<a>" + "&" * 400_000],
)
def test_hostile_prologs_take_linear_time(text: str) -> None:
    with pytest.raises(FormatError):
        read_xml(text.encode())
