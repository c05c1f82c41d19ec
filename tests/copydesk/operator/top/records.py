"""Records of topics as kafka-python gives them, and hostile content to put into them."""

from __future__ import annotations

from dataclasses import dataclass, field

from copydesk.operator.top.messages import dead_letter_picture
from copydesk.operator.top.picture import DeadLetterPicture
from copydesk.runtime.dead_letters import dead_letter
from schemas.article import EnrichedArticle
from schemas.entity import Entity
from schemas.quote import Quote
from schemas.story import Story
from tests.copydesk.runtime.bench import origin

HOSTILE = (
    "\x1b]0;title of the window\x07\x1b[31m\x1b[2J\x1b[?1049h",
    "\x9b31m\x90tmux\x9c\x85",
    "\u202egnitirw sdrawkcab\u202c \u2066isolated\u2069 \u200fmarked",
    "two\r\nlines\ttabbed\x0bvertical\x0cform\x08\x08back",
    "[bold red]markup[/bold red] [link=http://x.example]here[/link] [@click=app.quit]click[/]",
    "Zalgo h" + "\u0301\u0489" * 300,
    "long " * 5_000,
    "\ud83d lone surrogate",
    "\u2028line\u2029paragraph\ufeff\U000e0041tag",
)


@dataclass
class Record:
    topic: str
    partition: int
    offset: int
    value: bytes | None
    timestamp: int = 1_700_000_000_000
    key: bytes | None = b"key"
    headers: list[tuple[str, bytes]] = field(default_factory=list)


def enriched(
    title: str | None = "Night ferry stays", text: str = "The ferry stays.", **fields: object
) -> EnrichedArticle:
    story = Story(id="s", verdict="new")
    return EnrichedArticle.model_validate(
        {"id": "a", "title": title, "text": text, "source": "harbour-wire", "story": story, **fields}
    )


def everything_hostile(text: str) -> bytes:
    """An enriched event with the text wherever a text can be, as bytes that a stranger may have written."""
    short = text[:400].encode("utf-8", "replace").decode()
    quote = {
        "id": "q",
        "kind": "direct",
        "text": short,
        "start": 0,
        "end": 1,
        "spans": [{"start": 0, "end": 1}],
        "speaker": {"status": "named", "name": short, "names": [short]},
    }
    entity = {"id": "e", "name": short, "type": "PERSON", "salience": 0.5, "mentions": []}
    article = enriched(short, short, source=short[:500], url=short, language=short[:35])
    return (
        article.model_copy(
            update={
                "quotes": (Quote.model_validate(quote),),
                "entities": (Entity.model_validate(entity),),
            }
        )
        .model_dump_json()
        .encode()
    )


def buried(text: str, service: str = "cleaner", offset: int = 3) -> Record:
    """A dead letter about the text, with the text for its value."""
    value = text.encode("utf-8", "replace")
    made = dead_letter(origin("a", value=value), ValueError(text), service)
    return Record(made.topic, 0, offset, made.value, key=made.key, headers=list(made.headers.items()))


def letter(record: Record) -> DeadLetterPicture:
    """The picture of a dead letter."""
    place = f"{record.topic}/{record.partition}/{record.offset}"
    return dead_letter_picture(record.topic, place, record.key or b"", record.value or b"", dict(record.headers))
