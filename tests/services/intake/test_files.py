from __future__ import annotations

import gzip
import io
import json
import os
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import BinaryIO

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from schemas.article import RawArticle
from services.intake import files, json_lines
from services.intake.files import native_lines, read_submissions
from services.intake.formats.format import FormatError
from services.intake.sandbox.sandbox import Sandbox
from services.intake.sandbox.worker import Limits
from services.intake.submission import ParsedArticle, Submission


@pytest.fixture(scope="module", autouse=True)
def sandbox() -> Iterator[Sandbox]:
    with Sandbox() as opened:
        SANDBOX.append(opened)
        yield opened
        SANDBOX.clear()


SANDBOX: list[Sandbox] = []
"""The one that serves all tests of this module."""


def submissions(data: bytes, name: str = "wire.jsonl") -> list[Submission]:
    return list(read_submissions(name, io.BytesIO(data), "desk", SANDBOX[0]))


def read(data: bytes, name: str = "wire.jsonl") -> list[tuple[int, bytes]]:
    return [(found.line, found.value) for found in submissions(data, name)]


def body_of(data: bytes, name: str = "page.txt") -> str:
    ((line, value),) = read(data, name)
    assert line == 1
    article = json.loads(value)
    assert article["source"] == "desk"
    assert isinstance(article["body"], str)
    return article["body"]


def test_each_line_is_a_submission_with_its_number() -> None:
    found = submissions(b'{"a":1}\n{"b":2}\n')
    assert found == [Submission("wire.jsonl", 1, b'{"a":1}'), Submission("wire.jsonl", 2, b'{"b":2}')]


@pytest.mark.parametrize("name", ["wire.jsonl", "wire.ndjson", "wire.json", "WIRE.JSONL"])
@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", []),
        (b"\n", []),
        (b"\n\r\n  \n", []),
        (b"{}", [(1, b"{}")]),
        (b"{1}\n{2}", [(1, b"{1}"), (2, b"{2}")]),
        (b"{1}\r\n{2}\r\n", [(1, b"{1}"), (2, b"{2}")]),
        (b"\xef\xbb\xbf{1}\n{2}\n", [(1, b"{1}"), (2, b"{2}")]),
        (b"\n\n{1}\n\n\r\n{2}\n\n", [(3, b"{1}"), (6, b"{2}")]),
        (b"  {1}\t\n", [(1, b"{1}")]),
        (b"junk\n{2}\n", [(1, b"junk"), (2, b"{2}")]),
        (b"\xff\xfe\x00\n{2}", [(1, b"\xff\xfe\x00"), (2, b"{2}")]),
    ],
)
def test_json_lines(name: str, data: bytes, expected: list[tuple[int, bytes]]) -> None:
    assert read(data, name) == expected


def test_a_line_longer_than_what_is_read_ahead_is_whole() -> None:
    long = b"x" * (5 * json_lines.PEEK_BYTES + 7)
    assert read(b"{1}\n" + long + b"\n{3}\n" + long) == [(1, b"{1}"), (2, long), (3, b"{3}"), (4, long)]


@pytest.mark.parametrize("end", [b"\n", b"\r\n", b""])
@pytest.mark.parametrize("over", [-2, -1, 0, 1, 2, 5000, 100_000])
def test_an_overlong_line_is_cut_and_the_next_one_is_unharmed(
    monkeypatch: pytest.MonkeyPatch, over: int, end: bytes
) -> None:
    monkeypatch.setattr(json_lines, "MAX_LINE_BYTES", 10_000)
    length = 10_000 + over
    found = read(b"{1}\n" + b"x" * length + end + (b"{3}\n" if end else b""))
    assert found[0] == (1, b"{1}")
    assert found[1] == (2, b"x" * min(length, 10_000))
    assert found[2:] == ([(3, b"{3}")] if end else [])


def test_two_overlong_lines_are_two() -> None:
    over = b"x" * (json_lines.MAX_LINE_BYTES + 10)
    found = read(over + b"\n" + over + b"\n{3}")
    assert [(number, len(value)) for number, value in found] == [
        (1, json_lines.MAX_LINE_BYTES),
        (2, json_lines.MAX_LINE_BYTES),
        (3, 3),
    ]


