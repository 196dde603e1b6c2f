"""Price books as dated data, and exact scalar billing. Pure functions."""
