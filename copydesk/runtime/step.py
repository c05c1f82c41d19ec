"""One document through one service, without a broker: what the loop and the dry runs share."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TypeVar

from copydesk.build import commit
from copydesk.result import Handler, Result, as_result
from copydesk.runtime.service import SERVICE_VERSION, Service
from schemas.document import Document, ProcessingStep

Source = TypeVar("Source", bound=Document)

MICROSECOND_DIGITS = 6


def process(service: Service[Source], handler: Handler[Source], document: Source) -> Result:
    """Run `handler` and note in each document that it returns who worked on it and for how long.

    Raises:
        ValueError: the handler returned nothing; that would lose the article.
        Exception: whatever the handler raises.
    """
    started = time.perf_counter()
    result = as_result(handler(document))
    seconds = round(time.perf_counter() - started, MICROSECOND_DIGITS)
    if not result.documents:
        raise ValueError(f"{service.name} returned no document")
    step = ProcessingStep(
        service=service.name,
        version=SERVICE_VERSION,
        commit=commit(),
        model=service.model,
        seconds=seconds,
        language_support=result.language_support,
    )
    steps = (*document.processing, step)
    return replace(result, documents=[made.extended(type(made), processing=steps) for made in result.documents])
