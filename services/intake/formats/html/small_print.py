"""Standing texts of news sites that no name of an element tells apart: dates, bylines, labels, credits."""

from __future__ import annotations

import re

MAX_CHARACTERS = 160
"""Longer lines are sentences."""

MAX_WORDS_BESIDE = 4
"""A name, or two, beside a moment in a line."""

_DAY = r"(?:[^\W\d_]{2,12}\.?,? )?"
_MONTH = r"[^\W\d_]{3,12}\.?"
_DATE = (
    rf"(?:\d{{1,2}}[./-]\s?\d{{1,2}}[./-]\s?\d{{2,4}}|\d{{4}}[./-]\d{{1,2}}[./-]\d{{1,2}}|\d{{1,2}}\.?(?:st|nd|rd"
    rf"|th)?\s(?:de\s)?{_MONTH}\s(?:de\s)?\d{{4}}"
    rf"|{_MONTH}\s\d{{1,2}}(?:st|nd|rd|th)?,?\s\d{{4}}|\d{{4}}年\s?\d{{1,2}}月\s?\d{{1,2}}日)"
)
_TIME = (
    r"(?:\d{1,2}時\s?\d{1,2}分|\d{1,2}\.\d{2}\s?(?:Uhr|h|[ap]\.?m\.?|(?-i:[A-Z]{3,4})\b)"
    r"|\d{1,2}[:h]\d{2}(?::\d{2})?\s?(?:[ap]\.?m\.?)?(?:\s?(?:Uhr|(?-i:[A-Z]{2,4})\b))?)"
)
_WHICH = (
    r"(?:(?:first )?published|(?:last )?updated|last (?:modified|change)|posted|created|modified|amended|stand|datum"
    r"|aktualisiert(?: am)?|veröffentlicht(?: am)?|기사입력|erstellt(?: am)?|publié(?: le)?|mise? à jour(?: le)?"
    r"|publicado(?: el| em)?|actualizado(?: el)?|atualizado(?: em)?|pubblicato(?: il)?|aggiornato(?: il)?|opublikowano"
    r"|aktualizacja|publicerad|uppdaterad|gepubliceerd|bijgewerkt|publisert|oppdatert|опубликовано|обновлено"
    r"|公開日?|更新日?)"
)
_JOINING = r"(?:on |at |am |vom |le |a las |alle |um |à |ore |kl\.? ?|del |de )?"
_STAMP = re.compile(
    rf"(?:{_WHICH}\s?:?\s?{_JOINING})?"
    rf"(?:{_DAY}{_DATE}[\s,|–-]*{_JOINING}(?:{_TIME})?|{_TIME}[\s,|–-]*{_JOINING}(?:{_DAY}{_DATE})?)",
    re.IGNORECASE,
)
"""One moment, with the word that says what it is of."""

_AGO = re.compile(
    rf"(?:{_WHICH}\s?:?\s?)?(?:\d{{1,2}}|an?|one|eine[rnm]?|une?|una?) ?(?:s|sec|secs|seconds?|m|mins?"
    rf"|minutes?|h|hrs?|hours?|d|days?|weeks?"
    rf"|months?)\.? ago|vor (?:\d{{1,2}}|eine[rnm]?) (?:sekunden?|min(?:uten?)?\.?|stunden?|std\.?|tag(?:en)?"
    rf"|wochen?|monat(?:en)?)(?: {_WHICH})?"
    r"|(?:publié |mis à jour )?il y a (?:\d{1,2}|une?) (?:secondes?|min(?:utes?)?\.?|h(?:eures?)?|jours?"
    r"|semaines?|mois)"
    rf"|(?:{_WHICH} )?hace (?:\d{{1,2}}|una?) (?:segundos?|min(?:utos?)?|horas?|h|días?|semanas?|mes(?:es)?)"
    r"|\d{1,2} (?:minut[io]|or[ae]|giorn[io]) fa|\d{1,2} ?(?:分|時間|日)前|\d{1,2} ?(?:minuten|uur|dagen) geleden",
    re.IGNORECASE,
)
"""A moment by how long ago it was."""

_STAMPED_BY = re.compile(r"[\s|/,•·–-]*(?:[^\W\d_][\w.’'-]*\s?){0,5}")
"""What may stand beside a moment in the same line: a name."""

