"""The store: what utilities delivered, kept for good, as it was known on any day. One writer, any number of readers."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from jicha.store import check, runs
from jicha.store.compact import Compaction, compact_table
from jicha.store.delivery import Delivery, utc
from jicha.store.durable import make_folder
from jicha.store.errors import DuplicateDelivery, FolderNotEmpty, TakenUpAlready
from jicha.store.head import Head, is_unborn, read_head, read_published, write_head
from jicha.store.lock import waiting_folder_lock
from jicha.store.publication import OnStep, Publication, no_step, preparing
from jicha.store.rows import canonical
from jicha.store.snapshot import Snapshot
from jicha.store.writer import BatchWriter
from jicha.terms.errors import Fault, Words


@dataclass(frozen=True)
class Store:
    """A folder of batches. ``on_step`` hears of every step of a write (a test may raise there, as a crash would)."""

    root: Path
    on_step: OnStep = field(default=no_step, compare=False)

    @classmethod
    def create(cls, root: Path, *, on_step: OnStep = no_step) -> Store:
        """Make an empty store in a folder that is empty or not there yet. Raises FolderNotEmpty."""
        root = root.absolute()
        make_folder(root)
        with waiting_folder_lock(root):
            if not is_unborn(root):
                raise FolderNotEmpty(
                    f"the folder {root} is not empty",
                    "Give an empty folder, or open the store there.",
                    message_zh=f"文件夹 {root} 不是空的",
                    remedy_zh="请换一个空文件夹，或打开其中已有的数据库。",
                )
            write_head(root, Head())
        return cls(root, on_step)

    @classmethod
    def open(cls, root: Path, *, on_step: OnStep = no_step) -> Store:
        """Open a store. Raises NoStore, NewerLayout, DamagedFile."""
        read_head(root)
        return cls(root.absolute(), on_step)

    @classmethod
    def open_or_create(cls, root: Path) -> Store:
        """Open the store in a folder, or make one if nothing is there yet. Raises what ``open`` raises."""
        if is_unborn(root):
            with suppress(FolderNotEmpty):  # somebody else was faster
                return cls.create(root)
        return cls.open(root)

    @contextmanager
    def begin(self, delivery: Delivery) -> Iterator[BatchWriter]:
        """Start to write a delivery: ``with store.begin(delivery) as writer:``; it counts from ``writer.commit`` on.

        Raises StoreBusy while another process writes, DuplicateDelivery when these files were accepted before, and
        TakenUpAlready when quarantined rows that it replays, or waiting ones that it completes, were.
        """
        with preparing(self.root, self.on_step) as publication:
            _refuse_duplicate(publication, delivery)
            _refuse_second_replay(publication, delivery)
            publication.announce()
            yield BatchWriter(publication, delivery)

    def snapshot(self, as_of: datetime | None = None) -> Snapshot:
        """What was known at ``as_of`` (inclusive; UTC unless it has a zone), or all. Raises DamagedFile."""
        _, manifests = read_published(self.root)
        return Snapshot(self.root, utc(as_of) if as_of else None, manifests)

    def compact(self, table: str) -> Compaction:
        """Rewrite small files of one table into large ones; reads at any ``as_of`` stay the same."""
        return self._compact([table])[0]

    def compact_all(self) -> tuple[Compaction, ...]:
        """Rewrite the small files of every table."""
        return self._compact(self.snapshot().tables)

    def check_manifests(self) -> list[Fault]:
        """What is wrong with what the manifests say; reads little. Empty when all is well."""
        return check.check_manifests(self.root)

    def check_files(self) -> list[Fault]:
        """What is wrong with any stored file; reads every byte. Empty when all is well."""
        return check.check_files(self.root)

    def run_folder(self, run_id: str) -> AbstractContextManager[Path]:
        """An empty folder for the files of an audit run, kept under its id when the block ends without an error.

        Raises RunDiffers if that run was kept before with other content.
        """
        return runs.new_run(self.root, run_id)

    def run_path(self, run_id: str) -> Path:
        """The folder of a finished run, its files verified. Raises NoSuchRun, DamagedFile."""
        return runs.run_path(self.root, run_id)

    def forget_run(self, run_id: str) -> None:
        """Give up a run that is damaged and cannot be run again. Raises NoSuchRun."""
        runs.forget_run(self.root, run_id)

    def runs(self) -> tuple[str, ...]:
        """The ids of the finished runs, oldest first."""
        return runs.run_ids(self.root)

    def _compact(self, names: tuple[str, ...] | list[str]) -> tuple[Compaction, ...]:
        known = [canonical(name) for name in names]
        with preparing(self.root, self.on_step) as publication:
            publication.announce()
            done = tuple(compact_table(publication, table) for table in known)
            if any(one.rows for one in done):
                publication.publish(None)
        return done


def _refuse_duplicate(publication: Publication, delivery: Delivery) -> None:
    for manifest in publication.manifests:
        if manifest.batch and manifest.batch.batch_id == delivery.batch_id:
            earlier = manifest.batch
            received = f"{earlier.received_at:%Y-%m-%d %H:%M}"
            message = Words(
                f"these files from {delivery.source} are already in the store, as batch {earlier.batch_id} received "
                f"{received} UTC",
                f"来源 {delivery.source} 的这些文件已经导入过：批次 {earlier.batch_id}，接收时间 {received}（UTC）",
            )
            remedy = Words(
                "Nothing was loaded and nothing is missing. To change accepted rows, deliver corrections.",
                "本次未重复导入，数据没有缺失。如需更改已入库的数据，请导入更正后的文件。",
            )
            raise DuplicateDelivery(Fault.of(message, remedy), batch_id=earlier.batch_id)


def _refuse_second_replay(publication: Publication, delivery: Delivery) -> None:
    """Two people may mend the same rows at once; what both find still wrong would be kept out twice."""
    for manifest in publication.manifests:
        if manifest.batch and delivery.completes and manifest.batch.delivery.completes == delivery.completes:
            raise TakenUpAlready(
                f"what rows of batch {delivery.completes} waited for was filled in meanwhile, as batch "
                f"{manifest.batch.batch_id}",
                "Nothing was loaded and nothing is missing.",
                message_zh=f"批次 {delivery.completes} 中待补的内容已由批次 {manifest.batch.batch_id} 补齐",
                remedy_zh="本次未导入，数据没有缺失。",
            )
        if manifest.batch and (again := set(delivery.replays) & set(manifest.batch.delivery.replays)):
            raise TakenUpAlready(
                f"the quarantined rows of batch {min(again)} were taken up meanwhile, as batch "
                f"{manifest.batch.batch_id}",
                "Nothing was loaded. Give the same command again: it takes up what is still kept out.",
                message_zh=f"批次 {min(again)} 的待处理数据已由批次 {manifest.batch.batch_id} 重新读取",
                remedy_zh="本次未导入。请重新执行同一命令，处理其余待处理数据。",
            )
