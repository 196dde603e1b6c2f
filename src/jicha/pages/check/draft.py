"""A page under check: the page, what it may read, its SQL as queries, and the types found in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from sqlglot import exp

from jicha.pages.check.catalogue import Catalogue
from jicha.pages.check.place import Places
from jicha.pages.check.query import Model, Query
from jicha.pages.check.types import Types
from jicha.pages.page import Page, PageKind
from jicha.terms.errors import Fault


@dataclass(frozen=True, slots=True)
class Draft:
    """What every check of the SQL works on."""

    page: Page
    world: Catalogue
    places: Places
    model: Model
    types: Types

    def fault(self, code: str, node: exp.Expr, message: str, remedy: str) -> Fault:
        """A fault at a node of the SQL."""
        return self.places.fault(code, node, message, remedy)

    @property
    def root(self) -> Query:
        """The page's last SELECT, whose rows are judged."""
        return self.model.root

    @property
    def is_rule(self) -> bool:
        """Whether the rows are verdicts."""
        return self.page.kind is PageKind.RULE

    @property
    def has_declared_columns(self) -> bool:
        """Whether the SELECT must yield the columns of the front matter (a kernel's code does that, not its SELECT)."""
        return not self.is_rule and self.page.kernel is None and not self.page.partition_by


Check = Callable[[Draft], Iterator[Fault]]
