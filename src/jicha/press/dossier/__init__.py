"""Everything known of pasted numbers, on its way to people: terminal, workbook, CSV, JSON."""
