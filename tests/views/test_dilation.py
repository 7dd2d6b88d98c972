"""The page on dilation: what it asks, what it refuses, and that its numbers are those of the lesson."""

import re
from functools import partial
from typing import Any

import pytest

from app.ui.figures.street_pictures import on_the_road
from app.ui.figures.street_pictures import street as street_of_seed
from app.views.dilation import networks
from lessons.dilation.presets import preset
from lessons.dilation.receptive import conv, growth, path_map, unread
from lessons.models.weights import available, manifest
from lessons.questions import questions
from lessons.scenes import CLASS_NAMES
from tests.views.visits import Visit, texts, warnings

trained = pytest.mark.skipif(
    "deeplabv3plus" not in available(), reason="the weights are not in assets/weights"
)


@pytest.fixture
def page(visit: Visit) -> Any:
    test = visit("dilation")
    assert not test.exception
    return test


def set_number(test: Any, name: str, value: int) -> Any:
    return test.number_input(key=f"dilation-{name}").set_value(value).run()


def figures(test: Any) -> str:
    """All HTML of the page."""
    return "".join(each.proto.body for each in test.get("html"))


def by_class(test: Any) -> tuple[str, str]:
    """What the page says of the IoU of buildings, and of persons."""
    told = next(each.value for each in test.markdown if "the IoU of **building**" in each.value)
    building, _, person = told.partition("the IoU of **building**")[2].partition("For **person**")
    return building, person.partition("Two things")[0]


def rows(test: Any, header: str) -> dict[str, list[str]]:
    """The cells of the table with this in its header, by row."""
    [table] = [each.proto.body for each in test.get("html") if f">{header}<" in each.proto.body]
    pieces = table.partition("<tbody>")[2].split('<th scope="row">')[1:]
    return {each.split("</th>")[0]: re.findall("<td>(.*?)</td>", each) for each in pieces}


def test_the_questions_count_the_streets_of_the_page() -> None:
    told = " ".join(why for each in questions("dilation").values() for why in each.reasons.values())
    assert networks.STREETS == 8 and "the eight streets" in told


def test_a_stack_is_built_layer_by_layer(page: Any) -> None:
    assert "**15 × 15** pixels" in texts(page)
    page.button(key="dilation-remove").click().run()
    assert "**7 × 7** pixels" in texts(page)
    page.segmented_control(key="dilation-next-kind").set_value("pool").run()
    set_number(page, "next-kernel", 2)
    set_number(page, "next-stride", 2)
    page.button(key="dilation-add").click().run()
    assert "**8 × 8** pixels; from cell to cell the field moves on by 2" in texts(page)
    page.button(key="dilation-empty").click().run()
    assert not page.exception
    assert "The stack is empty: each cell sees its own pixel. Add a layer." in [
        each.value for each in page.info
    ]
    page.button(key="dilation-add").click().run()
    assert "**2 × 2** pixels" in texts(page)


@pytest.mark.parametrize("name", ["unet", "deeplabv3plus", "aspp"])
def test_a_networks_layers_are_loaded(page: Any, name: str) -> None:
    page.selectbox(key="dilation-load").set_value(name).run()
    assert not page.exception
    widest = max((growth(path)[-1] for path in preset(name).paths), key=lambda last: last.field)
    assert (
        f"**{widest.field} × {widest.field}** pixels; from cell to cell the field moves on by {widest.jump}."
        in texts(page).replace("\n", " ")
    )
    page.button(key="dilation-remove").click().run()
    assert page.selectbox(key="dilation-load").value is None


def test_a_field_too_large_to_draw_is_refused(page: Any) -> None:
    set_number(page, "next-kernel", 16)
    set_number(page, "next-dilation", 16)
    for _ in range(2):
        page.button(key="dilation-add").click().run()
    assert warnings(page) == [
        "With this layer one cell would see 495 pixels a side; this page draws up to 320. Choose a smaller kernel or "
        "dilation; the stack stays as it was."
    ]
    assert "**255 × 255** pixels" in texts(page), "the first of the two layers fits"
    page.button(key="dilation-remove").click().run()
    assert not warnings(page)


def test_a_stack_too_long_to_draw_is_refused(page: Any) -> None:
    set_number(page, "next-kernel", 1)
    for _ in range(22):
        page.button(key="dilation-add").click().run()
    assert warnings(page) == ["A stack has at most 24 layers here. Remove one first."]
    assert "24. Convolution" in figures(page)


@pytest.mark.parametrize(
    ("typed", "rates"), [("2, 2, 2", (2, 2, 2)), ("1,2,5", (1, 2, 5)), ("8; 8; 8; 8; 8", (8,) * 5)]
)
def test_the_gaps_of_dilations_are_counted(page: Any, typed: str, rates: tuple[int, ...]) -> None:
    page.text_input(key="dilation-rates").set_value(typed).run()
    assert not page.exception
    share = unread(path_map([conv(dilation=rate) for rate in rates]))
    side = 1 + 2 * sum(rates)
    told = texts(page).replace("\n", " ")
    listed = ", ".join(map(str, rates))
    if share:
        assert (
            f"With dilations {listed}, **{100 * share:.0f}\u00a0%** of the {side} × {side} cells are never read."
            in told
        )
    else:
        assert f"With dilations {listed}, every one of the {side} × {side} cells is read." in told


