"""A short story in a narrow column, for the tests of the cleaner."""

from __future__ import annotations

from schemas.article import CleanArticle, RawArticle
from services.cleaner.core import clean

COLUMN = """\
The old ferry to the island was
late again on Sunday, and the peo-
ple on the quay had been waiting
since the early morning for it.
No one at the harbour office had
a word to say about the delay.
A teacher from the next village,
Ann Lee, had brought hot soup for
the waiting families and handed
it round until the pot was dry.
"""


def cleaned(body: str, title: str | None = "Ferry late again", language: str | None = None) -> CleanArticle:
    return clean(RawArticle(id="a", title=title, body=body, language=language))


def paragraphs(article: CleanArticle) -> list[str]:
    return article.text.split("\n\n")
