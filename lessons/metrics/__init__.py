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
        ),
        Section("trap", "The accuracy trap", questions=("trap",)),
        Section(
            "scores", "One prediction, many scores", exercises=("which_prediction",), questions=("scores",)
        ),
        Section("worked", "The same in Python", exercises=("iou_and_dice", "mean_iou"), deeper=True),
        Section("curve", "Dice is IoU in other units", deeper=True),
        Section("boundary", "When the edge counts", deeper=True),
        Section(
            "golf",
            "Metric golf",
            exercises=(
                "golf_accuracy_trap",
                "golf_fewest_cells",
                "golf_equal_dice",
            ),
            figures=0,
            deeper=True,
        ),
        Section("own", "Score your own files", deeper=True),
    ),
    prerequisites=("argmax",),
)
