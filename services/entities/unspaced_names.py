"""Names in Chinese and Japanese that the characters beside them tell of: 小林裕明社長, 金融庁, ドナルド・トランプ氏."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Final, TypeAlias

from copydesk.text.tokens import NO_GAP, Tokens
from copydesk.text.unspaced import is_unspaced
from services.entities.found_names import FoundName, in_order, name_at
from services.entities.labels import NameClass

_Rules: TypeAlias = tuple[tuple[re.Pattern[str], NameClass], ...]
_Words: TypeAlias = Mapping[str, str]
"""The words of a kind as alternatives of a pattern, the longest first."""

_HAN: Final = "\u3005\u3007\u4e00-\u9fff"
_HIRAGANA: Final = "\u3041-\u3096"
_KATAKANA: Final = "\u30a1-\u30fa\u30fc"

_DOTS: Final = "\u30fb\uff1d"
"""Between the words of a foreigner's name."""

_SURE_TITLE: Final = "氏"
"""The Japanese title that newspapers give to anybody, and that follows nothing but names."""

_ADVERBS: Final = "则則也还還却卻曾又并並都就亦更再仍均"
"""Chinese adverbs of one character between who speaks and the verb; none of them ends a given name often."""

_WHEN_OR_WHERE: Final = (
    "周[一二三四五六日]|星期|昨[天日]|今[天日]|近日|日前|当[天日]|當[天日]|[0-9]{1,2}[日月]|在|对|對|向|于"
)
"""What stands between who speaks and the verb, and in no name: Wednesday, yesterday, on the 5th, in, to."""

_BEHIND: Final = f"{_ADVERBS}的和在是对對与與将將已等说說称稱被把向为為到了时時者家人们們"
"""What stands right behind a name and is no part of it."""

UNSPACED: Final = frozenset({"ja", "zh"})


def with_unspaced_names(tokens: Tokens, names: Sequence[FoundName], tag: str) -> list[FoundName]:
    """The names of a Chinese or Japanese text, with those that titles, heads of names and lists tell of.

    They take the place of what the tagger found in the same characters, in Chinese also of what reaches over their
    bounds: its names run into the verb behind. A single Chinese character is no name.
    """
    characters = "".join(word if len(word) == 1 else "\n" for word in tokens.words)
    by_token = {
        at: name
        for name in names
        if len(name.words) > 1 or not is_unspaced(name.words[0])
        for at in range(*name.tokens)
    }
    told: set[int] = set()
    for pattern, label in _rules(tag):
        for match in pattern.finditer(characters):
            start, end = match.span("name")
            if any(gap != NO_GAP for gap in tokens.gaps[start + 1 : end].tolist()):
                continue
            if told.isdisjoint(range(start, end)) and (tag == "zh" or _covers(by_token, start, end)):
                told.update(range(start, end))
                for name in {by_token[at] for at in range(start, end) if at in by_token}:
                    for at in range(*name.tokens):
                        by_token.pop(at, None)
                by_token |= dict.fromkeys(range(start, end), name_at(tokens, start, end, label))
    return in_order({name.tokens: name for name in by_token.values()}.values())


def _covers(names: Mapping[int, FoundName], start: int, end: int) -> bool:
    """Whether no found name reaches over the bounds of the span."""
    within = {names[at] for at in range(start, end) if at in names}
    return all(start <= name.tokens.start and name.tokens.end <= end for name in within)


@cache
def _rules(tag: str) -> _Rules:
    text = (files("services.entities") / "data" / "unspaced_names.txt").read_text(encoding="utf-8")
    rows = (line.split("|") for line in text.splitlines() if line.startswith(f"{tag}|"))
    listed = {kind: "|".join(sorted(words.split(","), key=len, reverse=True)) for _, kind, words in rows}
    return _japanese(listed) if tag == "ja" else _chinese(listed)


def _japanese(listed: _Words) -> _Rules:
    title = rf"(?:前|元)?(?:{listed['titles']})"
    office = rf"(?:前|元)?(?:{listed['titles']}|{listed['offices']})"
    nobody = rf"(?!(?:{listed['nobody']}){_SURE_TITLE})"
    known = rf"(?P<name>{listed['known']})"
    body = rf"(?<![{_HAN}{_KATAKANA}])(?!{listed['nouns']})(?P<name>[{_HAN}{_KATAKANA}]{{2,10}}?(?:{listed['bodies']}))"
    given = f"(?:[{_HAN}]{{1,3}}?|[{_HIRAGANA}]{{2,4}}?)"
    full_name = rf"(?<![{_HAN}])(?P<name>(?:{listed['surnames']}){given})(?={office})"
    titled = rf"(?<![{_HAN}]){nobody}(?P<name>[{_HAN}]{{2,5}}?)(?={_SURE_TITLE}(?![{_HAN}]))"
    foreign = rf"(?<![{_KATAKANA}{_DOTS}])(?P<name>[{_KATAKANA}]{{2,}}(?:[{_DOTS}][{_KATAKANA}]{{2,}})*)"
    foreign += rf"(?={_SURE_TITLE}|{title})"
    return (
        (re.compile(known), "ORG"),
        (re.compile(rf"{body}(?![{_HAN}{_KATAKANA}])"), "ORG"),
        (re.compile(full_name), "PERSON"),
        (re.compile(titled), "PERSON"),
        (re.compile(foreign), "PERSON"),
    )


def _chinese(listed: _Words) -> _Rules:
    known = rf"(?P<name>{listed['known']})"
    body = rf"(?<![{_HAN}])(?!(?:{listed['nouns']}))(?P<name>[{_HAN}]{{2,6}}?(?:{listed['bodies']}))(?![{_HAN}])"
    person = rf"(?P<name>(?:{listed['surnames']})[{_HAN}](?:[{_HAN}](?<![{_ADVERBS}]))?)"
    letters = listed["foreign"].replace("|", "")
    rest = f"[{_HAN}](?<![{_BEHIND}])(?=[{_ADVERBS}]?(?:{listed['verbs']})|[^{_HAN}{_DOTS}·])"
    parts = rf"(?:[·{_DOTS}\-][{letters}]{{1,7}}){{1,3}}(?:{rest})?"
    foreign = rf"(?P<name>[{letters}]{{1,7}}{parts})"
    titled = rf"(?<![{_HAN}]){person}(?={listed['titles']})"
    behind_title = "|".join(f"(?<={title})" for title in listed["titles"].split("|"))
    speaking = rf"(?:{behind_title}|(?<![{_HAN}])){person}(?=[{_ADVERBS}]?(?:{listed['verbs']})(?!的))"
    told_when = rf"(?:{behind_title}){person}(?={_WHEN_OR_WHERE})"
    return (
        (re.compile(known), "ORG"),
        (re.compile(body), "ORG"),
        (re.compile(told_when), "PERSON"),
        (re.compile(rf"(?:{behind_title})(?P<name>[{_HAN}]{{1,7}}{parts})"), "PERSON"),
        (re.compile(foreign), "PERSON"),
        (re.compile(titled), "PERSON"),
        (re.compile(speaking), "PERSON"),
    )
