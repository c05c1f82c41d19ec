"""Labels: the classes of the tagger, and the types of the contract that they become."""

from __future__ import annotations

from typing import Final, Literal, TypeAlias

NameClass: TypeAlias = Literal["PERSON", "ORG", "LOC", "NORP", "MISC", "DATE", "MONEY"]

CLASSES: Final[tuple[NameClass, ...]] = ("PERSON", "ORG", "LOC", "NORP", "MISC", "DATE", "MONEY")
"""The classes of names that the tagger distinguishes. LOC is any place; MISC is events, works, products and others."""

TAGS: Final = ("O", *(f"{position}-{name}" for name in CLASSES for position in "BIES"))
"""The columns of the tagger's scores: outside, then beginning, inside, end and single token (BIES) of each class."""

CLASSES_BEYOND_ENGLISH: Final[tuple[NameClass, ...]] = ("PERSON", "ORG", "LOC", "MISC")
"""The classes that the tagger of the other languages distinguishes: those that their annotated sets have."""

TAGS_BEYOND_ENGLISH: Final = ("O", *(f"{position}-{name}" for name in CLASSES_BEYOND_ENGLISH for position in "BIES"))
"""The columns of that tagger's scores."""
