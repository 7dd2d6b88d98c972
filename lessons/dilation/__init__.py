"""The lesson on dilation: how far a cell sees, how to see further without shrinking, and DeepLabV3+."""

from lessons.course import Lesson

LESSON = Lesson(
    slug="dilation",
    title="See far: dilation and DeepLabV3+",
    group="Networks",
    outcome="work out how far a cell sees, and dilate without leaving gaps",
    minutes=25,
    exercises=("receptive_field_of_a_stack", "rates_without_gaps"),
    prerequisites=("unet", "upsampling"),
)
