from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from schemas.topics import TOPICS
from tools.compatibility import breaking_changes
from tools.json_schemas import GENERATED, RELEASED, breaking_since, check, main, schema_file

FILES = sorted({schema_file(topic) for topic in TOPICS})


def test_generated_schemas_are_those_of_the_code() -> None:
    assert check(GENERATED) == [], "run `python -m tools.json_schemas`"


def test_every_topic_has_a_schema_file() -> None:
    assert sorted(path.name for path in GENERATED.glob("*.schema.json")) == FILES


@pytest.mark.parametrize("name", FILES)
def test_every_schema_is_valid_2020_12(name: str) -> None:
    schema = json.loads((GENERATED / name).read_text())
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    Draft202012Validator.check_schema(schema)


def test_a_contract_has_been_released() -> None:
    assert list(RELEASED.glob("*.schema.json")), "run `python -m tools.json_schemas --release`"


def test_the_code_breaks_nothing_that_was_released() -> None:
    assert breaking_since(RELEASED) == {}


# --- The command -----------------------------------------------------------------------------------------------------


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    """Generated and released files as they are in the project, to be changed at will."""
    generated, released = tmp_path / "generated", tmp_path / "released"
    main([], generated, released)
    shutil.copytree(generated, released)
    return generated, released


def edit(path: Path, field: str, **keywords: object) -> None:
    schema = json.loads(path.read_text())
    schema["properties"][field].update(keywords)
    path.write_text(json.dumps(schema, indent=2, sort_keys=True, ensure_ascii=False) + "\n")


def test_check_passes_on_what_was_just_generated(folders: tuple[Path, Path]) -> None:
    assert main(["--check"], *folders) == 0


def test_check_names_each_difference_and_writes_nothing(
    folders: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    generated, released = folders
    edit(generated / "RawArticle.schema.json", "source", maxLength=7)
    (generated / "QuoteEvent.schema.json").unlink()
    (generated / "Poem.schema.json").write_text("{}")
    before = {path: path.read_text() for path in generated.iterdir()}
    assert main(["--check"], generated, released) == 1
    message = capsys.readouterr().err
    assert "RawArticle.schema.json differs from the code" in message
    assert "QuoteEvent.schema.json is missing" in message
    assert "Poem.schema.json describes no model" in message
    assert "python -m tools.json_schemas" in message
    assert {path: path.read_text() for path in generated.iterdir()} == before


def test_generating_puts_right_what_check_found(folders: tuple[Path, Path]) -> None:
    generated, released = folders
    edit(generated / "RawArticle.schema.json", "source", maxLength=7)
    (generated / "Poem.schema.json").write_text("{}")
    assert main([], generated, released) == 0
    assert main(["--check"], generated, released) == 0


def test_generating_twice_gives_the_same_bytes(folders: tuple[Path, Path]) -> None:
    generated, released = folders
    before = {path.name: path.read_bytes() for path in generated.iterdir()}
    main([], generated, released)
    assert {path.name: path.read_bytes() for path in generated.iterdir()} == before
    assert all(content.endswith(b"}\n") for content in before.values())


def test_a_release_that_breaks_nothing_replaces_the_released_contract(folders: tuple[Path, Path]) -> None:
    generated, released = folders
    schema = json.loads((released / "RawArticle.schema.json").read_text())
    del schema["properties"]["dateline"]  # what is released does not know a field that the code has
    (released / "RawArticle.schema.json").write_text(json.dumps(schema))
    assert main(["--release"], generated, released) == 0
    for path in generated.iterdir():
        assert (released / path.name).read_bytes() == path.read_bytes()


def test_a_breaking_release_is_refused_and_names_the_change(
    folders: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    generated, released = folders
    edit(released / "RawArticle.schema.json", "source", maxLength=600)
    (released / "Poem.schema.json").write_text("{}")
    before = {path: path.read_text() for path in released.iterdir()}
    assert main(["--release"], generated, released) == 1
    message = capsys.readouterr().err
    assert "RawArticle.schema.json: source: maxLength was tightened from 600 to 512" in message
    assert "Poem.schema.json: the whole: was removed" in message
    assert {path: path.read_text() for path in released.iterdir()} == before


def test_a_major_release_needs_a_new_event_type(folders: tuple[Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
    generated, released = folders
    edit(released / "RawArticle.schema.json", "source", maxLength=600)
    assert main(["--release", "--major"], generated, released) == 1
    assert "same event type" in capsys.readouterr().err
    path = released / "RawArticle.schema.json"
    path.write_text(path.read_text().replace("urn:copydesk:RawArticle:v1", "urn:copydesk:RawArticle:v0"))
    assert main(["--release", "--major"], generated, released) == 0
    assert json.loads(path.read_text())["$id"] == "urn:copydesk:RawArticle:v1"


def test_major_goes_with_release(folders: tuple[Path, Path]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["--major"], *folders)
    assert stopped.value.code == 2


@pytest.mark.parametrize("name", FILES)
def test_a_change_of_any_field_of_any_schema_is_noticed(name: str) -> None:
    schema = json.loads((GENERATED / name).read_text())
    for field in schema["properties"]:
        without = {**schema, "properties": {key: value for key, value in schema["properties"].items() if key != field}}
        assert f"{field}: was removed" in breaking_changes(schema, without)
