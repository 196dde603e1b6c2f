"""Stored rows and the exact scalar biller: one bill of the store, computed again with every step on a worksheet."""
