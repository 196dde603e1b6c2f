"""Words of the SELECT that mean nothing here: tables, columns, parameters, functions, with the nearest right one."""

from __future__ import annotations

from collections.abc import Iterator

from sqlglot import exp

from jicha.pages.check.draft import Draft
from jicha.pages.check.faults import nearest
from jicha.pages.check.functions import SIGNATURES, name_of
from jicha.pages.check.given import BUILT_IN
from jicha.pages.check.parse import parse_condition
from jicha.pages.check.place import Places
from jicha.pages.check.portable_words import REFUSED_FUNCTIONS
from jicha.pages.check.query import Problem
from jicha.terms.errors import Fault

_SUSPICIONS = frozenset({"suspicion", "suspicions", "score", "scores"})


def check(draft: Draft) -> Iterator[Fault]:
    """Unknown, ambiguous and unused words."""
    for problem in draft.model.problems:
        yield _fault(draft, problem)
    yield from _parameters(draft)
    for node in draft.root.select.find_all(exp.Anonymous):
        name = str(node.this).lower()
        if name_of(node) is None and name not in REFUSED_FUNCTIONS and not isinstance(node.parent, exp.Table):
            yield draft.fault(
                "unknown-function", node, f"no function is called {name}", nearest(name, SIGNATURES, "functions")
            )


def _fault(draft: Draft, problem: Problem) -> Fault:
    word, choices = problem.word, problem.choices
    if problem.kind == "unknown-table":
        return _unknown_table(draft, problem)
    message, remedy = {
        "unknown-column": (f"no column is called {word}", nearest(word, choices, "columns")),
        "alias-beside": (f"{word} is a name given in this same SELECT", "Compute it in a WITH, and use it outside."),
        "unknown-alias": (f"nothing is called {word} in this FROM", nearest(word, choices, "names")),
        "ambiguous-column": (f"{word} stands in several tables", f"Write {' or '.join(choices)}."),
        "shadowed-table": (f"{word} is the name of a table of its own", "Give it another name."),
        "duplicate-alias": (f"{word} names two tables of this FROM", "Give one of them another name."),
        "duplicate-column": (f"{word} is yielded twice", "Give one of them another name."),
        "unnamed-column": (f"{word} has no name", "Write AS and a name."),
        "unnamed-table": ("a derived table has no name", "Write (SELECT ...) AS name."),
        "union-columns": (f"the parts of the UNION ALL yield {word} columns", "Yield the same columns in each part."),
    }[problem.kind]
    return draft.fault(problem.kind, problem.node, message, remedy)


def _unknown_table(draft: Draft, problem: Problem) -> Fault:
    word = problem.word.strip('"').lower()
    code = word.replace("_", "-").upper()
    if code in draft.world.rules:
        return draft.fault(
            "reads-rule",
            problem.node,
            f"{code} is a rule; a page reads no verdicts",
            "Move the shared rows into a fact, and read that in both.",
        )
    if word in _SUSPICIONS:
        return draft.fault(
            "reads-suspicion",
            problem.node,
            f"{word} holds suspicions; a page rests on records",
            "Read the records the suspicion was made of.",
        )
    return draft.fault(
        "unknown-table", problem.node, f"no table is called {word}", nearest(word, problem.choices, "tables")
    )


def _parameters(draft: Draft) -> Iterator[Fault]:
    declared = {one.name: one for one in draft.page.params}
    used = set()
    for node in draft.root.select.find_all(exp.Placeholder):
        name = str(node.this or "").lower()
        used.add(name)
        if name not in declared and name not in BUILT_IN:
            yield unknown_parameter(draft.places, node, draft)
    for need in draft.page.needs:
        condition = parse_condition(Places.of_need(draft.page, need))
        if not isinstance(condition, list):
            used |= {str(node.this).lower() for node in condition.find_all(exp.Placeholder)}
    for name, parameter in declared.items():
        places = draft.places
        if name in BUILT_IN:
            yield Fault(
                f"the parameter {name} is one that every page has",
                "Give yours another name.",
                places.file,
                parameter.line,
                0,
                "reserved-parameter",
            )
        elif name not in used:
            yield Fault(
                f"the parameter {name} is not used",
                f"Write :{name} in the SQL, or drop it.",
                places.file,
                parameter.line,
                0,
                "unused-parameter",
            )


def unknown_parameter(places: Places, node: exp.Expr, draft: Draft) -> Fault:
    """A fault for ``:name`` that is neither declared nor one that every page has."""
    known = {*(one.name for one in draft.page.params), *BUILT_IN}
    name = str(node.name or "").lower()
    if not name:
        return places.fault(
            "unknown-parameter", node, "a parameter has no name", "Write :name, and declare it under params."
        )
    near = nearest(name, known, "parameters")
    return places.fault(
        "unknown-parameter",
        node,
        f"no parameter is called {name}",
        f"{near} Else declare it under params, with its unit.",
    )
