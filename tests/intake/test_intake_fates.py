"""The fate of source rows."""

import numpy as np

from jicha.intake.fates import Fates, Rejection, State
from jicha.intake.staging import STAGES_AT_MOST


def entries(*pairs: tuple[int, int]) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    return np.array([row * STAGES_AT_MOST + stage for row, stage in pairs], np.int64)


def test_a_row_is_accepted_when_any_of_its_targets_brings_something() -> None:
    fates = Fates(3)
    fates.mark(entries((1, 0), (2, 0)), State.DUPLICATE)
    fates.mark(entries((2, 1)), State.NEW)
    fates.mark(entries((3, 1)), State.CORRECTION)
    assert fates.accepted.tolist() == [False, False, True, True]


def test_a_quarantined_row_is_not_accepted_whatever_it_brings() -> None:
    fates = Fates(1)
    fates.mark(entries((1, 0)), State.NEW)
    fates.reject(Rejection(1, "conflict", "bill", "no", "1", ""))
    assert not fates.accepted.any()


def test_only_the_first_fault_of_a_row_counts() -> None:
    fates = Fates(2)
    fates.reject(Rejection(2, "conflict", "bill", "no", "1", ""))
    fates.reject(Rejection(2, "not_a_date", "bill", "day", "x", ""))
    assert [one.reason for one in fates.rejections] == ["conflict"]


def test_states_are_told_by_entry_across_stages() -> None:
    fates = Fates(2)
    some = entries((1, 0), (1, 5), (2, 5))
    fates.mark(some[1:], State.NEW)
    assert fates.state_of(some).tolist() == [State.ABSENT, State.NEW, State.NEW]


def test_rows_let_go_give_nothing_and_are_not_kept_out() -> None:
    fates = Fates(2)
    fates.mark(entries((1, 0), (2, 0)), State.NEW)
    fates.reject(Rejection(1, "conflict", "bill", "no", "1", ""))
    fates.reject(Rejection(2, "conflict", "bill", "no", "1", ""))
    assert [one.source_row for one in fates.let_go({1})] == [1]
    assert [one.source_row for one in fates.rejections] == [2]
    assert fates.quarantined.tolist() == [False, False, True]
    assert fates.states(0).tolist() == [State.ABSENT, State.ABSENT, State.NEW]
