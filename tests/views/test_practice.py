"""The page on practice: what it shows is what the library, the arena and the manifest say."""

import re
import secrets
from typing import Any

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from app import wiring
from app.classroom import Records
from app.views.practice import choose as practice_choose
from app.views.practice import networks as practice_networks
from lessons import COURSE, lesson
from lessons.models.weights import manifest
from lessons.practice import arena, choose, families, library
from lessons.scenes import CLASS_NAMES, street_scene
from tests.views.visits import Visit, passing, texts


@pytest.fixture
def page(visit: Visit) -> Any:
    test = visit("practice")
    assert not test.exception
    return test


def tables(test: Any) -> dict[str, list[list[str]]]:
    """Every table of the page by its first heading: its rows, cells as text, without the number of the row."""
    found: dict[str, list[list[str]]] = {}
    for each in test.get("html"):
        for label, table in re.findall(
            r'aria-label="([^"]+)"><table.*?<tbody>(.*?)</tbody>', each.proto.body
        ):
            rows = re.findall(r"<tr>(.*?)</tr>", table)
            cells = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row) for row in rows]
            found[label] = [[re.sub(r"^\d+\.\s", "", row[0]), *row[1:]] for row in cells]
    return found


def test_the_library_is_shown_as_it_runs(page: Any) -> None:
    assert library.code_of("Unet", "resnet34").strip() in [each.value for each in page.code]
    told = dict(tables(page)["Unet with resnet34"])
    found = practice_networks.facts("Unet", "resnet34", 256, 256)
    assert isinstance(found, library.Facts)
    assert told["Logits"] == "(1, 5, 256, 256)" == str(found.logits)
    assert told["Parameters of the encoder"] == f"{found.encoder:,}"
    assert "this page fetches nothing from the internet" in texts(page)

    page.selectbox(key="practice-library-architecture").set_value("PSPNet")
    page.number_input(key="practice-library-width").set_value(64).run()
    assert "PSPNet with resnet34" in tables(page) and not page.exception
    assert "(1, 5, 256, 64): one score for each of 5 classes" in texts(page)


@pytest.mark.parametrize(
    ("architecture", "encoder", "height", "told"),
    [
        ("Linknet", "mit_b0", 256, "does not join Linknet with mit_b0"),
        ("FPN", "mobilenet_v2", 250, "divisible by 32. Consider pad your images to shape (256, 256)."),
        ("Unet", "mobilenet_v2", 0, "from 1 to 256 pixels high and wide"),
        ("Unet", "mobilenet_v2", 5000, "from 1 to 256 pixels high and wide"),
        ("PAN", "mobilenet_v2", 32, "32 × 256 pixels are too few for PAN"),
    ],
)
def test_what_the_library_or_the_server_refuses_is_one_sentence(
    page: Any, architecture: str, encoder: str, height: int, told: str
) -> None:
    page.selectbox(key="practice-library-architecture").set_value(architecture)
    page.selectbox(key="practice-library-encoder").set_value(encoder)
    page.number_input(key="practice-library-height").set_value(height).run()
    assert not page.exception
    assert [told in each.value for each in page.warning] == [True]


def test_the_arena_scores_each_network_on_the_picture_and_sorts(page: Any) -> None:
    truth, picture = street_scene(0, 128).mask, street_scene(0, 128).image
    rows, standings = tables(page)["Network"], arena.standings()
    assert {row[0] for row in rows} == {each.model.title for each in standings}
    for each in standings:
        mask = wiring.networks().logits(each.model.name, picture)[0].argmax(dim=0).numpy()
        verdict = arena.score_mask(mask, truth, len(CLASS_NAMES))
        row = next(row for row in rows if row[0] == each.model.title)
        assert row[1:5] == [
            f"{score:.3f}" for score in (verdict.miou, verdict.boundary_miou, each.miou, each.boundary_iou)
        ]
        assert row[5] == f"{each.parameters:,}"
    assert [row[1] for row in rows] == sorted((row[1] for row in rows), reverse=True)
    page.selectbox(key="practice-arena-sort-True").set_value("Parameters").run()
    sizes = [int(row[5].replace(",", "")) for row in tables(page)["Network"]]
    assert sizes == sorted(sizes)


def test_the_ious_of_the_classes_are_behind_a_line_and_sort_the_table_too(visit: Visit) -> None:
    page = visit("practice", closed_book=True)
    page.button(key="pass-practice-arena").click().run()
    assert "IoU, this picture" not in tables(page)
    page.selectbox(key="practice-arena-sort-True").set_value("IoU of person").run()
    told = {row[0]: row[-1] for row in tables(page)["Network"]}
    assert list(told.values()) == sorted(told.values(), reverse=True)
    page.button(key="open-practice-arena-classes").click().run()
    person = 1 + CLASS_NAMES.index("person")
    assert {row[0]: row[person] for row in tables(page)["IoU, this picture"]} == told


