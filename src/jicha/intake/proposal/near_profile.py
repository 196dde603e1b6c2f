from __future__ import annotations


def near_profile(seen, without, *, name, source):
    return None
