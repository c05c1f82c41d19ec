"""Labels: the classes of the tagger, and the types of the contract that they become."""

from __future__ import annotations

from typing import Final, Literal, TypeAlias

NameClass: TypeAlias = Literal["PERSON", "ORG", "LOC", "NORP", "MISC", "DATE", "MONEY"]

CLASSES: Final[tuple[NameClass, ...]] = ("PERSON", "ORG", "LOC", "NORP", "MISC", "DATE", "MONEY")
"""What the tagger tells apart. LOC is any place; MISC events, works, products and other names."""

TAGS: Final = ("O", *(f"{place}-{name}" for name in CLASSES for place in "BIES"))
"""Outside, then beginning, inside, end and single token of each class: the columns of the network."""
