"""Semantic, instance, panoptic: three answers to what is in a picture, and how each is scored."""

from lessons.course import Lesson, Section

LESSON = Lesson(
    slug="flavours",
    title="Semantic, instance, panoptic",
    group="Foundations",
    outcome="tell semantic, instance and panoptic segmentation apart, and choose one",
    sections=(
        Section(
            "scene",
            "One scene, three answers",
            exercises=("stuff_or_things", "which_flavour", "panoptic_id"),
            questions=("scene",),
        ),
        Section("pieces", "Counting by program", exercises=("connected_components",), deeper=True),
        Section("model", "A model that counts", questions=("model",)),
        Section("proposals", "Mask R-CNN, 1: proposals", exercises=("boxes_from_masks",), deeper=True),
        Section("align", "Mask R-CNN, 2: RoIAlign", deeper=True),
        Section(
            "nms",
            "Mask R-CNN, 3 and 4: one box, one mask",
            exercises=("nms_by_hand",),
            figures=2,
            deeper=True,
        ),
        Section("ap", "Average precision", deeper=True),
        Section(
            "merge",
            "Two answers to one, and PQ",
            exercises=("panoptic_quality_by_hand",),
            questions=("merge",),
            figures=2,
            deeper=True,
        ),
        Section("edit", "Edit the objects", questions=("edit",)),
    ),
    prerequisites=("argmax", "metrics"),
)
