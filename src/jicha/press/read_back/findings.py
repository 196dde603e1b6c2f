"""Findings out of any file: what `jicha audit --out` writes, or a plain table of another program."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pyarrow as pa

from jicha.press.read_back.lists import listed_coverage, listed_findings, speaks
from jicha.press.read_back.run_json import read_run
from jicha.press.read_back.workbook import read_workbook
from jicha.twin.scorer.findings import Covered, Findings
from jicha.twin.scorer.open_file import open_coverage, open_findings, text_table

_WRITTEN = "findings.json"  # of the files that an audit writes into a folder, the one that has everything
_ZIP = b"PK\x03\x04"
_MARK = b"\xef\xbb\xbf"


def read_findings(path: Path, coverage: Path | None = None) -> Findings:
    """The findings of a file, or of the folder that an audit wrote; ``coverage`` is a file that says what was tested.

    A file is known by what it holds. Beside a list of ours, the members of causes and the coverage are read from
    ``members.csv`` and ``coverage.csv`` of its folder where they are. Raises NotFindings, OSError.
    """
    found = _read(path / _WRITTEN if path.is_dir() else path)
    if coverage is None:
        return found
    return replace(found, covered=_covered(coverage), files=(*found.files, coverage.name))


def _read(path: Path) -> Findings:
    head = _head(path)
    if head.startswith(_ZIP):
        return replace(read_workbook(path), files=(path.name,))
    if head.startswith(b"{"):
        return replace(read_run(path), files=(path.name,))
    table = text_table(path)
    if speaks(table) is None:
        return Findings(open_findings(table, str(path)), files=(path.name,))
    return _listed(path, table)


def _listed(path: Path, table: pa.Table) -> Findings:
    """A list of ours, with those that stand beside it."""
    parts, files = [listed_findings(table, str(path))], [path.name]
    members, tested = path.with_name("members.csv"), path.with_name("coverage.csv")
    if members.is_file() and members != path:
        parts.append(listed_findings(text_table(members), str(members)))
        files.append(members.name)
    covered: Mapping[str, Covered] = {}
    if tested.is_file():
        covered = _covered(tested)
        files.append(tested.name)
    return Findings(pa.concat_tables(parts), covered, tuple(files))


def _covered(path: Path) -> Mapping[str, Covered]:
    head = _head(path)
    if head.startswith(_ZIP):
        return read_workbook(path).covered
    if head.startswith(b"{"):
        return read_run(path).covered
    table = text_table(path)
    listed = listed_coverage(table, str(path))
    return open_coverage(table, str(path)) if listed is None else listed


def _head(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(64).removeprefix(_MARK).lstrip()