@contextmanager
def pipe() -> Iterator[tuple[BinaryIO, Callable[[bytes | None], None]]]:
    """The reading end of a pipe, and what writes into it; None closes it."""
    source, sink = os.pipe()
    ends = [sink]

    def write(data: bytes | None) -> None:
        if data is None:
            os.close(ends.pop())
        else:
            os.write(sink, data)

    with os.fdopen(source, "rb") as stream:
        try:
            yield stream, write
        finally:
            for end in ends:
                os.close(end)


LINES = st.lists(st.binary(max_size=60).map(lambda line: line.replace(b"\n", b"")), max_size=12)


@given(LINES, st.integers(1, 9), st.sampled_from([b"", b"\n"]))
@settings(max_examples=50)
def test_any_split_of_the_reading_gives_the_same_lines(lines: list[bytes], size: int, end: bytes) -> None:
    data = b"\n".join(lines) + end
    assume(b"<" not in data)  # a tag may make a page or a wire of it, also behind other bytes
    stripped = [(number, line.removeprefix(b"\xef\xbb\xbf").strip()) for number, line in enumerate(lines, start=1)]
    with pipe() as (stream, write):
        for start in range(0, len(data), size):
            write(data[start : start + size])
        write(None)
        arrived = read_submissions("x.jsonl", stream, "desk", SANDBOX[0])
        found = [(submission.line, submission.value) for submission in arrived]
    assert found == [(number, line) for number, line in stripped if line]


@pytest.mark.parametrize("start", [b"", b"\n\n"])
@pytest.mark.parametrize("name", ["stdin", "x.jsonl"])
def test_a_pipe_that_stays_open_gives_its_articles_as_they_come(start: bytes, name: str) -> None:
    with pipe() as (stream, write):
        arriving = read_submissions(name, stream, "desk", SANDBOX[0])
        write(start + b"{1}\n")
        assert next(arriving).value == b"{1}"
        write(b"\n{2}\n{3}\n")
        assert [next(arriving).value for _ in range(2)] == [b"{2}", b"{3}"]
        write(None)
        assert list(arriving) == []


@given(LINES)
def test_a_small_read_ahead_gives_the_same_lines(lines: list[bytes]) -> None:
    # Whether a file is JSON is seen by its beginning, which the first line shows even to the small reading ahead.
    data = b"\n".join([b"{}", *lines])
    expected = read(data)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(json_lines, "PEEK_BYTES", 4)  # the beginning of an archive, which is known by it
        assert read(data) == expected


@pytest.mark.parametrize("start", [b"", b"\n\n", b"\xef\xbb\xbf", b" \t", b"\r\n", b"\xef\xbb\xbf\n "])
def test_standard_input_that_begins_like_json_is_json_lines(start: bytes) -> None:
    found = read(start + b'{"body": "one"}\n{"body": "two"}', "stdin")
    assert [json.loads(value)["body"] for _, value in found] == ["one", "two"]


@pytest.mark.parametrize("data", [b"Plain text\n{not json}", b"(1)", b'"quoted"'])
def test_standard_input_that_does_not_is_one_article(data: bytes) -> None:
    assert body_of(data, "stdin") == data.decode()


@pytest.mark.parametrize("name", ["page.txt", "wire.dat", "x.20261129", "feed.xml"])
def test_json_is_json_whatever_its_file_is_called(name: str) -> None:
    assert read(b'{"body": "x"}\n{"body": "y"}\n', name) == [(1, b'{"body": "x"}'), (2, b'{"body": "y"}')]
    assert [json.loads(value)["body"] for _, value in read('{"body": "é"}\n'.encode("utf-16"), name)] == ["é"]


@pytest.mark.parametrize("text", ["[Photo: Ann Lee] The ferry runs on.", "{sic} it says", "[1] See below."])
def test_a_bracket_alone_makes_no_json(text: str) -> None:
    assert body_of(text.encode(), "page.txt") == text


