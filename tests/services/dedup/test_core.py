"""Deduplication: verdicts, their order, their identity, and the bound of the memory."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copydesk.document_error import DocumentError
from schemas.article import CleanArticle, DuplicateArticle, RawArticle, UniqueArticle
from services.cleaner.sketch import sketch
from services.dedup.core import Deduplicator, Verdict, counted

WORDS = [
    f"{start}{end}" for start in ("ba", "de", "ki", "lo", "mu", "ne", "po", "ra") for end in ("lt", "rn", "st", "m")
]


def prose(seed: int, words: int = 200) -> str:
    """Words of no language, always the same for a seed, some of them names and numbers."""
    chance = random.Random(seed)  # noqa: S311 - a test text, no secret
    made = [chance.choice(WORDS) + chance.choice(WORDS) for _ in range(words)]
    for place in range(0, words, 9):
        made[place] = made[place].title()
    for place in range(4, words, 23):
        made[place] = str(chance.randrange(10_000))
    return " ".join(made)


def article(text: str, **fields: object) -> CleanArticle:
    raw = RawArticle.model_validate({"title": "A title", "body": text or "", **fields})
    known = {name: value for name, value in raw.__dict__.items() if name != "body"}
    return CleanArticle.model_validate({**known, "text": text, "sketch": sketch(text, raw.title)})


def judge_all(*articles: CleanArticle) -> list[Verdict]:
    deduplicator = Deduplicator()
    return [deduplicator.judge(each) for each in articles]


def test_an_unseen_article_opens_a_story() -> None:
    (verdict,) = judge_all(article(prose(1)))
    assert isinstance(verdict, UniqueArticle)
    assert verdict.story.verdict == "new"
    assert verdict.story.of is None
    assert verdict.story.version == 1


def test_the_story_id_derives_from_the_article() -> None:
    first, second = judge_all(article(prose(1), id="a"))[0], judge_all(article(prose(2), id="a"))[0]
    assert first.story.id == second.story.id


def test_a_redelivery_gets_the_first_verdict_and_changes_nothing() -> None:
    deduplicator = Deduplicator()
    first = deduplicator.judge(article(prose(1), uri="u"))
    again = deduplicator.judge(article(prose(1), uri="u"))
    assert again.story == first.story
    assert len(deduplicator) == 1


def test_what_a_later_cleaner_reads_otherwise_gets_the_first_verdict_all_the_same() -> None:
    """As in a replay: the same delivery by what arrived, with another text by how it was cleaned."""
    first = article(prose(1), id="a")
    other = article(prose(2), id="a").model_copy(update={"content_hash": first.content_hash, "language": "sv"})
    _, copy, again = judge_all(article(prose(1), id="b"), first, other)
    assert isinstance(again, DuplicateArticle)
    assert again.story == copy.story


def test_a_redelivered_copy_stays_a_copy() -> None:
    base, copy, again = judge_all(article(prose(1), id="a"), article(prose(1), id="b"), article(prose(1), id="b"))
    assert isinstance(copy, DuplicateArticle)
    assert isinstance(again, DuplicateArticle)
    assert again.story == copy.story
    assert copy.story.of == base.id


@pytest.mark.parametrize("identity", [{"id": "a"}, {"uri": "u"}, {"url": "https://example.org/a"}])
def test_other_content_under_the_same_identity_is_a_revision(identity: dict[str, str]) -> None:
    first, second, third = judge_all(*(article(prose(seed), **identity) for seed in (1, 2, 3)))
    assert [verdict.story.verdict for verdict in (first, second, third)] == ["new", "revision", "revision"]
    assert [verdict.story.version for verdict in (first, second, third)] == [1, 2, 3]
    assert {verdict.story.id for verdict in (first, second, third)} == {first.story.id}
    assert third.story.of == first.id
    assert isinstance(third, UniqueArticle)


def test_a_url_under_another_id_is_the_same_item_when_it_has_changed() -> None:
    url = "https://example.org/a"
    first, copy, changed = judge_all(
        article(prose(1), id="a", url=url), article(prose(1), id="b", url=url), article(prose(2), id="c", url=url)
    )
    assert copy.story.verdict == "exact"
    assert changed.story.verdict == "revision"
    assert changed.story.id == first.story.id


def test_the_same_uri_of_another_source_is_another_item() -> None:
    _, other = judge_all(article(prose(1), uri="1", source="x"), article(prose(2), uri="1", source="y"))
    assert other.story.verdict == "new"


def test_an_older_version_that_arrives_late_is_not_lost() -> None:
    newer, older = judge_all(article(prose(1), uri="u", version=5), article(prose(2), uri="u", version=4))
    assert newer.story.verdict == "new"
    assert isinstance(older, UniqueArticle)
    assert older.story.verdict == "revision"
    assert older.story.version == 2


def test_a_new_version_with_the_old_text_is_a_revision() -> None:
    _, second = judge_all(article(prose(1), uri="u", version=1), article(prose(1), uri="u", version=2))
    assert second.story.verdict == "revision"
    assert second.story.similarity == 1.0


def test_a_cancellation_that_repeats_the_item_is_no_redelivery() -> None:
    first, canceled, again = judge_all(
        article(prose(1), uri="u", version=1),
        article(prose(1), uri="u", version=1, pub_status="canceled"),
        article(prose(1), uri="u", version=1, pub_status="canceled"),
    )
    assert isinstance(canceled, UniqueArticle)
    assert (canceled.id, canceled.pub_status) == (first.id, "canceled")
    assert (canceled.story.verdict, canceled.story.of, canceled.story.version) == ("revision", first.id, 2)
    assert again.story == canceled.story


def test_a_revision_of_a_copy_stays_in_its_story() -> None:
    base, _, revised = judge_all(
        article(prose(1), id="a"), article(prose(1), id="b"), article(prose(1) + prose(2, 50), id="b")
    )
    assert revised.story.verdict == "revision"
    assert revised.story.id == base.story.id


def test_layout_does_not_hide_an_exact_copy() -> None:
    text = prose(1)
    base, copy = judge_all(article(text, id="a"), article(text.upper().replace(" ", "\n"), id="b"))
    assert copy.story.verdict == "exact"
    assert copy.story.of == base.id
    assert copy.story.similarity == 1.0


@pytest.mark.parametrize(
    "changed",
    [
        pytest.param(lambda text: " ".join(text.split()[:80]), id="truncated"),
        pytest.param(lambda text: prose(7, 30) + " " + text, id="other head"),
        pytest.param(lambda text: text + " " + prose(8, 60), id="other tail"),
        pytest.param(lambda text: text.replace(text.split()[100], "misspelt", 1), id="a word changed"),
    ],
)
def test_a_changed_copy_is_near(changed: object) -> None:
    assert callable(changed)
    text = prose(1)
    base, copy = judge_all(article(text, id="a", source="x"), article(changed(text), id="b", source="y"))
    assert isinstance(copy, DuplicateArticle)
    assert copy.story.verdict == "near"
    assert copy.story.of == base.id
    assert copy.story.id == base.story.id
    assert 0.6 <= copy.story.similarity <= 1


def test_a_form_filled_in_anew_is_a_new_story() -> None:
    form = (
        "{0} Inc. on Tuesday reported net income of {1} million dollars, after a profit of {2} million dollars in the "
        "same period a year earlier. The {3} company said it had net income of {1} cents per share. Revenue was {4} "
        "million dollars. For the current quarter {0} said it expects revenue of {5} to {6} million dollars."
    )
    first, second = judge_all(
        article(form.format("Halden", 48.2, 41.7, "Boston", 512.6, 505, 520), id="a"),
        article(form.format("Tamarack", 112.9, 98.3, "Chicago", 940.1, 935, 960), id="b"),
    )
    assert first.story.id != second.story.id
    assert second.story.verdict == "new"


def test_only_the_best_match_counts() -> None:
    """A text made of two stories joins one of them, and the two stay apart."""
    first, second, both = judge_all(
        article(prose(1), id="a"),
        article(prose(2), id="b"),
        article(prose(1) + " " + " ".join(prose(2).split()[:110]), id="c"),
    )
    assert first.story.id != second.story.id
    assert both.story.of == "a"


def test_a_short_text_is_a_copy_only_with_its_title() -> None:
    _, other, same = judge_all(
        article("More to follow.", id="a", title="Chess: Okonkwo wins"),
        article("More to follow.", id="b", title="Port closed"),
        article("More to  follow.", id="c", title="Port  Closed"),
    )
    assert other.story.verdict == "new"
    assert same.story.verdict == "exact"
    assert same.story.of == "b"


def test_a_short_text_with_another_name_is_another_story() -> None:
    flash = "{} Corp said on Monday that it will close its plant in the port next year and move the work abroad."
    first, same, other = judge_all(
        article(flash.format("Halden"), id="a", title="Halden to close plant"),
        article(flash.format("Halden") + " More soon.", id="b", title="Halden to close plant"),
        article(flash.format("Tamarack"), id="c", title="Tamarack to close plant"),
    )
    assert same.story.id == first.story.id
    assert other.story.verdict == "new"


def test_titles_alone_match_within_one_source() -> None:
    _, same, elsewhere = judge_all(
        article("", id="a", title="Quake", source="x"),
        article("", id="b", title="quake", source="x"),
        article("", id="c", title="Quake", source="y"),
    )
    assert same.story.verdict == "exact"
    assert elsewhere.story.verdict == "new"


HOUR = 3600


def at(hours: float) -> str:
    return (datetime(2026, 1, 1, tzinfo=UTC) + timedelta(hours=hours)).isoformat()


def test_what_is_older_than_the_window_is_forgotten() -> None:
    deduplicator = Deduplicator(window_seconds=24 * HOUR)
    deduplicator.judge(article(prose(0), id="old", received_at=at(0)))
    deduplicator.judge(article(prose(1), id="young", received_at=at(20)))
    assert deduplicator.judge(article(prose(1), id="copy", received_at=at(30))).story.of == "young"
    assert deduplicator.judge(article(prose(0), id="late copy", received_at=at(30))).story.verdict == "new"


def test_a_story_that_is_reprinted_again_and_again_is_not_forgotten() -> None:
    deduplicator = Deduplicator(window_seconds=24 * HOUR)
    first = deduplicator.judge(article(prose(0), id="a", received_at=at(0)))
    stories = [
        deduplicator.judge(article(prose(0), id=f"b{day}", received_at=at(15 * day))).story for day in range(1, 9)
    ]
    assert {story.id for story in stories} == {first.story.id}
    cut = " ".join(prose(0).split()[:120])
    assert deduplicator.judge(article(cut, id="cut", received_at=at(15 * 8))).story.id == first.story.id


def test_one_wrong_date_does_not_make_everything_be_forgotten() -> None:
    deduplicator = Deduplicator()
    deduplicator.judge(article(prose(0), id="a", received_at=at(0)))
    deduplicator.judge(article(prose(1), id="of the future", received_at="2099-01-01T00:00:00Z"))
    assert deduplicator.judge(article(prose(0), id="copy", received_at=at(1))).story.of == "a"


def test_the_time_of_the_log_does_not_run_backwards() -> None:
    deduplicator = Deduplicator(window_seconds=24 * HOUR)
    deduplicator.judge(article(prose(0), id="a", received_at=at(100)))
    deduplicator.judge(article(prose(1), id="late", received_at=at(0)))
    assert deduplicator.judge(article(prose(1), id="copy", received_at=at(101))).story.of == "late"


def test_a_window_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="window"):
        Deduplicator(window_seconds=0)


def test_every_field_but_the_sketch_is_carried_over() -> None:
    given_article = article(prose(1), bylines=("A",), language="en", version=3, embargoed_until="2026-01-01T00:00:00Z")
    (verdict,) = judge_all(given_article)
    before = given_article.model_dump(exclude={"sketch"})
    assert verdict.model_dump(exclude={"story"}) == before
    assert UniqueArticle.model_validate_json(verdict.model_dump_json()) == verdict


@pytest.mark.slow
@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3), st.one_of(st.none(), st.integers(0, 2))), max_size=20))
def test_a_replay_gives_the_same_verdicts(arrivals: list[tuple[int, int, int | None]]) -> None:
    articles = [article(prose(text, 40), id=f"id{name}", version=version) for name, text, version in arrivals]
    first, second = judge_all(*articles), judge_all(*articles)
    assert [verdict.story for verdict in first] == [verdict.story for verdict in second]


@settings(deadline=None)
@given(st.text(max_size=300), st.text(max_size=300))
def test_any_text_gets_a_verdict(left: str, right: str) -> None:
    verdicts = judge_all(article(left, id="a"), article(right, id="b"))
    assert verdicts[0].story.verdict == "new"
    assert verdicts[1].story.verdict in {"new", "exact", "near"}


def test_directions() -> None:
    text = prose(1)
    cut, more = " ".join(text.split()[:90]), prose(5, 90) + " " + text
    _, truncated, extended, same = judge_all(
        article(text, id="a", source="x"),
        article(cut, id="b", source="y"),
        article(more, id="c", source="z"),
        article(text.replace(text.split()[100], "misspelt", 1), id="d", source="w"),
    )
    assert [v.story.direction for v in (truncated, extended, same)] == ["truncated", "extended", "same"]
    assert truncated.story.evidence is not None
    assert truncated.story.evidence.new_in_old == 1.0
    assert truncated.story.evidence.old_in_new < 0.6


def test_the_same_source_that_says_it_again_with_more_revises_it() -> None:
    first, longer, of_another = judge_all(
        article(prose(1), id="a", source="x"),
        article(prose(1) + " " + prose(2, 60), id="b", source="x"),
        article(prose(1) + " " + prose(3, 60), id="c", source="y"),
    )
    assert (longer.story.verdict, longer.story.of, longer.story.version) == ("revision", "a", 2)
    assert isinstance(longer, UniqueArticle)
    assert longer.story.id == first.story.id
    assert of_another.story.verdict == "near"


def test_an_article_that_uses_an_earlier_one_again_is_linked_and_not_merged() -> None:
    first, follow_up = judge_all(
        article(prose(1), id="a"), article(" ".join(prose(1).split()[:70]) + " " + prose(2, 150), id="b")
    )
    assert follow_up.story.verdict == "new"
    assert follow_up.story.id != first.story.id
    assert follow_up.story.shares_text_with == ("a",)


def test_a_round_up_is_no_copy_and_no_parent() -> None:
    *_, round_up, copy = judge_all(
        article(prose(1), id="a"),
        article(prose(2), id="b"),
        article(prose(3), id="c"),
        article("\n\n".join(prose(seed) for seed in (1, 2, 3)), id="all"),
        article(" ".join(prose(3).split()[:150]), id="copy of c"),
    )
    assert round_up.story.verdict == "new"
    assert round_up.story.aggregate
    assert set(round_up.story.shares_text_with) == {"a", "b", "c"}
    assert copy.story.of == "c"


def test_what_stands_beside_a_copy_is_not_its_story() -> None:
    """A page holds a copy and a neighbour; the neighbour's own article does not become a copy of the first story."""
    first, page, neighbour = judge_all(
        article(prose(1, 300), id="a", source="x"),
        article(prose(1, 300) + "\n\n" + prose(2, 150), id="page", source="y"),
        article(prose(2, 150), id="neighbour", source="z"),
    )
    assert page.story.id == first.story.id
    assert neighbour.story.verdict == "new"
    assert neighbour.story.shares_text_with == ("page",)


