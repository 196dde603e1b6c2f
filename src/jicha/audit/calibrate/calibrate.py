"""Read the utility's own bills, and say which readings of the conventions reproduce them. Confirms nothing."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from jicha.audit.calibrate import late_fees, standards
from jicha.audit.calibrate.confirmations import Confirmations, confirmations
from jicha.audit.calibrate.descend import Trial
from jicha.audit.calibrate.obstacles import refuse_without_bills_and_prices, refuse_without_region
from jicha.audit.calibrate.population import attributes, count_bills, draw, find_bills
from jicha.audit.calibrate.reading import LATE_FEE, reading_of
from jicha.audit.calibrate.rerate import EXPECTED
from jicha.audit.calibrate.result import Calibration, Reading, Region
from jicha.audit.calibrate.splits import Attributes
from jicha.audit.calibrate.touched import find_touched
from jicha.audit.calibrate.unexplained import differences_of, unexplained_of, unsure_of
from jicha.audit.calibrate.variants import Variants
from jicha.audit.calibrate.votes import CONCERNS, Votes
from jicha.audit.run import Progress
from jicha.engine.duckdb import DuckDbEngine
from jicha.engine.engine import Engine
from jicha.pages.judge import Window, page_sql
from jicha.pages.library import Library
from jicha.pages.stage import compute_fact
from jicha.store.snapshot import Snapshot
from jicha.store.store import Store
from jicha.tariffs.conventions import CHOICES, Settled
from jicha.terms.errors import Fault, JichaError, Words
from jicha.terms.period import Period, add_months

SAMPLE = 200_000  # bills of a region that are tried before a sample is drawn: minutes of work
_NO_BILLS = Period(date(1900, 1, 1), date(2200, 1, 1))  # a window for a store that will be refused
_OWN_TABLES = ("bill", "convention", "customer", "late_fee", "org", "point", "price_book")
_PER_REGION = 2 * len(CONCERNS)  # a guess for the bar: most conventions are asked twice


def calibrate(
    root: Path,
    *,
    start: date | None = None,
    end: date | None = None,
    as_of: datetime | None = None,
    sample: int = SAMPLE,
    library: Library | None = None,
    progress: Progress = lambda what, done, total: None,
) -> Calibration:
    """Calibrate every region of the store on its bills of the months that begin in [start, end), all of them if None.

    Of more than ``sample`` bills of a region a sample is tried, the same for the same bills; 0 tries all. Raises
    NothingToCalibrate, DamagedFile.
    """
    store, pages = Store.open(root), library or Library.shipped()
    snapshot = store.snapshot(as_of)
    with DuckDbEngine() as engine:
        read = {
            *_OWN_TABLES,
            *pages.tables_for([pages.pages[one] for one in (EXPECTED, standards.FACT, late_fees.RULE)]),
        }
        snapshot.open(engine, sorted(read))
        engine.lock_down([store.root])
        window = _window(engine, snapshot, start, end)
        return _Work(engine, pages, window, progress).done(sample)


def _window(engine: Engine, snapshot: Snapshot, start: date | None, end: date | None) -> Window:
    """From the first month of a bill to the last day that anything is recorded on, as far as no bound is given."""
    months = engine.query("SELECT MIN(month) AS first, MAX(month) AS last FROM bill").to_pylist()[0]
    spans = [span for name in snapshot.tables if (span := snapshot.days(name))]
    ends = [last + timedelta(days=1) for _, last in spans]
    ends += [add_months(months["last"], 1)] if months["last"] else []
    start = start or months["first"] or _NO_BILLS.start
    end = end or max(ends, default=_NO_BILLS.end)
    if end <= start:
        message = Words(f"no month begins from {start} to before {end}", f"{start} 至 {end}（不含）之间没有任何月份")
        raise JichaError(Fault.of(message, Words("Give --to after --from.", "请让 --to 晚于 --from。")))
    return Window(start, end, end - timedelta(days=1))


class _Work:
    """One calibration under way: the facts first, then region after region."""

    def __init__(self, engine: Engine, library: Library, window: Window, progress: Progress) -> None:
        self._engine, self._library, self._window, self._progress = engine, library, window, progress
        wanted = [library.pages[EXPECTED]]
        # The bills' own facts come with their variants; the others' do not depend on any reading but their own.
        self._variants = Variants(library, wanted)
        self._done, self._total = 0, self._variants.steps

    def done(self, sample: int) -> Calibration:
        """The calibration of all regions."""
        engine = self._engine
        self._compute("org_region")
        find_bills(engine, self._window)
        refuse_without_bills_and_prices(engine)
        counted = count_bills(engine)
        refuse_without_region(counted)
        regions = sorted(one for one in counted if one is not None)
        self._total += len(regions) * _PER_REGION
        confirmed = confirmations(engine, self._library, self._window)
        self._compute(standards.FACT)
        standards.find_standards(engine)
        late_fees.find_late_fees(engine, self._library, self._window, regions)
        self._variants.compute(engine, regions, self._window, self._said)
        draw(engine, sample)
        find_touched(engine, self._variants)
        found = []
        for place, region in enumerate(regions, start=1):
            found.append(self._region(region, counted[region], confirmed))
            self._done = self._variants.steps + place * _PER_REGION
        self._progress("", self._total, self._total)
        period = Period(self._window.start, self._window.end)
        return Calibration(window=period, regions=tuple(found), without_region=counted.get(None, 0))

    def _region(self, region: str, bills: int, confirmed: Confirmations) -> Region:
        engine = self._engine
        held = {name: confirmed[region, name].choice for name in CHOICES if (region, name) in confirmed}
        begin = {name: choice for name, choice in held.items() if choice in CHOICES[name]}
        settled = Settled.of({name: choices[0] for name, choices in CHOICES.items()} | begin)
        page = self._library.pages[EXPECTED]
        sql = page_sql(page, {}, self._window)
        trial = Trial(engine, page, sql, self._variants, region, self._said, settled)
        trial.descend()
        rated = trial.rated
        unexplained = unexplained_of(engine, rated)
        votes: dict[str, tuple[Votes, pa.Table, str]] = {
            name: (found, attributes(engine), "bill") for name, found in trial.votes.items()
        }
        votes[standards.CONVENTION] = (*standards.standards_of(engine, region), "bill")
        votes[late_fees.CONVENTION] = (*late_fees.late_fees_of(engine, region, self._window), LATE_FEE)
        return Region(
            region=region,
            bills=bills,
            tried=len(rated.sure),
            explained=int(rated.whole.sum()),
            unsure=unsure_of(rated),
            differences=differences_of(unexplained),
            readings=tuple(_reading(name, *votes[name], region, confirmed) for name in CHOICES),
            unexplained=unexplained,
        )

    def _compute(self, name: str) -> None:
        page = self._library.pages[name]
        for one in (*self._library.facts_for([page]), page):
            compute_fact(self._engine, one, {}, self._window)

    def _said(self, what: str) -> None:
        self._progress(what, min(self._done, self._total), self._total)
        self._done += 1


def _reading(name: str, votes: Votes, rows: pa.Table, told_by: str, region: str, confirmed: Confirmations) -> Reading:
    return reading_of(
        name,
        votes,
        attributes=_attributes(rows),
        days=rows["period_start"].to_pylist(),
        confirmed=confirmed.get((region, name)),
        told_by=told_by,
    )


def _attributes(rows: pa.Table) -> Attributes:
    found: dict[str, list[object]] = {
        "org": rows["org_id"].to_pylist(),
        "year": pc.year(rows["month"]).to_pylist(),
    }
    if "price_code" in rows.column_names:
        found["price_code"] = rows["price_code"].to_pylist()
    return found
