from __future__ import annotations

from collections.abc import Sequence

import pytest

from copydesk.build import commit
from copydesk.registry import find_service
from copydesk.result import Counts, Result
from copydesk.runtime.service import SERVICE_VERSION, Service
from copydesk.runtime.step import process
from schemas.article import RawArticle
from schemas.document import Document, ProcessingStep
from tests.copydesk.runtime.bench import cleaned

EARLIER = ProcessingStep(service="intake", version="0", seconds=1)
ARTICLE = RawArticle(id="a", body="text", processing=(EARLIER,))


def pair(article: RawArticle) -> Sequence[Document]:
    return [cleaned(article), article]


def test_the_step_is_noted_behind_the_earlier_ones() -> None:
    service = Service("cleaner", source=RawArticle, handle=cleaned, model="tiny-1")
    (made,) = process(service, cleaned, ARTICLE).documents
    assert made.processing[0] == EARLIER
    assert len(made.processing) == 2
    step = made.processing[1]
    assert (step.service, step.version, step.model) == ("cleaner", SERVICE_VERSION, "tiny-1")
    assert step.commit == commit()
    assert 0 <= step.seconds < 1
    assert ARTICLE.processing == (EARLIER,)


def test_every_document_of_an_article_notes_the_same_step() -> None:
    service = Service("cleaner", source=RawArticle, handle=pair)
    made = process(service, pair, ARTICLE).documents
    assert [type(document).__name__ for document in made] == ["CleanArticle", "RawArticle"]
    assert made[0].processing == made[1].processing
    assert len(made[0].processing) == 2


def test_what_the_handler_counted_comes_with_the_documents() -> None:
    counts: Counts = {"quote_kind": {"direct": 2}}

    def count(article: RawArticle) -> Result:
        return Result([cleaned(article)], counts)

    result = process(Service("cleaner", source=RawArticle, handle=count), count, ARTICLE)
    assert result.counts == counts
    assert [len(document.processing) for document in result.documents] == [2]
    assert process(Service("cleaner", source=RawArticle, handle=pair), pair, ARTICLE).counts == {}


def test_what_the_service_knows_of_the_language_is_noted_in_the_step() -> None:
    def read(article: RawArticle) -> Result:
        return Result([cleaned(article)], language_support="rules")

    (made,) = process(Service("cleaner", source=RawArticle, handle=read), read, ARTICLE).documents
    assert [step.language_support for step in made.processing] == [None, "rules"]


def test_no_document_is_an_error() -> None:
    service = Service("cleaner", source=RawArticle, handle=pair)
    with pytest.raises(ValueError, match="cleaner returned no document"):
        process(service, lambda _article: [], ARTICLE)


def test_what_the_handler_raises_comes_out() -> None:
    def fail(_article: RawArticle) -> Document:
        raise LookupError("x")

    with pytest.raises(LookupError):
        process(Service("cleaner", source=RawArticle, handle=fail), fail, ARTICLE)


def test_a_service_has_either_a_function_or_a_way_to_load_one() -> None:
    loaded = []

    def load() -> object:
        loaded.append(True)
        return cleaned

    with pytest.raises(ValueError, match="x: give either handle or load"):
        Service("x", source=RawArticle)
    with pytest.raises(ValueError, match="x: give either handle or load"):
        Service("x", source=RawArticle, handle=cleaned, load=lambda: cleaned)
    assert Service("x", source=RawArticle, handle=cleaned).ready_handler() is cleaned
    late = Service("x", source=RawArticle, load=load)  # type: ignore[arg-type]
    assert loaded == []
    assert late.ready_handler() is cleaned
    assert loaded == [True]


def test_a_service_is_found_by_the_name_of_its_folder() -> None:
    assert find_service("cleaner").name == "cleaner"
    with pytest.raises(ModuleNotFoundError):
        find_service("none")
