"""The advice follows from the numbers it is given, and says them."""

from dataclasses import replace
from itertools import product

import pytest

from exercises.which_architecture.cases import CHOICES, JOBS
from lessons import lesson
from lessons.models import INSTANCE_MODELS, MODELS, PROMPT_MODELS
from lessons.models.weights import manifest
from lessons.practice import arena, choose, families, library
from lessons.practice.arena import Cost
from lessons.practice.choose import Job, advise

ROWS = manifest()
EVERY = (*MODELS, *INSTANCE_MODELS, *PROMPT_MODELS)
STANDINGS = arena.standings()
# Invented times, so that the test does not depend on the computer: the n-th takes 3 · n ms.
CONTENDERS = [(each, Cost(10**6, 3.0 * place)) for place, each in enumerate(STANDINGS, 1)]


def scored(job: Job) -> list[float]:
    key = "boundary_iou" if job.edges == "sharp" else "miou"
    return [getattr(standing, key) for standing, _ in choose.rank(job, CONTENDERS)]


@pytest.mark.parametrize("edges", choose.EDGES)
def test_the_best_of_the_manifest_is_first_where_time_does_not_matter(edges: str):
    job = Job(edges=edges)
    best = max(STANDINGS, key=lambda each: each.boundary_iou if edges == "sharp" else each.miou)
    advice = advise(job, CONTENDERS, ROWS)
    assert advice.title == best.model.title
    assert f"{scored(job)[0]:.3f}" in advice.reasons[0] and scored(job) == sorted(scored(job), reverse=True)
    assert f"{scored(job)[1]:.3f}" in advice.reasons[1]


def test_a_network_that_is_too_slow_is_not_advised():
    job = Job(budget="fastest")
    within = [each for each in CONTENDERS if each[1].milliseconds <= choose.BUDGETS["fastest"]]
    assert 0 < len(within) < len(CONTENDERS)
    assert sorted(map(id, choose.rank(job, CONTENDERS))) == sorted(map(id, within))
    assert advise(job, CONTENDERS, ROWS).encoder == "mobilenet_v2"


def test_where_none_is_fast_enough_the_fastest_is_advised_and_it_is_said():
    slow = [(standing, replace(cost, milliseconds=100 + cost.milliseconds)) for standing, cost in CONTENDERS]
    advice = advise(Job(budget="fast"), slow, ROWS)
    assert advice.title == STANDINGS[0].model.title
    assert advice.reasons[0].startswith("No network here keeps to 20 ms.") and "103.0 ms" in advice.reasons[0]


def test_few_pictures_call_for_a_unet_and_cite_the_nuclei():
    advice = advise(Job(pictures="few"), CONTENDERS, ROWS)
    nucleus = ROWS["unet_nuclei"]["held_out"]["per_class_iou"]["nucleus"]
    assert advice.architecture == "Unet" and f"{nucleus:.3f}" in advice.reasons[-1]


def test_edges_cite_what_skips_are_worth():
    with_skips, without = (ROWS[name]["held_out"]["boundary_iou"] for name in ("unet", "unet_no_skips"))
    said = " ".join(advise(Job(edges="sharp"), CONTENDERS, ROWS).reasons)
    assert f"{with_skips:.3f} with them and {without:.3f} without" in said
    assert "Skips" not in " ".join(advise(Job(edges="rough"), CONTENDERS, ROWS).reasons)


def test_objects_call_for_an_instance_model_and_no_script():
    advice = advise(Job(answer="things"), CONTENDERS, ROWS)
    assert (advice.title, advice.architecture) == ("Mask R-CNN", None)
    assert f"{ROWS['mask_rcnn']['held_out']['matched_iou']:.3f}" in " ".join(advice.reasons)
    both = advise(Job(answer="both"), CONTENDERS, ROWS)
    assert both.title.startswith("Mask R-CNN joined with") and both.architecture


def test_without_labels_the_first_step_is_to_point():
    advice, later = advise(Job(labels="none"), CONTENDERS, ROWS), advise(Job(), CONTENDERS, ROWS)
    assert advice.reasons[0].startswith("Label first, by pointing")
    assert advice.title == f"SAM, to label by pointing; then {later.title}"
    assert advice.reasons[1:] == later.reasons


def test_sam_is_cited_where_its_row_is_there():
    row = {"held_out": {"best_1_click": {"every": 0.8, "things": 0.7126, "stuff": 0.8752}}}
    assert "0.713 on single things" in families.labelling({"sam": row})[0]
    sam = next(each for each in families.FAMILIES if each.name == "SAM")
    assert "0.713 of things, 0.875 of regions" in families.scores_in_words(sam, {"sam": row})
    assert families.scores_in_words(sam, {}) == "none is here"


def test_every_job_gets_advice_that_the_script_understands():
    keys = (choose.PICTURES, choose.ANSWERS, choose.EDGES, choose.BUDGETS, choose.LABELS)
    for pictures, answer, edges, budget, labels in product(*keys):
        advice = advise(Job(pictures, answer, edges, budget, labels), CONTENDERS, ROWS)
        assert advice.reasons and all(reason.endswith(".") for reason in advice.reasons)
        assert (advice.architecture is None) == (answer == "things")
        assert advice.architecture is None or advice.architecture in library.ARCHITECTURES
        assert advice.encoder is None or advice.encoder in library.ENCODERS


def test_the_exercise_on_jobs_and_the_adviser_say_the_same():
    kinds = set()
    for each in JOBS:
        advice = advise(each.told, CONTENDERS, ROWS)
        if advice.title.startswith("SAM"):
            kind = "prompt"
        elif advice.title == "Mask R-CNN":
            kind = "instance"
        else:
            kind = "small" if advice.encoder == "mobilenet_v2" else "unet"
            assert advice.architecture == "Unet" and str(advice.encoder) in CHOICES[kind]
        assert kind == each.needs, each.text
        kinds.add(kind)
    assert kinds == set(CHOICES)


def test_nothing_to_compare_is_refused():
    with pytest.raises(ValueError, match="No trained network"):
        advise(Job(), [], {})


def test_every_network_for_streets_has_its_place_in_the_library():
    places = {each.name: each.library for each in MODELS if each.data == "scenes"}
    assert places and all(place in library.ARCHITECTURES for place in places.values()), places


def test_the_map_and_the_reference_name_what_is_there():
    names = {name for family in families.FAMILIES for name in family.models}
    assert {each.family for each in EVERY} <= {None, *(family.name for family in families.FAMILIES)}
    assert {"fcn", "unet", "smp_unet", "deeplabv3plus", "mask_rcnn", "sam"} <= names
    for family in families.FAMILIES:
        there = any(name in ROWS for name in family.models)
        assert (families.scores_in_words(family, ROWS) == "none is here") == (not there)
    systems = [entry.name for entry in families.REFERENCE]
    assert set(systems) >= {family.name for family in families.FAMILIES}
    assert {"IoU", "Dice", "mIoU", "Pixel accuracy", "argmax", "Transposed convolution"} <= set(systems)
    assert all(lesson(entry.lesson) for entry in families.REFERENCE)
