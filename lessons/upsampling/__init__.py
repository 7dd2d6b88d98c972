"""The upsampling lesson: how small maps become large, and how to see far without making them small."""

from lessons.course import Lesson

LESSON = Lesson(
    slug="upsampling",
    title="Upsampling: transposed, bilinear, dilated",
    group="Networks",
    outcome="choose an upsampling method, and know where checkerboards come from",
    minutes=30,
    exercises=(
        "transposed_output_size",
        "stamp_overlaps",
        "transposed_conv_1d",
        "bilinear_value",
        "which_upsampler",
        "receptive_field_of_a_stack",
        "rates_without_gaps",
    ),
    prerequisites=("unet",),
)
