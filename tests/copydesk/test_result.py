from __future__ import annotations

import pytest

from copydesk.result import Answer, Result, as_result
from schemas.document import Document

ONE, TWO = Document(id="a"), Document(id="b")


@pytest.mark.parametrize(("answer", "documents"), [(ONE, [ONE]), ([ONE, TWO], [ONE, TWO]), ((TWO,), [TWO]), ([], [])])
def test_a_document_or_several_are_a_result_without_counts(answer: Answer, documents: list[Document]) -> None:
    assert as_result(answer) == Result(documents, {})


def test_a_result_stays_what_it_is() -> None:
    result = Result([ONE], {"verdict": {"new": 1}})
    assert as_result(result) is result


def test_nothing_is_no_answer() -> None:
    with pytest.raises(TypeError):
        as_result(None)  # type: ignore[arg-type]
