"""Exactly one SELECT, parsed, every part with its place."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise

from sqlglot import exp, parse
from sqlglot.errors import ParseError, SqlglotError, TokenError
from sqlglot.tokenizer_core import Token, TokenType

from jicha.engine.errors import NotPortable
from jicha.engine.portable import Portable
from jicha.pages.check.place import Places
from jicha.terms.errors import Fault

_SELECT = "SELECT "
_DEPTH = 200  # levels of nesting; the deepest page ever written by hand has about 20


def parse_rule(places: Places) -> exp.Select | list[Fault]:
    """A rule's SELECT, or what keeps it from being read."""
    parsed = _parse(places)
    if isinstance(parsed, exp.SetOperation):
        remedy = "Put the UNION ALL into a WITH and select from it."
        return [places.fault("not-one-select", parsed, "the rule's last query is a UNION, not a SELECT", remedy)]
    return _as_select(places, parsed)


def parse_rows(places: Places) -> exp.Select | list[Fault]:
    """The SELECT of a fact or KPI, or what keeps it from being read.

    It may be a UNION ALL, which is read as ``SELECT its columns FROM (...)``.
    """
    parsed = _parse(places)
    if not isinstance(parsed, exp.SetOperation):
        return _as_select(places, parsed)
    with_ = parsed.args.get("with_")
    parsed.set("with_", None)
    names = [one.alias_or_name for one in parsed.selects]
    alias = exp.TableAlias(this=exp.to_identifier("rows"))
    select = exp.Select(expressions=[exp.column(name, "rows") for name in names])
    select.set("from_", exp.From(this=exp.Subquery(this=parsed, alias=alias)))
    if with_:
        select.set("with_", with_)
    return select


def _as_select(places: Places, parsed: exp.Expr | list[Fault]) -> exp.Select | list[Fault]:
    if isinstance(parsed, exp.Select | list):
        return parsed
    word = places.sql.split(maxsplit=1)[0].upper()
    message = f"the page's SQL is {word}, not a SELECT"
    return [places.fault_at("not-one-select", 0, message, "Write one SELECT; a page only reads.")]


def parse_condition(places: Places) -> exp.Expr | list[Fault]:
    """A condition over output columns (a need), or what keeps it from being read."""
    as_select = Places(
        places.file, places.text, f"{_SELECT}{places.sql}", places.first_line, places.first_column - len(_SELECT)
    )
    parsed = _parse(as_select)
    if isinstance(parsed, list):
        return parsed
    if not isinstance(parsed, exp.Select) or len(parsed.expressions) != 1 or parsed.args.get("from_"):
        message = f"the need {places.sql!r} is not one condition"
        return [places.fault_at("bad-need", 0, message, "Write it like `months_before = 3`.")]
    for part in parsed.walk():
        if "start" in part.meta:
            part.meta["start"] -= len(_SELECT)
            part.meta["end"] -= len(_SELECT)
    condition: exp.Expr = parsed.expressions[0]
    return condition


def tables_read(sql: str) -> frozenset[str]:
    """The tables a SELECT names, without its own CTEs; nothing for SQL that cannot be parsed."""
    try:
        statements = [statement for statement in parse(sql, dialect=Portable) if statement]
    except (SqlglotError, NotPortable, RecursionError):
        return frozenset()
    named: set[str] = set()
    for statement in statements:
        own = {cte.alias.lower() for cte in statement.find_all(exp.CTE)}
        named |= {table.name.lower() for table in statement.find_all(exp.Table)} - own
    return frozenset(named)


def _parse(places: Places) -> exp.Expr | list[Fault]:
    if not places.sql.strip():
        return [places.fault_at("no-sql", 0, "the page has no SQL", "Add a block ```sql with one SELECT.")]
    try:
        tokens = Portable().tokenize(places.sql)
        if _depth(tokens) > _DEPTH:
            raise RecursionError
        statements: list[exp.Expr] = [one for one in parse(places.sql, dialect=Portable) if one]
    except ParseError as error:
        return [_parse_fault(places, error)]
    except NotPortable as error:
        return [places.fault_at("not-portable", 0, one.message, one.remedy) for one in error.faults]
    except TokenError:
        return [_token_fault(places)]
    except RecursionError:
        deep = f"the SQL is nested more than {_DEPTH} levels deep"
        return [places.fault_at("too-deep", 0, deep, "Name the inner parts in a WITH.")]
    if len(statements) != 1:
        second = statements[1] if statements else exp.Select()
        return [
            places.fault(
                "not-one-select",
                second,
                f"{len(statements)} statements stand in the SQL block",
                "Write exactly one SELECT; put shared rows into a fact.",
            )
        ]
    _place_parameters(statements[0], tokens)
    return statements[0]


def _depth(tokens: list[Token]) -> int:
    deepest = depth = 0
    for token in tokens:
        depth += (token.token_type in _OPEN) - (token.token_type in _CLOSE)
        deepest = max(deepest, depth)
    return deepest


_OPEN = {TokenType.L_PAREN, TokenType.L_BRACKET, TokenType.L_BRACE, TokenType.CASE}
_CLOSE = {TokenType.R_PAREN, TokenType.R_BRACKET, TokenType.R_BRACE, TokenType.END}


def _parse_fault(places: Places, error: ParseError) -> Fault:
    detail = error.errors[0] if error.errors else {}
    word, row = detail.get("highlight") or "", (detail.get("line") or 1) - 1
    # The parser's own column is that of the word's end; its context ends where the word begins.
    before = (detail.get("start_context") or "").rpartition("\n")[2]
    line = (places.sql.splitlines() or [""])[row]
    column = max(line.find(before + word), 0) + len(before)
    offset = sum(len(one) + 1 for one in places.sql.splitlines()[:row]) + column
    said = str(detail.get("description") or error).rstrip(".")
    near = f" near {word!r}" if word else ""
    message = f"the SQL cannot be read{near}: {_plain(said)}"
    return places.fault_at("parse-error", offset, message, "Compare the line with the pages beside this one.")


def _plain(said: str) -> str:
    if said.startswith("Required keyword"):
        return "something is missing before or after this word"
    return said[:1].lower() + said[1:]


def _token_fault(places: Places) -> Fault:
    for quote in ("'", '"'):
        if places.sql.count(quote) % 2:
            message = f"a {quote} is opened and not closed"
            return places.fault_at("parse-error", places.sql.rfind(quote), message, f"Close the text with {quote}.")
    return places.fault_at("parse-error", 0, "the SQL has a character that cannot be read", "Write plain SQL.")


def _place_parameters(statement: exp.Expr, tokens: list[Token]) -> None:
    """Give each ``:name`` its place, which the parser forgets."""
    spots: dict[str, list[Token]] = defaultdict(list)
    for mark, name in pairwise(tokens):
        if mark.token_type is TokenType.COLON or mark.text == "$":
            spots[name.text.lower()].append(name)
    for parameter in statement.find_all(exp.Placeholder, bfs=False):
        left = spots.get(str(parameter.this or "").lower())
        if left:
            token = left.pop(0)
            parameter.meta.update(start=token.start - 1, end=token.end)
