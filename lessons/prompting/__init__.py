"""Segment anything by pointing: clicks and boxes instead of classes, in the manner of SAM."""

from lessons.course import Lesson

LESSON = Lesson(
    slug="prompting",
    title="Segment anything by pointing",
    group="In the field",
    outcome="explain how a click or a box becomes a mask",
    minutes=35,
    exercises=(
        "embed_once",
        "which_prompt",
        "next_click",
        "coco_rle",
        "picked_or_best",
        "stability_by_hand",
        "mask_nms",
        "annotator_dice",
    ),
    prerequisites=("unet", "metrics"),
)
