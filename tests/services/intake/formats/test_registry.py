from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.intake.formats.format import FormatError
from services.intake.formats.registry import (
    JSON_MODULES,
    MODULES,
    all_formats,
    choose,
    essence,
    json_format,
    load,
    stated_and_recognised,
)
from tests.services.intake.fuzz import SEEDS

SAMPLES = [(module, path) for module in MODULES for path in sorted((SEEDS / module).glob("*"))]

HTML = b"<!DOCTYPE html><html><body><p>One paragraph.</p></body></html>"


def test_every_format_has_a_name_and_a_media_type_of_its_own() -> None:
    formats = list(all_formats())
    assert len(formats) == len(MODULES)
    assert len({found.name for found in formats}) == len(formats)
    assert len({found.media_types[0] for found in formats}) == len(formats)


def test_every_format_has_samples_for_the_fuzzer() -> None:
    assert {module for module, _ in SAMPLES} == set(MODULES)


@pytest.mark.parametrize(("module", "path"), SAMPLES, ids=[f"{module}/{path.name}" for module, path in SAMPLES])
def test_a_file_is_recognised_without_any_name_and_by_its_name(module: str, path: Path) -> None:
    data = path.read_bytes()
    expected = "html" if module == "plain_text" and path.suffix == ".html" else module
    assert choose(data) is load(expected)
    assert choose(data, path.name) is load(expected)


@pytest.mark.parametrize("module", JSON_MODULES)
def test_a_line_of_json_is_recognised(module: str) -> None:
    for path in (SEEDS / module).glob("*"):
        assert json_format(path.read_bytes()) is load(module)
    assert json_format(b'{"id": "a", "body": "x"}') is None


def test_a_stated_media_type_goes_before_the_suffix_and_both_before_the_content() -> None:
    assert choose(HTML, "page.txt") is load("html")
    assert choose(b"just words", "page.txt", "text/html; charset=utf-8") is load("plain_text")
    assert choose(b"just words", "page.html") is load("plain_text")


def test_bytes_that_are_not_what_their_name_says_are_believed() -> None:
    assert choose(HTML, "page.pdf") is load("html")


def test_what_nothing_recognises_is_left_to_what_it_claims_to_be() -> None:
    assert choose(b"\x00\x01", "page.pdf") is load("pdf")
    with pytest.raises(FormatError, match="the root element is <sheet>, which no format has"):
        choose(b"<?xml version='1.0'?><sheet><p>Text</p></sheet>", "page.xml")
    with pytest.raises(FormatError, match="no format is known"):
        choose(b"\x00\x01", "page.unknown")


def test_a_body_is_of_its_media_type_only_where_it_looks_like_it() -> None:
    assert stated_and_recognised(b"words", "application/nitf+xml") is None
    assert stated_and_recognised(b"one <b>two</b>", "text/html") is load("html")
    assert stated_and_recognised(HTML, "image/png") is None


def test_a_media_type_is_compared_without_case_and_parameters() -> None:
    assert essence(" Text/HTML ; charset=x") == "text/html"


@given(st.binary(max_size=300))
def test_no_format_raises_on_what_it_looks_at(data: bytes) -> None:
    for found in all_formats():
        assert found.can_parse(data[: found.peek_bytes]) in (True, False)
