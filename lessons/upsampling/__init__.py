"""The upsampling lesson: how small maps become large, and how to see far without making them small."""

from lessons.course import Lesson, Section

LESSON = Lesson(
    slug="upsampling",
    title="Upsampling: transposed, bilinear, dilated",
    group="Networks",
    outcome="choose an upsampling method, and know where checkerboards come from",
    sections=(
        Section(
            "stamps",
            "A stamp for every cell",
            exercises=("transposed_output_size", "stamp_overlaps"),
            questions=("views",),
            figures=2,
        ),
        Section("code", "Write it yourself", exercises=("transposed_conv_1d",), figures=0, deeper=True),
        Section("blend", "Blending by a fixed rule", exercises=("bilinear_value",), questions=("blend",)),
        Section(
            "checkers",
            "Checkerboards",
            exercises=("which_upsampler",),
            questions=("checkers", "checkers-trained"),
            figures=2,
            deeper=True,
        ),
        Section(
            "field", "How far a cell can see", exercises=("receptive_field_of_a_stack",), questions=("field",)
        ),
        Section(
            "gaps", "Gaps in the field", exercises=("rates_without_gaps",), questions=("gaps",), deeper=True
        ),
        Section("exchange", "Downsample or dilate", questions=("exchange", "costs"), figures=2, deeper=True),
    ),
    prerequisites=("unet",),
)
