from __future__ import annotations

import numpy as np
import pytest

from schemas.article import RawArticle
from schemas.story import Story
from services.cleaner.core import clean
from services.dedup.known import SEARCHED, Known, Names, digest


def known() -> Known:
    return Known(
        article_id="urn:\u00e9:1",
        names=Names(1, 2, 3, 4, 5, 2**64 - 1),
        root=7,
        words=np.array([1, 2, 65535], np.uint16),
        title_words=np.array([9], np.uint16),
        packed_story=Story(id="s", verdict="new").model_dump_json().encode(),
        extended=True,
        compared=False,
    )


def test_an_unpacked_record_equals_the_packed_one() -> None:
    again = Known.unpack(known().pack())
    assert again.words.tolist() == [1, 2, 65535]
    assert again.title_words.tolist() == [9]
    assert (again.article_id, again.names, again.root) == ("urn:\u00e9:1", known().names, 7)
    assert (again.extended, again.compared, again.story) == (True, False, known().story)


@pytest.mark.parametrize("cut", [-1, -10])
def test_a_record_that_is_cut_off_is_refused(cut: int) -> None:
    with pytest.raises(ValueError, match="a record of"):
        Known.unpack(known().pack()[:cut])


def test_a_digest_keeps_its_parts_apart() -> None:
    assert digest("ab", "c") != digest("a", "bc")
    assert digest("\ud800") != digest("x")


def test_names_that_an_article_lacks_are_0() -> None:
    names = Names.of(clean(RawArticle(id="a", body="The ferry was late.")), 5)
    assert (names.content, names.uri, names.url, names.source) == (5, 0, 0, 0)
    assert names.searched == tuple(names)[:SEARCHED]
