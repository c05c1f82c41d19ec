from __future__ import annotations

import pytest

from services.cleaner.bylines import bare_names, byline_names, is_personal_name


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Ann Lee", ("Ann Lee",)),
        ("By Ann Lee and Max van der Roe", ("Ann Lee", "Max van der Roe")),
        ("By Ann Lee, Harbour Post", ("Ann Lee",)),
        ("By Reuters", ("Reuters",)),
        ("Von Anna Groß, dpa", ("Anna Groß",)),
        ("Von Anna Groß", ("Anna Groß",)),
    ],
)
def test_authors_are_read(line: str, names: tuple[str, ...]) -> None:
    assert byline_names(line) == names


@pytest.mark.parametrize("line", ["By noon the ferry had left.", "By the time it came", "The ferry", "", "By 1999"])
def test_no_byline(line: str) -> None:
    assert byline_names(line) is None


def test_names_alone() -> None:
    assert bare_names("Ann Lee and Max Roe") == ("Ann Lee", "Max Roe")
    assert bare_names("The ferry left late") is None
    assert is_personal_name("Ann Lee")
    assert not is_personal_name("New Harbour")
