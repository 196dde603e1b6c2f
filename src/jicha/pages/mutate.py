"""Mutants of a page: small faults put into its logic, each of which some example must catch."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from sqlglot import exp

from jicha.engine.engine import Engine
from jicha.pages.bind import DIALECT, parse
from jicha.pages.examples import world_data
from jicha.pages.judge import RESERVED, parse_condition
from jicha.pages.library import Library
from jicha.pages.live import live_nodes
from jicha.pages.page import Page, PageKind, Parameter
from jicha.pages.prove import expected_of, fact_faults, verdict_faults
from jicha.pages.stage import Stage
from jicha.terms.errors import JichaError
from jicha.terms.units import Quantity

# What a kernel of ours may break off with when a mutant feeds it rows that its page never does.
_BREAKS_OFF = (ArithmeticError, LookupError, TypeError, ValueError)  # pyarrow's refusals are kinds of these

_FLIPS: dict[type[exp.Expr], tuple[type[exp.Expr], ...]] = {
    # negated, boundary moved, direction turned
    exp.GT: (exp.LTE, exp.GTE, exp.LT),
    exp.GTE: (exp.LT, exp.GT, exp.LTE),
    exp.LT: (exp.GTE, exp.LTE, exp.GT),
    exp.LTE: (exp.GT, exp.LT, exp.GTE),
    exp.EQ: (exp.NEQ,),
    exp.NEQ: (exp.EQ,),
    exp.And: (exp.Or,),
    exp.Or: (exp.And,),
    exp.Add: (exp.Sub,),
    exp.Sub: (exp.Add,),
    exp.Min: (exp.Max,),
    exp.Max: (exp.Min,),
    exp.Sum: (exp.Max,),
    exp.Lag: (exp.Lead,),
    exp.Lead: (exp.Lag,),
    exp.Floor: (exp.Ceil,),
}


@dataclass(frozen=True, slots=True)
class Mutant:
    """One fault put in: ``name`` says operator and place; ``page`` carries needs or parameters that changed."""

    name: str
    tree: exp.Expr
    page: Page


@dataclass(frozen=True, slots=True)
class Mutation:
    """What became of all mutants of a page: survivors are those no example tells from the page."""

    code: str
    killed: int
    survivors: tuple[str, ...]
    declared: tuple[str, ...]  # survivors that the page lists under `equivalent`
    undeclared_dead: tuple[str, ...]  # listed under `equivalent`, but killed or no longer made

    @property
    def holds(self) -> bool:
        """True when every mutant died or is declared, and no declaration is stale."""
        return not self.survivors and not self.undeclared_dead


def mutate(page: Page, library: Library, engine: Engine) -> Mutation:
    """Make all mutants of ``page`` and run every world against each until one expectation fails."""
    alive = {mutant.name: mutant for mutant in mutants(page)}
    total = len(alive)
    # A kernel's code is not mutated here: its slow plain twin is its proof. The SQL of its input is.
    stage = Stage(engine, page, library.replacing(page))
    for world in page.worlds:
        data = world_data(page, world, library.replacing(page))
        stage.set_up(data.rows)
        expectations = list(expected_of(page, world.tables)) if page.kind is PageKind.RULE else []
        for name, mutant in list(alive.items()):
            try:
                sql = stage.bound(mutant.tree, {one.name: one.default for one in mutant.page.params})
                if page.kind is PageKind.RULE:
                    faults = verdict_faults(page, expectations, stage.verdicts(mutant.page, sql))
                else:
                    faults = fact_faults(page, data, stage.fact_rows(sql))
            except (JichaError, *_BREAKS_OFF) as error:
                # A kernel that breaks off at rows its page never gives it is as loud as a refusal; our own code is not.
                if not isinstance(error, JichaError) and page.kernel is None:
                    raise
                del alive[name]
                continue
            if faults:
                del alive[name]
    declared = {one.mutant for one in page.equivalent}
    return Mutation(
        page.code,
        total - len(alive),
        tuple(sorted(alive.keys() - declared)),
        tuple(sorted(alive.keys() & declared)),
        tuple(sorted(declared - alive.keys())),
    )


def mutants(page: Page) -> Iterator[Mutant]:
    """Every mutant of the page's logic under its own name; evidence columns that nothing rests on are left alone."""
    seen: dict[str, int] = {}
    base = parse(page).sql(dialect=DIALECT)
    for mutant in (*_of_sql(page), *_of_needs(page), *_of_parameters(page)):
        if mutant.page is page and _text(mutant.tree) == base:
            continue
        seen[mutant.name] = seen.get(mutant.name, 0) + 1
        # The same words may stand in two places: each is a mutant of its own.
        again = f" ({seen[mutant.name]})" if seen[mutant.name] > 1 else ""
        yield replace(mutant, name=f"{mutant.name}{again}")


