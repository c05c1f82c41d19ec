from __future__ import annotations

from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.intake.formats.email_message import can_parse, parse
from services.intake.formats.format import Fields, FormatError, Parsed, Refused

SEEDS = Path(__file__).parent / "seeds" / "email_message"

HEAD = b"""\
From: Ann Lee <ann@wire.example>
Date: Tue, 03 Mar 2026 09:00:00 GMT
Subject: Fog
Message-ID: <1@wire.example>
"""


def articles(data: bytes) -> list[Fields]:
    items = list(parse(data))
    assert all(isinstance(item, Parsed) for item in items)
    return [item.fields for item in items if isinstance(item, Parsed)]


def only(data: bytes) -> Fields:
    (found,) = articles(data)
    return found


def sent(message: EmailMessage) -> bytes:
    message["From"] = "Desk <desk@wire.example>"
    message["Subject"] = "Story"
    message["Message-ID"] = "<2@wire.example>"
    message["Date"] = "Tue, 03 Mar 2026 09:00:00 +0000"
    return message.as_bytes()


def test_a_press_release_gives_what_its_headers_state() -> None:
    found = only((SEEDS / "release.eml").read_bytes())
    assert found["title"] == "Bridge to be rebuilt – council decides"
    assert found["bylines"] == ["Zöe Press"]
    assert found["source"] == "City of Porto"
    assert found["uri"] == "20260302.1@porto.example"
    assert found["language"] == "en-GB"
    assert found["published_at"] == datetime(2026, 3, 2, 7, 15, tzinfo=UTC)
    assert found["media_type"] == "message/rfc822"


def test_its_text_is_the_plain_one_with_the_lines_whole_and_the_signature_marked() -> None:
    found = only((SEEDS / "release.eml").read_bytes())
    text, regions = str(found["body"]), found["regions"]
    assert text.startswith(
        "The old iron bridge will be taken down this summer and rebuilt within three years, the council"
    )
    assert "“It will carry trams again,” said Mayor Ana Ruiz." in text
    assert isinstance(regions, list)
    assert [(region["role"], text[region["start"] : region["end"]]) for region in regions] == [
        ("boilerplate", "--\nPress office, City of Porto")
    ]


def test_html_is_taken_where_there_is_no_plain_text_and_what_it_hides_is_not() -> None:
    assert only((SEEDS / "newsletter.eml").read_bytes())["body"] == "Good morning. The bridge is to be rebuilt."
    message = EmailMessage()
    message.set_content(" \n")
    message.add_alternative("<html><body><p>Only <b>here</b>.</p></body></html>", subtype="html")
    assert only(sent(message))["body"] == "Only here."


def test_each_message_of_a_mailbox_is_an_article() -> None:
    one, two = articles((SEEDS / "box.mbox").read_bytes())
    assert (one["title"], two["title"]) == ("Fog lifts", "Tug free")
    assert one["body"] == "The fog lifted at noon.\nFrom the harbour came horns."


def test_attached_articles_are_articles_of_their_own() -> None:
    page, mail = articles((SEEDS / "attached.eml").read_bytes())
    assert (page["title"], page["media_type"], page["uri"]) == ("Harbour shut", "text/html", "two@wire.example#1")
    assert (mail["title"], mail["bylines"]) == ("Fog lifts", ["Ann Lee"])
    assert page["published_at"] == datetime(2026, 3, 3, 10, 0, tzinfo=UTC)


def test_pages_and_texts_attached_to_a_message_with_a_text_are_left_alone() -> None:
    message = EmailMessage()
    message.set_content("See the page attached, it is a fine one.")
    message.add_attachment("<html><body><p>Disclaimer</p></body></html>", subtype="html", filename="a.html")
    message.add_attachment("More disclaimer", filename="a.txt")
    message.add_attachment(b"\x89PNG\r\n\x1a\n", maintype="image", subtype="png", filename="a.png")
    assert only(sent(message))["body"] == "See the page attached, it is a fine one."


def test_a_message_attached_to_one_with_a_text_is_an_article_beside_it() -> None:
    inner = EmailMessage()
    inner.set_content("The inner text.")
    inner["Subject"] = "Inner"
    inner["From"] = "x@example.com"
    inner["Date"] = "Tue, 03 Mar 2026 08:00:00 +0000"
    message = EmailMessage()
    message.set_content("The outer text.")
    message.add_attachment(inner)
    assert [found["body"] for found in articles(sent(message))] == ["The outer text.", "The inner text."]


def test_an_attached_article_that_is_broken_is_refused_and_its_neighbours_are_not() -> None:
    message = EmailMessage()
    message.set_content("The text.")
    message.add_attachment(b"%PDF-1.7 broken", maintype="application", subtype="pdf", filename="a.pdf")
    text, refused = parse(sent(message))
    assert isinstance(text, Parsed)
    assert isinstance(refused, Refused)
    assert refused.value == b"%PDF-1.7 broken"


