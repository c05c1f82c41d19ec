"""Past tenses of Slavic verbs, which tell the gender of who speaks: one form is written down, the others are made."""

from __future__ import annotations

from collections.abc import Sequence


def czech_past(masculine: str) -> frozenset[str]:
    """All past forms of blank-separated verbs in the masculine: řekl, řekla, řekli, řekly, řeklo."""
    return _forms(masculine, [("l", ("l", "la", "li", "ly", "lo"))])


def polish_past(masculine: str) -> frozenset[str]:
    """All past forms of blank-separated verbs in the masculine: powiedział, powiedziała, powiedzieli, powiedziały."""
    return _forms(
        masculine,
        [
            ("dział", ("dział", "działa", "dzieli", "działy", "działo")),
            ("ął", ("ął", "ęła", "ęli", "ęły", "ęło")),
            ("ł", ("ł", "ła", "li", "ły", "ło")),
        ],
    )


def russian_past(masculine: str) -> frozenset[str]:
    """All past forms of blank-separated verbs in the masculine: сказал, сказала, сказало, сказали; also reflexive."""
    return _forms(masculine, [("лся", ("лся", "лась", "лось", "лись")), ("л", ("л", "ла", "ло", "ли"))])


def ukrainian_past(masculine: str) -> frozenset[str]:
    """All past forms of blank-separated verbs in the masculine: сказав, сказала, сказало, сказали; also reflexive."""
    return _forms(masculine, [("вся", ("вся", "лася", "лося", "лися")), ("в", ("в", "ла", "ло", "ли"))])


def _forms(masculine: str, endings: Sequence[tuple[str, Sequence[str]]]) -> frozenset[str]:
    """Each verb with the endings that take the place of the first of the listed ones that it has."""
    found: set[str] = set()
    for verb in masculine.split():
        ending, others = next(pair for pair in endings if verb.endswith(pair[0]))
        found.update(verb.removesuffix(ending) + other for other in others)
    return frozenset(found)
