from __future__ import annotations

import json
import os
import signal
from pathlib import Path
from typing import Any

import pytest

from schemas.article import AnnotatedArticle, CleanArticle, EnrichedArticle
from tests.copydesk.cli.command import copydesk, started

SAID = "“We will rebuild the bridge,” said Mayor Ana Ruiz. The works begin in Porto in March, and will last two years."
ARTICLE = {"id": "bridge", "source": "wire", "title": "Bridge to be rebuilt", "body": SAID}


def lines(path: Path, *articles: object) -> Path:
    written = [article if isinstance(article, str) else json.dumps(article) for article in articles]
    path.write_text("".join(f"{line}\n" for line in written), encoding="utf-8")
    return path


def events(output: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in output.splitlines()]


@pytest.fixture
def wire(tmp_path: Path) -> Path:
    return lines(tmp_path / "wire.jsonl", ARTICLE, '{"body": "cut off', {"id": "empty"}, {**ARTICLE, "id": "again"})


def test_enrich_goes_on_past_bad_lines_and_says_where_and_why(wire: Path, tmp_path: Path) -> None:
    buried = tmp_path / "refused.jsonl"
    result = copydesk("enrich", wire, "--dead-letters", buried)
    assert result.exit_code == 1
    first, second = (EnrichedArticle.model_validate_json(line) for line in result.stdout.splitlines())
    assert (first.id, first.story.verdict) == ("bridge", "new")
    assert (second.id, second.story.verdict, second.story.of) == ("again", "exact", "bridge")
    assert first.quotes[0].speaker.name == "Ana Ruiz"
    assert [step.service for step in first.processing] == ["cleaner", "dedup", "entities", "quotes"]

    invalid, missing = result.stderr.splitlines()
    assert invalid.startswith(f"{wire}:2: Invalid JSON")
    assert missing == f"{wire}:3: body: Field required"
    written = events(buried.read_text(encoding="utf-8"))
    assert [(entry["file"], entry["line"], entry["value"]) for entry in written] == [
        (str(wire), 2, '{"body": "cut off'),
        (str(wire), 3, '{"id": "empty"}'),
    ]
    assert [f"{wire}:{entry['line']}: {entry['reason']}" for entry in written] == [invalid, missing]


def test_all_went_well_is_exit_code_0(tmp_path: Path) -> None:
    result = copydesk("enrich", lines(tmp_path / "wire.jsonl", ARTICLE))
    assert result.exit_code == 0
    assert result.stderr == ""


def test_as_is_keeps_the_text_to_the_letter(tmp_path: Path) -> None:
    body = "Photo: someone\n\n  By Ann Lee\n“Odd  spac-\ning,” said Ana Ruiz.\n"
    result = copydesk("enrich", "--as-is", lines(tmp_path / "wire.jsonl", {**ARTICLE, "body": body}))
    (event,) = events(result.stdout)
    assert event["text"] == body
    for entity in event["entities"]:
        for mention in entity["mentions"]:
            assert body[mention["start"] : mention["end"]] == mention["text"]


def test_a_text_file_is_one_article(tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text(f"Bridge to be rebuilt\n\n{SAID}\n", encoding="utf-8")
    result = copydesk("enrich", page)
    (event,) = events(result.stdout)
    assert SAID in event["text"]
    assert event["source"] == "file"


@pytest.mark.parametrize("arguments", [(), ("-",)])
def test_standard_input_is_read_where_no_file_is_given(arguments: tuple[str, ...]) -> None:
    result = copydesk("quotes", *arguments, stdin=json.dumps(ARTICLE))
    assert result.exit_code == 0
    assert events(result.stdout)[0]["id"] == "bridge"


def test_several_files_are_one_stream(tmp_path: Path) -> None:
    one = lines(tmp_path / "one.jsonl", ARTICLE)
    two = lines(tmp_path / "two.jsonl", {**ARTICLE, "id": "again"}, "broken")
    result = copydesk("dedup", one, two)
    assert [event["story"]["verdict"] for event in events(result.stdout)] == ["new", "exact"]
    assert [set(event) for event in events(result.stdout)] == [{"id", "story"}] * 2
    assert result.stderr.startswith(f"{two}:2: Invalid JSON")


@pytest.mark.parametrize(("command", "model"), [("clean", CleanArticle), ("entities", AnnotatedArticle)])
def test_each_service_prints_its_own_document(command: str, model: type[CleanArticle], wire: Path) -> None:
    result = copydesk(command, wire)
    assert result.exit_code == 1
    assert [model.model_validate_json(line).id for line in result.stdout.splitlines()] == ["bridge", "again"]


def test_text_that_no_terminal_prints_is_printed_all_the_same(tmp_path: Path) -> None:
    body = "Zoë \u0000 \u2028 \U0001f600 \u202e " + SAID
    result = copydesk("enrich", "--as-is", lines(tmp_path / "wire.jsonl", {**ARTICLE, "body": body}))
    (line,) = result.stdout.split("\n")[:-1]
    assert json.loads(line)["text"] == body


def test_a_file_that_is_not_there_is_wrong_usage(tmp_path: Path) -> None:
    result = copydesk("enrich", tmp_path / "none.jsonl")
    assert result.exit_code == 2
    assert result.stderr == f"copydesk: {tmp_path / 'none.jsonl'}: No such file or directory\n"
    assert copydesk("enrich", tmp_path).exit_code == 2


def test_dead_letters_that_cannot_be_written_are_wrong_usage(tmp_path: Path, wire: Path) -> None:
    buried = tmp_path / "none" / "refused.jsonl"
    result = copydesk("enrich", wire, "--dead-letters", buried)
    assert result.exit_code == 2
    assert result.stderr == f"copydesk: {buried}: No such file or directory\n"
    assert result.stdout == ""


def test_a_file_whose_name_is_no_utf8_is_reported_as_well(tmp_path: Path) -> None:
    name = os.fsdecode(os.fsencode(tmp_path) + b"/\xff.jsonl")
    lines(Path(name), "broken")
    buried = tmp_path / "refused.jsonl"
    result = copydesk("clean", name, "--dead-letters", buried)
    assert result.exit_code == 1
    (entry,) = events(buried.read_text(encoding="utf-8"))
    assert entry["file"] == name


@pytest.mark.slow
def test_a_pipe_that_stays_open_is_answered_line_by_line() -> None:
    process = started("clean")
    assert process.stdin
    assert process.stdout
    process.stdin.write(json.dumps(ARTICLE).encode() + b"\n")
    process.stdin.flush()
    assert json.loads(process.stdout.readline())["id"] == "bridge"
    process.stdin.close()
    assert process.wait(10) == 0


@pytest.mark.slow
def test_a_reader_that_has_seen_enough_ends_the_command_quietly(tmp_path: Path) -> None:
    process = started("clean", lines(tmp_path / "wire.jsonl", *[ARTICLE] * 2000))
    assert process.stdout
    assert process.stderr
    assert json.loads(process.stdout.readline())["id"] == "bridge"
    process.stdout.close()
    assert process.stderr.read() == b""
    assert process.wait(10) == 128 + signal.SIGPIPE
