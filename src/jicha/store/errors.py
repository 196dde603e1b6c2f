"""What can go wrong with a store, named after the fault; each says what, where, and what to do."""

from __future__ import annotations

from jicha.terms.errors import Fault, JichaError, Refused


class NoStore(JichaError):
    """The folder holds no store."""


class FolderNotEmpty(JichaError):
    """A store is created only in an empty folder, so that nobody's files are mixed with it."""


class NewerLayout(JichaError):
    """The store, or one manifest of it, was written by a later version that this one cannot read."""


class StoreBusy(JichaError):
    """Another process is writing; there is one writer at a time."""


class DuplicateDelivery(Refused):
    """The same files read by the same profile are already in the store; carries the earlier ``batch_id``."""

    def __init__(self, fault: Fault, *, batch_id: str) -> None:
        super().__init__(fault)
        self.batch_id = batch_id


class TakenUpAlready(Refused):
    """Quarantined rows that a delivery takes up again were taken up by another one before."""


class CountsDoNotAddUp(JichaError):
    """Row conservation is broken: rows in are not accepted + duplicate + quarantined, or not what was written."""


class RowsDoNotFit(JichaError):
    """Rows lack a column, have one too many, have another type, or miss a value that may not be missing."""


class CorrectedTwice(JichaError):
    """One batch states two corrections of the same row; which one holds cannot be known."""


class SchemaMoved(JichaError):
    """A canonical table was changed in a way that stored files cannot follow (only nullable columns may be added)."""


class DamagedFile(JichaError):
    """A stored file is missing or is not, to the bit, what was written; carries its ``path`` and ``batch_id``."""

    def __init__(self, fault: Fault, *, path: str, batch_id: str = "") -> None:
        super().__init__(fault)
        self.path = path
        self.batch_id = batch_id


class UnknownFiles(JichaError):
    """Files stand among the data that no manifest names and no interrupted write explains."""


class UnknownTable(JichaError):
    """A name that is no canonical table."""


class NoSuchRun(JichaError):
    """No audit run of that name was finished in this store."""


class RunDiffers(JichaError):
    """A run of that name is already there with other content; runs are repeatable to the byte or have another name."""


class NoSpace(JichaError):
    """The disk of the store, of its temporary files or of a report is full."""


class DiskFailure(JichaError):
    """The disk refuses to read or write; what it holds can no longer be relied on."""


class NotAllowed(JichaError):
    """The file system or its permissions forbid what the command must do there."""


class WrongPath(JichaError):
    """A path that leads nowhere, or to a file where a folder is needed, or the other way round."""
