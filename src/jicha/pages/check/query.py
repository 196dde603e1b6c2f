"""A parsed page as queries: what each SELECT reads, joins and yields, with every column bound to its source.

SQL of the portable subset is simple enough to be resolved here with the place of each word kept, which an optimizer's
rewriting would lose. Words that cannot be bound become problems; `names` puts them into faults.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from sqlglot import exp

from jicha.pages.check.catalogue import Catalogue, SourceTable
from jicha.pages.check.place import sql_of


@dataclass(frozen=True, slots=True)
class Problem:
    """A word that could not be bound; ``choices`` are the words that would have been right."""

    kind: str
    node: exp.Expr
    word: str
    choices: tuple[str, ...] = ()


@dataclass(eq=False, slots=True)
class Relation:
    """One entry of a FROM: a table, or a WITH or derived table (its ``branches``; several for a UNION ALL).

    Neither: an unknown table, of which nothing more is said.
    """

    alias: str
    node: exp.Expr
    join: exp.Join | None
    table: SourceTable | None = None
    branches: tuple[Query, ...] = ()

    @property
    def is_left(self) -> bool:
        """Whether a row may be missing here (the right side of a LEFT JOIN)."""
        return self.join is not None and self.join.side == "LEFT"

    @property
    def columns(self) -> tuple[str, ...] | None:
        """The names it offers; None when they cannot be known."""
        if self.table is not None:
            return tuple(self.table.by_name)
        if not self.branches or self.branches[0].is_open:
            return None
        return tuple(self.branches[0].outputs)


@dataclass(eq=False, slots=True)
class Query:
    """One SELECT. ``outputs`` are its columns by name; ``bound`` says what each column word in it stands for."""

    select: exp.Select
    name: str
    relations: dict[str, Relation] = field(default_factory=dict)
    outputs: dict[str, exp.Expr] = field(default_factory=dict)
    bound: dict[int, tuple[Relation, str]] = field(default_factory=dict)
    is_open: bool = False  # has a *: its outputs are not known
    known_keys: tuple[frozenset[str], ...] | None = None  # worked out by `keys`, once

    def source(self, column: exp.Column) -> tuple[Relation, str] | None:
        """The relation and column a word stands for; None when it could not be bound."""
        return self.bound.get(id(column))

    @property
    def first(self) -> Relation | None:
        """What stands in FROM itself."""
        return next(iter(self.relations.values()), None)

    @property
    def aggregates(self) -> bool:
        """Whether it makes one row of many (GROUP BY, or an aggregate without one)."""
        if self.select.args.get("group"):
            return True
        parts = [*self.select.expressions, self.select.args.get("having")]
        return any(
            isinstance(node, exp.AggFunc) and not windowed(node) for part in parts if part for node in here(part)
        )

    def expressions(self) -> Iterator[exp.Expr]:
        """Everything that is computed in this SELECT, without its FROM and WITH."""
        yield from self.select.expressions
        for join in self.select.args.get("joins") or ():
            if join.args.get("on"):
                yield join.args["on"]
        for part in ("where", "group", "having", "qualify", "order"):
            if self.select.args.get(part):
                yield self.select.args[part]


@dataclass(frozen=True, slots=True)
class Model:
    """A whole page: the last SELECT, all of them from the inside out, and what could not be bound."""

    root: Query
    queries: tuple[Query, ...]
    problems: tuple[Problem, ...]

    @property
    def reads(self) -> dict[str, exp.Expr]:
        """The tables that are read, each with the first place where it is named."""
        found: dict[str, exp.Expr] = {}
        for query in self.queries:
            for relation in query.relations.values():
                if relation.table:
                    found.setdefault(relation.table.name, relation.node)
        return found


def here(node: exp.Expr) -> Iterator[exp.Expr]:
    """A node and its parts, not stepping into a SELECT inside it."""
    yield from node.walk(bfs=False, prune=lambda part: isinstance(part, exp.Query) and part is not node)


def windowed(node: exp.Expr) -> bool:
    """Whether an aggregate runs OVER a window (then it makes no groups)."""
    parent = node.parent
    if isinstance(parent, exp.Filter | exp.IgnoreNulls | exp.RespectNulls):
        parent = parent.parent
    return isinstance(parent, exp.Window) and parent.this in (node, node.parent)


def conjuncts(condition: exp.Expr | None) -> Iterator[exp.Expr]:
    """The parts of ``a AND b AND c``."""
    if condition is None:
        return
    if isinstance(condition, exp.Where | exp.Having | exp.Paren):
        yield from conjuncts(condition.this)
    elif isinstance(condition, exp.And):
        yield from conjuncts(condition.left)
        yield from conjuncts(condition.right)
    else:
        yield condition


def build(tree: exp.Select, catalogue: Catalogue) -> Model:
    """Bind every word of a page's SELECT."""
    builder = _Builder(catalogue, [], [])
    root = builder.query(tree, {}, "")
    return Model(root, tuple(builder.queries), tuple(builder.problems))


