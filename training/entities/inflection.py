"""Inflected forms of the names of places: a text has Warszawie and Москвой where a register has Warszawa and Москва.

By the endings alone, as a grammar of each language lists its declensions. A form that no speaker uses does no harm: no
text has it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import product
from typing import Final

Rules = Mapping[str, tuple[str, ...]]
"""From the ending of the basic form to those of the other cases; the longest ending decides."""

_RUSSIAN: Final[Rules] = {
    "ия": ("ии", "ию", "ией"), "а": ("ы", "и", "е", "у", "ой", "ей"), "я": ("и", "е", "ю", "ей", "ёй"),
    "ь": ("я", "ю", "ем", "ём", "е", "и", "ью"), "й": ("я", "ю", "ем", "е"), "о": ("а", "у", "ом", "е"),
    "ы": ("", "ов", "ам", "ами", "ах"), "и": ("", "ей", "ов", "ам", "ами", "ах"),
    "ая": ("ой", "ую"), "ий": ("ого", "его", "ому", "ему", "им", "ом", "ия", "ию", "ием", "ии"),
    "ый": ("ого", "ому", "ым", "ом"), "ое": ("ого", "ому", "ым", "им", "ом"), "ые": ("ых", "ым", "ыми"),
    "ие": ("их", "им", "ими"), "ова": ("овы", "ове", "ову", "овой"), "": ("а", "у", "ом", "ем", "е"),
    "е": (), "у": (), "э": (), "ю": (), "ин": ("ина", "ину", "ином", "иным", "ине"),
}  # fmt: skip

_UKRAINIAN: Final[Rules] = {
    "ія": ("ії", "ію", "ією"), "а": ("и", "і", "у", "ою", "ею"), "я": ("і", "ї", "ю", "ею", "єю"),
    "га": ("ги", "зі", "гу", "гою"), "ка": ("ки", "ці", "ку", "кою"), "ха": ("хи", "сі", "ху", "хою"),
    "ь": ("я", "ю", "і", "ем", "єм", "ею"), "й": ("я", "ю", "єм", "ї"), "о": ("а", "у", "ом", "і"),
    "и": ("", "ів", "ам", "ами", "ах"), "і": ("", "ів", "ам", "ами", "ах"), "ів": ("ова", "ову", "овом", "ові"),
    "їв": ("єва", "єву", "євом", "єві"), "на": ("ни", "ні", "ну", "ною", "ної"), "ий": ("ого", "ому", "им"),
    "е": ("ого", "ому", "им"), "": ("а", "у", "ом", "ем", "і", "ові"), "у": (), "ю": (), "є": (),
}  # fmt: skip

_POLISH: Final[Rules] = {
    "ia": ("ii", "i", "ię", "ią"), "ja": ("ji", "i", "ję", "ją"), "a": ("y", "i", "ę", "ą", "ej"),
    "ka": ("ki", "ce", "kę", "ką", "kiej"), "ga": ("gi", "dze", "gę", "gą"), "ra": ("ry", "rze", "rę", "rą"),
    "ta": ("ty", "cie", "tę", "tą"), "da": ("dy", "dzie", "dę", "dą"), "ła": ("ły", "le", "łę", "łą"),
    "na": ("ny", "nie", "nę", "ną", "nej"), "wa": ("wy", "wie", "wę", "wą", "wej"), "ba": ("by", "bie", "bę", "bą"),
    "pa": ("py", "pie", "pę", "pą"), "ma": ("my", "mie", "mę", "mą"), "sa": ("sy", "sie", "sę", "są"),
    "za": ("zy", "zie", "zę", "zą"), "cha": ("chy", "sze", "chę", "chą"), "la": ("li", "lę", "lą"),
    "n": ("nu", "na", "nowi", "nem", "nie"), "t": ("tu", "ta", "towi", "tem", "cie"),
    "d": ("du", "da", "dowi", "dem", "dzie"), "r": ("ru", "ra", "rowi", "rem", "rze"),
    "ł": ("łu", "ła", "łowi", "łem", "le"), "s": ("su", "sa", "sowi", "sem", "sie"),
    "m": ("mu", "ma", "mowi", "mem", "mie"), "b": ("bu", "ba", "bowi", "bem", "bie"),
    "w": ("wu", "wa", "wowi", "wem", "wie"), "ów": ("owa", "owowi", "owem", "owie"),
    "z": ("zu", "za", "zowi", "zem", "zie"), "p": ("pu", "pa", "powi", "pem", "pie"),
    "k": ("ku", "ka", "kowi", "kiem"), "g": ("gu", "ga", "gowi", "giem"), "eń": ("nia", "niowi", "niem", "niu"),
    "ń": ("nia", "niowi", "niem", "niu", "ni", "nią"), "ś": ("si", "sią", "sia", "siu"), "ź": ("zi", "zią"),
    "": ("u", "a", "owi", "em"), "o": ("a", "u", "iem", "em", "owi", "ie"), "ko": ("ka", "ku", "kiem"),
    "y": ("", "ów", "om", "ami", "ach", "ego", "emu", "ym"), "i": ("", "ów", "om", "ami", "ach", "iego", "iemu", "im"),
    "e": ("ych", "ym", "ymi", "", "om", "ami", "ach"), "ie": ("ich", "im", "imi"),
    "niemcy": ("niemiec", "niemcom", "niemcami", "niemczech"), "włochy": ("włoch", "włochom", "włochami", "włoszech"),
    "węgry": ("węgier", "węgrom", "węgrami", "węgrzech"), "u": (), "é": (),
}  # fmt: skip

_CZECH: Final[Rules] = {
    "ie": ("ii", "ií", "ie"), "o": ("a", "u", "em", "ě"), "a": ("y", "u", "ou", "ě"), "ha": ("hy", "hu", "hou", "ze"),
    "ka": ("ky", "ku", "kou", "ce"), "ga": ("gy", "gu", "gou", "ze"), "ra": ("ry", "ru", "rou", "ře"),
    "cha": ("chy", "chu", "chou", "še"), "á": ("é", "ou"), "é": ("ých", "ým", "ými"), "í": ("ího", "ímu", "ím"),
    "ý": ("ého", "ému", "ým", "ém"), "y": ("", "ů", "ům", "ám", "ech", "ách", "ami"), "e": ("i", "í", "ím", "ích", "emi"),
    "ně": ("ni", "ní"), "": ("u", "a", "em", "ě", "e", "i"), "u": (), "ec": ("ce", "ci", "cem"),
}  # fmt: skip

_LITHUANIAN: Final[Rules] = {
    "ija": ("ijos", "ijai", "iją", "ijoje", "ijon"), "a": ("os", "ai", "ą", "oje"), "as": ("o", "ui", "ą", "u", "e"),
    "us": ("aus", "ui", "ų", "umi", "uje"), "is": ("io", "iui", "į", "iu", "yje"), "ys": ("io", "iui", "į", "iu", "yje"),
    "iai": ("ių", "iams", "ius", "iais", "iuose"), "ai": ("ų", "ams", "us", "ais", "uose"),
    "ė": ("ės", "ei", "ę", "ėje"), "os": ("ų", "oms", "as", "omis", "ose"), "": (), "i": (), "o": (), "u": (),
}  # fmt: skip

_DECLENSIONS: Final[Mapping[str, Rules]] = {
    "ru": _RUSSIAN,
    "uk": _UKRAINIAN,
    "pl": _POLISH,
    "cs": _CZECH,
    "lt": _LITHUANIAN,
}

_MOST = 3
"""Words of a name that is inflected: longer ones are titles of states that articles seldom print."""


def inflected(name: str, language: str) -> set[str]:
    """The other forms of a name in a language; none for a language that does not inflect names."""
    rules = _DECLENSIONS.get(language)
    if rules is not None:
        return _declined(name, rules)
    others = _OTHERS.get(language)
    return others(name) if others else set()


def _declined(name: str, rules: Rules) -> set[str]:
    words = name.split(" ")
    if len(words) > _MOST:
        return set()
    forms = [_forms(word, rules) for word in words]
    return {" ".join(parts) for parts in product(*forms)} - {name}


def _forms(word: str, rules: Rules) -> list[str]:
    """The word and its other cases. A lower-case word, as "and", stays as it is."""
    head, hyphen, last = word.rpartition("-")
    if not last[:1].isupper() or len(last) < 3:  # noqa: PLR2004
        return [word]
    lower = last.lower()
    ending = next(lower[start:] for start in range(len(lower) + 1) if lower[start:] in rules)
    stem = last[: len(last) - len(ending)]
    cases = [f"{stem}{case}" if stem else case.capitalize() for case in rules[ending]]
    return [word, *(f"{head}{hyphen}{case}" for case in cases)]


def _with_genitive(name: str) -> set[str]:
    return set() if name[-1] in "sxzß" else {f"{name}s"}


def _german(name: str) -> set[str]:
    """The genitive, and the endings of an adjective that the name begins with."""
    words = name.split(" ")
    if len(words) == 1 or not words[0].endswith(("e", "es", "er")):
        return _with_genitive(name)
    stem = words[0].removesuffix("s").removesuffix("r")
    rest = " ".join(words[1:])
    return {f"{stem}{ending} {rest}{genitive}" for ending in ("", "n", "r", "s") for genitive in ("", "s")} - {name}


_OTHERS: Final[Mapping[str, Callable[[str], set[str]]]] = {
    "de": _german,
    "sv": _with_genitive,
    "nb": _with_genitive,
    "nn": _with_genitive,
    "da": _with_genitive,
    "nl": _with_genitive,
}