TEXT = "Zoë said: “Ça va – 10 €.”\nSecond line"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_text_file_is_one_article_in_any_usual_encoding(encoding: str) -> None:
    assert body_of(TEXT.encode(encoding)) == TEXT


def test_big_endian_utf16_is_read_by_its_mark() -> None:
    assert body_of(b"\xfe\xff" + TEXT.encode("utf-16-be")) == TEXT


def test_bytes_that_windows_1252_does_not_know_do_no_harm() -> None:
    assert body_of(b"caf\xe9 \x81") == "caf\u00e9 \ufffd"


def test_a_half_character_of_utf16_does_no_harm() -> None:
    assert body_of(b"\xff\xfea\x00\x3d\xd8") == "a\ufffd"


def test_binary_data_is_refused_as_it_came() -> None:
    data = b"\x7fELF\x00\x01\x02"
    (refused,) = submissions(data, "page.bin")
    assert refused.value == data
    with pytest.raises(FormatError, match="no format is known"):
        refused.article()


@pytest.mark.parametrize("name", ["page.txt", "stdin"])
def test_a_file_without_a_word_is_refused_as_it_came(name: str) -> None:
    (refused,) = submissions(b" \n", name)
    assert refused.value == b" \n"
    with pytest.raises(ValidationError, match="body and title are both empty"):
        refused.article()


@pytest.mark.parametrize("name", ["page.txt", "page.html", "page.unknown"])
def test_a_file_over_the_limit_is_refused_with_its_beginning(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MAX_LINE_BYTES", 100)
    with Sandbox(Limits(file_bytes=1000)) as sandbox:
        (refused,) = read_submissions(name, io.BytesIO(b"x" * 1001), "desk", sandbox)
    assert refused.value == b"x" * 100
    with pytest.raises(FormatError, match="longer than 1000 bytes"):
        refused.article()


@given(st.binary(max_size=300), st.sampled_from(["x.jsonl", "x.txt", "stdin", "", "x.", ".jsonl"]))
def test_never_raises(data: bytes, name: str) -> None:
    for submission in read_submissions(name, io.BytesIO(data), "desk", SANDBOX[0]):
        assert submission.line >= 1
        assert submission.file == name


# --- Other formats ---------------------------------------------------------------------------------------------------

PAGE = """<!DOCTYPE html><html lang="en"><head><title>Harbour shut</title><meta charset="iso-8859-1">
<meta name="author" content="Ann Lee"></head>
<body><p>Zoë: the harbour was shut for nine hours on Tuesday after a barge ran onto the rocks.</p></body></html>"""

FEED = """<rss version="2.0"><channel><title>Harbour news</title><link>https://wire.example/</link>
<item><guid isPermaLink="false">a</guid><title>One</title><description>First text.</description></item>
<item><guid isPermaLink="false">b</guid></item>
<item><guid isPermaLink="false">c</guid><title>Three</title><description>Third text.</description></item>
</channel></rss>"""

NINJS = {
    "uri": "https://wire.example/n/1",
    "headline": "Fog",
    "body_text": "Fog lifts.",
    "versioncreated": "2026-03-02T08:00:00Z",
}

JSON_FEED = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "Harbour news",
    "items": [{"id": "1", "content_text": "First text."}, {"id": "2", "content_text": "Second text."}],
}


def articles(data: bytes | str, name: str) -> list[RawArticle]:
    return [found.article() for found in submissions(data.encode() if isinstance(data, str) else data, name)]


@pytest.mark.parametrize("name", ["page.html", "page.HTM", "stdin", "page.unknown"])
def test_a_web_page_is_one_article(name: str) -> None:
    (found,) = articles(PAGE, name)
    assert (found.title, found.bylines, found.language) == ("Harbour shut", ("Ann Lee",), "en")
    assert found.body.startswith("Zoë: the harbour")
    assert (found.source, found.media_type) == ("desk", "text/html")


def test_each_item_of_a_feed_is_an_article_and_a_broken_one_harms_no_other() -> None:
    one, two, three = submissions(FEED.encode(), "feed.xml")
    assert [found.line for found in (one, two, three)] == [1, 2, 3]
    assert (one.article().uri, three.article().uri) == ("a", "c")
    assert one.article().source == "Harbour news"
    assert b"<guid" in two.value
    with pytest.raises(FormatError):
        two.article()


