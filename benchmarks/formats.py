"""Speed of the intake's formats: `python -m benchmarks.formats`; with files, those instead of a page made here."""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable
from pathlib import Path

from services.cleaner.language import detect_language
from services.intake.formats import html, plain_text
from services.intake.sandbox.sandbox import Sandbox

SECONDS = 3.0
"""CPU time of each measurement."""

SENTENCE = (
    "The old iron bridge over the river will be taken down this summer, said the mayor, and rebuilt in three years. "
)
PARAGRAPH = SENTENCE * 3
PARAGRAPHS = 10
"""About 600 words, an ordinary article."""


def page() -> bytes:
    """A page as news sites make them, 200 KB: 400 links around the article, style and scripts in front of it."""
    link = "<li class='nav-item'><a class='link' href='/section/{0}'><span>Section number {0}</span></a></li>"
    links = "".join(link.format(number) for number in range(400))
    script = (
        "<script>window.state = "
        + json.dumps([{"id": number, "text": SENTENCE} for number in range(600)])
        + "</script>"
    )
    teaser = "<div class='card'><a href='/{0}'><h3>Another story of the day, number {0}</h3></a><p>{1}</p></div>"
    teasers = "".join(teaser.format(number, SENTENCE[:90]) for number in range(40))
    paragraphs = "".join(f"<p>{PARAGRAPH}</p><div class='ad'></div>" for _ in range(PARAGRAPHS))
    return (
        f"<!DOCTYPE html><html lang=en><head><title>Bridge to be rebuilt | Wire</title>{script}</head><body>"
        f"<nav><ul>{links}</ul></nav><main><article><h1>Bridge to be rebuilt</h1>{paragraphs}</article></main>"
        f"<section class='more-stories'>{teasers}</section><footer>{links}</footer></body></html>"
    ).encode()


def rate(work: Callable[[], object]) -> float:
    """How often `work` is done in a CPU second of this process."""
    work()
    done, started = 0, time.process_time()
    while (spent := time.process_time() - started) < SECONDS:
        work()
        done += 1
    return done / spent


def main() -> None:
    """Print a line for each figure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pages", nargs="*", type=Path, help="HTML files")
    pages = [path.read_bytes() for path in parser.parse_args().pages] or [page()]
    text = "\n\n".join([PARAGRAPH] * PARAGRAPHS)
    size = sum(map(len, pages)) / len(pages) / 1000
    per_round = rate(lambda: [list(html.FORMAT.parse(data)) for data in pages])
    print(f"HTML, pages of {size:.0f} KB: {per_round * len(pages):,.0f} a CPU-second")
    print(f"plain text of 600 words: {rate(lambda: list(plain_text.parse(text.encode()))):,.0f} a CPU-second")
    print(f"language of it: {1000 / rate(lambda: detect_language(text)):.2f} ms")
    with Sandbox() as sandbox:
        sandbox.parse(b"x", "x.txt")
        started = time.perf_counter()
        for _ in range(500):
            sandbox.parse(text.encode(), "x.txt")
        print(f"round trip to the sandbox with it: {(time.perf_counter() - started) * 2:.2f} ms, wall clock")


if __name__ == "__main__":
    main()
