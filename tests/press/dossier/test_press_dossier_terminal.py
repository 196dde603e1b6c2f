"""The answer on a screen."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import find_world
import pyarrow as pa
import pytest
from rich.cells import cell_len
from rich.console import Console

from jicha.find.dossier import Dossiers
from jicha.press.dossier import terminal
from jicha.press.dossier.terminal import print_answer, print_dossiers
from jicha.press.run import Background
from jicha.press.say import Language
from jicha.terms.privacy import Privacy


def printed(
    found: Dossiers,
    background: Background,
    *,
    width: int = 100,
    language: Language = Language.ZH,
    sources: bool = False,
) -> str:
    screen = Console(file=io.StringIO(), width=width, highlight=False)
    print_dossiers(found, background, language, sources=sources, console=screen)
    assert isinstance(screen.file, io.StringIO)
    return screen.file.getvalue()


def test_each_file_is_told_under_its_number(look: Callable[..., Dossiers], background: Background) -> None:
    text = printed(look("F14\n0013"), background)
    assert text.index("客户 ems:0012  查询编号：F14") < text.index("客户 ems:0013  查询编号：0013")
    assert "安平县公司 / 城东供电所" in text
    assert "张**" in text
    assert "电费账单  15 条中的 12 条" in text
    assert "1,200 kWh, 720.00 元" in text
    assert "40.00 元" in text


@pytest.mark.parametrize("width", [40, 60, 80, 100, 160])
@pytest.mark.parametrize("language", list(Language))
def test_no_line_is_wider_than_the_screen(
    width: int, language: Language, look: Callable[..., Dossiers], background: Background
) -> None:
    text = printed(look("户号\nems:0012\n0013\nT1\n9999"), background, width=width, language=language, sources=True)
    assert [line for line in text.splitlines() if cell_len(line) > width] == []


def test_a_wider_screen_shows_more_columns_and_says_how_many_more_there_are(
    look: Callable[..., Dossiers], background: Background
) -> None:
    narrow, wide = (printed(look("ems:0012"), background, width=width) for width in (50, 160))
    assert "另有" in narrow
    assert narrow.count("发行日期") < wide.count("发行日期")


def test_the_row_that_was_asked_for_is_marked(look: Callable[..., Dossiers], background: Background) -> None:
    text = printed(look("BX1"), background)
    assert "> 2024-12" in text
    assert "> 查询所指" in text


def test_silence_is_told_apart(look: Callable[..., Dossiers], background: Background) -> None:
    text = printed(look("ems:0012"), background, width=400)
    assert "无记录，且数据完整（2025-06-01 至 2026-02-28）：服务工单" in text
    assert "从未接入，无从得知：" in text


def test_findings_are_told_with_what_they_rest_on_and_without_names(
    look: Callable[..., Dossiers], background: Background
) -> None:
    text = printed(look("ems:0012"), background, language=Language.EN)
    assert "BIL-016  Transformer loss charged on the high side (Breach)" in text
    assert "100 kWh" in text
    assert "张三" not in text


def test_what_nobody_knows_comes_at_the_end_with_what_is_near(
    look: Callable[..., Dossiers], background: Background
) -> None:
    text = printed(look("012\nems:0012\n1E+9"), background, width=200)
    end = text[text.index("未找到的编号  2") :]
    assert "012  是否要查（前导零或大小写不同）：0012 (客户 cis:0012), 0012 (客户 ems:0012)" in end
    assert "1E+9  以科学计数法显示" in end
    assert "张**" not in end


def test_private_tables_are_said_to_be_withheld_whether_or_not_they_hold_anything(
    look: Callable[..., Dossiers], background: Background
) -> None:
    for number in ("ems:0012", "0013"):  # only the first is related to somebody of the staff
        assert "未加 --unmasked 时不显示（无论有无）：一户多人口成员, 员工及亲属用电户" in printed(
            look(number), background, width=200
        )
    clear = printed(look("ems:0012", clearance=Privacy.SENSITIVE), background)
    assert "张三" in clear
    assert "员工及亲属用电户  1" in clear
    assert "--unmasked" not in clear


def test_nothing_in_the_store_can_steer_the_terminal(tmp_path: Path) -> None:
    store = find_world.Store.create(tmp_path / "s")
    evil = "\x1b[2J\u202eevil\nline"
    rows = {"customer_id": ["ems:1\x1b[31m", "ems:2"], "category": [evil, None], "org_id": ["o", "o"]}
    orgs = {"org_id": ["o"], "name": ["\x1b]0;title\x07station"]}
    find_world.write(store, "2026-01-01", {"customer": pa.table(rows), "org": pa.table(orgs)})
    text = printed(
        find_world.looked_up(store, "2\nems:1\x1b[31m\n9\x1b[2J"), find_world.background(store), sources=True
    )
    assert "station" in text
    assert not {"\x1b", "\u202e", "\x07"} & set(text)


def test_a_customer_without_a_file_says_so(look: Callable[..., Dossiers], background: Background) -> None:
    assert "未接入该客户的档案" in printed(look("0055"), background)


def test_of_many_files_the_first_are_told_and_the_rest_counted(
    look: Callable[..., Dossiers], background: Background, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(terminal, "_FILES_AT_MOST", 2)
    text = printed(look("ems:0012\ncis:0012\n0013\n0055"), background)
    assert text.count("查询编号：") == 2
    assert "另有 2 份档案" in text


def test_deliveries_are_named_when_asked_for(look: Callable[..., Dossiers], background: Background) -> None:
    assert "来自 billing（2026-03-02 08:00 接收）：2 条" in printed(look("ems:0012"), background, sources=True)
    assert "来自" not in printed(look("ems:0012"), background)


def test_the_short_answer_only_counts_and_names_what_is_not_known(
    look: Callable[..., Dossiers], background: Background
) -> None:
    screen = Console(file=io.StringIO(), width=80, highlight=False)
    print_answer(look("ems:0012\n9999"), background, Language.EN, console=screen)
    assert isinstance(screen.file, io.StringIO)
    text = screen.file.getvalue()
    assert "Looked up 2 numbers: 1 known" in text
    assert "9999" in text
    assert "ems:F14" not in text
