"""`Records`, the one face of this package: each method is one transaction."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, delete, select

from app.classroom import (
    arrival,
    attempts,
    drafts,
    export,
    identity,
    migrate,
    page_reports,
    predictions,
    progress,
    schema,
    shared_labels,
)
from app.classroom.arrival import Arrived, Lately
from app.classroom.attempts import Attempt, StoredAttempt
from app.classroom.database import Database, lock
from app.classroom.drafts import Draft, EarlierDraft
from app.classroom.errors import RecordsError, UnknownLearnerError
from app.classroom.hosting import members, standing
from app.classroom.hosting.changes import Change, Changes
from app.classroom.page_reports import PageReport
from app.classroom.progress import Progress
from app.classroom.shared_labels import SharedLabel


@dataclass(frozen=True)
class Reach:
    """Whether the records can be read, and whether they can be written."""

    reads: bool
    writes: bool


class Records:
    """The records in one database; safe to share between threads.

    What a method wrote is on disk when it returns. Any method raises `RecordsError` if the database
    cannot be used; those that write about a learner raise its kind `UnknownLearnerError` once the learner
    was deleted.
    """

    def __init__(self, url: str) -> None:
        """`url` is `sqlite:////folder/file.db` or `postgresql://user:password@host/database`."""
        self.database = Database(url)
        self.changes = Changes(self.database)
        self._lately = Lately()

    def migrate(self) -> None:
        """Bring the schema up to date. Quick where it is; safe while other processes do the same."""
        migrate.migrate(self.database)

    def reach(self) -> Reach:
        """Whether the records can be read and written, as far as that is to be known without writing.

        A write that failed for want of space, say, is remembered; then, and only then, this tries one itself.
        """
        reads = False
        try:
            with self.database.read() as connection:
                reads = migrate.stored_revision(connection) is not None
                writes = reads and self.database.may_write(connection)
            if writes and self.database.write_failed:
                with self.database.write() as connection:
                    migrate.touch(connection)
        except RecordsError:
            return Reach(reads, False)
        return Reach(reads, writes)

    def close(self) -> None:
        """Close the connections to the database."""
        self.changes.close()
        self.database.close()

    def cookie_key(self) -> str:
        """The key that signs cookies, made by whoever asks first; the same for all who share this database."""
        with self.database.read() as connection:
            key = identity.cookie_key(connection)
        if key is None:
            with self.database.write() as connection:
                identity.make_cookie_key(connection)
                key = identity.cookie_key(connection)
        assert key is not None
        return key

    def takes_unsigned(self, token: str) -> bool:
        """Whether a cookie that is this token alone is a learner's, from before cookies were signed.

        Not any more once a signed cookie with it has come back (`note_signed`).
        """
        with self.database.read() as connection:
            return identity.takes_unsigned(connection, token)

    def note_signed(self, token: str) -> None:
        """Note that a signed cookie with this token has come; `Arrived.signed` tells whether that is noted already."""
        with self.database.write() as connection:
            identity.note_signed(connection, token)

    def learner_of(self, token: str) -> UUID | None:
        """The learner whom the device with this cookie token acts for; None before its first write."""
        with self.database.read() as connection:
            return identity.learner_of(connection, token)

    def arrived(self, token: str, *, lately: bool = False) -> Arrived | None:
        """What a page needs about the learner of this device, in one transaction; None before its first write.

        With `lately` it may be half a minute old; what this process has written meanwhile is in it nevertheless.
        """
        known = self._lately.get(token) if lately else None
        if known is not None:
            return known
        writes = self._lately.writes
        try:
            with self.database.read() as connection:
                arrived = arrival.of_device(connection, token)
        except RecordsError:
            self._lately.forget_all()  # from now on everybody finds out that the records are away
            raise
        if arrived is not None:
            self._lately.note(token, arrived, writes)
        return arrived

    def ensure_learner(self, token: str) -> UUID:
        """As `learner_of`, and makes a new learner if there is none. Call it before a first write."""
        with self.database.read() as connection:
            learner = identity.seen_lately(connection, token)
        if learner is not None:
            return learner
        with self.database.write() as connection:
            return identity.ensure_learner(connection, token)

    def new_recovery_code(self, learner: UUID) -> str:
        """A code like `7K2QM-…` that brings this learner's records to another device; show it once.

        Only its hash is stored, and an earlier code stops working.
        """
        with self.database.write() as connection:
            return identity.new_recovery_code(connection, learner)

    def has_recovery_code(self, learner: UUID) -> bool:
        """Whether this learner has a code that works."""
        with self.database.read() as connection:
            return identity.has_recovery_code(connection, learner)

    def recover(self, code: str, token: str) -> UUID | None:
        """Make the device with this token act for the learner of `code`; None for a wrong code.

        It is a recovery code, or one that an instructor has given a student for one use (`Register.way_back`).

        Lower case, spaces, missing dashes, O for 0 and I or L for 1 are understood. What the device had
        recorded for itself is merged into the learner's records, and a draft that loses against a newer one
        is kept (`earlier_drafts`). A learner who can still be reached, by a code or from another device, is
        left as they are: on a shared computer that is somebody else.
        """
        try:
            with self.database.write() as connection:
                return identity.recover(connection, code, token)
        finally:
            self._lately.forget_all()

    def record(self, attempt: Attempt) -> StoredAttempt:
        """Store an attempt and the progress it brings; both are on disk when this returns.

        The same id again changes nothing and returns what is stored, `new` being False.

        Raises:
            IdTakenError: another learner has an attempt with this id.
            RefusedError: the rules of a class that the learner is in forbid that it is graded.
            ValueError: its verdict is `busy`, so nothing was graded.
        """
        with self._write(attempt.learner) as connection:
            stored = attempts.record(connection, attempt)
            classes = members.classes_of(connection, attempt.learner) if stored.new else []
            if classes and attempt.verdict.kind not in standing.NOT_GRADED:
                standing.refuse(connection, attempt.learner, attempt.exercise, attempt.id, stored.created)
            for each in classes:
                self.changes.tell(connection, Change(each, "work"))
            return stored

    def attempts(
        self, learner: UUID, exercise: str | None = None, limit: int = 50
    ) -> tuple[StoredAttempt, ...]:
        """The latest attempts, newest first."""
        with self.database.read() as connection:
            return attempts.of_learner(connection, learner, exercise, limit)

    def open_hint(self, learner: UUID, exercise: str, number: int) -> None:
        """Remember that hint `number`, counted from 1, was opened."""
        with self._write(learner) as connection:
            attempts.open_hint(connection, learner, exercise, number)

    def hints_opened(self, learner: UUID, exercise: str) -> int:
        """How many hints of this exercise were opened."""
        with self.database.read() as connection:
            return attempts.hints_opened(connection, learner, exercise)

    def misses(self, learner: UUID, exercise: str) -> int:
        """How many of the learner's answers to this exercise were graded and wrong."""
        with self.database.read() as connection:
            return attempts.misses(connection, learner, exercise)

    def progress(self, learner: UUID) -> Progress:
        """How far the learner is with every exercise they touched."""
        with self.database.read() as connection:
            return progress.of_learner(connection, learner)

    def rebuild_progress(self, learner: UUID | None = None) -> None:
        """Make the progress of one learner, or of all, anew from attempts and opened hints."""
        with self.database.read() as connection:
            everyone = (
                [learner] if learner else connection.execute(select(schema.learner.c.id)).scalars().all()
            )
        for each in everyone:
            with self._write(each) as connection:
                lock(connection, each)
                progress.rebuild(connection, each)

    def save_draft(
        self,
        learner: UUID,
        exercise: str,
        layer: str,
        text: str,
        *,
        builds_on: int | None = None,
        writers: Sequence[str] = (),
        content_hash: str = "",
    ) -> Draft:
        """Keep what is typed so far; gives the draft that is current afterwards.

        Usually that is `text`. Where another tab or device has saved something since, that stays current, and
        `text` becomes an earlier draft: nothing is lost, and a tab that was left open overwrites nothing.

        Args:
            learner: whose draft it is.
            exercise: the exercise's id.
            layer: which of its layers.
            text: all that is typed so far.
            builds_on: the revision of the draft that `text` was made from, 0 if there was none; None overwrites
                whatever is there.
            writers: the name of the visit that saves, then names under which the same tab has saved before. What
                one of them has written never counts as somebody else's.
            content_hash: for which version of the exercise it was written.

        Raises:
            TooLargeError: the text takes more than 256 kB.
        """
        with self.database.write() as connection:
            return drafts.save(connection, learner, exercise, layer, text, builds_on, writers, content_hash)

    def draft(self, learner: UUID, exercise: str, layer: str) -> Draft | None:
        """What was typed so far, or None."""
        with self.database.read() as connection:
            return drafts.get(connection, learner, exercise, layer)

    def begun(self, learner: UUID) -> Mapping[str, str]:
        """The exercises in which something is typed, each with the layer in which that was done last."""
        with self.database.read() as connection:
            return drafts.begun(connection, learner)

    def earlier_drafts(self, learner: UUID, exercise: str, layer: str) -> tuple[EarlierDraft, ...]:
        """Drafts that gave way to another one, newest first; at most `MOST_EARLIER`."""
        with self.database.read() as connection:
            return drafts.earlier(connection, learner, exercise, layer)

    def put_back_draft(self, learner: UUID, id: UUID, writer: str = "") -> Draft | None:
        """Make an earlier draft the current one, and the current one an earlier; None if there is none of this id."""
        with self.database.write() as connection:
            return drafts.put_back(connection, learner, id, writer)

    def set_draft_aside(self, learner: UUID, exercise: str, layer: str, revision: int) -> None:
        """Make the draft an earlier one, and leave none, unless it is no longer of this revision."""
        with self.database.write() as connection:
            drafts.set_aside(connection, learner, exercise, layer, revision)

    def save_prediction(self, learner: UUID, question: str, option: str) -> None:
        """Keep the option that the learner chose where a lesson asks first."""
        with self.database.write() as connection:
            predictions.save(connection, learner, question, option)

    def predictions(self, learner: UUID) -> Mapping[str, str]:
        """The options that the learner chose, by question."""
        with self.database.read() as connection:
            return predictions.of_learner(connection, learner)

    def visit(self, learner: UUID, place: str) -> None:
        """Remember where the learner is, as an address below the app's root; costs no write while it is the same."""
        if self.last_place(learner) == place:
            return
        with self._write(learner) as connection:
            drafts.visit(connection, learner, place)

    def last_place(self, learner: UUID) -> str | None:
        """Where the learner was last, or None."""
        with self.database.read() as connection:
            return drafts.last_place(connection, learner)

    def share_label(
        self, learner: UUID, room: str, task: str, way: str, mask: dict[str, Any], seconds: float
    ) -> None:
        """Show everybody in `room` this label; it is on disk when this returns.

        One label counts for each room, task, learner and way: a new one takes the place of the old one.

        Args:
            learner: whose label it is; nobody in the room is told.
            room: a word of 4 to 24 letters and digits, compared without case.
            task: what was labelled: 1 to 80 small letters, digits and dashes, the same for everybody.
            way: `hand` or `prompts`.
            mask: `size` (height, width) and `counts`, the run lengths down the columns as COCO has them.
            seconds: how long it took.

        Raises:
            TooLargeError: the mask takes more than 16 kB of JSON.
            LimitError: the room holds 120 labels of this task, or the learner has shared 60 new ones within an
                hour; a label in the place of an earlier one is always taken.
            RecordsError: the room is no such word; says what to do.
            ValueError: the task, the way, the mask or the seconds cannot be.
        """
        with self.database.write() as connection:
            shared_labels.share(connection, learner, room, task, way, mask, seconds)

    def shared_labels(self, room: str, task: str, learner: UUID | None = None) -> tuple[SharedLabel, ...]:
        """All labels of a task in a room, by annotator; `learner`'s are marked as their own.

        Raises:
            RecordsError: the room is no word of 4 to 24 letters and digits.
        """
        with self.database.read() as connection:
            return shared_labels.of_task(connection, room, task, learner)

    def report_page(self, learner: UUID, page: str, section: str, text: str) -> None:
        """Store what the learner says is wrong in this section of a page; it is on disk when this returns.

        The same words about the same section again change nothing.

        Args:
            learner: who says so; `page_reports` does not tell.
            page: the page's slug.
            section: the section's name.
            text: what is wrong, in at most `page_reports.LONGEST` characters; line ends and runs of spaces in it become
                one space.

        Raises:
            TooLargeError: the text is longer.
            LimitError: the learner has sent 10 within an hour, or 100 in all; or 10,000 are stored.
            ValueError: the text is empty; the page or the section has no name, or one of more than 80 characters.
        """
        with self.database.write() as connection:
            page_reports.send(connection, learner, page, section, text)

    def page_reports(self, limit: int | None = None) -> tuple[PageReport, ...]:
        """What learners say is wrong on pages, the newest first: all, or the newest `limit`."""
        with self.database.read() as connection:
            return tuple(page_reports.newest(connection, limit))

    def delete_page_reports(self, ids: Sequence[UUID]) -> None:
        """Delete these reports; an id of none is passed over."""
        with self.database.write() as connection:
            page_reports.delete(connection, ids)
        self.database.erase_traces()

    def export(self, learner: UUID) -> dict[str, Any]:
        """Everything stored about the learner, ready for `json.dumps`, times in ISO 8601 (UTC)."""
        with self.database.read() as connection:
            return export.export(connection, learner)

    def forget(self, learner: UUID) -> None:
        """Delete everything stored about the learner, their devices and code and what classes know of them too.

        Of an instructor's list of who is expected in a class nothing is deleted: it is theirs.
        """
        with self._write(learner) as connection, suppress(UnknownLearnerError):  # twice is once
            lock(connection, learner)
            for each in members.classes_of(connection, learner):
                self.changes.tell(connection, Change(each, "members"))
            members.forget(connection, learner)
            connection.execute(delete(schema.learner).where(schema.learner.c.id == learner))
        self.database.erase_traces()

    @contextmanager
    def _write(self, learner: UUID) -> Iterator[Connection]:
        """A transaction that writes what `arrived` tells of this learner."""
        try:
            with self.database.write() as connection:
                yield connection
        finally:
            self._lately.forget(learner)