def test_how_the_numbers_were_measured_is_behind_a_line(visit: Visit) -> None:
    page = visit("practice", closed_book=True)
    page.button(key="pass-practice-arena").click().run()
    assert "the least of five forwards" not in texts(page)
    page.button(key="open-practice-arena-measured").click().run()
    steps = [manifest()[each.model.name]["recipe"]["steps"] for each in arena.standings()]
    assert f"from {min(steps):,} to {max(steps):,}" in texts(page)


def test_errors_are_told_apart_by_agreement(page: Any) -> None:
    said = re.search(
        r"is wrong on \*\*(.+?)\*\* of the pixels; where they do not, on \*\*(.+?)\*\*", texts(page)
    )
    assert said
    agreed, disputed = (float(share.removesuffix(" %")) for share in said.groups())
    assert agreed < disputed


def test_without_a_truth_the_networks_are_compared_with_each_other(page: Any) -> None:
    photograph = next(name for name in page.selectbox(key="practice-picture").options if "Photograph" in name)
    page.selectbox(key="practice-picture").set_value(photograph).run()
    assert not page.exception
    alike = tables(page)["mIoU between them"]
    values = np.array([[float(cell) for cell in row[1:]] for row in alike])
    assert np.array_equal(values, values.T) and (np.diag(values) == 1).all()
    assert "This picture has no truth" in texts(page)
    assert not any(
        "this picture" in option for option in page.selectbox(key="practice-arena-sort-False").options
    )
    assert {row[0] for row in alike} == {each.model.title for each in arena.standings()}


def test_the_advice_is_that_of_the_choice_and_cites_its_numbers(page: Any) -> None:
    contenders, rows = practice_networks.contenders(), manifest()
    expected = choose.advise(choose.Job(), contenders, rows)
    assert f"### First try: {expected.title}" in texts(page)
    assert all(reason in texts(page) for reason in expected.reasons)
    page.segmented_control(key="practice-answer").set_value("things").run()
    assert "### First try: Mask R-CNN" in texts(page)
    page.segmented_control(key="practice-labels").set_value("none").run()
    assert "Label first, by pointing" in texts(page)
    assert "### First try: SAM, to label by pointing; then Mask R-CNN" in texts(page)
    page.segmented_control(key="practice-answer").set_value("stuff")
    page.segmented_control(key="practice-budget").set_value("fastest").run()
    job = choose.Job(labels="none", budget="fastest")
    assert f"### First try: {choose.advise(job, contenders, rows).title}" in texts(page)
    assert any("--encoder mobilenet_v2" in each.value for each in page.code)
    assert not page.exception


def test_the_script_is_offered_whole() -> None:
    source = practice_choose._script()
    assert source.startswith('"""Train a segmentation network') and source.rstrip().endswith(
        "train(parser.parse_args())"
    )


def test_every_line_of_the_reference_leads_to_its_page(page: Any) -> None:
    links = {each.proto.label: each.proto.page for each in page.get("page_link")}
    for entry in families.REFERENCE:
        assert links[f"**{entry.name}**: {entry.says}"] == entry.lesson


def test_the_map_has_the_manifests_numbers(page: Any) -> None:
    told = {row[0].partition(",")[0]: row[-1] for row in tables(page)["Family"]}
    assert told == {family.name: families.scores_in_words(family, manifest()) for family in families.FAMILIES}


def test_every_piece_of_code_is_shown_with_the_file_it_stands_in(page: Any) -> None:
    for button in [each for each in page.button if (each.key or "").startswith("open-code-")]:
        page.button(key=button.key).click().run()
    files = [each.value.strip("`") for each in page.caption if each.value.startswith("`")]
    assert len(files) == 8
    assert {file.rpartition("/")[0] for file in files} == {"lessons/practice"}


def _waits() -> None:
    import time

    import streamlit as st

    from app.ui.kit.waiting import waited_for

    st.markdown(f"came out: {waited_for('It takes a while.', lambda: time.sleep(0.7) or 7)}")
    waited_for("It fails.", lambda: time.sleep(0.4) or 1 // 0)


def test_what_takes_long_leaves_its_result_and_not_the_words_said_meanwhile() -> None:
    test = AppTest.from_function(_waits).run()
    assert [each.value for each in test.markdown] == ["came out: 7"]
    assert not test.caption
    assert len(test.exception) == 1


def test_it_ends_clearly_and_only_when_it_was_done(page: Any, visit: Visit, records: Records) -> None:
    assert "You can label every pixel." not in texts(page) and "Still to do on this lesson's path" in texts(
        page
    )
    token = secrets.token_urlsafe(32)
    passing(records, token, *lesson("practice").path)
    done = texts(visit("practice", token))
    assert f"**Done.** You can now {lesson('practice').outcome}." in done and "label every pixel." not in done
    passing(records, token, *(exercise for each in COURSE for exercise in each.path))
    assert "You can label every pixel." in texts(visit("practice", token))
