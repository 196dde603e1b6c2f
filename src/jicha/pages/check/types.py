"""What type every expression has; comparing or adding what does not belong together is refused, and unknown codes.

One walk from the columns up, each expression once. `Types` keeps the answers for the other checks (`numbers`, `units`)
and the faults it met on the way.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from difflib import get_close_matches

from sqlglot import exp

from jicha.engine.functions import Argument
from jicha.pages.check.faults import nearest
from jicha.pages.check.functions import SIGNATURES, arguments_of, name_of, usage
from jicha.pages.check.given import (
    BUILT_IN,
    decimal_sizes,
    is_date,
    type_of_column,
    type_of_literal,
    type_of_parameter,
    whole_number,
    with_digits,
)
from jicha.pages.check.place import Places
from jicha.pages.check.query import Model, Query
from jicha.pages.check.sqltype import BOOLEAN, DATE, INTEGER, NULL, TEXT, UNKNOWN, SqlType, decimal, either, family_of
from jicha.pages.page import Parameter
from jicha.schema import CodeList
from jicha.terms.errors import Fault

_ORDERINGS = (exp.LT, exp.LTE, exp.GT, exp.GTE)
COMPARISONS = (exp.EQ, exp.NEQ, *_ORDERINGS)
_REMEDY = {
    frozenset({"day", "text"}): "Write a date as DATE '2026-01-31'.",
    frozenset({"day", "instant"}): "Take the local day of the instant: local_date(...).",
    frozenset({"number", "text"}): "Compare numbers with numbers; a text of digits is an identifier, not a number.",
}


class Types:
    """The type of every expression of a page, and the faults found while working them out."""

    def __init__(
        self, model: Model, places: Places, *, parameters: Sequence[Parameter], codes: Mapping[str, CodeList]
    ) -> None:
        self._places = places
        self._codes = codes
        self._parameters = BUILT_IN | {one.name: type_of_parameter(one) for one in parameters}
        self._known: dict[int, SqlType] = {}
        self.faults: list[Fault] = []
        for query in model.queries:
            for part in query.expressions():
                self.of(part, query)

    def of(self, node: exp.Expr, query: Query) -> SqlType:
        """The type of an expression that stands in ``query``."""
        if not isinstance(node, exp.Expr):  # where the parser left a bare word in a place that is refused anyway
            return UNKNOWN
        if id(node) not in self._known:
            self._known[id(node)] = UNKNOWN  # a circle cannot be, but must not hang us
            self._known[id(node)] = self._infer(node, query)
        return self._known[id(node)]

    def _infer(self, node: exp.Expr, query: Query) -> SqlType:
        match node:
            case exp.Query():
                return UNKNOWN
            case exp.Column():
                return self._column(node, query)
            case exp.Literal():
                return type_of_literal(node)
            case exp.Placeholder():
                return self._parameters.get(str(node.this).lower(), UNKNOWN)
            case exp.Boolean():
                return BOOLEAN
            case exp.Null():
                return NULL
            case exp.Paren() | exp.Alias() | exp.Neg() | exp.Ordered():
                return self.of(node.this, query)
            case exp.Where() | exp.Having():
                self._want(node.this, query, "boolean", "a condition")
                return BOOLEAN
            case exp.And() | exp.Or():
                self._want(node.left, query, "boolean", "a side of AND or OR")
                self._want(node.right, query, "boolean", "a side of AND or OR")
                return BOOLEAN
            case exp.Not():
                self._want(node.this, query, "boolean", "what follows NOT")
                return BOOLEAN
            case exp.Add() | exp.Sub():
                return self._sum(node, query)
            case exp.Mul():
                return self._product(node, query)
            case exp.DPipe():
                self._want(node.left, query, "text", "a side of ||")
                self._want(node.right, query, "text", "a side of ||")
                return TEXT
            case exp.Case():
                return self._case(node, query)
            case exp.Cast():
                return self._cast(node, query)
            case exp.Filter():
                self.of(node.expression, query)
                return self.of(node.this, query)
            case exp.Window():
                for part in (*node.args.get("partition_by", ()), node.args.get("order")):
                    if part:
                        self.of(part, query)
                return self.of(node.this, query)
        return self._test_or_call(node, query)

    def _test_or_call(self, node: exp.Expr, query: Query) -> SqlType:
        if isinstance(node, COMPARISONS):
            self._compare(node, node.left, node.right, query)
            return BOOLEAN
        if isinstance(node, exp.Between):
            self._compare(node, node.this, node.args["low"], query, ordering=True)
            self._compare(node, node.this, node.args["high"], query, ordering=True)
            return BOOLEAN
        if isinstance(node, exp.In):
            for value in node.expressions:
                self._compare(node, node.this, value, query)
            return BOOLEAN
        if isinstance(node, exp.Like):
            self._want(node.this, query, "text", "the left side of LIKE")
            return BOOLEAN
        if isinstance(node, exp.Is):
            self.of(node.this, query)
            return BOOLEAN
        name = name_of(node)
        if name is not None:
            return self._call(name, node, query)
        for part in node.iter_expressions():
            self.of(part, query)
        return UNKNOWN

    def _column(self, node: exp.Column, query: Query) -> SqlType:
        source = query.source(node)
        if source is None:
            return UNKNOWN
        relation, name = source
        if relation.table:
            return type_of_column(relation.table, relation.table.by_name[name])
        found = NULL
        for branch in relation.branches:
            if name in branch.outputs:
                found = either(found, self.of(branch.outputs[name], branch))
        return found

    def _sum(self, node: exp.Binary, query: Query) -> SqlType:
        left, right = self.of(node.left, query), self.of(node.right, query)
        if "day" in (left.family, right.family) or "instant" in (left.family, right.family):
            both = left.family == right.family
            instead = "days_between(earlier, later)" if both else "add_days(day, n) or add_months(day, n)"
            if left.family == right.family == "instant":
                instead = "minutes_between(earlier, later)"
            self._fault(
                "date-arithmetic",
                node,
                "dates are added or subtracted with a sign, which every engine reads differently",
                f"Write {instead}.",
            )
            return UNKNOWN
        self._want(node.left, query, "number", "a side of + or -")
        self._want(node.right, query, "number", "a side of + or -")
        if not (left.is_number and right.is_number):
            return left if left.is_number else right if right.is_number else UNKNOWN
        if left.name == right.name == "integer":
            return INTEGER
        before, behind = (max(pair) for pair in zip(left.digits, right.digits, strict=True))
        return decimal(before + 1, behind, products=max(left.products, right.products))

    def _product(self, node: exp.Binary, query: Query) -> SqlType:
        left, right = self.of(node.left, query), self.of(node.right, query)
        self._want(node.left, query, "number", "a factor")
        self._want(node.right, query, "number", "a factor")
        if not (left.is_number and right.is_number):
            return UNKNOWN
        if left.name == right.name == "integer":
            return INTEGER
        both = left.name == right.name
        before, behind = (sum(pair) for pair in zip(left.digits, right.digits, strict=True))
        return decimal(before + 1, behind, products=left.products + right.products + both)

    def _case(self, node: exp.Case, query: Query) -> SqlType:
        branches = []
        for condition in node.args.get("ifs", ()):
            if node.this:
                self._compare(condition, node.this, condition.this, query)
            else:
                self._want(condition.this, query, "boolean", "the condition of WHEN")
            branches.append(condition.args["true"])
        if node.args.get("default"):
            branches.append(node.args["default"])
        return self._one_of(branches, query, "the branches of this CASE")

    def _one_of(self, parts: Sequence[exp.Expr], query: Query, what: str) -> SqlType:
        """The common type of values of which one is taken."""
        found = NULL
        for part in parts:
            one = self.of(part, query)
            if found.is_sure and one.is_sure and found.family != one.family:
                self._fault("type-mismatch", part, f"{what} are {found} and {one}", "Give all of them one type.")
                return UNKNOWN
            self._near_miss(found, one, part)
            self._near_miss(one, found, parts[0])
            found = either(found, one)
        return found

    def _near_miss(self, code: SqlType, other: SqlType, node: exp.Expr) -> None:
        """A literal beside a code may be a word of its own, but not a misspelt code."""
        known = self._codes.get(code.code_list)
        if known is None or other.name != "text":
            return
        for word in sorted(other.words):
            if word not in known.meanings and get_close_matches(word, known.meanings, 1, 0.8):
                self._unknown_code(node, word, known, code.words)

    def _cast(self, node: exp.Cast, query: Query) -> SqlType:
        inner = self.of(node.this, query)
        kind = node.to.this
        if kind in (exp.DType.DECIMAL, exp.DType.BIGINT, exp.DType.INT):
            if kind is not exp.DType.DECIMAL:
                return INTEGER
            sizes = decimal_sizes(node.to)
            return decimal(sizes[0] - sizes[1], sizes[1]) if sizes else UNKNOWN
        if kind in exp.DataType.TEXT_TYPES:
            return inner if inner.family == "text" else TEXT
        if kind is exp.DType.DATE:
            if isinstance(node.this, exp.Literal) and not is_date(node.this.name):
                self._fault("bad-date", node.this, f"{node.this.name!r} is not a date", "Write DATE '2026-01-31'.")
            return DATE
        return SqlType("instant") if kind in exp.DataType.TEMPORAL_TYPES else UNKNOWN

    def _call(self, name: str, node: exp.Expr, query: Query) -> SqlType:
        signature, arguments = SIGNATURES[name], arguments_of(node)
        types = [self.of(one, query) for one in arguments]
        fewest, most = signature.fewest, signature.most
        if len(arguments) < fewest or (most is not None and len(arguments) > most):
            wanted = f"{fewest} or more" if most is None else f"{fewest}" if fewest == most else f"{fewest} to {most}"
            message = f"{name} takes {wanted} arguments and gets {len(arguments)}"
            self._fault("argument-count", node, message, f"Write {usage(name)}.")
            return signature.gives(types)
        for place, argument in enumerate(arguments):
            self._argument(name, signature.argument(place), argument, query)
        if sum(one.type == "any" for one in signature.takes) > 1:
            alike = [one for place, one in enumerate(arguments) if signature.argument(place).type == "any"]
            self._one_of(alike, query, f"the arguments of {name}")
        return with_digits(name, signature.gives(types), arguments)

    def _argument(self, name: str, wanted: Argument, node: exp.Expr, query: Query) -> None:
        if wanted.type == "digits":
            digits = whole_number(node)
            if digits is None or not wanted.least <= digits <= wanted.most:
                message = f"{wanted.name} of {name} must be a whole number written out"
                self._fault("not-portable", node, message, f"Write {wanted.least} to {wanted.most}.")
        elif wanted.type != "any":
            self._want(node, query, family_of(wanted.type), f"{wanted.name} of {name}", f"Write {usage(name)}.")

    def _want(self, node: exp.Expr, query: Query, family: str, what: str, remedy: str = "") -> None:
        got = self.of(node, query)
        if got.is_sure and got.family != family:
            wanted = SqlType({"number": "integer", "day": "date"}.get(family, family))
            pair = frozenset({family, got.family})
            otherwise = _REMEDY.get(pair, "Compare it with something first, or use another column.")
            self._fault("type-mismatch", node, f"{what} is {got}, not {wanted}", remedy or otherwise)

    def _compare(
        self, node: exp.Expr, left: exp.Expr, right: exp.Expr, query: Query, *, ordering: bool = False
    ) -> None:
        one, two = self.of(left, query), self.of(right, query)
        if "null" in (one.name, two.name):
            self._fault(
                "null-comparison", node, "a comparison with NULL is never true", "Write IS NULL or IS NOT NULL."
            )
        elif not (one.is_sure and two.is_sure):
            return
        elif one.family != two.family:
            self._fault(
                "type-mismatch",
                node,
                f"{one} is compared with {two}",
                _REMEDY.get(frozenset({one.family, two.family}), "Compare like with like."),
            )
        elif one.family == "text":
            if ordering or isinstance(node, _ORDERINGS):
                self._fault(
                    "text-order",
                    node,
                    "texts are compared with < or >, which engines sort differently",
                    "Compare numbers or dates, or list the words with IN.",
                )
            self._compare_texts(node, one, two, right)
            self._compare_texts(node, two, one, left)

    def _compare_texts(self, node: exp.Expr, one: SqlType, two: SqlType, second: exp.Expr) -> None:
        known = self._codes.get(one.code_list)
        if known and two.name == "text":
            for word in sorted(two.words - set(known.meanings) - one.words):
                self._unknown_code(second, word, known, one.words)
        elif one.code_list and two.code_list and one.code_list < two.code_list:
            self._fault(
                "different-codes",
                node,
                f"a code of {one.code_list} is compared with one of {two.code_list}",
                "Compare codes of one list.",
            )
        if one.identifies and two.identifies and one.identifies < two.identifies:
            names = " and ".join(".".join(pair) for pair in (one.identifies, two.identifies))
            self._fault(
                "different-identifiers",
                node,
                f"identifiers of two kinds are compared: {names}",
                "Join on the column that references the other table.",
            )

    def _unknown_code(self, node: exp.Expr, word: str, known: CodeList, more: frozenset[str]) -> None:
        spot = next((one for one in node.find_all(exp.Literal) if one.name == word), node)
        self._fault(
            "unknown-code",
            spot,
            f"{word!r} is not in the code list {known.name}",
            nearest(word, {*known.meanings, *more}, "codes"),
        )

    def _fault(self, code: str, node: exp.Expr, message: str, remedy: str) -> None:
        fault = self._places.fault(code, node, message, remedy)
        if fault not in self.faults:
            self.faults.append(fault)
