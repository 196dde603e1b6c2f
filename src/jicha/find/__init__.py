"""Everything the store knows of a pasted column of numbers: what was asked, whom it leads to, and all their records."""
