"""`code`"""

from collections.abc import Callable
from typing import Any

from jicha.intake.rows import Rows


def test_codes_of_the_profile_decide(tried: Callable[..., Any], rows_of: Callable[..., Rows]) -> None:
    one = tried('{code: a, codes: {"01": running, 9: lost}}', "code(meter_status)")
    assert one.on(rows_of(a=["01", " 9 ", None])) == ["running", "lost", None]


def test_numbers_are_codes_by_their_digits(tried: Callable[..., Any], rows_of: Callable[..., Rows]) -> None:
    one = tried("{code: a, codes: {0: running, 46: lost}}", "code(meter_status)")
    assert one.on(rows_of(a=[0, 46])) == ["running", "lost"]
    assert one.on(rows_of(a=[0.0, 46.0])) == ["running", "lost"]


def test_a_star_stands_for_every_ending(tried: Callable[..., Any], rows_of: Callable[..., Rows]) -> None:
    one = tried('{code: a, codes: {busbar: area_check, "F*": feeder}}', "code(point_use)")
    assert one.on(rows_of(a=["busbar", "F1", "Fnan", "F12"])) == ["area_check", "feeder", "feeder", "feeder"]
    assert one.unread(rows_of(a=["bus", "f1"])) == [
        (0, "unknown_code", "bus", "busbar"), (1, "unknown_code", "f1", "busbar, F*")
    ]  # fmt: skip


def test_an_unknown_code_is_refused_or_becomes_what_the_profile_says(
    tried: Callable[..., Any], rows_of: Callable[..., Rows]
) -> None:
    strict = tried("{code: a, codes: {broken: broken}}", "code(meter_status)")
    assert strict.unread(rows_of(a=["brokn"])) == [(0, "unknown_code", "brokn", "broken")]
    lenient = tried("{code: a, codes: {0: running}, unknown: abnormal}", "code(meter_status)")
    assert lenient.on(rows_of(a=["0", "769", None])) == ["running", "abnormal", None]


def test_without_codes_the_code_list_must_know_the_source(tried: Callable[..., Any]) -> None:
    assert tried("{code: a}", "code(meter_status)").messages == [
        "the code list meter_status has no codes of the source 't'"
    ]


def test_our_side_must_be_codes_of_ours(tried: Callable[..., Any]) -> None:
    one = tried("{code: a, codes: {0: runing}, unknown: abnormal}", "code(meter_status)")
    assert [str(fault) for fault in one.faults] == [
        "p.yaml:1:1: 'runing' is no code of meter_status. Did you mean running?"
    ]
