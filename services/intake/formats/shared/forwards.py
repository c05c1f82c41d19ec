"""What mail programs put above a message that they pass on: a line that says so, and some of its headers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from services.intake.formats.shared.prose import names

_NAMES = names(
    """
    from to cc bcc sent date subject reply-to importance attachments organization
    von an kopie gesendet datum betreff antwort de à a cc envoyé date objet para enviado fecha asunto data assunto
    da inviato oggetto van aan verzonden onderwerp från till skickat ämne fra til sendt emne od do wysłano temat
    от кому копия дата отправлено тема 差出人 宛先 件名 日付 日時 送信日時 보낸사람 받는사람 제목 날짜
    发件人 收件人 主题 日期 发送时间 寄件者 收件者 主旨 kimden kime konu tarih
    """
)
_SUBJECTS = names(
    "subject betreff objet asunto assunto oggetto onderwerp ämne emne temat тема 件名 제목 主题 主旨 konu"
)
_SENDERS = names("from von de van da från fra od от 差出人 보낸사람 发件人 寄件者 kimden")

MIN_HEADERS = 3
"""Fewer lines with a colon are a list of the author's."""

MAX_MARKER_CHARACTERS = 100
MAX_CONTINUATION_CHARACTERS = 200
"""An address list may go on in a second line; a longer line is text."""

_LINE = re.compile(r"[ \t>*]*(?P<name>[^\W\d][\w-]{0,20})[ \t*]?[:\uff1a]\**(?:[ \t]|(?<=\uff1a)|$)")
_MARKER = re.compile(
    r"[ \t>]*(?:[-_]{2,}.{3,60}[-_]{2,}|_{10,}|begin forwarded message:|anfang der weitergeleiteten nachricht:"
    r"|début du message réexpédié\s?:|inicio del mensaje reenviado:|inizio messaggio inoltrato:)[ \t]*",
    re.IGNORECASE,
)


def forwarded_headers(text: str) -> Iterator[tuple[int, int]]:
    """Where the headers of passed on messages stand, with the line above them that says so; ends are exclusive."""
    block: list[str] = []
    first = last = before = -1
    start = 0
    for line in text.split("\n"):
        end = start + len(line)
        match = _LINE.match(line)
        if match and match["name"].lower() in _NAMES:
            first = start if not block else first
            block.append(match["name"].lower())
            last = end
        elif block and line.strip() and _is_continuation(line):
            last = end
        elif block and line.strip():
            if _is_header(block):
                yield (before if before >= 0 else first), last
            block, before = [], -1
        if not block and line.strip():
            before = start if len(line) <= MAX_MARKER_CHARACTERS and _MARKER.fullmatch(line) else -1
        start = end + 1
    if _is_header(block):
        yield (before if before >= 0 else first), last


def _is_header(block: list[str]) -> bool:
    return len(block) >= MIN_HEADERS and not _SUBJECTS.isdisjoint(block) and not _SENDERS.isdisjoint(block)


def _is_continuation(line: str) -> bool:
    return line[0] in " \t" and len(line) <= MAX_CONTINUATION_CHARACTERS
