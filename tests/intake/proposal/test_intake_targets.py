from collections.abc import Callable

import yaml

from jicha.intake.proposal.choice import Chosen, Option, assign
from jicha.intake.proposal.looked_at import LookedAt
from jicha.intake.proposal.targets import Built, rows_targets
from jicha.intake.proposal.vocabulary import Meaning
from jicha.schema import tables

LookAt = Callable[..., LookedAt]


def _built(seen: LookedAt, name: str) -> tuple[Built, list[dict[str, object]]]:
    built = rows_targets(seen, Chosen(tables()[name], assign(seen.options[name]), 0.0))
    return built, yaml.safe_load("\n".join(one.text for one in built.lines))


def _said(built: Built) -> list[str]:
    return [one.doubt for line in built.lines for one in line.doubts]


def test_registers_side_by_side_become_a_target_each(look_at: LookAt) -> None:
    built, targets = _built(
        look_at("计量点编号,数据日期,正向有功总,正向有功峰", "91,2026-04-01,9.5,7.5"), "register_daily"
    )
    assert [
        (one["when"], {key: value for key, value in one["columns"].items() if key in ("register", "reading")})
        for one in targets
    ] == [
        ({"column": "正向有功峰", "given": True}, {"register": {"constant": "active_peak"}, "reading": "正向有功峰"}),
        ({"column": "正向有功总", "given": True}, {"register": {"constant": "active_total"}, "reading": "正向有功总"}),
    ]
    assert built.read == {"计量点编号", "数据日期", "正向有功总", "正向有功峰"}


def test_a_bill_without_a_number_is_named_by_account_and_month(look_at: LookAt) -> None:
    rows = "户号,电费年月,应收电费", "02,202404,7.5", "02,202405,7.5"
    built, (target,) = _built(look_at(*rows), "bill")
    assert target["columns"]["bill_id"] == {"identifier": ["户号", {"month": "电费年月"}]}
    assert "key_unfilled" in _said(built)
    assert "key_numbered" not in _said(built)
    again, (target,) = _built(look_at(*rows, "02,202405,8.5"), "bill")
    assert target["columns"]["bill_id"] == {"identifier": ["户号", {"month": "电费年月"}], "repeats": "numbered"}
    assert "key_numbered" in _said(again)


def test_a_number_that_stands_twice_is_told(look_at: LookAt) -> None:
    once, _ = _built(look_at("计量点编号,计量点状态", "91,在用", "92,在用"), "point")
    twice, _ = _built(look_at("计量点编号,计量点状态", "91,在用", "91,在用"), "point")
    assert ["key_repeats" in _said(one) for one in (once, twice)] == [False, True]


def test_a_key_that_nothing_fills_is_the_schemas_example_and_a_doubt(look_at: LookAt) -> None:
    built, (target,) = _built(look_at("计量点编号,正向有功总", "91,9.5"), "register_daily")
    assert target["columns"]["day"] == {"constant": tables()["register_daily"].by_name["day"].example}
    assert [one for one in _said(built) if one in ("required_unfilled", "constant_assumed")] == [
        "required_unfilled", "constant_assumed"
    ]  # fmt: skip


def test_values_that_do_not_fit_leave_their_word_unread(look_at: LookAt) -> None:
    seen = look_at("台区编号,供电量,数据日期", "03,张三,2026-04-01")
    options = [
        Option(word, Meaning("area_loss_daily", column, 1.0), 1.0)
        for word, column in (("台区编号", "area_id"), ("供电量", "supply_kwh"), ("数据日期", "day"))
    ]
    built = rows_targets(seen, Chosen(tables()["area_loss_daily"], tuple(options), 0.0))
    assert built.read == {"台区编号", "数据日期"}
    assert {word: one.doubt for word, one in built.refused.items()} == {"供电量": "values_do_not_fit"}
