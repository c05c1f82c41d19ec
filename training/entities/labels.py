"""Labels of the training sets: the class of each, and the classes that a set does not annotate."""

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
"""Classes that a set does not annotate: a token that it leaves unlabelled may still be one of these."""

EITHER: Final[dict[str, tuple[NameClass, ...]]] = {"MISC": ("NORP", "MISC")}
"""The classes that a set's single class for everything else may mean."""
