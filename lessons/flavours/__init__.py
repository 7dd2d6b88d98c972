"""Semantic, instance, panoptic: three answers to what is in a picture, and how each is scored."""

from lessons.course import Lesson

LESSON = Lesson(
    slug="flavours",
    title="Semantic, instance, panoptic",
    group="Foundations",
    outcome="tell semantic, instance and panoptic segmentation apart, and choose one",
    minutes=30,
    exercises=(
        "stuff_or_things",
        "which_flavour",
        "connected_components",
        "boxes_from_masks",
        "nms_by_hand",
        "panoptic_id",
        "panoptic_quality_by_hand",
    ),
    prerequisites=("argmax", "metrics"),
)
