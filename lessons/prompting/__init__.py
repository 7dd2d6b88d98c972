"""Segment anything by pointing: clicks and boxes instead of classes, in the manner of SAM."""

from lessons.course import Lesson, Section

LESSON = Lesson(
    slug="prompting",
    title="Segment anything by pointing",
    group="In the field",
    outcome="explain how a click or a box becomes a mask",
    sections=(
        Section("point", "Point and see", exercises=("embed_once", "which_prompt"), questions=("point",)),
        Section("three", "One click, three answers", exercises=("picked_or_best",), questions=("three",)),
        Section(
            "everything",
            "Everything, without pointing",
            exercises=("stability_by_hand", "mask_nms"),
            questions=("everything",),
            deeper=True,
        ),
        Section(
            "lab", "Annotator lab", exercises=("annotator_dice",), questions=("lab",), figures=2, deeper=True
        ),
        Section(
            "code", "Clicks and files, in code", exercises=("next_click", "coco_rle"), figures=0, deeper=True
        ),
    ),
    prerequisites=("unet", "metrics"),
)
