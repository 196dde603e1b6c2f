"""Of each slot the reading received last counts."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from jicha.intake.late_curves import CurveStates, CurveVersions, fold_curves

Version = tuple[int, int, tuple[int | None, int | None]]  # group, moment, two slots


def fold(stored: list[Version], fresh: list[Version]) -> CurveStates:
    every = [*stored, *fresh]
    return fold_curves(
        CurveVersions(
            group=np.array([one[0] for one in every], np.int64),
            received=np.array([one[1] for one in every], np.int64),
            batch=np.array([f"b{one[1]}" for one in every]),
            fresh=np.array([False] * len(stored) + [True] * len(fresh)),
            values=np.array([[value or 0 for value in one[2]] for one in every], np.int32).reshape(-1, 2),
            present=np.array([[value is not None for value in one[2]] for one in every], bool).reshape(-1, 2),
        )
    )


def told(states: CurveStates) -> list[tuple[int, int, list[int | None]]]:
    rows = []
    for group, at, values, present in zip(
        states.group.tolist(), states.received.cast("int64").to_pylist(), states.values, states.present, strict=True
    ):
        rows.append((group, at, [int(one) if there else None for one, there in zip(values, present, strict=True)]))
    return rows


def test_a_late_reading_fills_a_hole_and_does_not_stand_over_a_later_one() -> None:
    states = fold([(0, 5, (7, None))], [(0, 2, (6, 3))])
    assert told(states) == [(0, 2, [6, 3]), (0, 5, [7, 3])]


def test_a_late_reading_between_two_stands_until_the_next_word_on_its_slot() -> None:
    states = fold([(0, 1, (5, 5)), (0, 9, (5, None))], [(0, 4, (6, 6))])
    assert told(states) == [(0, 4, [6, 6]), (0, 9, [5, 6])]


def test_what_says_nothing_new_changes_nothing() -> None:
    assert told(fold([(0, 1, (5, 5)), (1, 1, (1, 1))], [(0, 4, (5, None))])) == []


def test_of_one_moment_the_larger_batch_counts_and_its_state_is_written_once() -> None:
    for batches, expected in ((["a", "b"], 2), (["b", "a"], 1)):
        states = fold_curves(
            CurveVersions(
                group=np.array([0, 0]), received=np.array([5, 5]), batch=np.array(batches),
                fresh=np.array([False, True]), values=np.array([[1, 0], [2, 0]], np.int32),
                present=np.array([[True, False], [True, True]]),
            )
        )  # fmt: skip
        assert told(states) == [(0, 5, [expected, 0])]


VERSION = st.tuples(st.integers(0, 1), st.integers(0, 6), st.tuples(*[st.none() | st.integers(1, 2)] * 2))


@settings(max_examples=200, deadline=None)
@given(st.lists(VERSION, min_size=1, max_size=6, unique_by=lambda one: one[:2]), st.randoms())
def test_the_last_state_is_that_of_all_in_time(versions: list[Version], chance: object) -> None:
    shuffled = list(versions)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    for cut in range(len(shuffled)):
        for group, _, slots in last(fold(shuffled[:cut], shuffled[cut:])):
            wanted: list[int | None] = [None, None]
            for _, _, said in sorted((one for one in versions if one[0] == group), key=lambda one: one[1]):
                wanted = [value if value is not None else old for value, old in zip(said, wanted, strict=True)]
            assert slots == wanted


def last(states: CurveStates) -> list[tuple[int, int, list[int | None]]]:
    by_group = {one[0]: one for one in told(states)}  # in order of receipt
    return list(by_group.values())
