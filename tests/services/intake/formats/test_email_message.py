from __future__ import annotations

from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.article import RawArticle
from services.intake.formats.email_message import FORMAT, can_parse, parse
from services.intake.formats.format import Fields, FormatError, Parsed, Refused
from services.intake.formats.registry import choose

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


# --- What is foreign to the article, and what must not be lost ------------------------------------------------------

TRACES = b"".join(b"ARC-Seal: i=%d; cv=none;\n b=%s\n" % (n, b"Ab3" * 700) for n in range(4))


def test_a_message_is_recognised_behind_long_traces() -> None:
    data = b"Received: from a by b\n" + TRACES + HEAD
    assert choose(data + b"\nThe ferry runs on.", "mail.txt") is FORMAT
    assert only(data + b"\nThe ferry runs on.")["body"] == "The ferry runs on."


@pytest.mark.parametrize("line", [b"From desk@wire.example\n", b"From desk@wire.example Tue Mar  3 10:00:00 2026\n"])
def test_a_mailbox_line_with_or_without_a_date_is_no_text(line: bytes) -> None:
    message = b"From: Desk <desk@wire.example>\nSubject: S\nDate: Tue, 03 Mar 2026 09:00:00 +0000\n\nThe ferry.\n"
    assert choose(line + message) is FORMAT
    assert only(line + message)["body"] == "The ferry."
    assert len(articles(line + message + b"\n" + line + message)) == 2


def test_an_address_and_a_subject_above_a_text_make_a_message() -> None:
    assert choose(b"Subject: Ferry\nFrom: Ann <a@lee.example>\n\nThe ferry.\n", "x.txt") is FORMAT
    for text in (b"From: Kirkhaven\nSubject: Ferries\n\nText.\n", b"Subject: Ferry\nFrom: a@lee.example\nText."):
        assert choose(text, "x.txt") is not FORMAT


def alternatives(plain: str, page: str) -> bytes:
    message = EmailMessage()
    message.set_content(plain)
    message.add_alternative(page, subtype="html")
    return sent(message)


PAGE = (
    "<html><body><p>The night ferry runs on, the council decided.</p><p>Fares rise by four per cent.</p></body></html>"
)


@pytest.mark.parametrize(
    "stub",
    [
        "This message contains HTML. Please view it in your browser: https://wire.example/1",
        "Ihr E-Mail-Programm kann diese Nachricht leider nicht anzeigen. Bitte hier klicken: https://wire.example/1",
        "If you cannot read this newsletter, view it online.",
    ],
)
def test_a_text_that_only_sends_the_reader_to_the_page_gives_way_to_it(stub: str) -> None:
    found = only(alternatives(stub, PAGE))
    assert found["body"] == "The night ferry runs on, the council decided.\n\nFares rise by four per cent."


@pytest.mark.parametrize(
    "text",
    [
        "The night ferry runs on, the council decided.\n\nFares rise by four per cent.",
        "Night ferry runs on, council decided.",
        "The night ferry runs on, the council decided. Fares rise by four per cent. Mayor Sanna Vik said that the "
        "harbour office would publish the new timetable on Thursday, and that crews had agreed.",
    ],
)
def test_a_text_that_says_the_same_is_the_message(text: str) -> None:
    assert only(alternatives(text, PAGE))["body"] == text.rstrip() or text in str(
        only(alternatives(text, PAGE))["body"]
    )


def with_attachment(text: str, name: str, data: bytes, kind: str) -> bytes:
    message = EmailMessage()
    message.set_content(text)
    main, _, sub = kind.partition("/")
    message.add_attachment(data, maintype=main, subtype=sub, filename=name)
    return sent(message)


STORY = b"The night ferry will run for another year, the council decided on Tuesday after a long debate."


def test_an_attached_text_is_an_article_of_its_own_beside_the_message() -> None:
    cover, story = articles(with_attachment("Please find our release attached.", "release.txt", STORY, "text/plain"))
    assert cover["body"] == "Please find our release attached."
    assert story["body"] == STORY.decode()
    assert story["uri"] == "2@wire.example#1"


