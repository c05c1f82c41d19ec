from __future__ import annotations

import json

from tests.services.intake.formats.html.reading import SENTENCES, page, paragraphs


def test_paragraphs_that_only_scripts_hold_are_read() -> None:
    data = {
        "props": {
            "article": {"body": [{"type": "paragraph", "text": sentence} for sentence in SENTENCES], "tags": ["a"] * 9}
        }
    }
    markup = page(f"<div id=app>Loading</div><script type='application/json'>{json.dumps(data)}</script>")
    assert paragraphs(markup) == list(SENTENCES)


def test_markup_in_the_state_of_a_window_is_read() -> None:
    body = "".join(f"<p>{sentence}</p>" for sentence in SENTENCES)
    markup = page(
        f"<div id=app></div><script>window.__STATE__ = {json.dumps({'post': {'content': body}})}; run()</script>"
    )
    assert paragraphs(markup) == list(SENTENCES)


def test_what_a_page_shows_goes_before_its_scripts() -> None:
    data = json.dumps({"content": "\n".join(SENTENCES)})
    shown = "".join(f"<p>{sentence}</p>" for sentence in reversed(SENTENCES))
    markup = page(f"<main>{shown}</main><script type='application/json'>{data}</script>")
    assert paragraphs(markup) == list(reversed(SENTENCES))


def test_scripts_of_any_kind_do_no_harm() -> None:
    for script in (
        "{" * 50_000,
        "window.a = {" * 9000,
        json.dumps(["x" * 500] * 3),
        '{"content": "' + "\\u0000" * 500 + '"}',
    ):
        assert paragraphs(page(f"<p>Short.</p><script>{script}</script>"))[0] == "Short."
