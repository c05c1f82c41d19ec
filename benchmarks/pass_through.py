"""The services with their language work left out: `python -m benchmarks.pass_through NAME [PROFILE_FILE]`.

Decoding, validation, envelope, delivery, accounting and commits are those of the real services.
"""

from __future__ import annotations

import cProfile
import sys
from collections.abc import Callable, Sequence

from copydesk.runtime.logs import configure_logs
from copydesk.runtime.process import run_service
from copydesk.runtime.service import Service
from copydesk.runtime.settings import Settings
from schemas.article import AnnotatedArticle, CleanArticle, EnrichedArticle, RawArticle, UniqueArticle
from schemas.document import Document, Span
from schemas.quote import Quote, QuoteEvent
from schemas.sketch import Sketch
from schemas.story import Story

STORY = Story(id="story", verdict="new")
QUOTE = Quote(id="quote", kind="direct", text="We will see.", start=0, end=12, spans=(Span(start=0, end=12),))


def clean(article: Document) -> Document:
    """The body as reading text."""
    return article.extended(CleanArticle, text=dict(article)["body"], sketch=Sketch(exact="0"))


def judge(article: Document) -> Document:
    """A story of its own."""
    return article.extended(UniqueArticle, story=STORY)


def annotate(article: Document) -> Document:
    """No entities."""
    return article.extended(AnnotatedArticle)


def quote(article: Document) -> Sequence[Document]:
    """One quote, so that the last service writes two topics as it does in earnest."""
    enriched = article.extended(EnrichedArticle, quotes=(QUOTE,))
    event = QuoteEvent(
        id=article.id, content_hash=article.content_hash, source=enriched.source, story_id=STORY.id, quote=QUOTE
    )
    return [enriched, event]


HANDLERS: dict[str, tuple[type[Document], Callable[[Document], Document | Sequence[Document]]]] = {
    "cleaner": (RawArticle, clean),
    "dedup": (CleanArticle, judge),
    "entities": (UniqueArticle, annotate),
    "quotes": (AnnotatedArticle, quote),
}


def main(name: str, profile_file: str | None = None) -> int:
    """Run one of them; where a file is named, with a profile of it that is written at the end."""
    source, handle = HANDLERS[name]
    settings = Settings()
    configure_logs(settings, name)
    service: Service[Document] = Service(name, source=source, handle=handle)
    if profile_file is None:
        return run_service(service, settings)
    profile = cProfile.Profile()
    status = profile.runcall(run_service, service, settings)
    profile.dump_stats(profile_file)
    return status


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
