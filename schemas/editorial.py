"""What those who send an article state of it beside its text: topics, rights, pictures, links. Nothing is guessed."""

from __future__ import annotations

from pydantic import Field

from schemas.document import Contract

MAX_NAME_CHARACTERS = 1024
MAX_ADDRESS_CHARACTERS = 4096
MAX_NOTE_CHARACTERS = 20_000
"""A caption, a notice or a note to editors; the longest met are some hundred words."""

MAX_TERMS = 500
"""Of one kind; agencies put some tens of subjects on an article."""


class Term(Contract):
    """A topic, a genre or a place: a name, a code of a controlled vocabulary, or both."""

    name: str | None = Field(default=None, max_length=MAX_NAME_CHARACTERS)
    code: str | None = Field(
        default=None, max_length=MAX_NAME_CHARACTERS, description="as its vocabulary has it: 04000000, medtop:20000065"
    )
    scheme: str | None = Field(
        default=None,
        max_length=MAX_ADDRESS_CHARACTERS,
        description="the vocabulary of the code, as the source names it",
    )


class Image(Contract):
    """A picture that goes with the article. The picture itself stays where it is."""

    url: str | None = Field(default=None, max_length=MAX_ADDRESS_CHARACTERS)
    caption: str | None = Field(default=None, max_length=MAX_NOTE_CHARACTERS)
    credit: str | None = Field(default=None, max_length=MAX_NAME_CHARACTERS)


class RelatedItem(Contract):
    """Another item that the source links the article to: a version before, a background story, a page."""

    uri: str | None = Field(default=None, max_length=MAX_ADDRESS_CHARACTERS, description="the source's own id of it")
    url: str | None = Field(default=None, max_length=MAX_ADDRESS_CHARACTERS)
    title: str | None = Field(default=None, max_length=MAX_ADDRESS_CHARACTERS)
    relation: str | None = Field(default=None, max_length=MAX_NAME_CHARACTERS, description="as the source names it")
