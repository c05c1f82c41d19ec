from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.intake.formats.format import FormatError
from services.intake.formats.shared import fragments
from services.intake.formats.shared.fragments import (
    any_prose,
    html_prose,
    one_line,
    plain_prose,
    with_captions,
    without_title,
)
from services.intake.formats.shared.prose import Prose


def roles(prose: Prose) -> list[tuple[object, str]]:
    return [(region["role"], prose.body[_place(region["start"]) : _place(region["end"])]) for region in prose.regions]


def _place(value: object) -> int:
    assert isinstance(value, int)
    return value


@pytest.mark.parametrize(
    ("markup", "body"),
    [
        ("<p>One</p><p>two</p>", "One\n\ntwo"),
        ("<p>One<p>two", "One\n\ntwo"),
        ("un<b>break</b>able", "unbreakable"),
        ("<b>two</b> <i>words</i>", "two words"),
        ("a<br>b<br/><br>c", "a\nb\n\nc"),
        ("  <p> a \n\t b </p>\n\n", "a b"),
        ("<p>a&nbsp;b</p><p>&nbsp;</p><p>c</p>", "a\xa0b\n\nc"),
        ("<ul><li>x</li><li>y</li></ul>", "x\n\ny"),
        ("<table><tr><td>1</td><td>2</td></tr><tr><td>3</td></tr></table>", "1\t2\n\n3"),
        ("<pre>a\n  b\n\nc</pre>", "a\nb\n\nc"),
        ("<p>a</p><script>x<y</script><style>p{}</style><p>b</p>", "a\n\nb"),
        ("<html><head><title>T</title></head><body>b</body></html>", "b"),
        ("3 < 4 & 5 > 2", "3 < 4 & 5 > 2"),
        ("AT&amp;T &copy; &#128; &bogus;", "AT&T © € &bogus;"),
        ("<p>said <q>yes <q>no</q></q>.</p>", "said “yes ‘no’”."),
        ("<q>“marked”</q> and “<q>around</q>”", "“marked” and “around”"),
        ("x<q></q>y", "xy"),
        ("a<!-- <p> -->b", "ab"),
        ("\ud800\x00\x01z", "\ufffd\ufffdz"),
    ],
)
def test_markup_becomes_what_a_reader_sees(markup: str, body: str) -> None:
    assert html_prose(markup).body == body


@pytest.mark.parametrize(
    ("markup", "found"),
    [
        ("<figure><figcaption>Cap <b>bold</b></figcaption></figure>", [("caption", "Cap bold")]),
        ('<div class="wp-caption"><p class="wp-caption-text">Cap</p></div>', [("caption", "Cap")]),
        ('<figure><figcaption>Cap <span class="credit">By Me</span> more</figcaption></figure>',
         [("caption", "Cap"), ("credit", "By Me"), ("caption", "more")]),
        ('<figure><div class="byline">Me/X</div></figure>', [("credit", "Me/X")]),
        ('<figure class="wp-block-pullquote"><blockquote><p>So it is</p><cite>She</cite></blockquote></figure>',
         [("pull_quote", "So it is\n\nShe")]),
        ('<p><i class="dateline">Marn <i class="credit">(X)</i> -</i> text</p>', [("dateline", "Marn (X) -")]),
        ("<nav>Home</nav><footer>About</footer>", [("boilerplate", "Home"), ("boilerplate", "About")]),
        ("<blockquote>Words<footer>— Who</footer></blockquote>", []),
        ("<header><h1>T</h1><p>4 Jan</p></header>", [("title", "T"), ("boilerplate", "4 Jan")]),
        ('<div class="related-articles"><a>More</a></div>', [("boilerplate", "More")]),
        ('<div class="newsletter">All of it</div><section class="world-social">All</section>', []),
    ],
)  # fmt: skip
def test_regions(markup: str, found: list[tuple[str, str]]) -> None:
    assert roles(html_prose(markup)) == found


@settings(deadline=None)
@given(
    st.lists(st.text("abcd \n\t", max_size=8)),
    st.sampled_from(["<p>%s</p>", "<b>%s</b>", "%s<br>", "<li>%s", "<q>%s</q>"]),
)
def test_no_letter_is_lost(texts: list[str], element: str) -> None:
    prose = html_prose("".join(element % text for text in texts))
    assert [c for c in prose.body if c.isalpha()] == [c for text in texts for c in text if c.isalpha()]


@settings(deadline=None)
@given(st.text("<>/pqb =\"'&;!-figcaptonure class\n", max_size=300))
def test_any_text_is_markup_with_regions_in_order(markup: str) -> None:
    prose = html_prose(markup)
    ends = [0, *(_place(region["end"]) for region in prose.regions)]
    assert all(
        end <= _place(region["start"]) < _place(region["end"]) for end, region in zip(ends, prose.regions, strict=False)
    )
    assert prose.body == prose.body.strip()
    assert "\n\n\n" not in prose.body


