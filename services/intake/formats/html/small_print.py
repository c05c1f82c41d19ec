"""Standing texts of news sites that no name of an element tells apart: dates, bylines, invitations."""

from __future__ import annotations

import re

MAX_CHARACTERS = 160
"""Longer lines are sentences."""

MAX_WORDS_BESIDE = 4
"""A name, or two, beside a moment in a line."""

MAX_INVITATION_CHARACTERS = 420

_DAY = r"(?:[^\W\d_]{3,12},? )?"
_MONTH = r"[^\W\d_]{3,12}\.?"
_DATE = (
    rf"(?:\d{{1,2}}[./-]\s?\d{{1,2}}[./-]\s?\d{{2,4}}|\d{{4}}[./-]\d{{1,2}}[./-]\d{{1,2}}|\d{{1,2}}\.?(?:st|nd|rd"
    rf"|th)?\s(?:de\s)?{_MONTH}\s(?:de\s)?\d{{4}}"
    rf"|{_MONTH}\s\d{{1,2}}(?:st|nd|rd|th)?,?\s\d{{4}}|\d{{4}}年\s?\d{{1,2}}月\s?\d{{1,2}}日)"
)
_TIME = (
    r"(?:\d{1,2}時\s?\d{1,2}分|\d{1,2}\.\d{2}\s?(?:Uhr|h|[ap]\.?m\.?)"
    r"|\d{1,2}[:h]\d{2}(?::\d{2})?\s?(?:[ap]\.?m\.?)?(?:\s?(?:Uhr|[A-Z]{2,4}))?)"
)
_STAMP = re.compile(
    rf"(?:(?:published|updated|last updated|posted|created|modified|first published|stand|aktualisiert(?: am)?"
    rf"|veröffentlicht(?: am)?"
    rf"|기사입력|erstellt(?: am)?|publié(?: le)?|mis à jour(?: le)?|publicado(?: el)?|actualizado(?: el)?"
    rf"|pubblicato(?: il)?|aggiornato(?: il)?"
    rf"|opublikowano|aktualizacja|publicerad|uppdaterad|gepubliceerd|bijgewerkt)\s?:?\s?(?:on |at |am |vom |le "
    rf"|a las |alle )?)?"
    rf"(?:{_DATE}[\s,|–-]*(?:um |at |à |ore |kl\.? ?)?(?:{_TIME})?|{_TIME}[\s,|–-]*(?:on )?(?:{_DAY}{_DATE})?)",
    re.IGNORECASE,
)
"""One moment, with the word that says what it is of."""

_STAMPED_BY = re.compile(r"[\s|/,•·–-]*(?:[^\W\d_][\w.’'-]*\s?){0,5}")
"""What may stand beside a moment in the same line: a name."""

_READING_TIME = re.compile(
    r"(?:lesedauer:?|lesezeit:?|temps de lecture:?|lectura de|reading time:?)?\s?\d{1,3}\s?-?\s?(?:min(?:ute|uten"
    r"|utes|uti|utos|\.)?)"
    r"(?:\s?(?:read|lesezeit|lesedauer|de lecture))?",
    re.IGNORECASE,
)

_BYLINE = re.compile(
    r"(?i:by|von|par|por|di|door|av|af|autor(?:in)?:|author:|text:|words by|written by|reported by)\s+"
    r"[^\W\d_a-zß-öø-ÿ][\w.’'-]+(?:\s(?:(?:von|van|de|der|den|del|di|da|la|le|al"
    r"|bin)\s)*[^\W\d_a-zß-öø-ÿ][\w.’'-]*){1,3}"
    r"(?:(?:,|\s(?:and|und|et|y|e|en|och"
    r"|og))\s[^\W\d_a-zß-öø-ÿ][\w.’'-]*(?:\s[^\W\d_a-zß-öø-ÿ][\w.’'-]*){0,4}){0,4}(?:\s?[|/,]\s?[\w .-]{2,40})?",
)
_BYLINE_OPENING = re.compile(
    r"(?:[Bb]y|BY|[Vv]on|VON|[Pp]ar|[Pp]or|[Dd]i|[Dd]oor|[Aa]v|[Aa]f|[Aa]utor|[Aa]uthor|[Tt]ext|Words|Written"
    r"|Reported)\b"
)

_LABEL = re.compile(
    r"(?:advertisement|anzeige|werbung|publicité|publicidad|pubblicità|reklam[ae]?|reklama|annons|реклама|広告|광고)\s?:?"
    r"|(?:share|teilen|partager|compartir|condividi|copy link|print|drucken|save|merken|follow|folgen|listen|anhören"
    r"|vorlesen|kommentare|comments?)"
    r"(?: this| article| story|:)*(?: this| on| via| article| story| link)*:?"
    r"|(?:read more|read also|also read|see also|related|read next|more on this|lesen sie auch|lesen sie mehr"
    r"|mehr zum thema|auch interessant"
    r"|zum thema|das könnte sie auch interessieren|lire aussi|à lire aussi|à découvrir|lea también|te puede interesar"
    r"|leggi anche|lees ook|czytaj więcej|czytaj też"
    r"|zobacz także|les også|läs också|ähnliche nachrichten|article continues below|continue reading below"
    r"|story continues below|trending news"
    r"|current issue|latest videos from|more from [\w .]{2,30}|lesen sie mehr zu (?:diesen|diesem) them(?:en|a)"
    r"|dieses thema im programm)\s?:?"
    r"|(?:image|photo|picture|bild|foto)\s?\d{0,3}\s?(?:of|von|/)\s?\d{1,3}|(?:caption|close|embed|video"
    r"|player wird geladen|share|tweet)"
    r"|(?:placeholder image|image placeholder)[\s-]?\d*|\d{1,3} ?/ ?\d{1,3}|table of contents|auf dieser seite:"
    r"|inhalt(?:sverzeichnis)?:?",
    re.IGNORECASE,
)

