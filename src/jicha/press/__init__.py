"""Results on their way to people: terminal, JSON, CSV, XLSX and HTML, in words of two languages."""
