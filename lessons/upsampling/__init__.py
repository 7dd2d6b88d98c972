"""The upsampling lesson: how small maps become large."""

from lessons.course import Lesson, Section

LESSON = Lesson(
    slug="upsampling",
    title="Upsampling: transposed and bilinear",
    group="Networks",
    outcome="choose an upsampling method, and know where checkerboards come from",
    sections=(
        Section("stamps", "A stamp for every cell", exercises=("transposed_output_size",)),
        Section("views", "The same numbers, two other ways", questions=("views",), deeper=True),
        Section("blend", "Blending by a fixed rule", questions=("blend",)),
        Section("checkers", "Checkerboards", exercises=("which_upsampler",), questions=("checkers",)),
        Section(
            "checkers-trained", "And in a trained network?", questions=("checkers-trained",), deeper=True
        ),
        Section("costs", "Which costs what", questions=("costs",), deeper=True),
        Section(
            "code",
            "Stamps and blends by hand",
            exercises=("stamp_overlaps", "bilinear_value", "transposed_conv_1d"),
            figures=0,
            deeper=True,
        ),
    ),
    prerequisites=("unet",),
)
