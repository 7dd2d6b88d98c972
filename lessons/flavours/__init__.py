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
            exercises=("stuff_or_things", "which_flavour"),
            questions=("scene",),
        ),
        Section("pieces", "Counting by program", exercises=("connected_components",), deeper=True),
        Section(
            "model",
            "A model that counts",
            exercises=("boxes_from_masks", "nms_by_hand"),
            questions=("model",),
            figures=3,
            deeper=True,
        ),
        Section("merge", "From two answers to one", exercises=("panoptic_id",), questions=("merge",)),
        Section(
            "edit",
            "Edit the objects",
            exercises=("panoptic_quality_by_hand",),
            questions=("edit",),
            deeper=True,
        ),
    ),
    prerequisites=("argmax", "metrics"),
)