def test_a_file_that_cannot_be_read_is_one_refusal_with_its_bytes() -> None:
    data = b"<nitf><head><title>Fog</title></head><body>"
    (refused,) = submissions(data, "fog.nitf")
    assert (refused.line, refused.value) == (1, data)
    with pytest.raises(FormatError):
        refused.article()


def test_an_article_that_is_none_after_all_is_refused_as_it_came() -> None:
    data = PAGE.replace("Harbour shut", "x" * 5000).encode()
    (refused,) = submissions(data, "page.html")
    assert refused.value == data
    with pytest.raises(ValidationError, match="title"):
        refused.article()


def test_what_a_parser_found_is_validated_once_and_carried() -> None:
    for found in (submissions(PAGE.encode(), "page.html")[0], submissions(TEXT.encode(), "page.txt")[0]):
        assert isinstance(found.content, ParsedArticle)
        assert found.article() is found.article()
        assert RawArticle.model_validate_json(found.value).body == found.article().body


@pytest.mark.parametrize("fields", [{"bylines": ["Ann \ud800Lee"]}, {"dateline": "Os\udc00lo"}, {"title": "Fog\ud800"}])
def test_half_a_surrogate_pair_costs_a_letter_and_not_the_article(fields: dict[str, object]) -> None:
    line = json.dumps({"body": PAGE, "media_type": "text/html", **fields}).encode()
    assert b"\\ud" in line
    (found,) = submissions(line)
    (value,) = fields
    assert "?" in str(getattr(found.article(), value))
    assert RawArticle.model_validate_json(found.article().model_dump_json()).body.startswith("Zoë: the harbour")


def test_an_item_that_makes_no_valid_article_is_refused_as_what_was_found_of_it() -> None:
    data = FEED.replace("One", "x" * 5000).encode()
    long, _, _ = submissions(data, "feed.xml")
    assert json.loads(long.value)["title"] == "x" * 5000
    with pytest.raises(ValidationError, match="title\n"):
        long.article()


@pytest.mark.parametrize("name", ["wire.jsonl", "wire.json", "stdin"])
def test_lines_of_json_may_be_of_several_formats(name: str) -> None:
    lines = [{"id": "native", "body": "Text."}, NINJS, JSON_FEED, {"id": "last", "body": "Text."}]
    data = "\n".join(json.dumps(line) for line in lines)
    found = submissions(data.encode(), name)
    assert [submission.line for submission in found] == [1, 2, 3, 3, 4]
    first, ninjs, *feed, last = [submission.article() for submission in found]
    assert (first.id, last.id) == ("native", "last")
    assert (ninjs.title, ninjs.body) == ("Fog", "Fog lifts.")
    assert [item.body for item in feed] == ["First text.", "Second text."]


@pytest.mark.parametrize("indent", [None, 2])
@pytest.mark.parametrize("name", ["one.json", "stdin"])
def test_one_json_value_may_go_over_many_lines(name: str, indent: int | None) -> None:
    assert [found.body for found in articles(json.dumps(JSON_FEED, indent=indent), name)] == [
        "First text.",
        "Second text.",
    ]
    assert [found.body for found in articles(json.dumps(NINJS, indent=indent), name)] == ["Fog lifts."]
    assert [found.body for found in articles(json.dumps([NINJS, NINJS], indent=indent), name)] == ["Fog lifts."] * 2
    natives = [{"body": "One."}, {"body": "Two."}]
    assert [found.body for found in articles(json.dumps(natives, indent=indent), name)] == ["One.", "Two."]
    assert [found.body for found in articles(json.dumps(natives[0], indent=indent), name)] == ["One."]


def test_json_that_begins_like_a_value_over_many_lines_and_is_none_is_lines() -> None:
    assert read(b'{"a": [\n{"body": "x"}\n\nbroken') == [(1, b'{"a": ['), (2, b'{"body": "x"}'), (4, b"broken")]