def test_furniture_of_a_site_is_learnt() -> None:
    furniture = prose(99, 120)
    verdicts = judge_all(
        *(article(f"{prose(seed, 30)}\n\n{furniture}", id=f"a{seed}", title=prose(seed, 5)) for seed in range(12))
    )
    assert [verdict.story.verdict for verdict in verdicts] == ["new"] * 12


def test_reordered_paragraphs_are_a_copy() -> None:
    parts = [prose(seed, 60) for seed in (1, 2, 3)]
    _, copy = judge_all(article("\n\n".join(parts), id="a"), article("\n\n".join(reversed(parts)), id="b"))
    assert copy.story.verdict == "near"


def test_a_sketch_of_another_form_is_not_compared() -> None:
    def earlier_form(made: CleanArticle) -> CleanArticle:
        return made.model_copy(update={"sketch": made.sketch.model_copy(update={"form": 1})})

    old, same, cut, revised, new = judge_all(
        earlier_form(article(prose(1), id="old")),
        earlier_form(article(prose(1), id="same")),
        earlier_form(article(prose(1, 150), id="cut")),
        article(prose(1) + " More.", id="old"),
        article(prose(1, 140), id="new"),
    )
    assert (old.story.verdict, same.story.verdict, cut.story.verdict) == ("new", "exact", "new")
    assert (revised.story.verdict, revised.story.of) == ("revision", "old")
    assert new.story.of == "old"


