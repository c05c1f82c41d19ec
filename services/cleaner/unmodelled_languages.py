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
    "ig": word_set(
        "na-eme ndị nke ahụ bụ ọtụtụ mmadụ kwuru onye mgbe ka-a ihe ọzọ banyere gbasara kwa gọọmentị n'ime n'ihi afọ "
        "ụbọchị maka anyị unu nọ mere ebe niile ọnwa aka-eme onyeisiala dị"
    ),
    "rw": word_set(
        "yavuze ko kandi cyangwa ariko ubwo ndetse muri kuri nyuma abantu umuntu ibyo iyi icyo cyane gusa ngo imyaka "
        "kugira umwaka leta igihugu kuva ubu bavuze kugeza ku bari"
    ),
    "sn": word_set(
        "kuti uye asi kana nekuti izvi ndizvo vakati akati zvakare vanhu munhu nyika hurumende iyi vari ari mushure "
        "apo sezvo zvinhu gore nhasi mukuru kubva kusvika wakati dzimwe vamwe"
    ),
    "ny": word_set(
        "kuti ndi koma ndipo chifukwa anthu munthu iwo awa ati anati boma dziko komanso pamene ngati kwa pambuyo lero "
        "mwa chaka zinthu ambiri onse nthawi"
    ),
    "om": word_set(
        "akka kan fi waan garuu keessa keessatti isaa jedhan jechuun namoota mootummaa irratti kana yeroo waggaa booda "
        "hin ture jira biyya hedduu immoo erga"
    ),
    "st": word_set(
        "hore le ho empa hobane ka batho motho ba ke ene kapa haholo mmuso naha kamora selemo jwale hape tsa bona "
        "itse boletse neng etsa"
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