def _of_sql(page: Page) -> Iterator[Mutant]:
    tree = parse(page)
    live = live_nodes(tree, _must_have(page))
    for number, node in enumerate(tree.walk()):
        if id(node) not in live:
            continue
        for operator, change in _changes(node):
            copy = tree.copy()
            target = next(other for position, other in enumerate(copy.walk()) if position == number)
            before = _text(target)
            after = change(target)
            yield Mutant(f"{operator}: {_short(before)} -> {_short(after)}", copy, page)


def _must_have(page: Page) -> set[str]:
    if page.kind is not PageKind.RULE:
        return {column.name for column in page.columns}
    needed = {
        column.name for need in page.needs for column in parse_condition(page, need.condition).find_all(exp.Column)
    }
    return {*RESERVED, *needed}


Change = Callable[[exp.Expr], str]


def _changes(node: exp.Expr) -> Iterator[tuple[str, Change]]:
    if _cuts_to_the_run(node):
        return
    if isinstance(node, exp.And):
        sides = [name for name in ("this", "expression") if not _cuts_to_the_run(node.args[name])]
        for kept, dropped in (("this", "expression"), ("expression", "this")):
            if dropped in sides:
                yield "drop condition", _keep(kept)
        if len(sides) < 2:
            return
    for other in _FLIPS.get(type(node), ()):
        yield type(node).__name__.lower(), _swap(other)
    if isinstance(node, exp.Or):
        yield "drop alternative", _keep("this")
        yield "drop alternative", _keep("expression")
    elif isinstance(node, exp.Not):
        yield "drop not", _keep("this")
    elif isinstance(node, exp.Is):
        yield "turn is null", _negate
    elif isinstance(node, exp.Mul):
        yield "drop factor", _keep("this")
        yield "drop factor", _keep("expression")
    elif isinstance(node, exp.Coalesce) and node.expressions:
        yield "drop default", _keep("this")
    elif isinstance(node, exp.Join) and node.side == "LEFT":
        yield "left to inner join", _inner
    elif isinstance(node, exp.Filter):
        yield "drop filter", _keep("this")
    elif isinstance(node, exp.Where):
        yield "drop where", _remove
    elif isinstance(node, exp.Having):
        yield "drop having", _remove
    elif isinstance(node, exp.If) and isinstance(node.parent, exp.Case):
        yield "drop case branch", _remove
    elif isinstance(node, exp.Case) and node.args.get("default") is not None:
        yield "drop else", _drop_else
    elif isinstance(node, exp.Ordered):
        yield "turn order", _turn_order
    elif isinstance(node, exp.Window) and node.args.get("partition_by"):
        yield "drop partition", _drop_partition
    elif isinstance(node, exp.Between):
        yield "move lower bound", _open_bound(exp.GT, exp.LTE)
        yield "move upper bound", _open_bound(exp.GTE, exp.LT)
    elif isinstance(node, exp.Literal) and not node.is_string and _is_value(node):
        yield "number up", _nudge(+1)
        yield "number down", _nudge(-1)
    elif isinstance(node, exp.Count) and node.args.get("distinct") is None and isinstance(node.this, exp.Distinct):
        yield "drop distinct", _drop_distinct
    elif isinstance(node, exp.Abs):
        yield "drop abs", _keep("this")
    elif isinstance(node, exp.Distinct) and isinstance(node.parent, exp.Select):
        yield "drop distinct", _remove
    elif isinstance(node, exp.In) and len(node.expressions) > 1:
        for position in range(len(node.expressions)):
            yield "drop list item", _drop_item(position)


def _cuts_to_the_run(node: exp.Expr) -> bool:
    """A comparison with the run's window: it saves reading, and no example can lie outside of all time."""
    return isinstance(node, exp.Binary) and any(
        isinstance(side, exp.Placeholder) and side.name in ("run_from", "run_to")
        for side in (node.this, node.expression)
    )


def _swap(kind: type[exp.Expr]) -> Change:
    def change(node: exp.Expr) -> str:
        new = kind(**{name: value for name, value in node.args.items() if name in kind.arg_types})
        node.replace(new)
        return _text(new)

    return change


