"""The records: who learns here, what they tried, and how far they are. No Streamlit in here.

`Records` is the one face; everything else in this package works behind it.

    records = Records("sqlite:////home/me/pixelwise.db")   # or "postgresql://user:password@host/database"
    records.migrate()
    learner = records.ensure_learner(token)
    records.record(Attempt(...))                           # on disk once this returns
"""

from app.classroom.attempts import Attempt, StoredAttempt
from app.classroom.drafts import MOST_EARLIER, Draft, EarlierDraft
from app.classroom.errors import (
    IdTakenError,
    LimitError,
    RecordsError,
    TooLargeError,
    UnknownLearnerError,
)
from app.classroom.page_reports import LONGEST as LONGEST_REPORT
from app.classroom.page_reports import PageReport
from app.classroom.progress import ExerciseProgress, Progress, points_at, unaided_bonus
from app.classroom.records import Reach, Records
from app.classroom.shared_labels import MOST_LABELS, SharedLabel, room_word

__all__ = [
    "LONGEST_REPORT",
    "MOST_EARLIER",
    "MOST_LABELS",
    "Attempt",
    "Draft",
    "EarlierDraft",
    "ExerciseProgress",
    "IdTakenError",
    "LimitError",
    "PageReport",
    "Progress",
    "Reach",
    "Records",
    "RecordsError",
    "SharedLabel",
    "StoredAttempt",
    "TooLargeError",
    "UnknownLearnerError",
    "points_at",
    "room_word",
    "unaided_bonus",
]
