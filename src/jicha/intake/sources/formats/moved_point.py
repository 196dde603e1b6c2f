"""Numbers as text times a power of ten, exactly: the point moves, no digit is computed."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from jicha.intake.number_style import PLAIN, rewrite

_NUMBER = r"^(?P<sign>[+-]?)(?P<whole>[0-9]+)(?:\.(?P<fraction>[0-9]+))?$"


def moved_point(values: pa.Array, power: int) -> pa.Array:
    """Each number times ten to the ``power``, without idle zeros; what is no number stays as it is.

    Every text that is read as a number later is one here too (padded, with full-width digits): what stayed as it is and
    was read nevertheless would be a thousand times too small.

    >>> moved_point(pa.array(["2.5", "-0.0040", "x"]), 3).to_pylist()
    ['2500', '-4', 'x']
    >>> moved_point(pa.array(["12", "0"]), -3).to_pylist()
    ['0.012', '0']
    """
    parts = pc.extract_regex(values, _NUMBER)
    if parts.null_count > values.null_count:
        parts = pc.extract_regex(pc.coalesce(rewrite(values, PLAIN).text, values), _NUMBER)
    whole, fraction = pc.struct_field(parts, "whole"), pc.struct_field(parts, "fraction")
    if power >= 0:
        fraction = pc.utf8_rpad(fraction, power, padding="0")
        whole = pc.binary_join_element_wise(whole, pc.utf8_slice_codeunits(fraction, 0, power), "")
        fraction = pc.utf8_slice_codeunits(fraction, power)
    else:
        whole = pc.utf8_lpad(whole, 1 - power, padding="0")
        fraction = pc.binary_join_element_wise(pc.utf8_slice_codeunits(whole, power), fraction, "")
        whole = pc.utf8_slice_codeunits(whole, 0, power)
    whole = pc.replace_substring_regex(whole, "^0+([0-9])", r"\1")
    fraction = pc.replace_substring_regex(fraction, "0+$", "")
    point = pc.if_else(pc.equal(fraction, ""), "", ".")
    sign = pc.replace_substring(pc.struct_field(parts, "sign"), "+", "")
    return pc.coalesce(pc.binary_join_element_wise(sign, whole, point, fraction, ""), values)
