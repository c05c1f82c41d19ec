"""Words that report speech, and the small words around them, as closed lists (English)."""

from __future__ import annotations

from services.cleaner.words import word_set

SAYING = word_set("said says say told tells tell")
"""Report a clause even without "that"."""

ADDRESSING = word_set("told tells tell warned warns assured assures reminded reminds informed informs")
"""Name the addressee before what is said."""

STATING = word_set(
    "added adds add noted notes note wrote writes write argued argues argue explained explains explain asked "
    "asks ask replied replies reply responded responds respond insisted insists insist declared declares "
    "declare announced announces announce warned warns warn acknowledged acknowledges acknowledge admitted "
    "admits admit claimed claims claim continued continues concluded concludes conclude observed observes "
    "observe recalled recalls recall stated states tweeted tweets remarked remarks joked jokes quipped "
    "emphasized emphasised emphasizes emphasises stressed stresses stress suggested suggests suggest complained "
    "complains complain predicted predicts predict promised promises promise pledged pledges pledge vowed vows "
    "vow confirmed confirms confirm reported reports report testified testifies contended contends contend "
    "asserted asserts assert maintained maintains maintain lamented laments cautioned cautions caution conceded "
    "concedes concede reiterated reiterates repeated shouted shouts yelled exclaimed urged urges demanded "
    "demands denied denies deny alleged alleges allege revealed reveals reveal disclosed countered counters "
    "mused opined chanted agreed agrees commented comments boasted boasts bragged protested pleaded estimated "
    "estimates mentioned"
)

NAMING = word_set(
    "called calls call described describes describe dubbed labeled labelled termed branded denounced slammed "
    "blasted criticized criticised praised accused dismissed hailed characterized characterised referred mocked"
)
"""Take a quoted name or judgement, not a clause."""

PARTICIPLES = word_set(
    "saying adding noting arguing claiming telling writing warning insisting suggesting explaining asking "
    "declaring announcing promising stressing emphasizing emphasising acknowledging stating tweeting calling "
    "describing citing"
)
"""Report for the subject of the main clause."""

NEEDS_THAT = word_set(
    "note notes claims claim reports report demands estimates estimate comments promises pledges stress states "
    "reveals reveal tweets jokes counters cautions read reads put repeated continued continues began asked ask "
    "asks wrote writes write urged urges urge demanded replied responded chanted agreed agrees called described "
    "confirm confirms"
)
"""Often nouns or verbs of something else: a clause without quotation marks must open with "that"."""

CUES = SAYING | STATING | NAMING | PARTICIPLES

AUXILIARIES = word_set(
    "has have had is are was were did does do be been also later then once repeatedly now first previously "
    "publicly again further still even just recently often always too soon earlier"
)
DENIALS = word_set(
    "not n't never would could should might may must can cannot will to without won't didn't don't doesn't"
)
"""Before a cue: nothing was said."""

PRONOUNS = word_set("he she they it i we you who")
SINGULAR_PERSON = word_set("he she")

DETERMINERS = word_set(
    "the a an this that these those his her its their our my your some many several any no each another"
)

CLAUSE_WORDS = word_set(
    "and but or nor yet so while when where as because if though although since until before after than that "
    "which whose who whom whether unless amid despite"
)
"""End a noun phrase to their left and right."""

PREPOSITIONS = word_set(
    "in on at by for from of to with without about into over under during through against between among around "
    "near upon within via per"
)
TIMES = word_set(
    "monday tuesday wednesday thursday friday saturday sunday yesterday today tomorrow tonight week month year "
    "morning afternoon evening night last earlier later this on in late early"
)