@pytest.mark.slow
@pytest.mark.parametrize(
    "markup",
    [
        *("<b>" * 50_000, "<p>x" * 30_000, "<" * 300_000, '<a b="' * 60_000, "<q>" * 30_000 + "x"),
        *("<td>" * 30_000, "\n" * 500_000, "<figcaption><p>x" * 15_000),
        "".join(f"<b i={n}>" for n in range(10_000)) + "<p>x" * 10_000,
    ],
)
def test_hostile_markup_takes_linear_time(markup: str) -> None:
    html_prose(markup)


def test_more_elements_than_any_page_has_are_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fragments, "MAX_ELEMENTS", 10)
    with pytest.raises(FormatError, match="<p>: over 10 elements of HTML"):
        html_prose("<p>" * 11)


def test_plain_text_keeps_its_lines() -> None:
    assert plain_prose("\ufeffa \r\nb\r\r\n\n\n\x00c\n").body == "\ufeffa\nb\n\nc"


def test_text_of_no_stated_kind_is_markup_where_a_tag_or_reference_stands() -> None:
    assert any_prose("5 < 6\nand AT&T").body == "5 < 6\nand AT&T"
    assert any_prose("5 &lt; 6\nand <b>so</b>").body == "5 < 6 and so"


@pytest.mark.parametrize("unended", ["<noscript>", "<template>", "<button>", "<svg/>", "<select>", "<video controls>"])
def test_what_is_never_ended_hides_no_text(unended: str) -> None:
    assert any_prose(f"<p>One.</p>{unended}<p>Two.</p>").body == "One.\n\nTwo."


def test_a_headline_is_one_line() -> None:
    assert one_line(" a\n b ") == "a b"
    assert one_line("a &amp; <i>b</i>", markup=True) == "a & b"
    assert one_line(" \x00 ") is None


def test_captions_come_last_and_once() -> None:
    prose = with_captions(Prose("Body with a cap in it."), [("a cap", "caption"), ("Other", "caption"), ("", "credit")])
    assert prose.body == "Body with a cap in it.\n\nOther"
    assert roles(prose) == [("caption", "Other")]


def test_a_repeated_title_is_a_region_unless_it_is_all_there_is() -> None:
    assert roles(without_title(Prose("The  Title\n\nBody"), "the title")) == [("title", "The  Title")]
    assert roles(without_title(Prose("The Title"), "The Title")) == []


@pytest.mark.parametrize(
    ("markup", "body"),
    [
        (
            "<p>after days on flood<br>watch people had<br>to leave.</p>",
            "after days on flood watch people had to leave.",
        ),
        ("<p>The first sentence ends here.<br>another begins.</p>", "The first sentence ends here.\nanother begins."),
        (
            "<p>The mayor said so:<br>“We will keep it.”<br>– And then?<br>– No.</p>",
            "The mayor said so: “We will keep it.”\n– And then?\n– No.",
        ),
        (
            f"<p>{'A long one. ' * 12}<br>Then another one follows it.</p>",
            f"{'A long one. ' * 12}".strip() + "\nThen another one follows it.",
        ),
        ("<table><tr><td>Aurora</td><td>13:30<br>weekdays</td></tr></table>", "Aurora\t13:30 weekdays"),
        ("<p>Harbour Office<br>Pier Road 5<br>Kirkhaven</p>", "Harbour Office\nPier Road 5\nKirkhaven"),
        ("<p>the yards (SOLHEIM and <br>SONS) said</p>", "the yards (SOLHEIM and SONS) said"),
        ("<p>Before.</p><iframe src='x'/><p>After.</p>", "Before.\n\nAfter."),
        ("<p>Before.</p><OBJECT data='x'><p>After.</p>", "Before.\n\nAfter."),
        (
            "<p>Before.</p><video src='x'/><p>Between.</p><video>No player.</video><p>After.</p>",
            "Before.\n\nBetween.\n\nAfter.",
        ),
        ("<p>Before.</p><script src='x'/><p>After.</p>", "Before.\n\nAfter."),
        ("<pre>one two three\nfour</pre>", "one two three\nfour"),
        (
            "<p>  (Adds)\n    * One\n    * Two\n\n    By A\n    K - The ferry will\nrun on.\n    Fares rise.\n</p>",
            "(Adds)\n\n* One\n\n* Two\n\nBy A\n\nK - The ferry will run on.\n\nFares rise.",
        ),
        ("<p>\n      Set in by\n      the program alone.\n    </p>", "Set in by the program alone."),
        ("<p>One\ntwo\nthree</p>", "One two three"),
        ("<div>\n  <p>One</p>\n  <p>Two</p>\n</div>", "One\n\nTwo"),
    ],
)
def test_line_ends_of_a_column_and_paragraphs_of_a_wire(markup: str, body: str) -> None:
    assert html_prose(markup).body == body


@pytest.mark.parametrize("unit", ["\n", "\n  ", "\n  a\nb", "<br>", "a<br>", "(<br>", "\n\t\n"])
def test_hostile_white_space_takes_linear_time(unit: str) -> None:
    html_prose("<p>x\n  y\nz" + unit * (300_000 // len(unit)))
