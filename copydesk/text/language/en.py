"""How English reports speech."""

from __future__ import annotations

from copydesk.text.language.lexicon import Wording
from copydesk.text.word_set import word_set

ENGLISH = Wording(
    saying=word_set("said says say told tells tell"),
    addressing=word_set("told tells tell warned warns assured assures reminded reminds informed informs"),
    stating=word_set(
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
    ),
    naming=word_set(
        "called calls call described describes describe dubbed labeled labelled termed branded denounced slammed "
        "blasted criticized criticised praised accused dismissed hailed characterized characterised referred mocked"
    ),
    participles=word_set(
        "saying adding noting arguing claiming telling writing warning insisting suggesting explaining asking "
        "declaring announcing promising stressing emphasizing emphasising acknowledging stating tweeting calling "
        "describing citing"
    ),
    needs_that=word_set(
        "note notes claims claim reports report demands estimates estimate comments promises pledges stress states "
        "reveals reveal tweets jokes counters cautions read reads put repeated continued continues began asked ask "
        "asks wrote writes write urged urges urge demanded replied responded chanted agreed agrees called described "
        "confirm confirms"
    ),
    according=(("according", "to"),),
    that=word_set("that"),
    auxiliaries=word_set(
        "has have had is are was were did does do be been also later then once repeatedly now first previously "
        "publicly again further still even just recently often always too soon earlier"
    ),
    finite=word_set("has have had is are was were did does do"),
    denials=word_set(
        "not n't never would could should might may must can cannot will to without won't didn't don't doesn't"
    ),
    announcing=word_set("will"),
    pronouns={
        "he": "he",
        "she": "she",
        "they": "they",
        "it": "it",
        "i": "i",
        "we": "we",
        "you": "you",
        "who": "who",
    },
    determiners=word_set(
        "the a an this that these those his her its their our my your some many several any no each another"
    ),
    clause_words=word_set(
        "and but or nor yet so while when where as because if though although since until before after than that "
        "which whose who whom whether unless amid despite"
    ),
    prepositions=word_set(
        "in on at by for from of to with without about into over under during through against between among around "
        "near upon within via per"
    ),
    linking=word_set("of for at from"),
    times=word_set(
        "monday tuesday wednesday thursday friday saturday sunday yesterday today tomorrow tonight week month year "
        "morning afternoon evening night last earlier later this on in late early"
    ),
    conjunctions=word_set("and"),
    masculine=word_set("mr sir lord king prince father congressman chairman spokesman"),
    feminine=word_set("mrs ms miss lady queen princess congresswoman chairwoman spokeswoman"),
)
