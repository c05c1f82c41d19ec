"""What a core makes of a document: the documents to publish, and what it counted on the way."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeAlias, TypeVar

from schemas.document import Document, LanguageSupport

Counted = Literal["source", "language", "embargoed", "verdict", "link_scheme", "quote_kind", "speaker_status"]
"""What cores count. `copydesk/runtime/metrics.py` says which metric shows it, and which values it has."""

Counts: TypeAlias = Mapping[Counted, Mapping[str, int] | int]
"""How often each value came up: `{"quote_kind": {"direct": 3, "mixed": 1}}`; a number where there are no values."""

Measured = Literal["entities", "quotes", "confidence"]
"""What cores measure. `copydesk/runtime/metrics.py` says which histogram shows it."""

Measures: TypeAlias = Mapping[Measured, Sequence[float]]
"""Every number that came up: `{"quotes": [2], "confidence": [0.9, 0.4]}`."""


@dataclass(frozen=True, slots=True)
class Result:
    """Documents to publish, the first of which stands for the message in the statuses, and numbers for metrics.

    Counts and measures are no part of any event. A value that its metric does not know is counted as `other`.
    `language_support` goes into the documents' `processing`: what the service knows of the article's language.
    """

    documents: Sequence[Document]
    counts: Counts = field(default_factory=dict)
    measures: Measures = field(default_factory=dict)
    language_support: LanguageSupport | None = None


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
