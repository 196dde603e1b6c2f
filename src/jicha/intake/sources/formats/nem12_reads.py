"""Single readings: the 500 records of NEM12, and the 250 records of NEM13 with what their 550 records say."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pyarrow as pa

from jicha.intake.sources.formats.grid import Asked, Cut, TornRow
from jicha.intake.sources.formats.nem12_blocks import Block, Places
from jicha.intake.sources.formats.nem12_fields import padded_fields
from jicha.intake.sources.formats.nem12_units import in_base_units, parts_of_suffix
from jicha.intake.sources.formats.wanted import cuts_of

_HEADING = ("nmi", "nmi_configuration", "register_id", "suffix", "data_stream", "serial", "uom")
EVENT_WORDS = (
    *_HEADING, "next_read", "date", "trans_code", "service_order", "read_time", "index_read", "stream", "meter_no",
    "base_index_read", "base_uom",
)  # fmt: skip
_REGISTER = (
    "nmi", "nmi_configuration", "register_id", "suffix", "data_stream", "serial", "direction", "previous_reading",
    "previous_time", "previous_quality", "previous_reason_code", "previous_reason_text", "reading", "read_time",
    "quality", "reason_code", "reason_text", "quantity", "uom", "next_read", "update_time", "mslu_time",
)  # fmt: skip
_WENT_WITH = ("previous_trans_code", "previous_service_order", "trans_code", "service_order")
ACCUMULATED_WORDS = (
    *_REGISTER, *_WENT_WITH, "stream", "meter_no", "base_previous_reading", "base_reading", "base_quantity", "base_uom",
)  # fmt: skip
_LEAST_250, _MOST_250 = 20, 23
_FIELDS_500 = 5
_FIELDS_550 = 5


def events(block: Block, asked: Asked) -> Iterator[Cut]:
    """What a reader was sent for, with the register and the day it belongs to."""
    records = block.of(500)
    orphaned = np.array([int(owner) in block.faults for owner in block.owner[records].tolist()], bool)
    torn = [block.torn(one, "misplaced_record", "300") for one in records[orphaned].tolist()]
    torn += [block.torn(one, *fault) for one, fault in block.faults.items() if block.kinds[one] == 500]
    records = records[~orphaned]
    columns, good = padded_fields(block.cut, records, 2, _FIELDS_500)
    torn += [block.torn(one, "torn_row", str(_FIELDS_500)) for one in records[~good].tolist()]
    records = records[good]
    headings = [block.headings[place].fields for place in block.heading[records].tolist()]
    made = {word: pa.array([one[place] for one in headings], pa.string()) for place, word in enumerate(_HEADING, 1)}
    made["next_read"] = pa.array([one[9] for one in headings], pa.string())
    made["date"] = _days_of(block, block.owner[records])
    made |= dict(zip(("trans_code", "service_order", "read_time", "index_read"), columns[1:], strict=True))
    yield from cuts_of(
        _with_base(made, ("index_read",)).__getitem__, EVENT_WORDS, asked, block.cut.lines[records], torn
    )


def accumulated(block: Block, asked: Asked) -> Iterator[Cut]:
    """The two readings of each register, and the energy between them."""
    records = block.of(250)
    columns, good = padded_fields(block.cut, records, _LEAST_250, _MOST_250)
    torn = [_torn_read(block, one, "torn_row", str(_MOST_250)) for one in records[~good].tolist()]
    records = records[good]
    made = dict(zip(_REGISTER, columns[1:], strict=True))
    went_with, bad = _went_with(block, records)
    for one in bad:
        torn.append(_torn_read(block, one, "torn_row", str(_FIELDS_550)))
    keep = pa.array(~np.isin(records, bad))
    lines = block.cut.lines[records[~np.isin(records, bad)]]
    made = {word: one.filter(keep) for word, one in (made | went_with).items()}
    for record, (reason, expected) in block.faults.items():
        torn.append(block.torn(record, reason, expected))
    ready = _with_base(made, ("previous_reading", "reading", "quantity"))
    yield from cuts_of(ready.__getitem__, ACCUMULATED_WORDS, asked, lines, torn)


def _days_of(block: Block, owners: Places) -> pa.Array:
    return pa.array([block.cut.text(one).split(",", 2)[1].strip('"') for one in owners.tolist()], pa.string())


def _with_base(made: dict[str, pa.Array], numbers: tuple[str, ...]) -> dict[str, pa.Array]:
    stream, meter = parts_of_suffix(made["suffix"])
    made |= {"stream": stream, "meter_no": meter}
    for word in numbers:
        made["base_uom"], made[f"base_{word}"] = in_base_units(made["uom"], made[word])
    return made


def _torn_read(block: Block, record: int, reason: str, expected: str) -> TornRow:
    return block.torn(record, reason, expected, with_records=np.flatnonzero(block.owner == record))


def _went_with(block: Block, records: Places) -> tuple[dict[str, pa.Array], list[int]]:
    """The four fields of the 550 record behind each 250, blank without one; and the 250 with a 550 that is none."""
    found = np.flatnonzero((block.kinds == 550) & np.isin(block.owner, records))
    columns, good = padded_fields(block.cut, found, 2, _FIELDS_550)
    twice = np.zeros(len(found), bool)
    twice[1:] = block.owner[found][1:] == block.owner[found][:-1]
    bad = sorted(set(block.owner[found[~good | twice]].tolist()))
    kept = found[good]
    where = np.searchsorted(records, block.owner[kept])
    place = np.full(len(records), len(kept))
    place[where] = np.arange(len(kept))
    blank = pa.array([""], pa.string())
    texts = [pa.concat_arrays([one, blank]).take(pa.array(place)) for one in columns[1:]]
    return dict(zip(_WENT_WITH, texts, strict=True)), bad
