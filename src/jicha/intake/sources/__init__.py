"""Foreign files, read in a process of their own with limits: what a file holds, table by table, before any mapping."""
