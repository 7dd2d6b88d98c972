"""Encoder–decoder, from FCN to U-Net: how a network turns a picture into a mask, seen from inside."""

from lessons.course import Lesson

LESSON = Lesson(
    slug="unet",
    title="Encoder–decoder: from FCN to U-Net",
    group="Networks",
    outcome="explain how an encoder–decoder turns an image into a mask, and what skips add",
    minutes=40,
    exercises=(
        "unet_shapes",
        "concat_channels",
        "unet_by_hand",
        "which_skip_was_cut",
        "paint_no_skips",
        "conv_parameters",
        "crop_or_pad",
    ),
    prerequisites=("argmax",),
)
