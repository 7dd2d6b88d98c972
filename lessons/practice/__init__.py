"""What the lesson on practice runs: a real library, an arena of networks, a choice, a script to take home."""

from lessons.course import Lesson

LESSON = Lesson(
    slug="practice",
    title="In practice: choosing and using a real library",
    group="In the field",
    outcome="pick an architecture for a job and train it on your own data",
    minutes=30,
    exercises=(
        "library_shapes",
        "one_line_change",
        "pad_to_stride",
        "majority_vote",
        "class_report",
        "which_architecture",
    ),
    prerequisites=("training",),
)