@pytest.mark.parametrize(
    "changes",
    [
        {"words": "no base64!"},
        {"words": "AQ=="},
        {"words": "\u0663"},
        {"words": "AQAC" * 100_000},
        {"title_words": "AQAC" * 100_000},
        {"keys": (1,), "places": ()},
        {"keys": (-1,), "places": (0,)},
        {"keys": (1 << 32,), "places": (0,)},
        {"keys": (1,), "places": (-1,)},
        {"keys": (1,), "places": (1 << 70,)},
        {"keys": tuple(range(5_000)), "places": tuple(range(5_000))},
    ],
)
def test_an_unreadable_sketch_is_refused_and_leaves_nothing_behind(changes: dict[str, object]) -> None:
    deduplicator = Deduplicator()
    good = article(prose(1), id="a")
    bad = good.model_copy(update={"sketch": good.sketch.model_copy(update=changes)})
    with pytest.raises(DocumentError):
        deduplicator.judge(bad)
    assert len(deduplicator) == 0
    assert deduplicator.judge(good).story.verdict == "new"


def test_an_article_is_counted_by_its_verdict() -> None:
    judged = judge_all(article(prose(1)), article(prose(1), id="other"))
    assert [counted(each).counts for each in judged] == [{"verdict": {"new": 1}}, {"verdict": {"exact": 1}}]
    assert [counted(each).documents for each in judged] == [[each] for each in judged]
