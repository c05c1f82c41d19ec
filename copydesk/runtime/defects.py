"""Tells a document that is at fault from a process that is: only the former may become a dead letter.

A dead letter by a defect of our own would empty a topic into the dead letters, one sound article after the other.
"""

from __future__ import annotations

from collections.abc import Callable

from copydesk.document_error import DocumentError

PATIENT_TRIES = 5
"""Attempts for which a lack of memory, of file descriptors or of space on the disk is waited out, some ten seconds in
all. What is lacking for one article alone, time after time, is lacking because of that article."""


class StateError(Exception):
    """The state of a service cannot answer, though the document is sound: it must be read again from the disk."""


def is_defect(error: Exception, tries: int, probe: Callable[[], object] | None) -> bool:
    """Whether this process is at fault for an error, and not the document that it was raised on.

    `tries`: how often the document was tried by now. `probe` does the same work on a document that is known to be
    good, as close to the failure as can be; where there is none, an unknown error is the document's.
    """
    if isinstance(error, DocumentError):
        return False
    if isinstance(error, StateError):
        return True
    if isinstance(error, OSError | MemoryError) and tries < PATIENT_TRIES:
        return True
    return probe is not None and _fails(probe)


def _fails(probe: Callable[[], object]) -> bool:
    try:
        probe()
    except Exception:  # whatever it is, it is not the fault of a document that is known to be good
        return True
    return False
