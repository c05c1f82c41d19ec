from __future__ import annotations

import pytest

from services.intake.formats.format import FormatError
from services.intake.formats.shared import metadata
from services.intake.formats.shared.prose import Prose


@pytest.mark.parametrize(
    ("texts", "names"),
    [
        (["By Ann Lee and Bo Dahl"], ["Ann Lee", "Bo Dahl"]),
        (["Von Ann Lee, Bo Dahl und Cis Ek"], ["Ann Lee", "Bo Dahl", "Cis Ek"]),
        (["Peter and Jane"], ["Peter and Jane"]),
        (["Ann Lee, Marn University"], ["Ann Lee, Marn University"]),
        (["Wine and Dine"], ["Wine and Dine"]),
        (["<b>Ann</b> Lee", " ", "Ann Lee"], ["Ann Lee"]),
        (["Byron Vane"], ["Byron Vane"]),
        (["Anna Lee, Peter Dahl"], ["Anna Lee", "Peter Dahl"]),
        (["By Anna Lee, Staff Writer"], ["Anna Lee"]),
        (["Anna Lee, Korrespondentin"], ["Anna Lee"]),
    ],
)
def test_bylines(texts: list[str], names: list[str]) -> None:
    assert metadata.bylines(texts) == names


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        *(("en", "en"), (" en_GB ", "en-GB"), ("zh-Hant-TW", "zh-Hant-TW")),
        *(("english", None), ("", None), (None, None), ("x" * 99, None)),
    ],
)
def test_a_language_is_a_tag_or_nothing(text: str | None, tag: str | None) -> None:
    assert metadata.language(text) == tag


def test_links() -> None:
    assert metadata.link("a", "https://x.example/b/") == "https://x.example/b/a"
    assert metadata.link(" https://x.example/\n ") == "https://x.example/"
    assert [metadata.link(text) for text in ("a", "mailto:a@b", "data:,x", "http://", "http://[", "", None)] == [
        None
    ] * 7


def test_authorities() -> None:
    uris = (
        "urn:newsml:wire.example:2027:1",
        "tag:Wire.example,2027:1",
        "https://wire.example/1",
        "urn:x:1",
        "7",
        "tag:x",
    )
    assert [metadata.authority(uri) for uri in uris] == ["wire.example"] * 3 + [None] * 3


def test_datelines_lose_their_dash() -> None:
    assert metadata.dateline(" MARN (X) \n– ") == "MARN (X)"
    assert metadata.dateline("–") is None


def test_versions() -> None:
    assert [metadata.version(text) for text in ("0", " 7 ", "2.0", "", None)] == [0, 7, 2, None, None]
    for text in ("-1", "1.5", "v1", "\u0661", str(2**63)):
        with pytest.raises(FormatError, match="version: "):
            metadata.version(text)


def test_a_cancellation_without_a_text_passes_under_its_id_and_an_article_does_not() -> None:
    fields: dict[str, object] = {"uri": "u", "pub_status": "canceled"}
    assert metadata.article(fields, Prose(), "a/b")["title"] == "u"
    for refused in ({"uri": "u"}, {"pub_status": "canceled"}):
        with pytest.raises(FormatError, match="body: there is neither a text nor a title"):
            metadata.article({**refused}, Prose(), "a/b")