def _keep(arg: str) -> Change:
    def change(node: exp.Expr) -> str:
        kept: exp.Expr = node.args[arg]
        node.replace(kept.copy())
        return _text(kept)

    return change


def _negate(node: exp.Expr) -> str:
    negated = exp.Not(this=node.copy())
    node.replace(negated)
    return _text(negated)


def _inner(node: exp.Expr) -> str:
    node.set("side", None)
    node.set("kind", "INNER")
    return _text(node)


def _remove(node: exp.Expr) -> str:
    node.pop()
    return "nothing"


def _drop_else(node: exp.Expr) -> str:
    node.set("default", None)
    return _text(node)


def _turn_order(node: exp.Expr) -> str:
    node.set("desc", not node.args.get("desc"))
    node.set("nulls_first", None)
    return _text(node)


def _drop_partition(node: exp.Expr) -> str:
    node.set("partition_by", [])
    return _text(node)


def _open_bound(above: type[exp.Expr], below: type[exp.Expr]) -> Change:
    def change(node: exp.Expr) -> str:
        low, high = node.args["low"].copy(), node.args["high"].copy()
        new = exp.and_(above(this=node.this.copy(), expression=low), below(this=node.this.copy(), expression=high))
        node.replace(exp.paren(new))
        return _text(new)

    return change


def _nudge(step: int) -> Change:
    def change(node: exp.Expr) -> str:
        value = Decimal(node.this)
        exponent = value.as_tuple().exponent
        moved = value + step * Decimal(1).scaleb(int(exponent))
        node.replace(
            exp.Literal.number(f"{moved:f}") if moved >= 0 else exp.Neg(this=exp.Literal.number(f"{-moved:f}"))
        )
        return f"{moved:f}"

    return change


def _drop_distinct(node: exp.Expr) -> str:
    node.set("this", node.this.expressions[0].copy())
    return _text(node)


def _drop_item(position: int) -> Change:
    def change(node: exp.Expr) -> str:
        dropped = _text(node.expressions[position])
        node.set("expressions", [item.copy() for number, item in enumerate(node.expressions) if number != position])
        return f"without {dropped}"

    return change


def _is_value(node: exp.Literal) -> bool:
    """Numbers of the logic, not those of types, of rounding or of ratio digits."""
    parent = node.parent
    return not (
        isinstance(parent, exp.DataTypeParam)
        or (isinstance(parent, exp.Round) and node.arg_key == "decimals")
        or (isinstance(parent, exp.Anonymous) and parent.name.lower() == "ratio" and node.index == 2)
    )


def _of_needs(page: Page) -> Iterator[Mutant]:
    tree = parse(page)
    for number, need in enumerate(page.needs):
        rest = (*page.needs[:number], *page.needs[number + 1 :])
        yield Mutant(f"drop need: {need.reason}", tree.copy(), replace(page, needs=rest))
        condition = parse_condition(page, need.condition)
        for position, node in enumerate(condition.walk()):
            for operator, change in _changes(node):
                copy = condition.copy()
                change(next(other for place, other in enumerate(copy.walk()) if place == position))
                changed = replace(need, condition=_text(copy))
                if _text(copy) == _text(condition):
                    # The root itself was replaced: rebuild it from the change on a wrapper.
                    wrapper = exp.Paren(this=condition.copy())
                    change(wrapper.this)
                    changed = replace(need, condition=_text(wrapper.this))
                needs = (*page.needs[:number], changed, *page.needs[number + 1 :])
                name = f"need {need.reason}, {operator}: {need.condition} -> {changed.condition}"
                yield Mutant(name, tree.copy(), replace(page, needs=needs))


def _of_parameters(page: Page) -> Iterator[Mutant]:
    for number, one in enumerate(page.params):
        if not isinstance(one.default, Quantity):
            continue
        exponent = int(one.default.value.as_tuple().exponent)
        for operator, step in (("parameter up", 1), ("parameter down", -1)):
            moved = Quantity(one.default.value + step * Decimal(1).scaleb(exponent), one.default.unit)
            params: Sequence[Parameter] = (
                *page.params[:number],
                replace(one, default=moved),
                *page.params[number + 1 :],
            )
            name = f"{operator}: {one.name} {one.default} -> {moved}"
            yield Mutant(name, parse(page), replace(page, params=tuple(params)))


def _text(node: exp.Expr) -> str:
    return str(node.sql(dialect=DIALECT, comments=False))


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= 120 else f"{words[:117]}..."
