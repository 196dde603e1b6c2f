"""Day numbers of a spreadsheet into times, exactly.

Excel counts days from 1900 as Lotus did, with a 29 February 1900 that the calendar never had: 59 is 28 February, 60 is
no day at all, 61 is 1 March. On old Macintoshes the count begins at 1904-01-01 with 0. The fraction is the time of day;
it was a float, so a time lies a few microseconds beside its second and is put onto it.
"""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from jicha.intake.manner import Calendar
from jicha.intake.values import Mask, blank_out, mask_of

_DAY, _SECOND = 86_400_000_000, 1_000_000
_NEAR = 5_000  # microseconds: ten decimals of a day, as spreadsheets write them, are exact to nine
_FIRST = {Calendar.EXCEL_1900: -25_569, Calendar.EXCEL_1904: -24_107}  # day 0 counted from 1970-01-01
_LAST = 2_932_896  # 9999-12-31 counted from 1970-01-01
_NEVER = 60


def read_serials(text: pa.Array, calendar: Calendar) -> tuple[NDArray[np.int64], Mask, Mask]:
    """Texts such as ``45658.5``: microseconds since 1970, which are day numbers, and which of those name no day."""
    serial = mask_of(pc.match_substring_regex(text, r"^[0-9]{1,7}(\.[0-9]{1,30})?$"))
    number = blank_out(text, ~serial).cast(pa.decimal256(40, 30))
    micros = pc.round(pc.multiply(number, pa.scalar(_DAY, pa.decimal256(12, 0))), 0, "half_towards_infinity")
    count: NDArray[np.int64] = micros.cast(pa.decimal256(52, 0), safe=False).cast(pa.int64()).fill_null(0).to_numpy()
    second = (count + _SECOND // 2) // _SECOND * _SECOND
    count = np.where(np.abs(count - second) <= _NEAR, second, count)
    day = count // _DAY
    from_1970 = day + _FIRST[calendar]
    wrong = from_1970 > _LAST
    if calendar is Calendar.EXCEL_1900:
        from_1970 += day < _NEVER
        wrong |= (day == _NEVER) | (day < 1)
    return from_1970 * _DAY + count % _DAY, serial, serial & wrong
