"""Write docs/vee.md: every flag on readings, how it is found, what it may innocently be, and what it does to verdicts.

The words come from ``reading_flag_effects.csv`` and the code lists, the rules from the rules themselves.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

from jicha.pages.library import Library
from jicha.schema import code_list

HEAD = """# Readings: validation, estimation, editing · 示数校核、估算与编辑

<!-- Generated: change src/jicha/facts/reading_flag_effects.csv or the rules and run `make docs`. -->

Raw readings are kept for ever: nothing here changes or drops a row. What was noticed stands beside them as dated flags
(fact `reading_flag`), and the energy of every day as rows of their own (fact `energy_day`), each with how it was found
and how surely it is known. An estimate never stands where a measurement should: it has its method, and two methods are
two rows.

原始示数永久保留, 此处不修改、不删除任何记录。发现的问题以带起止日期的标记(`reading_flag`)另存, 逐日电量
(`energy_day`)也单独成行并注明得出方法和可信程度。估算不冒充实测: 每种方法各自成行。
"""
SYSTEMIC = """
Where a flag began on one day at many points of one transformer area or one model of meter it is one incident (facts
`incident`, `incident_point`), found once by [DAT-307](rules/DAT-307.md) or [DAT-308](rules/DAT-308.md). Rules about
single points are unsure there: {rules}.

同一天同一标记出现在同台区或同型号多个计量点时为一起群发事件(`incident`), 由 DAT-307 或 DAT-308 统一列出,
上述单点规则为不确定。
"""
_CHAPTERS = {"How surely a day is known · 可信程度": "energy_quality", "Methods · 方法": "energy_method"}
_DOUBTS = {
    "all": (
        "Rules on the energy of a day, a month or a bill are unsure where they touch these days",
        "涉及该期间的日、月、账单电量规则为不确定",
    ),
    "day": (
        "Rules on single days or slots are unsure; sums over months and bills are not in doubt",
        "单日和时段规则为不确定; 月和账单合计不存疑",
    ),
    "fall": ("Rules that a fall of energy would trip are unsure", "电量下降类规则为不确定"),
    "none": ("No verdict is in doubt", "不影响判定"),
}
# The reason of the need by which a rule asks for each.
_NEEDS = {"all": "reading_doubtful", "day": "day_doubtful", "fall": "fall_explained"}
_ENERGY = {
    "measured": ("measured", "实测"),
    "estimated": ("estimated", "估算"),
    "unknown": ("unknown", "未知"),
    "unchanged": ("not touched", "不受影响"),
}


def effects() -> list[dict[str, str]]:
    """What each flag does, by the order of the code list."""
    with (files("jicha.facts") / "reading_flag_effects.csv").open(encoding="utf-8") as text:
        return list(csv.DictReader(text))


def page() -> str:
    """The page as text."""
    return "\n".join([HEAD, *_qualities(), *_doubts(Library.shipped()), *_flags()]) + "\n"


def _qualities() -> Iterator[str]:
    for title, name in _CHAPTERS.items():
        yield from (f"## {title}", "", "| code | meaning | 含义 |", "|---|---|---|")
        yield from (f"| `{code}` | {english} | {chinese} |" for code, (english, chinese) in _meanings(name).items())
        yield ""


def _doubts(library: Library) -> Iterator[str]:
    yield from ("## What a flag does to later verdicts · 对后续判定的影响", "")
    yield from ("| doubt | effect | 影响 | rules 规则 |", "|---|---|---|---|")
    for doubt, (english, chinese) in _DOUBTS.items():
        yield f"| `{doubt}` | {english} | {chinese} | {_asking(library, _NEEDS.get(doubt))} |"
    yield SYSTEMIC.format(rules=_asking(library, "systemic"))


def _asking(library: Library, reason: str | None) -> str:
    """The rules with a need of that reason."""
    codes = [rule.code for rule in library.rules if reason in {need.reason for need in rule.needs}]
    return ", ".join(f"[{code}](rules/{code}.md)" for code in codes)


def _flags() -> Iterator[str]:
    yield from ("## Flags · 标记", "")
    meanings = _meanings("reading_flag")
    for one in effects():
        english, chinese = meanings[one["flag"]]
        energy = " · ".join(_ENERGY[one["energy"]])
        yield from (
            f"### `{one['flag']}` {english} · {chinese}",
            "",
            f"* Found · 识别: {one['found']} {one['found_zh']}",
            f"* Innocent causes · 正常原因: {one['causes']} {one['causes_zh']}",
            f"* Energy of these days · 该日电量: {energy}. {one['effect']} {one['effect_zh']}",
            f"* Doubt · 存疑: `{one['doubt']}`. {_DOUBTS[one['doubt']][0]}. {_DOUBTS[one['doubt']][1]}。",
            "",
        )


def _meanings(name: str) -> dict[str, tuple[str, str]]:
    return dict(code_list(name).meanings)


def main() -> None:
    """Write the page."""
    target = Path(__file__).resolve().parents[1] / "docs" / "vee.md"
    target.write_text(page().rstrip("\n") + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
