from collections.abc import Callable

from jicha.intake.proposal.choice import Option, assign
from jicha.intake.proposal.clues import Pointed, point_clues
from jicha.intake.proposal.fitting import Written
from jicha.intake.proposal.looked_at import LookedAt
from jicha.schema import tables

LookAt = Callable[..., LookedAt]


def _pointed(seen: LookedAt, name: str) -> Pointed | None:
    options: tuple[Option, ...] = assign(seen.options[name])
    made = {one.meaning.column: Written(one.word) for one in options if not one.meaning.clue}
    return point_clues(seen, tables()[name], made, options)


def test_a_meter_leads_to_the_point_where_it_stood_on_the_day(look_at: LookAt) -> None:
    pointed = _pointed(look_at("资产编号,户号,数据日期,正向有功总", "333,02,2026-04-01,7.5"), "register_daily")
    assert pointed is not None
    assert pointed.written.yaml == "{point_of: {meter: 资产编号, customer: 户号}, on: 数据日期}"
    assert pointed.words == {"资产编号", "户号", "数据日期"}
    assert [one.doubt for one in pointed.written.doubts] == ["point_looked_up"]


def test_an_account_alone_needs_no_day(look_at: LookAt) -> None:
    pointed = _pointed(look_at("户号,数据日期,正向有功总", "02,2026-04-01,7.5"), "register_daily")
    assert pointed is not None
    assert (pointed.written.yaml, pointed.words) == ("{point_of: {customer: 户号}}", {"户号"})


def test_the_points_own_number_needs_no_clue(look_at: LookAt) -> None:
    assert _pointed(look_at("计量点编号,数据日期,正向有功总", "91,2026-04-01,7.5"), "register_daily") is None


def test_a_point_that_may_be_missing_is_not_asked_of_an_account(look_at: LookAt) -> None:
    assert _pointed(look_at("户号,电费年月,应收电费", "02,202405,7.5"), "bill") is None
    pointed = _pointed(look_at("户号,资产编号,电费年月,应收电费", "02,333,202405,7.5"), "bill")
    assert pointed is not None
    assert pointed.written.yaml.endswith("needed: no}")
