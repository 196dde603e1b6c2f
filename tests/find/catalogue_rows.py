"""Tables that no CSV describes, written as words, for what must hold of a schema that does not exist yet."""

from __future__ import annotations

from jicha.schema import Column, ColumnType, Table
from jicha.terms.privacy import Privacy


def handmade(name: str, *columns: str, group: str = "customer") -> Table:
    """A table; a column is its name, then type, pk, time, required, sensitive, >table.column in any order."""

    def column(words: str) -> Column:
        called, *marks = words.split()
        target = next((mark[1:] for mark in marks if mark.startswith(">")), "")
        kind = next((mark for mark in marks if mark in ("integer", "date", "instant", "month")), "text")
        return Column(
            name=called, type=ColumnType.parse(kind), unit="", nullable=not {"pk", "required"} & set(marks),
            in_primary_key="pk" in marks, in_correction_key=False, is_time="time" in marks,
            references=(target.partition(".")[0], target.partition(".")[2]) if target else None, example="",
            meaning=called, meaning_zh=called, privacy=Privacy.SENSITIVE if "sensitive" in marks else Privacy.INTERNAL,
            cim="", sg_code="",
        )  # fmt: skip

    return Table(
        name=name, meaning=name, meaning_zh=name, org_path=(), cim="", sg_code="", columns=tuple(map(column, columns)),
        group=group,
    )  # fmt: skip


def catalogue(*tables: Table) -> dict[str, Table]:
    """Tables by name."""
    return {one.name: one for one in tables}
