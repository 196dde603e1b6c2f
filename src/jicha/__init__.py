"""jicha 稽查: audit of an electricity utility's commercial work."""

__version__ = "0.1.0"
