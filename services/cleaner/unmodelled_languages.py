"""Languages of newspapers that the model of `language.py` was not trained on, told by their commonest words."""

from __future__ import annotations

import re
from itertools import islice

from copydesk.text.word_set import word_set

WORDS = 400
"""Words that are looked at: one screen."""

FEWEST_DIFFERENT = 4
"""So many different ones of a language's words are no chance: these words are few, and long or frequent."""

FEWEST_SHARE = 0.05
"""Of all words: running text has two to five times as many."""

LEAD = 1.5
"""A language must have so many times the words of the next one: Zulu and Xhosa share half of theirs."""

_LANGUAGES = {
    "zu": word_set(
        "ukuthi uthe futhi kanye noma kodwa ukuze uma kakhulu lokhu ngoba ngemva ngesikhathi kusho bathi lapho yize "
        "abantu kuze manje umuntu njengoba ngaphambi omunye konke bonke kusukela lesi lezi leli ngenxa kanjani"
    ),
    "xh": word_set(
        "ukuba kwaye okanye kodwa ngoku uthi ngokuba kuba ngenxa umntu emva nto kakhulu abantu kananjalo ukuze "
        "oku oko nangona apho ngaphambi emveni wathi bonke yonke njengoko phakathi koko kusasa"
    ),
    "ha": word_set(
        "wannan cewa kuma domin amma wanda yana tana suna cikin suka zai duk yadda inda kamar mutane gwamnati "
        "daga bayan lokacin shugaban saboda haka"
    ),
}
"""Function words and the commonest verbs of reported speech; none of two letters, which many languages share."""

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")


def unmodelled_language(text: str) -> str | None:
    """The tag of the language that a text is in, where its words leave little doubt; None for any other text."""
    words = [match[0].lower().replace("’", "'") for match in islice(_WORD.finditer(text), WORDS)]
    found = sorted(((sum(word in known for word in words), tag) for tag, known in _LANGUAGES.items()), reverse=True)
    (count, tag), (next_count, _) = found[0], found[1]
    different = len(_LANGUAGES[tag].intersection(words))
    clear = different >= FEWEST_DIFFERENT and count >= FEWEST_SHARE * len(words) and count >= LEAD * next_count
    return tag if clear else None
