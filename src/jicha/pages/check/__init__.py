"""Check a page before it is run: names, types, units, portable SQL, joins, absence, needs, words and examples."""

from jicha.pages.check.catalogue import Catalogue, Origin, SourceColumn, SourceTable
from jicha.pages.check.check import check, check_all
from jicha.pages.check.faults import WARNINGS, Level, PageFault

__all__ = [
    "WARNINGS",
    "Catalogue",
    "Level",
    "Origin",
    "PageFault",
    "SourceColumn",
    "SourceTable",
    "check",
    "check_all",
]
