"""Metrics: how good is a mask? Each module is short and made to be read."""

from lessons.course import Lesson

LESSON = Lesson(
    slug="metrics",
    title="Metrics: IoU, Dice, mIoU",
    group="Foundations",
    outcome="compute IoU and Dice by hand, and say why mIoU beats pixel accuracy",
    minutes=35,
    exercises=(
        "pixel_accuracy",
        "iou_by_hand",
        "iou_and_dice",
        "golf_accuracy_trap",
        "which_prediction",
        "mean_iou",
        "golf_fewest_cells",
        "golf_equal_dice",
    ),
    prerequisites=("argmax",),
)
