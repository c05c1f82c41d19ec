"""No word of a language stands in the rules of the quotes service: its words are in `copydesk/text/language`."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from services.quotes.labelling.beyond_english import READ
from services.quotes.speakers.pronouns import SIGNALS

ROOT = Path(__file__).parents[2]
SERVICE = ROOT / "services" / "quotes"
SPEAKS_TO_PEOPLE = frozenset({"explain.py"})
"""It says why a quote has its speaker; its words are compared with nothing."""

MODULES = sorted(
    path.relative_to(ROOT).as_posix() for path in SERVICE.rglob("*.py") if path.name not in SPEAKS_TO_PEOPLE
)

WORD = re.compile(r"(?<![\w\\])[^\W\d_]{2,}")
"""Two letters and more in a row; a letter by itself is a symbol here."""

REGEX_SYNTAX = re.compile(r"\(\?P?<\w+>|\\N\{[^}]*\}|\\[ux][0-9a-f]+|\\[a-zA-Z]|\[[^\]]*\]|\{[\d,]+\}", re.IGNORECASE)
"""What of a regex is no text: names of groups, escapes, character classes, repetitions."""

TESTS_OF_TEXT = frozenset(
    ["startswith", "endswith", "removeprefix", "removesuffix", "index", "find", "word_set", "split"]
)


def words(text: str) -> list[str]:
    """The words in a string or in what a regex spells out."""
    return WORD.findall(REGEX_SYNTAX.sub(" ", text))


def strings(node: ast.AST) -> Iterator[str]:
    """The string literals below a node, those of f-strings too."""
    for each in ast.walk(node):
        if isinstance(each, ast.Constant) and isinstance(each.value, str):
            yield each.value


def tags(tree: ast.AST) -> frozenset[str]:
    """Values of the `Literal` types that a module declares or uses: they name kinds, they are compared with no text."""
    found = [
        text
        for node in ast.walk(tree)
        if isinstance(node, ast.Subscript) and isinstance(node.value, ast.Name) and node.value.id == "Literal"
        for text in strings(node.slice)
    ]
    return frozenset(found)


def suspects(tree: ast.AST) -> Iterator[ast.AST]:
    """Where a rule reads text: collections, comparisons, regexes, tests of a string's ends."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Set | ast.List | ast.Tuple | ast.Dict | ast.Compare | ast.MatchValue):
            yield node
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            regex = isinstance(node.func.value, ast.Name) and node.func.value.id == "re"
            if regex or node.func.attr in TESTS_OF_TEXT:
                yield from node.args
                yield node.func.value
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in TESTS_OF_TEXT:
            yield from node.args
        elif isinstance(node, ast.Assign | ast.AnnAssign) and isinstance(node.value, ast.Constant | ast.JoinedStr):
            yield node.value


def declared(path: str) -> frozenset[str]:
    """The tags that a module of the project declares."""
    return tags(ast.parse((ROOT / path).read_text(encoding="utf-8")))


TAGS = frozenset().union(
    *(declared(path.relative_to(ROOT).as_posix()) for path in (ROOT / "schemas").glob("*.py")),
    declared("copydesk/text/language/lexicon.py"),
    declared("copydesk/text/language/marks.py"),
    declared("copydesk/text/language/reporting.py"),
    declared("services/quotes/rules/narration.py"),
    declared("services/quotes/rules/reports.py"),
    declared("services/quotes/speakers/resolver.py"),
)


def held(source: str) -> set[str]:
    """The strings with words in them that a module compares text with, but for tags."""
    tree = ast.parse(source)
    known = TAGS | tags(tree)
    found = {text for node in suspects(tree) for text in strings(node)}
    return {text for text in found - known if words(text)}


DESCRIPTION_WEIGHTS = {
    *("only person", "initials", "fits", "does not fit", "another has the noun", "noun in the name"),
    *("same noun", "same noun of ", "same noun and body", "same noun and modifier", "same noun, definite"),
    *("same noun, no person", "same body", "same modifier", ", definite", " as ", " spoke last"),
    *("spoke last as ", "spoke last near", "spoke last, definite", "nobody as ", "nobody as several", "nobody of many"),
    *("nobody, anonymous", "nobody, capital", "nobody, definite", "nobody, followed", "nobody, former"),
    *("nobody, group", "nobody, institution", "nobody, modified", "nobody, names inside"),
}
"""Names of weights of the ranking of descriptions, and what they are put together from."""

NO_TEXT = {
    # fields of the contract, names of counters and measures
    "services/quotes/core.py": {"repeated_in", "quote_kind", "speaker_status", "quotes", "confidence"},
    "services/quotes/labelling/attribution.py": {"link_in", "link_bias", "link_out"},  # names of weights
    "services/quotes/labelling/network.py": {  # names of weights
        *("gain", "down", "down_bias", "kernel", "kernel_bias", "up", "up_bias", "head"),
    },
    "services/quotes/labelling/extraction.py": {"quotes-labeller-3"},  # the model
    "services/quotes/labelling/beyond_english.py": READ - TAGS,  # the tags of the languages that it has learnt
    "services/quotes/probe.py": {"Rui Falcão", "probe-person"},  # who speaks in the article that is known to be good
    "services/quotes/speakers/descriptions.py": DESCRIPTION_WEIGHTS
    | (set(SIGNALS) & {"same sentence", "spoke last"}) - TAGS,
    "services/quotes/speakers/pronouns.py": set(SIGNALS) - TAGS,  # names of weights
    "services/quotes/speakers/resolver.py": {"mention"},  # a field of the contract
    "services/quotes/rules/words.py": {"joint"},  # a group of a regex
    "services/quotes/text/parsed_article.py": {"en"},  # the tag of the language that the labeller has learnt
}
"""Strings that are compared with no word of an article, by module."""


@pytest.mark.parametrize("module", MODULES)
def test_no_rule_holds_words_of_a_language(module: str) -> None:
    source = (ROOT / module).read_text(encoding="utf-8")
    assert held(source) == NO_TEXT.get(module, set())


@pytest.mark.parametrize(
    "planted",
    [
        '_SAYING = frozenset(["said", "told"])',
        '_SAYING = word_set("said told")',
        '_SAYING = "said told".split()',
        '_SAYING = "said told"',
        '_TITLES = {"dr": "doctor"}',
        '_PAIR = re.compile(r"the (?:two|pair)\\b")',
        '_PAIR = re.search(rf"{_START}the two", text)',
        'def is_adverb(word: str) -> bool:\n    return word.endswith("ly")',
        'def is_cue(word: str) -> bool:\n    return word == "said"',
        'def is_cue(word: str) -> bool:\n    return word in ("dijo", "dice")',
        'def kind(word: str) -> int:\n    match word:\n        case "said":\n            return 1\n    return 0',
    ],
)
def test_a_planted_list_is_found(planted: str) -> None:
    whole = (SERVICE / "speakers" / "subjects.py").read_text(encoding="utf-8")
    assert held(f"{whole}\n\n{planted}\n")


def test_symbols_and_tags_are_no_words() -> None:
    assert not held(
        'Kind = Literal["before", "behind"]\n'
        'MARKS = frozenset(["“", "”", ",", "…"])\n'
        'SPACE = re.compile(r"\\s+(?P<rest>[a-z]\\w{2,})")\n'
        'def is_before(kind: Kind) -> bool:\n    """Whether it is before."""\n    return kind == "before"\n'
    )
