"""Errors of the utility, by file: each function plants one kind and says which rule must find it, and where."""
