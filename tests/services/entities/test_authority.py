from __future__ import annotations

from pathlib import Path

import pytest

from services.entities.authority import Authority, AuthorityError, load_authority
from services.entities.core import find_entities

CSV = """name,aliases,id,scheme,type
Zebulon Quorn,Zeb Quorn|Dr Zebulon Quorn,desk-7,desk,PERSON
Lebanon,,place-1,,
Mercury,,planet-1,,LOC
Mercury,,metal-1,,ORG
"""

JSON_LINES = """{"name": "Zebulon Quorn", "aliases": ["Zeb Quorn"], "id": "desk-7", "scheme": "desk", "type": "person"}

{"name": "Lebanon", "id": "place-1"}
"""


def written(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(("name", "text"), [("names.csv", CSV), ("names.jsonl", JSON_LINES)])
def test_names_and_aliases_are_found(tmp_path: Path, name: str, text: str) -> None:
    authority = load_authority(written(tmp_path, name, text))
    record = authority.find(["zeb  quorn"], "PERSON")
    assert record is not None
    assert (record.name, record.link.scheme, record.link.id) == ("Zebulon Quorn", "desk", "desk-7")
    assert authority.find(["Zeb Quorn"], "ORG") is None
    lebanon = authority.find(["Líbano", "LEBANON"], "GPE")
    assert lebanon is not None
    assert (lebanon.link.scheme, lebanon.link.id) == ("authority", "place-1")


def test_one_name_may_have_a_record_for_each_type(tmp_path: Path) -> None:
    authority = load_authority(written(tmp_path, "names.csv", CSV))
    found = [authority.find(["Mercury"], type_) for type_ in ("LOC", "ORG", "PERSON")]
    assert [record and record.link.id for record in found] == ["planet-1", "metal-1", None]


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("a.csv", "name,aliases\nX,Y\n", r"a\.csv, line 1: no column 'id'"),
        ("a.csv", "name,id\nX,1\n,2\n", r"a\.csv, line 3: field 'name' is missing or empty"),
        ("a.csv", "name,id,type\nX,1,CAT\n", r"a\.csv, line 2: field 'type' is 'CAT', none of PERSON"),
        ("a.jsonl", '{"name": "X", "id": "1"}\n{"name": "Y"}\n', r"a\.jsonl, line 2: field 'id' is missing"),
        ("a.jsonl", '{"name": "X", "id": 1}\n', r"line 1: field 'id' is no text"),
        ("a.jsonl", '{"name": "X", "id": "1", "aliases": "Y"}\n', r"line 1: field 'aliases' is no list of names"),
        ("a.jsonl", "[]\n", r"line 1: no JSON object"),
        ("a.jsonl", "{\n", r"line 1: no JSON"),
    ],
)
def test_a_wrong_record_is_named_with_line_and_field(tmp_path: Path, name: str, text: str, message: str) -> None:
    with pytest.raises(AuthorityError, match=message):
        load_authority(written(tmp_path, name, text))


def test_its_id_and_name_win(tmp_path: Path) -> None:
    authority = load_authority(written(tmp_path, "names.csv", CSV))
    text = "Olga Petrenko fled to Lebanon, where Zeb Quorn met her."
    entities = {entity.name: entity for entity in find_entities(text, authority=authority)}
    assert entities["Zebulon Quorn"].id == "desk-7"
    assert [(link.scheme, link.id) for link in entities["Zebulon Quorn"].links] == [("desk", "desk-7")]
    assert entities["Lebanon"].id == "place-1"
    assert [link.scheme for link in entities["Lebanon"].links] == ["authority", "iso3166-1", "geonames"]


def test_two_names_of_one_record_are_one_entity(tmp_path: Path) -> None:
    rows = "name,aliases,id\nQuorn Widgets Inc.,Acme Lamps Ltd.,desk-8\n"
    authority = load_authority(written(tmp_path, "names.csv", rows))
    text = "Shares of Quorn Widgets Inc. fell. Shares of Acme Lamps Ltd. rose."
    found = [entity for entity in find_entities(text, authority=authority) if entity.id == "desk-8"]
    assert [mention.text.rstrip(".") for entity in found for mention in entity.mentions] == [
        "Quorn Widgets Inc",
        "Acme Lamps Ltd",
    ]


def test_an_empty_register_changes_nothing() -> None:
    assert Authority(()).find(["Lebanon"], "GPE") is None
    assert len(Authority(())) == 0
