"""Encoder–decoder, from FCN to U-Net: how a network turns a picture into a mask, seen from inside."""

from lessons.course import Lesson, Section

LESSON = Lesson(
    slug="unet",
    title="Encoder–decoder: from FCN to U-Net",
    group="Networks",
    outcome="explain how an encoder–decoder turns an image into a mask, and what skips add",
    sections=(
        Section("dense", "What a classifier throws away", questions=("dense",)),
        Section(
            "u",
            "The U, and its skips",
            exercises=("unet_shapes", "which_skip_was_cut"),
            questions=("u",),
            figures=2,
        ),
        Section("origins", "What came from where", exercises=("concat_channels",), questions=("origins",)),
        Section("pixel", "Ask a pixel", questions=("pixel",), figures=2, deeper=True),
        Section(
            "code",
            "The smallest U-Net, in code",
            exercises=("unet_by_hand", "conv_parameters", "crop_or_pad"),
            figures=2,
            deeper=True,
        ),
        Section(
            "nuclei",
            "Where U-Net comes from",
            exercises=("paint_no_skips",),
            questions=("nuclei",),
            deeper=True,
        ),
    ),
    prerequisites=("argmax",),
)
