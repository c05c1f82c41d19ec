"""Words of captions and credits: the labels, agencies and phrases that distinguish them from the story."""

from __future__ import annotations

import re

_CREDIT_CHARACTERS = 80
_CAPTION_WORDS = 60

_AGENCY = (
    "AFP|AP|EPA|DPA|dpa|PA|Reuters|REUTERS|Getty(?: Images)?|Xinhua|TASS|Bloomberg|AAP|UPI|Anadolu|Keystone|"
    "Magnum|Alamy|"
    "Shutterstock|ANSA|EFE|Rex(?: Features)?|imago|picture alliance|ullstein|Corbis|Action Images|AFP-JIJI|"
    "iStock|Twitter"
)
_PICTURE = (
    r"(?i:(?:file |handout |ap )?(?:photo(?:graph)?(?:s|y|er)?|picture|image|illustration|graphic|foto|"
    r"bild|cr[eé]dit|photo credit)s?)"
)
_CREDIT = re.compile(
    rf"\(?(?:{_PICTURE}(?: ?[:/|]| by| courtesy of:?) ?|© ?|\(c\) ?|[A-Z][\w.'’ -]{{1,40}} ?[/|] "
    rf"?(?=(?:{_AGENCY})\b))(?=[A-Z©]).+"
)
_CREDITED = re.compile(
    rf"(?:\((?:[\w.'’ -]{{1,40}}[/|,] ?)?(?:{_AGENCY})(?: [Pp]hoto)?\)|[|/–—-] ?(?:{_AGENCY})|{_PICTURE}: "
    rf"?[A-Z][\w.'’ /-]{{1,50}})\.?$"
)
_CREDITED_CHARACTERS = 120
"""Characters at the end of a text in which `_CREDITED` is searched; no match is longer."""

_CREDIT_SIGN = re.compile("[(|/:–—-]")
"""One of these is in every credit: a cheap test before the pattern."""

_LABELLED = re.compile(
    r"(?i:photo|picture|image|pictured|file photo|file picture|above|below|left|right|foto|bild|photograph)s?:"
    r"|(?i:(?:in )?(?:this )?(?:\w+ )?file (?:photo|picture|image|pic) (?:shows?|of|taken)|(?:this|the) (?:photo|"
    r"picture|image) "
    r"(?:taken|shows|released)|a general view |an aerial view |a (?:satellite|screen) ?(?:image|grab|shot) )"
)
_PICTURED = re.compile(
    r"^.{2,80}?(?:, (?:pictured|seen|shown|photographed)\b| (?:pictured|seen) (?:here|in|on|at|with|during|left|"
    r"right|above|outside)\b"
    r"| in (?:a|this|an undated) (?:file )?(?:photo|picture|image)\b)"
)
_PICTURED_WORDS = ("pictured", "seen", "shown", "photo", "picture", "image")
"""One of these is in every match of `_PICTURED`: a cheap test before the pattern."""

_ACTION = (
    r"walks?|stands?|looks|look on|gathers?|waits?|holds|hold (?:a|the|up|placards|candles|flags)|waves?|poses?|sits?|"
    r"marche?s?|rides?|carry|carries|attends?|arrives?|leaves|speaks|shakes|shake hands|embraces?|greets?|celebrates?|"
    r"reacts?|addresses|listens|protests|inspects?|clears|queues?|shows|takes part|take part|detains?|gestures?|smiles|"
    r"plays|runs|lights|lays|hugs?|kiss(?:es)?|chants?|patrols?|prays?|watch(?:es)?|salutes?|displays|works|"
    r"drives|burns|"
    r"rises|guards|searches|search for|salvages?|visits|meets|talks|delivers"
)
_SUBJECT = r"(?!(?i:it|he|she|they|we|i|you|there|this|that|these|those|if|when|while|but|and|as|what|why|how) )"
_ACTING = re.compile(
    rf"^{_SUBJECT}(?:(?!(?:to|will|would|can|could|may|might|must|should|did|that|who|which) )[\w'’.-]+,? "
    rf"){{1,8}}?(?:{_ACTION}) "
)
_SECOND_SENTENCE = re.compile(r"[.!?]['’\"”)]? [^\W\d_a-z]")
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*"
_WHEN = re.compile(
    r"\b(?:on|in|during|since|last|late|early|the previous) (?:(?:the|last|this|late|early|mid) ?-?)*"
    rf"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|{_MONTH}\b|week|month|year|(?:19|20)\d\d)"
    rf"|\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|\b{_MONTH}\.? \d{{1,2}}|\b\d{{1,2}} {_MONTH}|\b(?:last|"
    rf"previous) (?:week|month|year)\b"
)
_TELLS = re.compile(
    r"\b(?:said|says|told|was|were|had|added|announced|according|would|could|should|will|not|but|because|if|why|"
    r"has|have|been)\b"
)


def is_credit(text: str) -> bool:
    """Whether the text names a photographer or an agency and nothing else."""
    return len(text) <= _CREDIT_CHARACTERS and _CREDIT.fullmatch(text) is not None


def ends_in_credit(text: str) -> bool:
    """Whether the text closes with an agency or a photographer: "(AP)", "Photograph: Ann Lee"."""
    tail = text[-_CREDITED_CHARACTERS:]
    return _CREDIT_SIGN.search(tail) is not None and _CREDITED.search(tail) is not None


def _is_pictured(text: str) -> bool:
    return any(word in text for word in _PICTURED_WORDS) and _PICTURED.match(text) is not None


def is_one_sentence(text: str) -> bool:
    """Whether no second sentence begins inside the text."""
    return _SECOND_SENTENCE.search(text) is None


def names_its_picture(text: str) -> bool:
    """Whether the text refers to its picture: by a label, an agency in brackets, or "pictured"."""
    return text.count(" ") < _CAPTION_WORDS and (
        _LABELLED.match(text) is not None or ends_in_credit(text) or _is_pictured(text)
    )


def tells_a_scene(text: str) -> bool:
    """Whether the text is one sentence in the present tense with a date: only captions combine these."""
    if text.count(" ") >= _CAPTION_WORDS or _ACTING.match(text) is None or _SECOND_SENTENCE.search(text):
        return False
    return _WHEN.search(text) is not None and _TELLS.search(text) is None