@pytest.mark.parametrize(
    ("subject", "title"),
    [
        (b"Re: AW: Fwd: Fog", "Fog"),
        (b"=?iso-8859-1?q?Br=FCcke?= =?utf-8?b?w7w=?=", "Brückeü"),
        (b"Br\xc3\xbccke", "Brücke"),
        (b"Br\xfccke", "Brücke"),
        (b"=?unheard-of?q?x=FF?=", "xÿ"),
        (b"two\n lines", "two lines"),
    ],
)
def test_a_subject_in_any_encoding_is_the_title(subject: bytes, title: str) -> None:
    data = b"From: a@b.example\nDate: Tue, 03 Mar 2026 09:00:00 GMT\nSubject: " + subject + b"\n\nText."
    assert only(data)["title"] == title


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (b"Content-Type: text/plain; charset=windows-1252\n\n\x93Fog\x94", "“Fog”"),
        (b"Content-Type: text/plain; charset=iso-8859-1\n\n\xc3\xbc and more", "ü and more"),
        (b"Content-Type: text/plain; charset=unheard-of\n\nFog", "Fog"),
        (b"Content-Transfer-Encoding: base64\n\nRm9n", "Fog"),
        (b"Content-Transfer-Encoding: base64\n\nRm9n!!=broken", "Fog"),
        (b"Content-Transfer-Encoding: quoted-printable\n\nF=6Fg=\n.", "Fog."),
        (b"Content-Type: text/plain; charset=iso-2022-jp\n\n\x1b$B6v\x1b(B", "偶"),
        (b"Content-Type: text/plain; charset=u\x00tf-8\n\nFog", "Fog"),
        (b"\nFog", "Fog"),
    ],
)
def test_a_text_in_any_encoding_is_read(content: bytes, text: str) -> None:
    assert str(only(HEAD + content)["body"]).startswith(text)


def test_a_message_without_a_text_is_its_subject() -> None:
    assert only(HEAD + b"\n") == {
        "uri": "1@wire.example",
        "title": "Fog",
        "bylines": ["Ann Lee"],
        "source": "wire.example",
        "published_at": datetime(2026, 3, 3, 9, 0, tzinfo=UTC),
        "pub_status": "usable",
        "media_type": "message/rfc822",
        "body": "",
    }


def nested(depth: int, kind: str) -> bytes:
    inner = b"Content-Type: text/plain\n\ndeep"
    for level in range(depth):
        if kind == "message":
            inner = b"Subject: x\nContent-Type: message/rfc822\n\n" + inner
        else:
            mark = b"b%d" % level
            inner = b"Content-Type: multipart/mixed; boundary=%s\n\n--%s\n%s\n--%s--" % (mark, mark, inner, mark)
    return HEAD + inner


@pytest.mark.parametrize("kind", ["message", "multipart"])
def test_messages_nested_too_deep_are_refused(kind: str) -> None:
    assert any(item.fields["body"] == "deep" for item in parse(nested(4, kind)) if isinstance(item, Parsed))
    for depth in (20, 2000):
        try:
            items = list(parse(nested(depth, kind)))
        except FormatError:
            continue
        assert any(isinstance(item, Refused) for item in items)


@pytest.mark.parametrize("more", [b"a=b; " * 2000, b"\n a=b;" * 2000])
def test_a_header_with_more_parameters_than_any_is_refused_at_once(more: bytes) -> None:
    with pytest.raises(FormatError, match="header is longer than any"):
        list(parse(HEAD + b"Content-Type: text/plain; " + more + b"\n\nText."))


@pytest.mark.parametrize("data", [b"", b"no header\n\ntext", b"\n\n", b"From nobody\n\n"])
def test_what_is_no_message_is_refused(data: bytes) -> None:
    with pytest.raises(FormatError):
        list(parse(data))


@pytest.mark.parametrize(
    "data", [HEAD + b"\ntext", HEAD, b"From a@b.example Tue Mar  3 09:00:00 2026\n" + HEAD, b"\xef\xbb\xbf" + HEAD]
)
def test_a_message_is_recognised(data: bytes) -> None:
    assert can_parse(data)


@pytest.mark.parametrize(
    "data",
    [b"", b"From: the heart\n\nA text", b"Date: today\nSubject to change: all\nTo do: x\n", b"<html>", b"text: x"],
)
def test_a_text_that_begins_like_a_header_is_none(data: bytes) -> None:
    assert not can_parse(data)


@given(st.binary(max_size=300))
def test_any_text_behind_a_header_is_an_article(data: bytes) -> None:
    for item in parse(HEAD + b"\n" + data):
        assert isinstance(item, Parsed)
        assert isinstance(item.fields["body"], str)