@dataclass(eq=False, slots=True)
class _Builder:
    catalogue: Catalogue
    queries: list[Query]
    problems: list[Problem]

    def query(
        self, select: exp.Select, outer: Mapping[str, tuple[Query, ...]], name: str, *, must_name: bool = True
    ) -> Query:
        """Bind one SELECT and what stands inside it. The later parts of a UNION ALL need no names of their own."""
        query = Query(select, name)
        named = dict(outer)
        with_ = select.args.get("with_")
        for cte in with_.expressions if with_ else ():
            word = cte.alias.lower()
            if word in self.catalogue.tables:
                self._problem("shadowed-table", cte.args["alias"], word)
            named[word] = self.branches(cte.this, named, word)
        self._relations(query, named)
        self._outputs(query, must_name)
        for part in query.expressions():
            self._bind(part, query)
        self.queries.append(query)
        return query

    def branches(
        self, node: exp.Expr, named: Mapping[str, tuple[Query, ...]], name: str, *, must_name: bool = True
    ) -> tuple[Query, ...]:
        """The SELECTs of a derived table, their outputs renamed to those of the first."""
        if isinstance(node, exp.Subquery | exp.Paren):
            return self.branches(node.this, named, name, must_name=must_name)
        if isinstance(node, exp.SetOperation):
            first = self.branches(node.left, named, name, must_name=must_name)
            return self._aligned(node, first + self.branches(node.right, named, name, must_name=False))
        return (self.query(node, named, name, must_name=must_name),) if isinstance(node, exp.Select) else ()

    def _aligned(self, node: exp.Expr, found: tuple[Query, ...]) -> tuple[Query, ...]:
        first = found[0] if found else None
        for other in found[1:]:
            if first is None or first.is_open or other.is_open:
                continue
            if len(first.outputs) != len(other.outputs):
                words = f"{len(first.outputs)} and {len(other.outputs)}"
                self._problem("union-columns", other.select.expressions[0] if other.outputs else node, words)
            other.outputs = dict(zip(first.outputs, other.outputs.values(), strict=False))
        return found

    def _relations(self, query: Query, named: Mapping[str, tuple[Query, ...]]) -> None:
        from_ = query.select.args.get("from_")
        if from_:
            self._relation(query, from_.this, None, named)
        for join in query.select.args.get("joins") or ():
            self._relation(query, join.this, join, named)

    def _relation(
        self, query: Query, node: exp.Expr, join: exp.Join | None, named: Mapping[str, tuple[Query, ...]]
    ) -> None:
        alias = (node.alias_or_name or "").lower()
        relation = Relation(alias, node, join)
        if isinstance(node, exp.Subquery):
            relation.branches = self.branches(node.this, named, alias)
            if not alias:
                self._problem("unnamed-table", node, "", ())
        elif isinstance(node, exp.Table):
            self._table(relation, node, named)
        if alias in self.catalogue.tables and not (isinstance(node, exp.Table) and node.name.lower() == alias):
            self._problem("shadowed-table", node.args.get("alias") or node, alias)
        if alias in query.relations:
            self._problem("duplicate-alias", node.args.get("alias") or node, alias)
        query.relations[alias] = relation

    def _table(self, relation: Relation, node: exp.Table, named: Mapping[str, tuple[Query, ...]]) -> None:
        word = node.name.lower()
        if word in named and not node.args.get("db"):
            relation.branches = named[word]
        elif isinstance(node.this, exp.Identifier) and not node.args.get("db") and word in self.catalogue.tables:
            relation.table = self.catalogue.tables[word]
        else:
            self._problem("unknown-table", node, sql_of(node).partition(" AS ")[0], (*named, *self.catalogue.tables))

    def _outputs(self, query: Query, must_name: bool) -> None:
        for node in query.select.expressions:
            expression = node.this if isinstance(node, exp.Alias) else node
            if isinstance(expression, exp.Star) or (
                isinstance(expression, exp.Column) and isinstance(expression.this, exp.Star)
            ):
                query.is_open = True
                continue
            name = node.alias_or_name.lower() if must_name else f"_{len(query.outputs) + 1}"
            if must_name and not (name and isinstance(node, exp.Alias | exp.Column)):
                self._problem("unnamed-column", node, sql_of(node))
                name = f"_{len(query.outputs) + 1}"
            elif name in query.outputs:
                self._problem("duplicate-column", node.args.get("alias") or node, name)
            query.outputs[name] = expression

    def _bind(self, part: exp.Expr, query: Query) -> None:
        for node in here(part):
            if isinstance(node, exp.Column) and not isinstance(node.this, exp.Star):
                self._column(node, query)

    def _column(self, node: exp.Column, query: Query) -> None:
        visible = self._visible(node, query)
        word, table = node.name.lower(), node.table.lower()
        if table and table not in visible:
            self._problem("unknown-alias", node, table, tuple(visible))
            return
        holders = [visible[table]] if table else list(visible.values())
        if any(one.columns is None for one in holders):
            sure = [one for one in holders if one.columns is not None and word in one.columns]
            if len(sure) == 1:
                query.bound[id(node)] = (sure[0], word)
            return
        found = [one for one in holders if word in (one.columns or ())]
        if len(found) == 1:
            query.bound[id(node)] = (found[0], word)
        elif found:
            self._problem("ambiguous-column", node, word, tuple(f"{one.alias}.{word}" for one in found))
        else:
            beside = not table and word in query.outputs
            names = {name for one in holders for name in one.columns or ()}
            self._problem("alias-beside" if beside else "unknown-column", node, word, tuple(sorted(names)))

    def _visible(self, node: exp.Expr, query: Query) -> dict[str, Relation]:
        """All relations; inside an ON, those to its left and its own."""
        join = node.find_ancestor(exp.Join, exp.Select)
        if not isinstance(join, exp.Join):
            return query.relations
        visible = {}
        for alias, relation in query.relations.items():
            visible[alias] = relation
            if relation.join is join:
                break
        return visible

    def _problem(self, kind: str, node: exp.Expr, word: str, choices: tuple[str, ...] = ()) -> None:
        self.problems.append(Problem(kind, node, word, choices))
