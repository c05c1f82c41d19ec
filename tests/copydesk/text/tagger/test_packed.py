from __future__ import annotations

import numpy as np

from copydesk.text.tagger.packed import pack, unpack


def test_an_embedding_table_is_stored_in_bytes_with_a_scale_for_each_column() -> None:
    table = np.array([[1.0, 100.0], [-0.5, 25.0]], dtype=np.float32)
    stored = pack({"table_form": table})
    assert stored["table_form"].dtype == np.int8
    assert np.allclose(unpack(stored)["table_form"], table, rtol=0.01)


def test_other_weights_are_stored_in_half_precision() -> None:
    stored = pack({"output_bias": np.array([0.5, -2.0], dtype=np.float32)})
    assert stored["output_bias"].dtype == np.float16
    assert unpack(stored)["output_bias"].tolist() == [0.5, -2.0]


def test_a_column_of_zeros_stays_zero() -> None:
    assert not unpack(pack({"table_form": np.zeros((3, 2), dtype=np.float32)}))["table_form"].any()
