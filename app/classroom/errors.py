"""What can go wrong with the records; every message is one or two sentences that say what to do."""


class RecordsError(RuntimeError):
    """The records cannot be opened, read or written. Nothing of the refused call was kept."""


class UnknownLearnerError(RecordsError):
    """The learner was deleted, or became part of another one when a recovery code was used."""


class TooLargeError(RecordsError):
    """What was to be kept is larger than anything made with care."""


class LimitError(RecordsError):
    """More was to be kept than is kept for one learner, or in one place."""


class IdTakenError(RecordsError):
    """Another learner already has an attempt with this id."""
