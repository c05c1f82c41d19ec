"""Boilerplate: what wires, mail programs and web pages put around every story and between its paragraphs."""

from __future__ import annotations

import re
from collections.abc import Sequence

from services.cleaner.picture_words import is_credit
from services.cleaner.text.lines import AsideLines, Line, ends_sentence

_CHARACTERS = 400
"""Characters: no standing notice is longer, so a longer paragraph is part of the story."""

_SHORTEST = 3
"""Characters: a shorter line is no notice."""

_SIGNATURE_LINES = 8
"""Lines of an e-mail signature below its two hyphens."""

_END_LINES = 12
"""Last lines of a body in which an end mark is searched: what follows it is no part of the story."""

# A slug, alone on its line: "(MORE)", "ENDS", "-30-".
_SLUG = re.compile(
    r"[\[(]?(?:(?-i:MORE)(?: TO FOLLOW)?|more to (?:come|follow)|(?-i:ENDS|END)|-?30-|#{2,}|-ends?-|ends/.{0,20}"
    r"|(?:story )?(?:continues|continued) (?:on|from) (?:page|p\.?) ?\w{1,3}|(?:see|turn to) page \w{1,3}|story "
    r"continues below.{0,20}"
    r"|advertisement|scroll (?:down )?to continue.{0,40}|\(?more\))[\])]?\.?",
    re.IGNORECASE,
)
_END_MARK = re.compile(r"[\[(]?(?:ENDS?|-?30-|#{3,}|-[Ee]nds?-|[Ee]nds/.{0,20}|ENDE)[\])]?\.?")

_LINK = re.compile(
    r"(?:read more|read also|read next|also read|see also|more:|related(?: (?:stories|articles|coverage|news|"
    r"content|topics|links?))?|"
    r"more on this(?: story)?|more from|don['’]t miss|recommended|most read|trending(?: now)?|watch(?: now| live| "
    r"more)?|listen|in pictures|"
    r"click here|lesen sie (?:auch|mehr)|mehr zum thema|zum thema|lire aussi|à lire(?: aussi)?|sur le même sujet|"
    r"lea también|leer más|leia também|leggi anche|lees ook)(?: ?[:|>»–—-].{0,200}|)",
    re.IGNORECASE,
)
_NOTICE = re.compile(
    r"(?:©|\(c\) ?|copyright\b).{0,200}|.{0,80}\ball rights reserved\b.{0,120}"
    r"|.{0,40}\b(?:may|must) not be (?:published|reproduced|republished|copied|broadcast|redistributed)\b.{0,200}"
    r"|(?:sign up|subscribe|register) (?:now |here |today )?(?:for|to|and) .{0,120}\b(?:newsletters?|updates?|"
    r"alerts?|inbox|emails?|briefing|free)\b.{0,120}"
    r"|(?:get|receive) .{0,80}\b(?:straight|delivered|sent) (?:directly )?to your (?:inbox|phone).{0,80}"
    r"|(?:follow|like|join) (?:us|@\w+|[A-Z]\w+(?: \w+){0,3}) on (?:twitter|facebook|instagram|x|linkedin|"
    r"whatsapp|telegram|youtube)\b.{0,100}"
    r"|(?:share|tweet|print|email|e-mail|save|comments?)(?: (?:this|on|via|article|story|page|facebook|twitter|"
    r"whatsapp|email)){0,3}"
    r"|(?:this (?:article|story|post) )(?:was )?(?:originally |first )(?:appeared|published|ran) (?:on|in|at|by) "
    r".{0,120}"
    r"|view (?:this email )?in (?:your )?browser.{0,40}|unsubscribe.{0,100}"
    r"|\(?(?:additional |with )?(?:reporting|writing) by .{1,160}(?:editing by|; ?writing|\)).{0,120}|\(?editing "
    r"by .{1,100}\)?"
    r"|(?:the )?(?:associated press|reuters|afp|bloomberg)(?: (?:writer|journalist|reporter|contributor)s?) "
    r".{1,120}\bcontributed(?: to this (?:report|story|article))?\.?"
    r"|(?:contact|e-?mail)(?: the (?:author|reporter|writer|editor))?(?: at)?:? ?[\w.+-]{1,64}@[\w.-]{1,80}\.?|"
    r"[\w.+-]{1,64}@[\w-]{1,60}\.[\w.]{2,20}"
    r"|(?:our standards:).{0,80}",
    re.IGNORECASE,
)
_NOTICE_STARTS = (
    *("©", "(c)", "copyright", "sign up", "subscribe", "register", "get ", "receive ", "follow ", "like ", "join "),
    *("share", "tweet", "print", "email", "e-mail", "save", "comment", "this article", "this story", "this post"),
    *("view ", "unsubscribe", "additional", "(additional", "with ", "(with ", "reporting by", "(reporting by"),
    *("writing by", "(writing by", "editing by", "(editing by", "the associated", "the reuters", "the afp"),
    *("the bloomberg", "associated press", "reuters", "afp", "bloomberg", "contact", "our standards"),
)
_NOTICE_INSIDE = ("all rights reserved", " not be ", "@")
"""Every notice begins with one of `_NOTICE_STARTS` or contains one of these: a cheap test before the pattern."""

