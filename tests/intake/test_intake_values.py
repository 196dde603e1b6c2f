"""Small tools on arrays and masks."""

import numpy as np
import pyarrow as pa

from jicha.intake.values import blank_out, mask_of, one_array


def test_a_mask_takes_null_for_false() -> None:
    assert mask_of(pa.array([True, None, False])).tolist() == [True, False, False]


def test_blanking_leaves_the_other_rows_alone() -> None:
    assert blank_out(pa.array(["a", "b"]), np.array([True, False])).to_pylist() == [None, "b"]
    whole = pa.array(["a", "b"])
    assert blank_out(whole, np.array([False, False])) is whole


def test_chunks_become_one_array() -> None:
    assert one_array(pa.chunked_array([[1], [2, 3]])).to_pylist() == [1, 2, 3]
    assert one_array(pa.chunked_array([], pa.int64())).to_pylist() == []
    assert one_array(pa.array([1])).to_pylist() == [1]
