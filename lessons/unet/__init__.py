"""Encoder–decoder, from FCN to U-Net: how a network turns a picture into a mask, seen from inside."""

from lessons.course import Lesson, Section

LESSON = Lesson(
    slug="unet",
    title="Encoder–decoder: from FCN to U-Net",
    group="Networks",
    outcome="explain how an encoder–decoder turns an image into a mask, and what skips add",
    sections=(
        Section("u", "The U, and what its skips do", exercises=("unet_shapes",), questions=("u",), figures=2),
        Section(
            "surgery", "Which skip costs what", exercises=("which_skip_was_cut",), questions=("surgery",)
        ),
        Section(
            "skips", "What skips really buy", exercises=("concat_channels",), questions=("poles",), figures=0
        ),
        Section("pole", "One pole, two channels", deeper=True),
        Section("twin", "A cut is not a training without", exercises=("paint_no_skips",), deeper=True),
        Section("dense", "What a classifier throws away", questions=("dense",), deeper=True),
        Section("fusion", "FCN's fusion: adding finer scores", deeper=True),
        Section("origins", "What came from where", questions=("origins",), deeper=True),
        Section("pixel", "Ask a pixel", questions=("pixel",), figures=2, deeper=True),
        Section("run", "The tiny U-Net, to run", exercises=("unet_by_hand",), deeper=True),
        Section(
            "code",
            "The smallest U-Net, in PyTorch",
            exercises=("conv_parameters", "crop_or_pad"),
            figures=2,
            deeper=True,
        ),
        Section("nuclei", "Where U-Net comes from: nuclei", questions=("nuclei",), deeper=True),
    ),
    prerequisites=("argmax", "metrics"),
)
