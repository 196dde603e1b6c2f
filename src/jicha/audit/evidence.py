"""Evidence columns of found rows as one JSON text a row, built in Arrow."""

from __future__ import annotations

import json
from collections.abc import Mapping

import pyarrow as pa
import pyarrow.compute as pc


def evidence_json(rows: pa.Table, units: Mapping[str, str]) -> pa.Array:
    """The columns ``ev_<name>`` of ``rows`` as JSON lists of [name, value as text or null, unit], in column order."""
    parts: list[pa.Array] = []
    names = [name for name in rows.column_names if name.startswith("ev_")]
    for number, column in enumerate(names):
        name = column.removeprefix("ev_")
        before = f"{',' if number else '['}[{json.dumps(name)},"
        after = f",{json.dumps(units.get(name, ''), ensure_ascii=False)}]"
        value = _json_text(rows[column])
        parts += [pa.scalar(before), value, pa.scalar(after)]
    if not parts:
        return pa.array(["[]"] * rows.num_rows, pa.string())
    return pc.binary_join_element_wise(*parts, pa.scalar("]"), "", null_handling="replace").cast(pa.string())


def _json_text(column: pa.ChunkedArray) -> pa.Array:
    text = column.combine_chunks()
    if pa.types.is_boolean(text.type) or not pa.types.is_string(text.type):
        text = text.cast(pa.string())
    for raw, escaped in (("\\", "\\\\"), ('"', '\\"'), ("\n", "\\n"), ("\r", "\\r"), ("\t", "\\t")):
        text = pc.replace_substring(text, raw, escaped)
    text = pc.replace_substring_regex(text, "[\\x00-\\x1f]", " ")
    quoted = pc.binary_join_element_wise(pa.scalar('"'), text, pa.scalar('"'), "")
    return pc.fill_null(quoted, "null")
