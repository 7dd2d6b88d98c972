"""The lesson on dilation: how far a cell sees, how to see further without shrinking, and DeepLabV3+."""

from lessons.course import Lesson, Section

LESSON = Lesson(
    slug="dilation",
    title="See far: dilation and DeepLabV3+",
    group="Networks",
    outcome="work out how far a cell sees, and dilate without leaving gaps",
    sections=(
        Section(
            "field",
            "How far a cell can see",
            exercises=("receptive_field_of_a_stack",),
            questions=("field",),
        ),
        Section("gaps", "Gaps in the field", exercises=("rates_without_gaps",), questions=("gaps",)),
        Section("exchange", "Downsample or dilate", questions=("exchange",), deeper=True),
        Section("deeplab", "DeepLabV3+, opened", questions=("deeplab",), deeper=True),
        Section("papers", "The four DeepLab papers", figures=0, deeper=True),
        Section("rates", "With and without dilation", questions=("rates",)),
        Section("aspp", "One map, five distances", deeper=True),
        Section("silence", "What is each branch worth?", questions=("silence",), deeper=True),
        Section("decoder", "What the decoder adds", questions=("decoder",), deeper=True),
    ),
    prerequisites=("unet", "upsampling"),
)
