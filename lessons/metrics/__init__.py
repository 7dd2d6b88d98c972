"""Metrics: how good is a mask? Each module is short and made to be read."""

from lessons.course import Lesson, Section

LESSON = Lesson(
    slug="metrics",
    title="Metrics: IoU, Dice, mIoU",
    group="Foundations",
    outcome="compute IoU and Dice by hand, and say why mIoU beats pixel accuracy",
    sections=(
        Section(
            "overlap",
            "Two masks, three numbers",
            exercises=("pixel_accuracy", "iou_by_hand"),
            questions=("overlap",),
            figures=2,
        ),
        Section("trap", "The 92 % trap", questions=("trap",)),
        Section("scores", "One prediction, many scores", exercises=("mean_iou",), questions=("scores",)),
        Section("boundary", "When the edge counts", deeper=True),
        Section(
            "golf",
            "Metric golf",
            exercises=(
                "iou_and_dice",
                "golf_accuracy_trap",
                "which_prediction",
                "golf_fewest_cells",
                "golf_equal_dice",
            ),
            figures=0,
            deeper=True,
        ),
        Section("own", "Score your own files", figures=0, deeper=True),
    ),
    prerequisites=("argmax",),
)
