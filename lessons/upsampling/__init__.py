"""The upsampling lesson: how small maps become large."""

from lessons.course import Lesson, Section

LESSON = Lesson(
    slug="upsampling",
    title="Upsampling: transposed and bilinear",
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
        Section("blend", "Blending by a fixed rule", exercises=("bilinear_value",), questions=("blend",)),
        Section("checkers", "Checkerboards", exercises=("which_upsampler",), questions=("checkers",)),
        Section(
            "checkers-trained", "And in a trained network?", questions=("checkers-trained",), deeper=True
        ),
        Section("costs", "Which costs what", questions=("costs",), deeper=True),
        Section("code", "Write it yourself", exercises=("transposed_conv_1d",), figures=0, deeper=True),
    ),
    prerequisites=("unet",),
)
