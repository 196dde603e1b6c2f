"""Versions fold into one state, whatever the order in which they come."""

from datetime import datetime, timedelta

import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from jicha.intake.versions import Folded, fold
from jicha.store.snapshot import Speech

START = datetime(2026, 1, 1)
SPEECHES = (
    Speech(("no", "name", "use"), mention=False),
    Speech(("no", "use"), mention=False),
    Speech(("no", "kind"), mention=True),
)
COLUMNS = ("no", "name", "use", "kind")
SCHEMA = pa.schema(
    [(one, pa.string()) for one in COLUMNS]
    + [("received_at", pa.timestamp("us")), ("batch_id", pa.string()), ("speech", pa.int64()), ("entry", pa.int64())]
)
Version = tuple[str, int, int, dict[str, str | None]]  # key, day, speech, what it says


def table(stored: list[Version], fresh: list[Version] = []) -> pa.Table:  # noqa: B006  (never written to)
    rows = []
    for number, (no, day, speech, said) in enumerate([*stored, *fresh]):
        entry = number if number >= len(stored) else None
        spoken = {name: said.get(name) for name in SPEECHES[speech].columns if name != "no"}
        rows.append({"no": no, **spoken, "received_at": START + timedelta(days=day), "batch_id": f"b{day}",
                     "speech": speech, "entry": entry})  # fmt: skip
    return pa.Table.from_pylist(rows, schema=SCHEMA)


def folded(stored: list[Version], fresh: list[Version]) -> Folded:
    return fold(table(stored, fresh), SPEECHES, ["no"], COLUMNS)


def last(result: Folded) -> dict[str, tuple[str | None, ...]]:
    rows = result.rows.to_pylist()
    return {
        row["no"]: (row["name"], row["use"], row["kind"])
        for row, newest in zip(rows, result.newest, strict=True)
        if newest
    }


def test_the_version_received_last_counts_and_not_the_one_accepted_last() -> None:
    result = folded([("1", 5, 0, {"name": "new", "use": "a"})], [("1", 2, 0, {"name": "old", "use": "b"})])
    assert last(result) == {"1": ("new", "a", None)}
    assert result.changed.tolist() == [True, False]  # it is another row on day 2, and the same from day 5 on
    assert result.after_fresh.tolist() == [True, True]


def test_of_a_column_that_a_version_does_not_speak_of_the_earlier_word_stands() -> None:
    result = folded([("1", 5, 1, {"use": "a"})], [("1", 2, 0, {"name": "old", "use": "b"})])
    assert last(result) == {"1": ("old", "a", None)}
    assert result.changed.tolist() == [True, True]


def test_a_blank_that_is_spoken_counts() -> None:
    assert last(folded([("1", 1, 0, {"name": "x", "use": "a"})], [("1", 2, 0, {"name": "x"})])) == {
        "1": ("x", None, None)
    }


def test_a_mention_speaks_first_however_late_it_comes() -> None:
    result = folded([("1", 1, 0, {"name": "x"})], [("1", 9, 2, {"kind": "k"})])
    assert last(result) == {"1": ("x", None, "k")}
    assert result.rows["received_at"].to_pylist() == [START + timedelta(days=9)] * 2


def test_a_version_that_says_what_is_known_changes_nothing() -> None:
    result = folded([("1", 1, 0, {"name": "x"}), ("1", 9, 0, {"name": "x"})], [("1", 5, 0, {"name": "x"})])
    assert not result.changed.any()


VERSION = st.tuples(
    st.sampled_from("12"), st.integers(0, 6), st.integers(0, 2),
    st.fixed_dictionaries({"name": st.sampled_from(["x", "y", None]), "use": st.sampled_from(["a", None]),
                           "kind": st.just("k")}),
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(st.lists(VERSION, min_size=1, max_size=6, unique_by=lambda one: (one[0], one[1])), st.randoms())
def test_any_order_of_acceptance_ends_in_one_state(versions: list[Version], chance: object) -> None:
    in_time = last(folded([], sorted(versions, key=lambda one: one[1])))
    shuffled = list(versions)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    for cut in range(len(shuffled) + 1):
        assert last(folded(shuffled[:cut], shuffled[cut:])) == in_time


def test_of_one_moment_the_larger_batch_counts_in_whatever_order_they_stand() -> None:
    rows = table([("1", 1, 0, {"name": "first"}), ("1", 1, 0, {"name": "last"})])
    for batches in (["a", "b"], ["b", "a"]):
        named = rows.set_column(rows.column_names.index("batch_id"), "batch_id", pa.array(batches))
        expected = "last" if batches[1] == "b" else "first"
        assert last(fold(named, SPEECHES, ["no"], COLUMNS)) == {"1": (expected, None, None)}