@pytest.mark.parametrize(
    "data",
    [
        b"This e-mail is confidential and intended for the addressee alone; delete it if you are not that person.",
        b"_____________________________\nDesk mailing list\nDesk@wire.example\nhttps://wire.example/list",
        b"Ann Lee, press office",
        b"Please find our release attached below, with all figures.",
    ],
)
def test_a_footer_or_the_message_again_is_no_article(data: bytes) -> None:
    text = "Please find our release attached below, with all figures. It is for your use."
    assert len(articles(with_attachment(text, "a.txt", data, "text/plain"))) == 1


def test_an_attached_document_that_is_not_read_is_told_of_and_a_picture_is_not() -> None:
    name, kind = "release.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    message, refused = parse(with_attachment("See the release.", name, b"PK\x03\x04\x00", kind))
    assert isinstance(message, Parsed) and isinstance(refused, Refused)
    assert "attachment release.docx" in str(refused.error)
    assert len(articles(with_attachment("See it.", "a.png", b"\x89PNG\x00", "image/png"))) == 1


@pytest.mark.parametrize(
    "header",
    [
        "---------- Forwarded message ---------\nFrom: Ann Lee <a@lee.example>\nDate: Mon, 2 Mar 2026\nSubject: S\n"
        "To: Desk <d@wire.example>",
        "-----Ursprüngliche Nachricht-----\nVon: Ann Lee <a@lee.example>\nGesendet: Montag, 2. März 2026\n"
        "An: Desk\nBetreff: S",
        "Begin forwarded message:\n\nFrom: Ann Lee <a@lee.example>\nSubject: S\nDate: 2 March 2026\n"
        "To: One <one@wire.example>,\n  Two <two@wire.example>",
        "From: Ann Lee\nSent: Monday\nTo: Desk\nSubject: S",
        "> De : Ann Lee <a@lee.example>\n> Objet : S\n> Date : 2 mars 2026\n> À : Desk",
    ],
)
def test_the_headers_of_a_forwarded_message_are_no_text(header: str) -> None:
    message = EmailMessage()
    message.set_content(f"For your desk.\n\n{header}\n\nThe night ferry runs on.\n")
    found = RawArticle.model_validate(only(sent(message)))
    left = found.body
    for region in reversed(found.regions):
        assert region.role == "boilerplate"
        left = left[: region.start] + left[region.end :]
    assert left.split() == ["For", "your", "desk.", "The", "night", "ferry", "runs", "on."]


def test_a_list_with_colons_is_text() -> None:
    message = EmailMessage()
    message.set_content("The new timetable:\n\nFrom: Kirkhaven\nTo: Norbrook\nDate: weekdays\n\nIt starts in May.\n")
    assert "regions" not in only(sent(message))


def test_an_embargo_in_the_subject_or_above_the_text_holds_the_article_back() -> None:
    message = EmailMessage()
    message.set_content("EMBARGOED UNTIL 00:01 GMT, WEDNESDAY 4 MARCH 2026\n\nThe night ferry runs on.\n")
    found = only(sent(message))
    assert found["embargoed_until"] == datetime(2026, 3, 4, 0, 1, tzinfo=UTC)
    assert found["pub_status"] == "usable"
    message = EmailMessage()
    message.set_content("EMBARGOED\n\nThe night ferry runs on.\n")
    assert only(sent(message))["pub_status"] == "withheld"
    data = HEAD.replace(b"Subject: ", b"Subject: EMBARGOED until 4 March 2026, 00:01 GMT: ") + b"\nThe ferry.\n"
    found = only(data)
    assert found["embargoed_until"] == datetime(2026, 3, 4, 0, 1, tzinfo=UTC)
    assert not str(found["title"]).startswith("EMBARGO")


@pytest.mark.parametrize(
    "unit", ["-", "_", "> ", "From: a\n", "From: a\nTo: b\nSubject: c\n\nx\n", ": ", "EMBARGO ", "*"]
)
def test_hostile_texts_take_linear_time(unit: str) -> None:
    list(parse(HEAD + b"\n" + unit.encode() * (500_000 // len(unit))))
