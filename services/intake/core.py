"""What the intake does to an article: it notes when it arrived."""

from __future__ import annotations

from schemas.article import RawArticle
from schemas.document import utc_now


def receive(article: RawArticle) -> RawArticle:
    """The article with its arrival time; a time that the sender claims for it does not count."""
    return article.extended(RawArticle, received_at=utc_now())
