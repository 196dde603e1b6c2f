"""The kinds of case, one file each, found by this folder: KIND, Case, EXAMPLE, worksheet(case, settings)."""
