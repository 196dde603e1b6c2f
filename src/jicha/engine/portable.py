"""The SQL that pages are written in, as a sqlglot dialect: DuckDB's spelling, and our functions left alone.

Parse and print page SQL with this dialect, never with sqlglot's plain ``duckdb``: that one knows ``months_between``
and ``add_months`` as other engines' functions and rewrites them, and makes DECIMAL '0.0001' a DECIMAL(18, 3), zero.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

import sqlglot
from sqlglot import exp
from sqlglot.dialects.duckdb import DuckDB
from sqlglot.parsers.duckdb import DuckDBParser

from jicha.engine.errors import NotPortable, first_lines
from jicha.engine.functions import FUNCTIONS

_PLAIN_NAME = re.compile(r"[a-z_][a-z0-9_]*", re.IGNORECASE)
# Nodes by which a SELECT could change something or read what is not a registered table.
_REACHING_OUT = (exp.DML, exp.DDL, exp.Command, exp.Into, exp.Lateral, exp.ReadCSV, exp.ReadParquet)
_OURS = {function.name.upper() for function in FUNCTIONS.values() if function.ours}


def _decimal_literal(_parser: object, this: exp.Expression, _type: exp.DataType) -> exp.Expression:
    return exact_decimal(this.name)


class Portable(DuckDB):
    """DuckDB's spelling with our functions kept as calls, and decimal literals as exact as they are written."""

    class Parser(DuckDBParser):
        """DuckDB's parser without the names that are ours."""

        FUNCTIONS = {name: build for name, build in DuckDBParser.FUNCTIONS.items() if name not in _OURS}
        TYPE_LITERAL_PARSERS = {
            **DuckDBParser.TYPE_LITERAL_PARSERS,
            exp.DataType.Type.DECIMAL: _decimal_literal,
        }


def plain_name(name: str) -> str:
    """A table's name in lower case. Raises NotPortable for one that would need quotes, or is kept for the engine."""
    if not _PLAIN_NAME.fullmatch(name) or name.lower().startswith("jicha__"):
        raise NotPortable(f"{name!r} cannot name a table", "Use letters, digits and _, and do not begin with jicha__.")
    return name.lower()


def exact_decimal(text: str) -> exp.Expression:
    """``CAST('0.0001' AS DECIMAL(5, 4))``: a decimal that loses nothing, whatever an engine's default scale is."""
    match = re.fullmatch(r"[+-]?(\d*)(?:\.(\d*))?", text.strip())
    whole, fraction = (part or "" for part in match.groups()) if match else ("", "")
    if not (whole or fraction) or len(whole) + len(fraction) > 38:
        raise NotPortable(f"{text!r} is not an exact decimal", "Write digits with at most one point: DECIMAL '0.01'.")
    kind = exp.DataType.build(f"DECIMAL({max(len(whole), 1) + len(fraction)}, {len(fraction)})")
    return exp.Cast(this=exp.Literal.string(text.strip()), to=kind)


@lru_cache(maxsize=4096)
def parse(sql: str) -> Any:
    """The syntax tree of one SELECT; do not change it, it is shared. Raises NotPortable.

    Refused is what could reach past the engine's own tables or mean something else elsewhere: other statements,
    file names and table functions, names with a schema, and functions that neither sqlglot nor FUNCTIONS knows.
    """
    try:
        trees = [tree for tree in sqlglot.parse(sql, dialect=Portable) if tree is not None]
    except sqlglot.ParseError as error:
        detail = error.errors[0] if error.errors else {}
        place = f" at line {detail.get('line')}, column {detail.get('col')}" if detail else ""
        what = detail.get("description", "not SQL")
        raise NotPortable(
            f"the SQL cannot be parsed: {what}{place}\n{first_lines(sql)}\n", "Write one SELECT."
        ) from error
    if len(trees) != 1 or not isinstance(trees[0], exp.Query) or trees[0].find(*_REACHING_OUT):
        raise NotPortable(f"an engine runs one SELECT, nothing else\n{first_lines(sql)}\n", "Write one SELECT.")
    for table in trees[0].find_all(exp.Table):
        _refuse_foreign_table(table)
    for call in trees[0].find_all(exp.Anonymous):
        if call.name.lower() not in FUNCTIONS:
            known = ", ".join(sorted(FUNCTIONS))
            raise NotPortable(f"unknown function {call.name}", f"Functions that every engine has: {known}.")
    for placeholder in trees[0].find_all(exp.Placeholder):
        raise NotPortable(f"the parameter :{placeholder.name} has no value", "Bind parameters before running a page.")
    return trees[0]


def _refuse_foreign_table(table: exp.Table) -> None:
    name = table.this
    if isinstance(name, exp.Identifier) and _PLAIN_NAME.fullmatch(name.name) and not table.args.get("db"):
        return
    raise NotPortable(
        f"{table.sql(dialect=Portable)} is not the name of a table",
        "Read tables that were registered, by their plain name; files and table functions cannot be read.",
    )


@lru_cache(maxsize=4096)
def tables_read(sql: str) -> frozenset[str]:
    """The lower-case names of the tables that a SELECT reads, without its own CTEs."""
    tree = parse(sql)
    own = {cte.alias_or_name.lower() for cte in tree.find_all(exp.CTE)}
    return frozenset(table.name.lower() for table in tree.find_all(exp.Table)) - own
