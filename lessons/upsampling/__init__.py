"""The upsampling lesson: how small maps become large."""

from lessons.course import Lesson

LESSON = Lesson(
    slug="upsampling",
    title="Upsampling: transposed and bilinear",
    group="Networks",
    outcome="choose an upsampling method, and know where checkerboards come from",
    minutes=25,
    exercises=(
        "transposed_output_size",
        "stamp_overlaps",
        "transposed_conv_1d",
        "bilinear_value",
        "which_upsampler",
    ),
    prerequisites=("unet",),
)