@pytest.mark.parametrize("typed", ["", "two", "0, 1", "9", "1, 2, 3, 4, 5, 6", "1.5", "²"])
def test_what_are_no_dilations_gets_one_sentence(page: Any, typed: str) -> None:
    page.text_input(key="dilation-rates").set_value(typed).run()
    assert not page.exception
    assert warnings(page) == [
        "Type 1 to 5 whole numbers from 1 to 8 with commas between, such as 1, 2, 5. "
        "The map below is still that of 2, 2, 2."
    ]
    assert "of the 13 × 13 cells are never read." in texts(page).replace("\n", " "), "nothing vanishes"


def test_the_last_dilations_that_could_be_read_stay(page: Any) -> None:
    page.text_input(key="dilation-rates").set_value("1, 2, 5").run()
    page.text_input(key="dilation-rates").set_value("1, 2, five").run()
    assert warnings(page)[0].endswith("The map below is still that of 1, 2, 5.")
    assert "every one of the 17 × 17 cells is read." in texts(page).replace("\n", " ")


def test_the_exchange_follows_its_sliders(page: Any) -> None:
    page.slider(key="dilation-side").set_value(64).run()
    page.slider(key="dilation-channels").set_value(8).run()
    assert "Downsampling ends with 8 × 8 cells" in texts(page).replace("\n", " ")


@trained
def test_the_network_is_opened_block_by_block(page: Any) -> None:
    told = texts(page).replace("\n", " ")
    held_out = manifest()["deeplabv3plus"]["held_out"]
    assert (
        f"scores mIoU **{held_out['miou']:.3f}** and boundary IoU **{held_out['boundary_iou']:.3f}**" in told
    )
    assert "**Pyramid, stacked** makes 64 maps of 16 × 16 cells." in told
    page.selectbox(key="dilation-block").set_value("low_level").run()
    assert "**Early map** makes 24 maps of 64 × 64 cells." in texts(page).replace("\n", " ")
    assert not page.exception


@trained
def test_the_masks_without_dilation_score_what_the_networks_score(page: Any) -> None:
    table = rows(page, "Rates")
    scores = networks.scores(partial(networks.mask_in, "undilated"))
    assert table["Every rate set to 1"][2:] == [f"{scores.miou:.3f}", f"{scores.boundary_iou:.3f}"]
    # The claim of the section: both forms score worse than the trained one, in both scores.
    whole, *others = ([float(cell) for cell in row[2:]] for row in table.values())
    assert all(worse < best for row in others for worse, best in zip(row, whole, strict=True))
    # And what the text says of them: a building misses the wide view more, a person either.
    building, person = ([float(each) for each in re.findall(r"0\.\d{3}", piece)] for piece in by_class(page))
    assert building[0] > building[2] > building[1] and max(person[1:]) < person[0] - 0.1
    page.toggle(key="dilation-errors").set_value(True).run()
    assert not page.exception and "Red is wrong within a pixel" in figures(page)


@trained
def test_a_silenced_branch_changes_the_mask_and_the_table_has_each(page: Any) -> None:
    table = rows(page, "Silenced")
    assert list(table) == ["None", "1 × 1", "Rate 2", "Rate 4", "Rate 6", "Mean"]
    scores = networks.scores(partial(networks.operated, silenced=(4,)))
    assert table["Mean"] == [f"{scores.miou:.3f}", f"{scores.boundary_iou:.3f}"]
    street = street_of_seed(0).image
    [before] = [each for each in re.findall("without those: ([a-z]+)", figures(page))]
    page.pills(key="dilation-silenced").set_value(["Rate 2", "1 × 1", "Mean"]).run()
    [after] = [each for each in re.findall("without those: ([a-z]+)", figures(page))]
    row, column = on_the_road(128, 128)
    expected = networks.operated(street, (0, 1, 4))[row, column]
    assert after == CLASS_NAMES[expected] and before == CLASS_NAMES[networks.operated(street)[row, column]]
    assert not page.exception


@trained
def test_without_its_detail_the_decoder_loses_the_outlines(page: Any) -> None:
    fine, coarse = ([float(cell) for cell in row] for row in rows(page, "Early map").values())
    assert coarse[3] < fine[3] / 2, "boundary IoU of all streets"


@trained
def asked_page(visit: Visit) -> Any:
    """The page with the book closed and every line open."""
    test = visit("dilation", closed_book=True)
    for button in [each.key for each in test.button if (each.key or "").startswith("open-deeper-")]:
        test.button(key=button).click().run()
    return test


def commit(page: Any, name: str, option: str) -> None:
    page.radio(key=f"choice-of-dilation-{name}").set_value(option)
    page.button(key=f"commit-dilation-{name}").click().run()
    assert not page.exception


def test_the_answer_on_the_branches_is_the_worst_row(page: Any, visit: Visit) -> None:
    table = rows(page, "Silenced")
    worst = min((name for name in table if name != "None"), key=lambda name: float(table[name][1]))
    asked = asked_page(visit)
    commit(asked, "silence", worst)
    assert "**That is right.**" in texts(asked)


def test_predictions_are_answered(visit: Visit) -> None:
    page = asked_page(visit)
    for name in questions("dilation"):
        commit(page, name, page.radio(key=f"choice-of-dilation-{name}").options[-1])
    assert texts(page).count("**That is right.**") + texts(page).count("**It is: ") == len(
        questions("dilation")
    )
