"""Patrols along the line and its areas, one of each in every month, planned in the month before."""

from __future__ import annotations

from datetime import timedelta

from jicha.twin.books.book import Books
from jicha.twin.books.crew import crew_of
from jicha.twin.books.office_hours import at, months_from, open_day, open_day_before
from jicha.twin.streams import Stream

_WITH_DEFECT = 0.06
_METRES_BETWEEN_POSITIONS = 12  # recorded for each area passed


def write_patrols(books: Books) -> None:
    """The fitters go; what they find is counted, and mended by the works department, which keeps its own records."""
    crew, areas = crew_of(books.station), [None, *(one.number for one in books.station.areas)]
    for month in months_from(books.world.first, books.world.last):
        plan, planned = f"XS{books.station.number}{month:%Y%m}", open_day_before(month)
        books.records.put(
            "patrol_plan", max(books.world.first, planned), patrol_plan_id=plan, org_id=books.org, month=month,
            planned_count=len(areas), planner_id=crew.manager,
        )  # fmt: skip
        for place, area in enumerate(areas):
            day = open_day(month + timedelta(3 + 2 * place % 20))
            number = f"{plan}{place:02d}"
            defect = float(Stream(books.world.seed, number, "defect").uniform(1)[0]) < _WITH_DEFECT
            if day <= books.world.last:
                books.records.put(
                    "patrol", day, patrol_id=number, org_id=books.org, patrol_plan_id=plan, line_id=books.station.line,
                    area_id=area, planned_on=day, started_at=at(day, 9), ended_at=at(day, 11 if area else 16),
                    patroller_id=crew.fitters[day.toordinal() % len(crew.fitters)], defects_found=int(defect),
                    positions_recorded=_METRES_BETWEEN_POSITIONS * (1 if area else len(areas)),
                )  # fmt: skip
