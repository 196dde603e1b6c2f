"""The deliveries of a small town and how to load them: appends, corrections, duplicates, faulty rows, feeds.

What a store holds in the end is compared by ``state_of``: every visible row, what is kept out, every count, every byte
of the saved runs.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from pathlib import Path

import jicha.intake
from jicha.audit.run import audit
from jicha.engine.duckdb import DuckDbEngine
from jicha.intake.load import load_files
from jicha.intake.read_profile import read_text as read_profile
from jicha.intake.replay import replay
from jicha.intake.take_up import take_up
from jicha.pages.judge import Window
from jicha.pages.library import Library
from jicha.pages.read import read_text
from jicha.schema import tables
from jicha.store.head import is_unborn
from jicha.store.manifest import FileKind, files_in_force
from jicha.store.run_index import read_index
from jicha.store.store import Store

_DEMO = (Path(jicha.intake.__file__).parent / "profiles" / "demo.yaml").read_text("utf-8")
# A bill that does not name its point belongs to the only one of its customer.
_WAITING = _DEMO.replace(
    "customer_id: {identifier: [户号]}\n          point_id: {identifier: [计量点编号]}\n          month",
    "customer_id: {identifier: [户号]}\n          "
    "point_id: {point_of: {number: 计量点编号, customer: 户号}, needed: no}\n          month",
)
assert _WAITING != _DEMO
PROFILE = read_profile(_WAITING, "demo.yaml")
# One of the January bills says 1O0 kWh; here a person has decided that it says nothing.
MENDED = read_profile(_WAITING.replace("- file: bills\n", "- file: bills\n    nulls: [1O0]\n"), "mended.yaml")
CUSTOMERS = "户号,户名,用户分类,台区编号,供电单位,送电日期"
POINTS = "计量点编号,户号,计量方式"
BILLS = "账单编号,户号,计量点编号,电费年月,发行日期,计费电量,变损电量,变损电费"
HOUSES = range(1, 61)
LATE = 31  # the point of this house comes after its bill of January, which does not name it
WINDOW = Window(date(2026, 1, 1), date(2026, 4, 1), date(2026, 3, 31))

# The shipped rule on transformer losses, and a second one, so that a run has more than one rule to be killed between.
_RULE = """---
code: {code}
title: {title}
title_zh: 试验规则
subject: {{bill: bill_id}}
severity: {severity}
impact: price
scope: point
history: 1 month
grain: period
params:
  tolerance: 0.01 kWh
