"""The records of one table on screens of different widths."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from rich.cells import cell_len
from screens import page_of, text_of

from jicha.find.dossier import Dossiers
from jicha.press.dossier.grids import print_records
from jicha.press.run import Background


def grid(found: Dossiers, background: Background, name: str, *, width: int = 100, sources: bool = False) -> str:
    page = page_of(found, background, width=width, sources=sources)
    (records,) = (one for one in found.records if one.table == name)
    print_records(page, found.files[0], records, records.rows)
    return text_of(page)


@pytest.mark.parametrize("width", [20, 40, 80, 200])
def test_the_grid_fits_and_its_first_column_is_always_there(
    width: int, look: Callable[..., Dossiers], background: Background
) -> None:
    text = grid(look("ems:0012"), background, "bill", width=width)
    assert max(map(cell_len, text.splitlines())) <= width
    assert "2026-02" in text


def test_a_column_that_is_too_wide_gives_its_place_to_the_next(
    look: Callable[..., Dossiers], background: Background
) -> None:
    text = grid(look("ems:0012"), background, "service_order", width=44)
    assert "ems:O1" in text
    assert "2026-01-05 09:00" in text


def test_the_column_that_only_says_whose_file_it_is_is_left_out(
    look: Callable[..., Dossiers], background: Background
) -> None:
    assert "ems:0012" not in grid(look("ems:0012"), background, "receivable", width=200)
    assert "ems:0012" in grid(look("T1"), background, "point", width=200)


def test_title_count_mark_and_delivery(look: Callable[..., Dossiers], background: Background) -> None:
    text = grid(look("BX1", rows_at_most=2), background, "bill", sources=True)
    assert "电费账单  15 条中的 3 条" in text
    assert "  > 2024-12" in text
    assert "来自 billing（2026-03-02 08:00 接收）：1 条" in text
    assert "来自 ems（2026-03-01 08:00 接收）：2 条" in text
    assert ">" not in grid(look("ems:0012"), background, "bill")
