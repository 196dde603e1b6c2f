"""What the press wrote, read again: a run's JSON, lists and workbook, in either language."""