---
```sql
SELECT b.bill_id AS subject_id, b.month AS period, b.loss_charge AS at_stake_money,
       p.metering_side = '{side}' AND b.loss_kwh > :tolerance AS breach, p.metering_side, b.loss_kwh
FROM bill AS b LEFT JOIN point AS p ON p.point_id = b.point_id
```
"""
_SIDES = {
    "BIL-016": ("Loss charged on the high side", "breach", "hv_metered_hv_supplied"),
    "BIL-017": ("Loss charged on the low side", "error", "lv_metered_lv_supplied"),
}
LIBRARY = Library.of(
    [
        read_text(_RULE.format(code=code, title=title, severity=severity, side=side), f"{code}.md")
        for code, (title, severity, side) in _SIDES.items()
    ]
)


def _customer(house: int, kind: str = "lv_resident") -> str:
    return f"{house},示例{house},{kind},T{house % 3},示例{house % 2}所,2019-03-01"


def _point(house: int, side: str = "") -> str:
    return f"P{house},{house},{side or ('hv_metered_hv_supplied' if house % 10 == 0 else 'lv_metered_hv_supplied')}"


def _bill(house: int, month: str, kwh: int | str = "", day: str = "28") -> str:
    loss = 12 if house % 10 == 0 or house == 7 else 0
    return (
        f"B{house}-{month},{house},P{house},{month},{month[:4]}-{month[4:]}-{day},{kwh or 100 + house},{loss},{loss}.00"
    )


def _bills(month: str) -> list[str]:
    return [_bill(house, month) for house in HOUSES]


# Each delivery: when it came, and its files. The comments say what it adds to the last one.
DELIVERIES: list[tuple[datetime, dict[str, list[str]]]] = [
    (
        datetime(2026, 1, 2),
        {
            "customers": [CUSTOMERS, *map(_customer, HOUSES)],
            "points": [POINTS, *(_point(house) for house in HOUSES if house != LATE)],
        },
    ),
    # a feed begins; rows with a bad day, a bad number, no identifier, a field too few; a row that stands twice
    (
        datetime(2026, 2, 1),
        {
            "bills": [
                BILLS,
                *(one.replace(f"P{LATE},", ",") for one in _bills("202601")),
                _bill(61, "202601", day="45"),
                _bill(62, "202601", "1O0"),
                _bill(63, "202601")[len("B63-202601") :],
                _bill(64, "202601").rsplit(",", 1)[0],
                _bill(1, "202601"),
            ]
        },
    ),
    # the feed goes on; three rows of January again, two others of it changed
    (
        datetime(2026, 3, 1),
        {
            "bills": [
                BILLS,
                *_bills("202602"),
                *(_bill(house, "202601") for house in (2, 3, 4)),
                *(_bill(house, "202601", 900 + house) for house in (10, 20)),
            ]
        },
    ),
    # two files; a customer and two points changed, the late one there; one bill stated in two ways, which is kept out
    (
        datetime(2026, 4, 1),
        {
            "customers": [CUSTOMERS, _customer(99), _customer(5).replace("示例5", "改名5")],
            "points": [POINTS, _point(10, "lv_metered_hv_supplied"), _point(7, "hv_metered_hv_supplied"), _point(LATE)],
            "bills": [BILLS, *_bills("202603"), _bill(70, "202603", 5), _bill(70, "202603", 6)],
        },
    ),
    # nothing but corrections
    (datetime(2026, 4, 2), {"bills": [BILLS, *(_bill(house, "202603", 300 + house) for house in (20, 30, 40))]}),
]


def write_deliveries(folder: Path) -> list[list[Path]]:
    """Write the files of every delivery under ``folder``; returns their paths."""
    written: list[list[Path]] = []
    for number, (_, files) in enumerate(DELIVERIES, start=1):
        place = folder / f"delivery_{number}"
        place.mkdir(parents=True, exist_ok=True)
        written.append([])
        for name, lines in files.items():
            path = place / f"{name}.csv"
            path.write_text("\n".join(lines) + "\n", encoding="utf-8")
            written[-1].append(path)
    return written


def deliver(
    root: Path, folder: Path, number: int, progress: Callable[[str, int, int], None] = lambda what, done, total: None
) -> None:
    """Load one delivery (from 1) into the store at ``root``, which is made if it is not there."""
    received_at, files = DELIVERIES[number - 1]
    paths = [folder / f"delivery_{number}" / f"{name}.csv" for name in files]
    store = Store.open_or_create(root)
    load_files(store, paths, profile=PROFILE, received_at=received_at, progress=progress, threads=1)


def fill_in(root: Path, progress: Callable[[str, int, int], None] = lambda what, done, total: None) -> None:
    """Fill in what rows waited for; done twice, none waits."""
    take_up(Store.open(root), frozenset(tables()), (PROFILE,), progress=progress)


def mend(root: Path, progress: Callable[[str, int, int], None] = lambda what, done, total: None) -> None:
    """Read the quarantined rows again by the mended profile; done twice, nothing is left that it mends."""
    replay(Store.open(root), profile=MENDED, progress=progress)


def forget_all_but_the_last_run(root: Path) -> None:
    """Give up the earlier runs; done twice, there is none left to give up."""
    store = Store.open(root)
    for run_id in store.runs()[:-1]:
        store.forget_run(run_id)


def audit_town(
    root: Path,
    as_of: datetime | None = None,
    progress: Callable[[str, int, int], None] = lambda what, done, total: None,
) -> str:
    """Audit the store over the town's three months; returns the id of the run."""
    return audit(Store.open(root), LIBRARY, WINDOW, as_of=as_of, progress=progress).meta.run_id


def state_of(store: Store) -> Mapping[str, object]:
    """All that can be seen of a store; two of these are equal if and only if nothing is lost, double or different."""
    snapshot = store.snapshot()
    state: dict[str, object] = {
        "identity": identity_of(store.root),
        "quarantine": _digest(map(repr, snapshot.quarantine().to_pylist())),
        "runs": {run_id: _files(store.run_path(run_id)) for run_id in store.runs()},
    }
    with DuckDbEngine(threads=1) as engine:
        snapshot.open(engine, snapshot.tables)
        for name in snapshot.tables:
            state[name] = rows_of(engine, name)
    return state


def rows_of(engine: DuckDbEngine, name: str) -> tuple[int, str]:
    """How many rows an open table has, and a digest of them all."""
    columns = ", ".join(f'"{column}"' for column in tables()[name].by_name)
    rows = engine.query(f'SELECT {columns}, batch_id, received_at, source_row FROM "{name}"').to_pylist()
    return len(rows), _digest(map(repr, rows))


def identity_of(root: Path) -> object:
    """What manifests and runs say is there, with digests: two stores that are whole and agree in it hold the same.

    None where no store is, and where it is empty: they are the same to whoever reads.
    """
    if is_unborn(root):
        return None
    store = Store.open(root)
    snapshot = store.snapshot()
    if not snapshot.batches:
        return None
    files = files_in_force(snapshot.manifests).values()
    return (
        [(one.batch_id, one.received_at, dict(one.counts)) for one in snapshot.batches],
        snapshot.digest,
        {file.path: file.sha256 for file in files if file.kind is not FileKind.LOG},  # a log holds the time of writing
        list(read_index(root).listed.items()),
    )


def state_at(root: Path) -> Mapping[str, object] | None:
    """The state of the store at ``root``; None if there is none yet."""
    return None if is_unborn(root) else state_of(Store.open(root))


def differences(one: Mapping[str, object], other: Mapping[str, object]) -> list[str]:
    """What differs between two states."""
    return [name for name in sorted({*one, *other}) if one.get(name) != other.get(name)]


def _files(folder: Path) -> dict[str, str]:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def _digest(rows: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(sorted(rows)).encode()).hexdigest()
