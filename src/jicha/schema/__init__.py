"""The canonical tables and code lists: one CSV each, read once."""

from jicha.schema.load import code_list, code_lists, table, tables
from jicha.schema.table import SYSTEM_COLUMNS, CodeList, Column, ColumnType, Table

__all__ = ["SYSTEM_COLUMNS", "CodeList", "Column", "ColumnType", "Table", "code_list", "code_lists", "table", "tables"]
