"""Training and its pitfalls: how a network learns, how it loses the rare classes, and what brings them back."""

from lessons.course import Lesson, Section

_CLINIC = (
    "clinic_edge_classes_diagnosis",
    "clinic_edge_classes_fix",
    "clinic_road_target_diagnosis",
    "clinic_road_target_fix",
    "clinic_border_class_diagnosis",
    "clinic_border_class_fix",
    "clinic_flat_loss_diagnosis",
    "clinic_flat_loss_fix",
    "clinic_odd_shape_diagnosis",
    "clinic_odd_shape_fix",
    "clinic_input_colours_diagnosis",
    "clinic_input_colours_fix",
    "clinic_low_score_diagnosis",
    "clinic_low_score_fix",
    "clinic_changing_mask_diagnosis",
    "clinic_changing_mask_fix",
)

LESSON = Lesson(
    slug="training",
    title="Training and its pitfalls",
    group="Networks",
    outcome="train a segmentation network that does not lose the rare classes",
    sections=(
        Section("lab", "Watch a network learn"),
        Section("step", "What one step does", figures=0, deeper=True),
        Section("momentum", "What momentum does", deeper=True),
        Section(
            "experiments",
            "How the rare class is lost, and found",
            exercises=("reading_curves", "loss_for_a_tumour"),
            questions=("collapse",),
        ),
        Section(
            "more-experiments",
            "More experiments for the lab",
            questions=("rare", "skips", "ranking", "checkerboard", "rate", "four"),
            figures=6,
            deeper=True,
        ),
        Section("pull", "What a loss asks for", questions=("pull",)),
        Section(
            "losses",
            "The losses one by one",
            exercises=("soft_dice_loss", "weights_from_counts", "focal_weight", "iou_to_dice_loss"),
            figures=0,
            deeper=True,
        ),
        Section("clinic", "The bug clinic", exercises=_CLINIC, figures=2, deeper=True),
    ),
    prerequisites=("unet", "metrics"),
)
