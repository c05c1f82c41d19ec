"""What a core makes of a document: the documents to publish, and what it counted on the way."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeAlias, TypeVar

from schemas.document import Document

Counted = Literal["language", "verdict", "link_scheme", "quote_kind", "speaker_status"]
"""What cores count. `copydesk/runtime/metrics.py` says which metric shows it, and which values it has."""

Counts: TypeAlias = Mapping[Counted, Mapping[str, int]]
"""How often each value came up: `{"quote_kind": {"direct": 3, "mixed": 1}}`."""


@dataclass(frozen=True, slots=True)
class Result:
    """Documents to publish, the first of which stands for the message in the statuses, and counts for the metrics.

    Counts are no part of any event. A value that its metric does not know is counted as `other`.
    """

    documents: Sequence[Document]
    counts: Counts = field(default_factory=dict)


Answer: TypeAlias = Document | Sequence[Document] | Result
"""What a handler returns: a document or several, or a result where it counted something, too."""

Source = TypeVar("Source", bound=Document)

Handler: TypeAlias = Callable[[Source], Answer]


def as_result(answer: Answer) -> Result:
    """The answer of a handler as a result.

    Raises:
        TypeError: it is no answer.
    """
    if isinstance(answer, Result):
        return answer
    return Result([answer] if isinstance(answer, Document) else list(answer))
