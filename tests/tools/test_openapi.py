from __future__ import annotations

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tools.json_schemas import RELEASED
from tools.openapi import FILE, api_breaking_changes, openapi
from tools.reference import release_api

PUSH = "/v1/articles"

Document = dict[str, Any]


def changed(change: Callable[[Document], object]) -> Document:
    document = copy.deepcopy(dict(openapi()))
    change(document)
    return document


def test_the_code_breaks_nothing_that_was_released() -> None:
    assert api_breaking_changes(json.loads((RELEASED / FILE).read_text()), openapi()) == []


def test_every_reference_points_at_something() -> None:
    text = json.dumps(openapi())
    known = openapi()["components"]["schemas"]  # type: ignore[index]
    references = {part.partition('"')[0] for part in text.split('"#/components/schemas/')[1:]}
    assert references
    assert references <= set(known)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda d: d["paths"].pop(PUSH), f"POST {PUSH}: was removed"),
        (lambda d: d["paths"][PUSH].pop("post"), f"POST {PUSH}: was removed"),
        (
            lambda d: d["paths"][PUSH]["post"]["requestBody"]["content"].pop("application/pdf"),
            f"POST {PUSH}: no longer takes application/pdf",
        ),
        (lambda d: d["paths"][PUSH]["post"]["responses"].pop("207"), f"POST {PUSH}: no longer answers 207"),
        (lambda d: d["paths"][PUSH]["post"]["responses"].update({"202": {}}), f"POST {PUSH}: may now answer 202"),
        (lambda d: d["components"]["schemas"].pop("Whereabouts"), "Whereabouts: was removed"),
        (
            lambda d: d["components"]["schemas"]["PushAnswer"]["properties"].pop("items"),
            "PushAnswer: items: was removed",
        ),
        (
            lambda d: d["components"]["schemas"]["RawArticle"]["properties"]["source"].update(maxLength=7),
            "RawArticle: source: maxLength was tightened from 512 to 7",
        ),
    ],
)
def test_a_change_that_breaks_a_client_is_named(change: Callable[[Document], object], said: str) -> None:
    assert said in api_breaking_changes(openapi(), changed(change))


def test_a_new_path_and_a_new_refusal_break_nobody() -> None:
    def more(document: Document) -> None:
        document["paths"]["/v1/new"] = {"get": {"responses": {"200": {}}}}
        document["paths"][PUSH]["post"]["responses"]["418"] = {}

    assert api_breaking_changes(openapi(), changed(more)) == []


def test_a_breaking_release_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    released = tmp_path / FILE
    assert release_api(released) == 0
    assert release_api(released) == 0
    more = changed(lambda document: document["paths"].update({"/v1/old": {"get": {"responses": {}}}}))
    released.write_text(json.dumps(more))
    assert release_api(released) == 1
    assert "GET /v1/old: was removed" in capsys.readouterr().err
