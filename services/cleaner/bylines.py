"""Bylines: the line that says who wrote the story, in the forms that newspapers and agencies use."""

from __future__ import annotations

import re

from copydesk.text.word_set import word_set
from services.cleaner.text.lines import ends_sentence

_CHARACTERS = 160
_ROLE_WORDS = 6
_PARTICLES = "de|da|di|del|della|dos|van|von|der|den|ten|bin|ibn|al|el|la|le|du|of|y|e"
_NAME_WORD = rf"(?:(?:al|el|ez|d|l|O)[-'’])?[^\W\d_a-zß-öø-ÿ][\w'’.-]*|{_PARTICLES}"
_NAME = re.compile(rf"(?!(?:{_PARTICLES}) )(?:{_NAME_WORD})(?: (?:{_NAME_WORD})){{1,3}}")
_OPENING = re.compile(
    r"(?i:(?:words|story|text|report|written|compiled|posted|reporting) by|by|von|par|por|di|door|av|af):? "
    r"+(?=[^\Wa-z\d_])"
)
_ANOTHER = r",? (?:and|und|et|y|en|og|och) |,? ?& | ?[|•·] ?|; "
_SEVERAL = re.compile(_ANOTHER, re.IGNORECASE)
_SEPARATOR = re.compile(f"{_ANOTHER}|, ", re.IGNORECASE)
_PLACE = re.compile(r" (?:in|at|from|for|of|reporting from|on|aus|à|en) .*", re.IGNORECASE)
_AGENCY_TAG = re.compile(r" ?[(/|] ?[A-Z][\w. ]{1,20}\)?$")
_SUFFIX = re.compile(r"\b(?:Jr|Sr|Dr|Prof|St)\.")
_ROLE = re.compile(
    r"\b(?:correspondent|reporter|editor|writer|staff|columnist|bureau|chief|desk|critic|analyst|contributor|producer|"
    r"journalist|agency|agencies|news|times|post|press|daily|guest|special|politics|business|freelance|photographer|"
    r"redakteur(?:in)?|korrespondent(?:in)?|journaliste|correspondante?)\b",
    re.IGNORECASE,
)
_AGENCIES = word_set(
    "AFP AP dpa DPA EPA PA Reuters REUTERS Xinhua TASS Bloomberg AAP UPI ANSA EFE Kyodo PTI ANI APA SDA"
)
_AGENCY_NAME = re.compile(
    r"(?:the )?(?:associated press|agence france-presse|press association|press trust of india|reuters|"
    r"deutsche presse-agentur|our (?:own )?(?:staff|correspondents?|reporters?)|staff reporters?|"
    r"staff(?: writers?)?|agencies)",
    re.IGNORECASE,
)
# Capitalised words that open sentences and headings but no personal name.
_NO_NAME = word_set(
    "the a an in on at by for from of to with after before as when while if but and or new north south east west "
    "january february march april may june july august september october november december "
    "monday tuesday wednesday thursday friday saturday sunday photo picture pictured opinion analysis news page "
    "why how what who where is are was were not no it he she we they i you this that these those more less all "
    "related read see also update live breaking exclusive editorial comment letters sport business world"
)
_SMALL_WORDS = word_set(
    "and in for of the at & de da di del della van von der den bin ibn al el la le du dos und et y e from on"
)


def is_personal_name(text: str) -> bool:
    """Whether the whole line is two to four words that read as a person's name."""
    if len(text) > _CHARACTERS or _NAME.fullmatch(text) is None or text.endswith("."):
        return False
    return not any(word.casefold().strip(".") in _NO_NAME for word in text.split())


def is_role(text: str) -> bool:
    """Whether a short line below a byline says what its author is: "Political correspondent"."""
    return len(text.split()) <= _ROLE_WORDS and _ROLE.search(text) is not None and not ends_sentence(text)


def _is_agency(text: str) -> bool:
    return text in _AGENCIES or _AGENCY_NAME.fullmatch(text) is not None


def _without_place(text: str) -> str:
    return _PLACE.sub("", _AGENCY_TAG.sub("", text)).strip(" ,.-–—")


def _names(text: str) -> tuple[str, ...]:
    """The authors in a list. After a comma without any "and" comes the paper: "By Ann Lee, Daily Star"."""
    if _SEVERAL.search(text) is None:
        text = text.split(", ", maxsplit=1)[0]
    found: list[str] = []
    for part in _SEPARATOR.split(text):
        name = _without_place(part)
        if not name or (found and (not is_personal_name(name) or _ROLE.search(name)) and not _is_agency(name)):
            continue
        found.append(name)
    return tuple(found)


def _is_list_of_capitals(text: str) -> bool:
    words = text.replace(",", " ").replace("|", " ").split()
    return all(
        not word[0].isalpha() or word[0].isupper() or word.casefold() in _SMALL_WORDS or word in _AGENCIES
        for word in words
    )


def byline_names(text: str) -> tuple[str, ...] | None:
    """The authors of a line that begins with "by" or its like; None for any other line."""
    opening = _OPENING.match(text) if len(text) <= _CHARACTERS else None
    if opening is None or ends_sentence(_SUFFIX.sub("", text)):
        return None
    rest = text[opening.end() :]
    if _is_agency(rest):
        return (rest,)
    listed = _ROLE.sub("", rest)
    if not _is_list_of_capitals(listed) or not any(character.isalpha() for character in rest):
        return None
    return _names(rest) or None


def bare_names(text: str) -> tuple[str, ...] | None:
    """The authors of a line of names alone, as it stands below a headline; None for any other line."""
    if len(text) > _CHARACTERS or ends_sentence(_SUFFIX.sub("", text)):
        return None
    if _is_agency(text):
        return (text,)
    parts = [part for part in _SEPARATOR.split(text) if part]
    if not parts or not all(
        is_personal_name(_without_place(part)) or _is_agency(part) or is_role(part) for part in parts
    ):
        return None
    return _names(text) if is_personal_name(_without_place(parts[0])) else None
