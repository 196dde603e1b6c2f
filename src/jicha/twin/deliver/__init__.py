"""Deliveries: the records of a station as its utility would hand them over, month by month and system by system."""
