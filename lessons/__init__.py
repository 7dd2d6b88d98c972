"""The subject: what is taught, in which order. No Streamlit and no database in here."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Lesson:
    """One lesson of the course.

    `slug` is its permanent identity and its address; the order lives only in `COURSE`, so renumbering never
    moves anyone's progress. `page` names its view in `app/views`; a lesson without one is announced on the
    home page and not yet open. `outcome` finishes the sentence "After this lesson you can ...".
    """

    slug: str
    title: str
    group: str
    outcome: str
    minutes: int
    page: str | None = None
    exercises: tuple[str, ...] = ()
    prerequisites: tuple[str, ...] = ()


_BUGS = (
    *("edge_classes", "road_target", "border_class", "flat_loss"),
    *("odd_shape", "input_colours", "low_score", "changing_mask"),
)
_CLINIC = tuple(f"clinic_{bug}_{part}" for bug in _BUGS for part in ("diagnosis", "fix"))
_LOSSES = ("soft_dice_loss", "weights_from_counts", "focal_weight", "iou_to_dice_loss", "loss_for_a_tumour")

COURSE: tuple[Lesson, ...] = (
    Lesson(
        slug="argmax",
        title="Pixels and argmax",
        group="Foundations",
        outcome="say what pixel-level classification is, and turn per-class scores into a mask",
        minutes=20,
        page="argmax",
        exercises=("argmax_per_pixel", "argmax_ties"),
    ),
    Lesson(
        slug="metrics",
        title="Metrics: IoU, Dice, mIoU",
        group="Foundations",
        outcome="compute IoU and Dice by hand, and say why mIoU beats pixel accuracy",
        minutes=35,
        page="metrics",
        exercises=(
            "pixel_accuracy",
            "iou_by_hand",
            "iou_and_dice",
            "golf_accuracy_trap",
            "which_prediction",
            "mean_iou",
            "golf_fewest_cells",
            "golf_equal_dice",
        ),
        prerequisites=("argmax",),
    ),
    Lesson(
        slug="flavours",
        title="Semantic, instance, panoptic",
        group="Foundations",
        outcome="tell semantic, instance and panoptic segmentation apart, and choose one",
        minutes=30,
        page="flavours",
        exercises=(
            "stuff_or_things",
            "which_flavour",
            "connected_components",
            "boxes_from_masks",
            "nms_by_hand",
            "panoptic_id",
            "panoptic_quality_by_hand",
        ),
        prerequisites=("argmax", "metrics"),
    ),
    Lesson(
        slug="unet",
        title="Encoder–decoder: from FCN to U-Net",
        group="Networks",
        outcome="explain how an encoder–decoder turns an image into a mask, and what skips add",
        minutes=40,
        page="unet",
        exercises=(
            *("unet_shapes", "concat_channels", "unet_by_hand", "which_skip_was_cut"),
            *("paint_no_skips", "conv_parameters", "crop_or_pad"),
        ),
        prerequisites=("argmax",),
    ),
    Lesson(
        slug="upsampling",
        title="Upsampling: transposed, bilinear, dilated",
        group="Networks",
        outcome="choose an upsampling method, and know where checkerboards come from",
        minutes=30,
        page="upsampling",
        exercises=(
            *("transposed_output_size", "stamp_overlaps", "transposed_conv_1d", "bilinear_value"),
            *("which_upsampler", "receptive_field_of_a_stack", "rates_without_gaps"),
        ),
        prerequisites=("unet",),
    ),
    Lesson(
        slug="training",
        title="Training and its pitfalls",
        group="Networks",
        outcome="train a segmentation network that does not lose the rare classes",
        minutes=40,
        page="training",
        exercises=("reading_curves", *_LOSSES, *_CLINIC),
        prerequisites=("unet", "metrics"),
    ),
    Lesson(
        slug="prompting",
        title="Segment anything by pointing",
        group="In the field",
        outcome="explain how a click or a box becomes a mask",
        minutes=35,
        page="prompting",
        exercises=(
            *("embed_once", "which_prompt", "next_click", "coco_rle", "picked_or_best"),
            *("stability_by_hand", "mask_nms", "annotator_dice"),
        ),
        prerequisites=("unet", "metrics"),
    ),
    Lesson(
        slug="practice",
        title="In practice: choosing and using a real library",
        group="In the field",
        outcome="pick an architecture for a job and train it on your own data",
        minutes=30,
        page="practice",
        exercises=(
            *("library_shapes", "one_line_change", "pad_to_stride"),
            *("majority_vote", "class_report", "which_architecture"),
        ),
        prerequisites=("training",),
    ),
)


def lesson(slug: str) -> Lesson:
    """The lesson with this slug. Raises `KeyError` if the course has none."""
    for candidate in COURSE:
        if candidate.slug == slug:
            return candidate
    raise KeyError(slug)
