"""What is wrong with a document, and not with whoever reads it."""

from __future__ import annotations


class DocumentError(ValueError):
    """The document itself is at fault, whatever else was read before it: it becomes a dead letter at once.

    A core raises it on purpose. Any other exception may as well be a defect of the process or of its state, which is
    found out before an article is buried for it (copydesk/runtime/defects.py).
    """