_SIGNATURE = re.compile(
    r"-- ?|sent from my \w.{0,40}|(?:best |kind |warm )?regards,?|mit freundlichen grüßen,?|cordialement,?",
    re.IGNORECASE,
)
_CONTACT = re.compile(r"@\w|\+?\d[\d ()/-]{6,}\d|www\.|https?://", re.IGNORECASE)


def _is_notice(text: str) -> bool:
    lowered = text.lower()
    may_be = lowered.startswith(_NOTICE_STARTS) or any(words in lowered for words in _NOTICE_INSIDE)
    return may_be and _NOTICE.fullmatch(text) is not None


def _is_standing(line: Line) -> bool:
    text = line.text
    if not _SHORTEST <= len(text) <= _CHARACTERS:
        return False
    return _is_notice(text) or _SLUG.fullmatch(text) is not None or _LINK.fullmatch(text) is not None


def _signature(lines: Sequence[Line]) -> int:
    """First line of the signature that closes a mail; the number of lines where there is none."""
    for at in range(max(1, len(lines) - _SIGNATURE_LINES - 1), len(lines)):
        if _SIGNATURE.fullmatch(lines[at].text) is None:
            continue
        below = lines[at + 1 :]
        # A rule of hyphens is enough where the mail ends soon; a greeting needs an address below it.
        if lines[at].text.startswith("--") or any(_CONTACT.search(line.text) for line in below) or not below:
            return at
    return len(lines)


def _end(lines: Sequence[Line]) -> int:
    """The line of the story's end mark, or else of a signature; the number of lines where there is neither."""
    for at in range(max(1, len(lines) - _END_LINES), len(lines)):
        if _END_MARK.fullmatch(lines[at].text) is not None and (
            lines[at].after_blank or ends_sentence(lines[at - 1].text)
        ):
            return at
    return _signature(lines)


def find_boilerplate(lines: Sequence[Line]) -> list[AsideLines]:
    """Slugs, related links, notices, credits of pictures and signatures, in order; at least one line is left."""
    end = _end(lines)
    found: list[AsideLines] = []
    for at in range(end):
        if is_credit(lines[at].text):
            found.append(AsideLines("credit", at, at + 1))
        elif _is_standing(lines[at]):
            if found and found[-1].end == at and found[-1].kind == "boilerplate":
                found[-1] = AsideLines("boilerplate", found[-1].start, at + 1)
            else:
                found.append(AsideLines("boilerplate", at, at + 1))
    if end < len(lines):
        found.append(AsideLines("boilerplate", end, len(lines)))
    taken = sum(aside.end - aside.start for aside in found)
    return found if taken < len(lines) else []