_INVITATION = re.compile(
    r"\b(?:sign|signing) up (?:for|to|now|here|you)|\bsubscribe (?:now|today|to|for|here)|\b(?:our|free|daily|weekly"
    r"|the) newsletters?\b"
    r"|\b(?:to|in|into) your (?:inbox|phone)\b|\bdatenschutz(?:erklärung|richtlinie|hinweise)|\bprivacy (?:policy"
    r"|notice)\b"
    r"|\b(?:external|externe[nr]?) (?:content|inhalte?)\b|\bempfohlener redaktioneller inhalt\b"
    r"|\brecommended editorial content\b"
    r"|\binhalte? (?:erlauben|anzeigen|angezeigt)\b|\bthird[- ]party (?:platforms|content)\b|\bdrittplattformen\b"
    r"|\bcontenus? externes?\b"
    r"|\b(?:donate|donation|contribution) (?:now|today|here|to)\b|\bspenden sie\b|\bfaire un don\b|\breaders (?:who"
    r"|like you)\b|\bsupport (?:us\b|(?:our|independent|quality|local) (?:work|journalism|news(?:room)?|reporting"
    r"|mission|media))"
    r"|\baffiliate (?:links?|commission)\b|\bearn (?:a|an) (?:affiliate )?commission\b|\bnewsletter (?:abonnieren"
    r"|bestellen|anmelden)\b"
    r"|\bjederzeit (?:wieder )?(?:ab|kündig)|\bunsubscribe\b|\b\d{1,2} ?% (?:of|de|des|dieses) (?:this |cet "
    r"|l['’])?(?:article|artikels|artículo)\b"
    r"|\b(?:rest|reste) (?:is|of this article is|est) (?:for|reserved for|réservée? aux) (?:subscribers|abonnés)"
    r"|\byou consent to\b|\bdownload (?:the|our) app\b|\bbreaking news (?:alerts|and stories)\b"
    r"|\bwhatsapp[- ](?:kanal|channel)\b"
    r"|\bfollow (?:us|@?\w+(?: \w+){0,4}) on (?:google news|twitter|facebook|instagram|x|tiktok|youtube|linkedin"
    r"|whatsapp|telegram)\b",
    re.IGNORECASE,
)


_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|[\w.+-]{1,64}@[\w-]{1,60}\.[\w.]{2,20}")
_CREDITED = re.compile(
    r"(?:©|\b(?:foto|fotos|photo|photos|image|bild|bilder|picture|pictures|photograph|bildrechte|bildquelle"
    r"|fotografie|crédit photo|zdjęcie|fot|ảnh)\s?[:.]"
    r"|/ ?\w+ (?:nuotr|foto|photo)\b)[^.!?]{0,80}[.)\]]*$",
    re.IGNORECASE,
)
_CAPTION_CHARACTERS = 400
_DATELINE_CHARACTERS = 80


_DATELINE = re.compile(r"[^\W\d_a-z][^\n.!?]{1,40}(?:\.[^\n!?]{0,30})?\s?[—–-]{1,2}")


def is_dateline(text: str) -> bool:
    """Whether a line is a place, perhaps with a date or an agency, that a dash sets off from what follows."""
    return len(text) <= _DATELINE_CHARACTERS and _DATELINE.fullmatch(text) is not None


def is_caption(text: str) -> bool:
    """Whether the text ends with the credit of a picture."""
    return len(text) <= _CAPTION_CHARACTERS and _CREDITED.search(text) is not None


def is_small_print(text: str) -> bool:
    """Whether the whole line is a date, a byline, a label of the site."""
    if len(text) > MAX_CHARACTERS:
        return False
    line = " ".join(text.split())
    if _LABEL.fullmatch(line) or _ADDRESS.fullmatch(line) or line.startswith("<"):
        return True
    if _BYLINE_OPENING.match(line) and _BYLINE.fullmatch(line):
        return True
    return _is_stamp(line)


def _is_stamp(line: str) -> bool:
    """Moments, and at most a name and a reading time beside them."""
    found = _STAMP.search(line)
    if found is None or not any(character.isdigit() for character in found[0]):
        return False
    rest = _READING_TIME.sub(" ", _STAMP.sub(" ", line))
    return (
        len(rest) < len(line)
        and _STAMPED_BY.fullmatch(rest.strip()) is not None
        and (len(rest.split()) <= MAX_WORDS_BESIDE)
    )


def is_invitation(text: str) -> bool:
    """Whether the site speaks of itself: newsletters, donations, consent, subscriptions."""
    return len(text) <= MAX_INVITATION_CHARACTERS and _INVITATION.search(text) is not None