_BRACKETS = re.compile(r"[()\[\]]")

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
    r"(?:find|view|read) this (?:article|story|page) (?:at|online(?: at)?)\s?:?.{0,120}"
    r"|a (?:post|reel|photo|video) shared by .{1,80}|view this (?:post|profile|photo) on \w+"
    r"|[©(][c)]?.{1,60}(?:all rights reserved|reproduction only with permission)\.?"
    r"|advertisement[\s–—-]{1,3}(?:continue reading|scroll)[\w ]{0,30}|(?:article|story) continues? (?:below"
    r"|after)[\w ]{0,30}"
    r"|wait \d{1,2} seconds? to continue\.?|(?:full ?screen|autoplay|auto play|loading)\.{0,3}"
    r"|your browser does not support[\w ]{0,40}\.?|audio by \w+|(?:advertisement|anzeige|werbung|publicité"
    r"|publicidad|publicidade|pubblicità|advertentie|annonse|reklam[ae]?|reklama|annons|реклама|広告|광고)\s?:?"
    r"|(?:share|teilen|partager|compartir|condividi|copy link|print|drucken|save|merken|follow|folgen"
    r"|listen(?: to)?|anhören|écouter|escuchar"
    r"|vorlesen|kommentare|comments?)"
    r"(?: this| article| story|:)*(?: this| on| via| article| story| link)*:?"
    r"|(?:read more|read also|also read|see also|related|read next|more on this|lesen sie auch|lesen sie mehr"
    r"|mehr zum thema|auch interessant"
    r"|zum thema|das könnte sie auch interessieren|lire aussi|à lire aussi|à découvrir|lea también|te puede interesar"
    r"|leggi anche|lees ook|czytaj więcej|czytaj też"
    r"|zobacz także|les også|läs också|ähnliche nachrichten|article continues below|continue reading below"
    r"|story continues below|trending news"
    r"|(?:lese|hör|video)tipps?|mehr dazu|mehr lesen|weiterlesen|siehe auch|siehe dazu|vedi anche|leia (?:mais|também)"
    r"|pour aller plus loin|sur le même sujet|más información|читайте также|from (?:our|the) archives?"
    r"|editors?['’] picks?"
    r"|current issue|latest videos from|more from [\w .]{2,30}|lesen sie mehr zu (?:diesen|diesem) them(?:en|a)"
    r"|dieses thema im programm)\s?:?"
    r"|(?:image|photo|picture|bild|foto)\s?\d{0,3}\s?(?:of|von|/)\s?\d{1,3}|(?:caption|close|embed|video"
    r"|player wird geladen|share|tweet)"
    r"|(?:placeholder image|image placeholder)[\s-]?\d*|\d{1,3} ?/ ?\d{1,3}|table of contents|auf dieser seite:"
    r"|inhalt(?:sverzeichnis)?:?",
    re.IGNORECASE,
)

_AT_TIME = re.compile(rf"{_TIME}(?:\s?[:–—-])?\s", re.IGNORECASE)
_SMALL_WORD = re.compile(r"(?<![^\W_])[a-zß-öø-ÿ]{2,}")
FEWEST_TOLD = 3
"""Words: fewer are who wrote the entry."""

_TOPICS = re.compile(
    r"(?:tags?|topics?|filed under|posted in|categor(?:y|ies)|keywords?|schlag(?:worte|wörter)|stichworte?"
    r"|themen|etiquetas|temas"
    r"|mots[- ]clés|sujets|thèmes|argomenti|tag correlati|tagi|taggar|emner|onderwerpen|теги|метки)\s?:\s?\S",
    re.IGNORECASE,
)
"""How a list of the topics that an article is filed under begins."""

_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|[\w.+-]{1,64}@[\w-]{1,60}\.[\w.]{2,20}")
_CREDITED = re.compile(
    r"(?:©|\b(?:photo(?:graph)?s? by|photo de|foto (?:de|di|von))(?=\s[A-ZÀ-Þ])|\b(?:foto|fotos|photo|photos"
    r"|image|bild|bilder|picture|pictures|photograph|bildrechte|bildquelle"
    r"|fotografie|crédit photo|zdjęcie|fot|ảnh)\s?:|(?-i:\b(?:Fotos?|FOTOS?|Photos?|PHOTOS?|Image|Bild|BILD|Bilder"
    r"|Pictures?|PICTURES?|Photograph|PHOTOGRAPH|Zdjęcie|Fot|Ảnh)\.)"
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


def tells_at_a_time(text: str) -> bool:
    """Whether a line is the head of an entry of a live blog: a time, and behind it what happened."""
    match = _AT_TIME.match(text)
    return (
        match is not None
        and len(_SMALL_WORD.findall(text, match.end())) > 0
        and len(text[match.end() :].split()) >= FEWEST_TOLD
    )


def is_topics(text: str) -> bool:
    """Whether a text lists what the article is filed under; only of links."""
    return _TOPICS.match(text) is not None


def is_small_print(text: str) -> bool:
    """Whether the whole line is a date, a byline, a label of the site."""
    if len(text) > MAX_CHARACTERS:
        return False
    line = " ".join(text.split())
    if _LABEL.fullmatch(line) or _ADDRESS.fullmatch(line) or line.startswith("<"):
        return True
    return is_byline(line) or _is_stamp(line)


def is_byline(line: str) -> bool:
    """Whether the line says by whom the article is, and nothing else."""
    return (
        len(line) <= MAX_CHARACTERS and _BYLINE_OPENING.match(line) is not None and _BYLINE.fullmatch(line) is not None
    )


def _is_stamp(line: str) -> bool:
    """Moments, and at most a name and a reading time beside them."""
    if _AGO.fullmatch(line) or _READING_TIME.fullmatch(line):
        return True
    line = _BRACKETS.sub(" ", line)
    found = _STAMP.search(line)
    if found is None or not any(character.isdigit() for character in found[0]):
        return False
    rest = _READING_TIME.sub(" ", _STAMP.sub(" ", line))
    return (
        len(rest) < len(line)
        and _STAMPED_BY.fullmatch(rest.strip()) is not None
        and (len(rest.split()) <= MAX_WORDS_BESIDE)
    )
