"""What a delivery is held against: the stored tables that the engine has open, and whether it comes late for one."""

from __future__ import annotations

from dataclasses import dataclass

from jicha.engine.engine import Engine
from jicha.intake.staging import Stage
from jicha.store.delivery import Delivery
from jicha.store.snapshot import Snapshot, Speech


@dataclass(frozen=True, slots=True)
class Held:
    """The store as a delivery finds it. ``tables`` are open in the engine under their own names."""

    snapshot: Snapshot
    delivery: Delivery
    tables: frozenset[str]

    def __contains__(self, table: str) -> bool:
        return table in self.tables

    def is_late(self, table: str) -> bool:
        """Whether something that stands after this delivery was accepted before it."""
        return table in self.tables and self.snapshot.is_late(table, self.delivery)

    def says_more(self, stage: Stage) -> bool:
        """Whether a mention speaks of a column that some stored row of its table does not state."""
        spoken = set(stage.target.columns)
        return any(not spoken <= set(one) for one in self.snapshot.spoken(stage.target.table))

    def open_versions(self, engine: Engine, table: str) -> tuple[str, tuple[Speech, ...]]:
        """Every stored row of a table as it was delivered, under a name of the engine."""
        name = f"versions_{table}"
        return name, self.snapshot.open_versions(engine, table, name)
