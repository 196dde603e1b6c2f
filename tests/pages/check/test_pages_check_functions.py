"""The functions of the engine as the checker sees them."""

from sqlglot import exp, parse_one

from jicha.engine.functions import FUNCTIONS
from jicha.engine.portable import Portable
from jicha.pages.check.functions import SIGNATURES, arguments_of, name_of, usage


def test_every_function_of_the_engine_is_known_by_name_when_called() -> None:
    for name, function in FUNCTIONS.items():
        arguments = ", ".join("1" if one.type == "digits" else "x" for one in function.arguments)
        call = parse_one(f"SELECT {name}({arguments})", dialect=Portable).expressions[0]
        assert name_of(call) == name, name
        assert len(arguments_of(call)) == len(function.arguments), name


def test_arguments_come_in_the_order_in_which_they_are_written() -> None:
    call = parse_one("SELECT days_between(a, b)", dialect=Portable).expressions[0]
    assert [one.name for one in arguments_of(call)] == ["a", "b"]
    call = parse_one("SELECT substr(a, 2, 3)", dialect=Portable).expressions[0]
    assert [one.name for one in arguments_of(call)] == ["a", "2", "3"]


def test_other_expressions_are_no_functions() -> None:
    assert name_of(parse_one("SELECT a + b", dialect=Portable).expressions[0]) is None
    assert name_of(exp.Anonymous(this="foo")) is None


def test_a_usage_shows_what_may_be_left_out() -> None:
    assert usage("round") == "round(x, [digits])"
    assert usage("coalesce") == "coalesce(x, y, ...)"
    assert SIGNATURES["coalesce"].most is None