def test_a_line_that_is_no_article_of_any_format_is_the_loops_to_judge() -> None:
    assert read(b'{"id": "x"}\n[1]\n[{"body": "cut\n') == [(1, b'{"id": "x"}'), (2, b"[1]"), (3, b'[{"body": "cut')]


def raw(**fields: object) -> str:
    return json.dumps({"id": "a", "source": "wire", **fields})


def test_a_body_in_its_original_format_is_read_and_the_senders_fields_win() -> None:
    (found,) = articles(
        raw(body=PAGE, media_type="text/html; charset=utf-8", title="Our title", language=None), "x.jsonl"
    )
    assert (found.id, found.source, found.title) == ("a", "wire", "Our title")
    assert (found.bylines, found.language) == (("Ann Lee",), "en")
    assert found.media_type == "text/html; charset=utf-8"
    assert found.body.startswith("Zoë: the harbour")


def test_a_body_of_many_articles_gives_each_its_own_identity_and_all_the_embargo() -> None:
    line = raw(
        body=FEED, media_type="application/rss+xml", uri="whole", title="All", embargoed_until="2026-03-03T00:00:00Z"
    )
    one, refused, three = submissions(line.encode(), "x.jsonl")
    assert (one.article().uri, three.article().uri) == ("a", "c")
    assert one.article().id != three.article().id
    assert one.article().title == "One"
    assert one.article().source == "wire"
    assert one.article().embargoed_until == three.article().embargoed_until is not None
    assert refused.problem is not None


def test_a_declared_encoding_means_nothing_once_a_body_is_text() -> None:
    nitf = """<?xml version="1.0" encoding="ISO-8859-1"?>
<nitf><head><title>Zoë</title></head><body><body.content><p>Über den Nebel.</p></body.content></body></nitf>"""
    (found,) = articles(raw(body=nitf, media_type="application/nitf+xml"), "x.jsonl")
    assert "Über den Nebel." in found.body


@pytest.mark.parametrize(
    "fields",
    [
        {"body": "Text by now.", "media_type": "application/pdf"},
        {"body": "Text by now.", "media_type": "application/nitf+xml"},
        {"body": "Text by now.", "media_type": "application/x-unheard-of"},
        {"body": PAGE, "media_type": "text/plain"},
        {"body": PAGE, "media_type": "text/plain; charset=utf-8"},
        {"body": PAGE, "media_type": "text/html", "processing": [{"service": "intake", "version": "1", "seconds": 0}]},
        {"body": 7, "media_type": "text/html"},
        {"body": "x", "media_type": ["text/html"]},
    ],
)
def test_a_body_that_is_text_already_stays_as_it_is(fields: dict[str, object]) -> None:
    line = raw(**fields)
    assert read(line.encode()) == [(1, line.encode())]


def test_a_body_that_cannot_be_read_is_refused_with_its_line() -> None:
    line = raw(body="<nitf><body>", media_type="application/nitf+xml").encode()
    (refused,) = submissions(line)
    assert refused.value == line
    with pytest.raises(FormatError):
        refused.article()


# --- Content decides -------------------------------------------------------------------------------------------------


def valid(data: bytes, name: str) -> list[RawArticle]:
    return [found.article() for found in submissions(data, name) if found.problem is None]


@pytest.mark.parametrize("name", ["feed.txt", "feed.json", "feed.dat", "feed", "feed.html"])
def test_a_feed_is_one_whatever_it_is_called_and_encoded_in(name: str) -> None:
    for data in (FEED.encode(), FEED.encode("utf-16"), FEED.encode("utf-16-le")):
        assert [found.title for found in valid(data, name)] == ["One", "Three"]


@pytest.mark.parametrize("name", ["feed.rss.gz", "feed.gz", "feed.txt", "feed"])
def test_what_is_packed_is_read_as_if_it_were_not(name: str) -> None:
    assert [found.title for found in valid(gzip.compress(FEED.encode()), name)] == ["One", "Three"]
    lines = gzip.compress(b'{"body": "one"}\n{"body": "two"}\n')
    assert [found.body for found in valid(lines, name)] == ["one", "two"]


