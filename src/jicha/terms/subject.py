"""What a verdict is about."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Subject:
    """A row of the canonical table ``kind`` by its key: a customer, point, area, bill, order, staff, fee."""

    kind: str
    id: str

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"
