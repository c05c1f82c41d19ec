"""What each training set says of the classes of the names tagger, and what it leaves open."""

from __future__ import annotations

from typing import Final

from services.entities.labels import CLASSES, TAGS, NameClass

__all__ = ["CLASSES", "EITHER", "OF_RAW", "OPEN", "TAGS"]

OF_RAW: Final[dict[str, NameClass]] = {
    "Person": "PERSON",
    "Organization": "ORG",
    "Location": "LOC",
    "Facility": "LOC",
    "NORP": "NORP",
    "Misc": "MISC",
    "Product": "MISC",
    "Date": "DATE",
    "Money": "MONEY",
    "PER": "PERSON",
    "ORG": "ORG",
    "LOC": "LOC",
}
"""The class of a set's own label."""

OPEN: Final[dict[str, tuple[NameClass, ...]]] = {
    "worldwide": (),
    "wikigold": ("DATE", "MONEY"),
    "uner_ewt": ("DATE", "MONEY", "NORP", "MISC"),
}
"""Classes that a set does not annotate: where it has no name, one of these may stand all the same."""

EITHER: Final[dict[str, tuple[NameClass, ...]]] = {"MISC": ("NORP", "MISC")}
"""Sets with one class for everything else say only that it is one of these."""
