"""What can be wrong with a whole file or profile, named after the fault; single bad rows are quarantined instead."""

from __future__ import annotations

from jicha.terms.errors import JichaError, Refused


class BadProfile(JichaError):
    """A mapping profile that cannot be used; says file, line and column of each fault."""


class UnknownProfile(JichaError):
    """A profile was asked for by a name that no profile has."""


class UnreadableFile(Refused):
    """A file that is missing, damaged, of another format, or text in no encoding we accept."""


class EmptyFile(Refused):
    """A file without a single record."""


class BadHeader(Refused):
    """A header that names a column twice or not at all, so that a value could be read under the wrong word."""


class NoTable(Refused):
    """No canonical table has a word of a file's header, or none has the name that was asked for."""


class NoLedger(JichaError):
    """A template was asked for of a table of which nobody keeps a ledger, or for a kind of file that it has none of."""


class NoProfile(Refused):
    """No profile knows the header of a file."""


class AmbiguousProfile(Refused):
    """More than one profile fits the files; a person must say which."""


class MissingColumn(Refused):
    """The profile needs a column that the file lacks."""


class UnknownColumns(Refused):
    """The file has columns or sheets that the profile does not know; a person must say what becomes of them."""


class UnknownColumnType(Refused):
    """A column that the profile reads has a Parquet type we have no exact reading for."""


class NothingDelivered(Refused):
    """A delivery without files, or with one file twice."""


class ReceivedInFuture(JichaError):
    """A delivery is said to have come at a moment that is still to come."""


class NothingPlaced(Refused):
    """A large delivery of which no record leads to a metering point: the customer file was not loaded before it."""


class FileChanged(Refused):
    """A file was written to while it was being read; nothing of it was kept."""


class NothingMended(Refused):
    """Quarantined rows were read again and every one of them is still wrong; nothing was written."""


class UnknownBatch(JichaError):
    """A batch was asked for by letters with which no batch, or more than one, begins."""
