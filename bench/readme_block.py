"""Write what was found on real data into both READMEs: `python bench/readme_block.py [folder]` (default ../shared/data).

Runs the whole path in a temporary store; every figure between the two marks comes from that run.
"""

from __future__ import annotations

import re
import sys
import tempfile
from pathlib import Path

from jicha import facade
from jicha.demo import deliveries_of
from jicha.pages.library import Library
from jicha.press.figures import count, kwh
from jicha.press.summary import Summary, summarise

ROOT = Path(__file__).resolve().parents[1]
_BLOCK = re.compile(r"(<!-- found:begin -->).*?(<!-- found:end -->)", re.DOTALL)


def main() -> None:
    """Run, and write both blocks."""
    data = Path(sys.argv[1] if len(sys.argv) > 1 else "../shared/data")
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "store"
        rows = 0
        for paths in deliveries_of(data):
            facade.load_delivery(root, paths)
        view = facade.audit_store(root)
        rows = sum(one.rows or 0 for one in view.background.batches)
        figures = summarise(view.run)
    library = Library.shipped()
    for name, english in (("README.md", True), ("README.zh-CN.md", False)):
        path = ROOT / name
        text = _BLOCK.sub(
            lambda m, e=english: f"{m[1]}\n{block(figures, rows, library, english=e)}\n{m[2]}", path.read_text("utf-8")
        )
        path.write_text(text, encoding="utf-8")


def block(figures: Summary, rows: int, library: Library, *, english: bool) -> str:
    """The paragraph and the table."""
    found, unsure, excluded = count(figures.found), count(figures.unsure_count), count(figures.excluded_count)
    if english:
        head = (
            f"On the billing history of STEG (Tunisia) and 35 British substations, none of it made by us: {count(rows)} rows\n"
            f"accepted, {count(figures.tested)} checks, {found} suspected, {unsure} that could not be told and {excluded} not judged.\n"
            "Suspected means: by the records alone; nobody has verified these.\n\n| rule | what it finds | found | kWh |\n|---|---|---:|---:|"
        )
    else:
        head = (
            f"数据: 突尼斯 STEG 账单史与英国 35 个台区, 均非我方制作. 接收 {count(rows)} 行, 判定 {count(figures.tested)} 次, 稽查异常(疑似) {found} 项,\n"
            f"无法判定 {unsure} 次, 不参与判定 {excluded} 次. 以上仅依据数据, 均未经核实.\n\n| 规则 | 内容 | 异常数 | 电量 (kWh) |\n|---|---|---:|---:|"
        )
    lines = [head]
    for group in figures.by_rule:
        page = library.pages[group.key]
        energy = kwh(group.amounts.kwh) if group.amounts.kwh is not None else ""
        lines.append(
            f"| {group.key} | {page.title if english else page.title_zh} | {count(group.amounts.findings)} | {energy} |"
        )
    for cause in figures.causes:
        page = library.pages[cause.code]
        energy = kwh(cause.at_stake_kwh) if cause.at_stake_kwh is not None else ""
        one = "as one cause" if english else "归为一个共性原因"
        lines.append(
            f"| {cause.code} | {page.title if english else page.title_zh} ({one}) | {count(cause.found)} | {energy} |"
        )
    return "\n".join(lines)


if __name__ == "__main__":
    main()
