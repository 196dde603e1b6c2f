"""Function calls in the words of an engine: each replaced by its template from functions.py, arguments put in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any, ClassVar

import sqlglot
from sqlglot import exp
from sqlglot.dialects.duckdb import DuckDB
from sqlglot.dialects.spark import Spark
from sqlglot.parsers.duckdb import DuckDBParser
from sqlglot.parsers.spark import SparkParser

from jicha.engine.errors import NotPortable
from jicha.engine.functions import FUNCTIONS, Function
from jicha.engine.workdays import work_calendar


class DuckDbWords(DuckDB):
    """Reads templates without understanding any function, so that they come out as they went in."""

    class Parser(DuckDBParser):
        """Every function is a bare name."""

        FUNCTIONS: ClassVar[dict[str, Callable[..., Any]]] = {}
        FUNCTION_PARSERS = {name: DuckDBParser.FUNCTION_PARSERS[name] for name in ("CAST", "TRY_CAST")}


class SparkWords(Spark):
    """The same for Spark."""

    class Parser(SparkParser):
        """Every function is a bare name."""

        FUNCTIONS: ClassVar[dict[str, Callable[..., Any]]] = {}
        FUNCTION_PARSERS = {name: SparkParser.FUNCTION_PARSERS[name] for name in ("CAST", "TRY_CAST")}


@dataclass(frozen=True)
class Target:
    """An engine to write for: its printer, its reader of templates, and which template of a function is its own."""

    name: str
    dialect: Any
    words: Any
    template: Callable[[Function], str]


def say_calls(tree: Any, target: Target, time_zone: str) -> None:
    """Replace, in place, every function call by what ``target`` calls it. Raises NotPortable for calls that do not fit.

    Innermost first, so that a call within a call is said before it is moved into that call's template.
    """
    for call in reversed(list(tree.find_all(*_CALLS))):
        said = _say(call, target, time_zone)
        if said is not call:
            call.replace(said)


# Built-in functions that sqlglot knows as nodes of their own: their names here, and their arguments in order.
_NODES: dict[type[Any], tuple[str, tuple[str, ...]]] = {
    exp.Year: ("year", ("this",)),
    exp.Month: ("month", ("this",)),
    exp.Round: ("round", ("this", "decimals")),
    exp.Floor: ("floor", ("this",)),
    exp.Substring: ("substr", ("this", "start", "length")),
    exp.Trim: ("trim", ("this",)),
    exp.Length: ("length", ("this",)),
}
_CALLS = (exp.Anonymous, *_NODES)


def _say(call: Any, target: Target, time_zone: str) -> Any:
    if isinstance(call, exp.Anonymous):
        name, given = call.name.lower(), list(call.expressions)
    else:
        name, parts = _NODES[type(call)]
        given = [call.args[part] for part in parts if call.args.get(part) is not None]
    function = FUNCTIONS[name]
    written = _written_digits(function, given)
    template = target.template(function)
    if not template:
        return call
    digits = written.get("digits", 0)
    return _filled(
        target,
        template.format(
            digits=digits,
            scale=10**digits,
            unit_of_digits=f"{10**-digits:.{digits}f}",
            time_zone=time_zone,
            first_day=work_calendar().first_day.isoformat() if "{first_day}" in template else "",
        ),
        dict(zip((argument.name for argument in function.arguments), given, strict=False)),
    )


def _written_digits(function: Function, given: list[Any]) -> dict[str, int]:
    """The values of arguments that must be written out. Raises NotPortable when a call does not fit its function."""
    least = sum(not argument.optional for argument in function.arguments)
    if not least <= len(given) <= len(function.arguments) and not function.arguments[-1].repeated:
        asked = ", ".join(argument.name for argument in function.arguments)
        raise NotPortable(f"{function.name} was given {len(given)} arguments", f"Write {function.name}({asked}).")
    written = {}
    for argument, value in zip(function.arguments, given, strict=False):
        if argument.type != "digits":
            continue
        if not (isinstance(value, exp.Literal) and not value.is_string and value.name.isdecimal()):
            raise NotPortable(
                f"{argument.name} of {function.name} is {value.sql(dialect=DuckDB)}",
                f"Write a whole number from {argument.least} to {argument.most}.",
            )
        if not argument.least <= int(value.name) <= argument.most:
            raise NotPortable(
                f"{argument.name} of {function.name} is {value.name}",
                f"Write a whole number from {argument.least} to {argument.most}.",
            )
        written[argument.name] = int(value.name)
    return written


_CLOSED = (exp.Column, exp.Literal, exp.Func, exp.Paren, exp.Window)  # need no brackets inside a template


@cache
def _template(text: str, words: Any) -> Any:
    return sqlglot.parse_one(text, dialect=words)


def _filled(target: Target, text: str, arguments: dict[str, Any]) -> Any:
    tree = exp.Paren(this=_template(text, target.words).copy())
    for place in list(tree.find_all(exp.Placeholder)):
        argument = arguments[place.name].copy()
        place.replace(argument if isinstance(argument, _CLOSED) else exp.Paren(this=argument))
    return tree.this
