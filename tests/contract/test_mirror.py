"""A test file lies where its subject lies, so that whoever changes or moves a module finds its tests."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MIRRORED = ("copydesk", "schemas", "services", "tools")

ON_PURPOSE = {
    "copydesk/cli/test_hostile_text.py": "every command that prints what strangers wrote",
    "copydesk/cli/test_secrets.py": "every command, with a secret among the settings",
    "copydesk/runtime/test_reader.py": "the Reader of app.py, apart from the app's settings that test_app.py tries",
    "services/dedup/test_look_ahead.py": "what core, memory and key_index promise together",
    "services/dedup/test_restored_state.py": "one state machine for all that is saved and loaded",
    "services/dedup/test_split_by_language.py": "several deduplicators beside each other",
    "services/entities/test_quality.py": "floors of quality of the whole service",
    "services/intake/formats/html/test_linear_time.py": "pages made to be slow, through the whole reader",
    "services/intake/edges/http/test_hostile.py": "the whole edge under requests that nobody should send",
    "services/intake/edges/http/test_properties.py": "the whole edge against its OpenAPI document",
    "services/intake/test_fuzz.py": "the tool beside it, tests/services/intake/fuzz.py",
    "services/test_damaged_messages.py": "every service under messages that are damaged at random",
    "services/quotes/test_languages.py": "the whole service, language by language",
    "services/quotes/test_seed_article.py": "one article through the whole chain, of which quotes is the end",
}
"""Test files of no single module, and what they test. Anything else has the name of its module."""


def without_module(root: Path) -> Iterator[str]:
    """Test files whose path names neither a module nor a package."""
    for top in MIRRORED:
        for test in sorted((root / "tests" / top).rglob("test_*.py")):
            path = test.relative_to(root / "tests")
            subject = root / path.with_name(path.stem.removeprefix("test_"))
            if not subject.with_suffix(".py").is_file() and not (subject / "__init__.py").is_file():
                yield path.as_posix()


def test_every_test_file_lies_where_its_module_does() -> None:
    strays = set(without_module(ROOT)) - set(ON_PURPOSE)
    assert not strays, "move or rename them, or say in ON_PURPOSE what they test"


@pytest.mark.parametrize("path", ON_PURPOSE)
def test_no_exception_has_outlived_its_reason(path: str) -> None:
    assert path in set(without_module(ROOT))


def test_a_module_that_moves_leaves_its_test_behind(tmp_path: Path) -> None:
    for path in ("services/dedup/titles.py", "tests/services/dedup/test_titles.py"):
        (tmp_path / path).parent.mkdir(parents=True)
        (tmp_path / path).touch()
    assert list(without_module(tmp_path)) == []
    (tmp_path / "services" / "cleaner").mkdir()
    (tmp_path / "services/dedup/titles.py").rename(tmp_path / "services/cleaner/titles.py")
    assert list(without_module(tmp_path)) == ["services/dedup/test_titles.py"]