def packed(files: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return made.getvalue()


def test_every_file_of_a_zip_archive_is_read_by_its_own_format() -> None:
    data = packed(
        {
            "wire/": b"",
            "wire/a.rss": FEED.encode(),
            "wire/b.jsonl": b'{"body": "native"}\n',
            "wire/c.txt": b"Just words.",
            "wire/d.html": PAGE.encode("latin-1", "replace"),
            "__MACOSX/wire/._c.txt": b"junk",
            ".hidden": b"junk",
            "wire/e.xml": b"<sheet><p>x</p></sheet>",
        }
    )
    found = submissions(data, "night.zip")
    assert [submission.file for submission in found if submission.problem] == [
        "night.zip/wire/a.rss",
        "night.zip/wire/e.xml",
    ]
    assert [article.title or article.body for article in valid(data, "night.zip")] == [
        "One",
        "Three",
        "native",
        "Just words.",
        "Harbour shut",
    ]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (gzip.compress(FEED.encode())[:-20], "the archive is damaged"),
        (gzip.compress(FEED.encode())[:12] + b"\x00" * 50, "the archive is damaged"),
        (packed({"a.txt": b"x" * 100})[:-30], "the archive cannot be read"),
        (packed({"[Content_Types].xml": b"<x/>", "word/document.xml": b"<x/>"}), "a document or a program"),
        (packed({f"{n}.txt": b"x" for n in range(1001)}), "over 1000 files"),
        (packed({"a.txt": b"0" * 1_500_000}), "longer than 200000 bytes"),
        (packed({f"{n}.jsonl": b" " * 900_000 for n in range(9)}), "more comes out of the archive"),
        (gzip.compress(b"{}\n" * 2_000_000), "more comes out of the archive"),
        (b"PK\x03\x04" + b"x" * 400_000, "longer than 200000 bytes"),
        (packed({"a.zip": packed({"a.txt": b"x"})}), "no format is known"),
    ],
    # Archives hold the time at which they were made, and each process that runs tests must find the same names.
    ids=lambda value: value if isinstance(value, str) else "archive",
)
def test_an_archive_that_is_damaged_or_too_much_is_refused(data: bytes, reason: str) -> None:
    with Sandbox(Limits(file_bytes=200_000)) as sandbox:
        *_, refused = read_submissions("x.zip", io.BytesIO(data), "desk", sandbox)
    assert reason in str(refused.problem)


@given(st.binary(max_size=200), st.integers(0, 100), st.booleans())
@settings(deadline=None)
def test_a_broken_archive_never_raises(junk: bytes, place: int, zipped: bool) -> None:
    whole = packed({"a.txt": b"The ferry runs on."}) if zipped else gzip.compress(b"The ferry runs on.")
    data = whole[:place] + junk + whole[place + len(junk) :]
    for submission in read_submissions("x", io.BytesIO(data), "desk", SANDBOX[0]):
        assert submission.line >= 1


# --- Lines that need no parser ---------------------------------------------------------------------------------------

NATIVE = b'{"id": "a", "body": "x"}'


@pytest.mark.parametrize(
    "data",
    [
        b"",
        NATIVE,
        NATIVE + b"\n\n  " + NATIVE + b"\r\n",
        b"\xef\xbb\xbf" + NATIVE,
        b'{"body" : "broken',
        b'{"media_type": "text/plain", "body": "x"}\n' + NATIVE,
    ],
)
def test_native_lines_are_what_the_reader_makes_of_them(data: bytes) -> None:
    with Sandbox() as sandbox:
        read = list(read_submissions("x.jsonl", io.BytesIO(data), "file", sandbox))
    assert native_lines("x.jsonl", data) == read


@pytest.mark.parametrize(
    "data",
    [
        b"[" + NATIVE + b"]",
        b'{\n"body": "x"\n}',
        b'{"guid": "1", "type": "text", "body_text": "x"}',
        b'{"body": "<p>x</p>", "media_type": "text/html"}',
        NATIVE + b"\nno json",
        b"<rss/>",
    ],
)
def test_lines_of_anything_else_are_left_to_the_reader(data: bytes) -> None:
    assert native_lines("x", data) is None
