"""The kinds that can be planted: each module lists its own in ``KINDS``."""
