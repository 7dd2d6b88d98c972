"""What the lesson on practice runs: a real library, an arena of networks, a choice, a script to take home."""

from lessons.course import Lesson, Section

LESSON = Lesson(
    slug="practice",
    title="In practice: choosing and using a real library",
    group="In the field",
    outcome="pick an architecture for a job and train it on your own data",
    sections=(
        Section(
            "library",
            "A network in one line",
            exercises=("library_shapes", "one_line_change"),
            questions=("library",),
        ),
        Section("arena", "The arena", questions=("arena",)),
        Section("choose", "Which one for my job?", exercises=("which_architecture",)),
        Section(
            "code",
            "Pieces of every pipeline",
            exercises=("pad_to_stride", "majority_vote", "class_report"),
            figures=0,
            deeper=True,
        ),
        Section("map", "Everything on one map", questions=("map",), deeper=True),
        Section("reference", "Quick reference", figures=0, deeper=True),
    ),
    prerequisites=("training",),
)
