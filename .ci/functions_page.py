"""Write docs/functions.md: what a page may call, from the one table that the engines and the checker use."""

from __future__ import annotations

from pathlib import Path

from jicha.engine.functions import FUNCTIONS, Function, UnitRule

HEAD = """# Functions of the portable subset 可移植函数

What a page may call besides the aggregates `sum`, `count`, `min` and `max` and the windows of `row_number`, `lag`,
`lead`, `sum` and `count`. Every function gives the same result on every engine. Written by `make docs` from
`src/jicha/engine/functions.py`; do not edit it by hand.

| function 函数 | gives 结果 | unit 单位 | NULL 空值 | meaning 含义 |
|---|---|---|---|---|
"""


def main() -> None:
    """Write the page."""
    target = Path(__file__).resolve().parents[1] / "docs" / "functions.md"
    target.write_text(page(), encoding="utf-8")


def page() -> str:
    """The page as text."""
    return HEAD + "".join(f"{line_of(FUNCTIONS[name])}\n" for name in sorted(FUNCTIONS))


def line_of(one: Function) -> str:
    """One function as a row of the table."""
    arguments = ", ".join(f"{argument.name}{'...' if argument.repeated else ''}" for argument in one.arguments)
    unit = one.unit.value if isinstance(one.unit, UnitRule) else one.unit
    return f"| `{one.name}({arguments})` | {one.result} | {unit} | {one.nulls} | {one.doc} {one.doc_zh} |"


if __name__ == "__main__":
    main()
