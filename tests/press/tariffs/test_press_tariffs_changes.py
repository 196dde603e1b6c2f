"""Changes, old to new, and whom they touch."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import pyarrow as pa
from region_book import BOOK, changed
from rich.console import Console

from jicha.press.csv import write_csv
from jicha.press.say import Language
from jicha.press.tariffs.changes import print_changes, print_touched, subject_words, touched_listing
from jicha.tariffs.book_file import read_book
from jicha.tariffs.day_lines import What
from jicha.tariffs.diff import changes_between, changes_on
from jicha.tariffs.touched import Touched

POINTS = pa.table(
    {
        "org_id": ["s", "s", "s"],
        "unit": ["供电所", "供电所", "供电所"],
        "price_code": ["1001", "1001", "=2001"],
        "customer_id": ["c1", "c1", "c2"],
        "point_id": ["p1", "p2", "p3"],
    }
)


def screen() -> tuple[Console, io.StringIO]:
    text = io.StringIO()
    return Console(file=text, width=200), text


def test_each_change_is_old_arrow_new_under_its_kind() -> None:
    console, text = screen()
    print_changes(changes_on(BOOK, date(2019, 7, 1)), "What changes", Language.EN, with_days=False, console=console)
    told = " ".join(text.getvalue().split())
    assert "HOME Energy 0.56 CNY/kWh → 0.54 CNY/kWh 山价〔2019〕7号 (official text)" in told
    assert "Major water projects fund" in told
    assert "since" not in told


def test_what_begins_comes_from_nothing_and_no_change_is_said() -> None:
    console, text = screen()
    print_changes(changes_on(BOOK, date(2021, 12, 1)), "", Language.ZH, with_days=False, console=console)
    assert "无 → 0.18 元/kWh" in text.getvalue()
    print_changes((), "", Language.ZH, with_days=False, console=console)
    assert "没有变动" in text.getvalue()


def test_two_books_are_told_with_the_days_on_which_they_differ() -> None:
    console, text = screen()
    new = read_book(changed(("price: 0.56", "price: 0.57")))
    print_changes(changes_between(BOOK, new), "", Language.EN, with_days=True, console=console)
    assert "0.56 CNY/kWh → 0.57 CNY/kWh  2019-01-01 to 2019-06-30" in text.getvalue()


def test_a_change_of_hours_names_the_months_that_it_is_for() -> None:
    found = [one for one in changes_on(BOOK, date(2025, 6, 1)) if one.line.what is What.PERIOD and one.months == (7, 8)]
    assert [subject_words(one, Language.EN) for one in found] == ["mill Peak, months 7–8", "mill Sharp, months 7–8"]


def test_customers_are_counted_once_however_many_points_they_have() -> None:
    console, text = screen()
    print_touched(Touched(POINTS, 1), BOOK, Language.EN, console=console)
    told = text.getvalue()
    assert "2 customers with 3 points are touched" in told
    assert [line.split() for line in told.splitlines()[-2:]] == [["供电所", "1001", "1"], ["供电所", "=2001", "1"]]
    print_touched(Touched(POINTS.slice(0, 0), 0), BOOK, Language.ZH, console=console)
    assert "库中没有适用区域 99 的供电单位" in text.getvalue()


def test_the_list_of_points_is_a_csv_that_runs_no_formula(tmp_path: Path) -> None:
    path = tmp_path / "touched.csv"
    write_csv(touched_listing(Touched(POINTS, 1)), path, Language.ZH)
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    assert lines[0] == '"单位编号","供电单位","电价码","用户编号","计量点编号"'
    assert lines[3] == '"s","供电所","\'=2001","c2","p3"'
