"""The learner's own picture in a real browser: files good and bad, the camera, and what the server keeps."""

import json
import re
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlsplit

import pytest
from PIL import Image
from playwright.sync_api import expect

from lessons.models.weights import available
from lessons.scenes.picture_files import MOST_BYTES
from tests.browser.opening import open_whole
from tests.browsers import CHROMIUM, CHROMIUM_FLAGS, wait_until
from tests.lessons.scenes.pictures import BAD, SCENE, encoded

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif("unet" not in available(), reason="the U-Net's weights are not in assets/weights"),
]

UPLOAD = re.compile("/_stcore/upload_file/")
JPEG = encoded(Image.fromarray(SCENE), "JPEG", quality=90)
BAD_FILES = {
    "text named .png": "notes.png",
    "half a JPEG": "half.jpg",
    "a long thin PNG": "long.png",
    "a moving GIF": "moving.png",
    "a header of 200 MP": "huge.png",
}


@pytest.fixture
def unet(page: Any, app_url: str) -> Any:
    return open_own_picture(page, app_url)


def open_own_picture(page: Any, app_url: str) -> Any:
    """The U-Net page with the learner's own picture chosen."""
    open_whole(page, f"{app_url}/unet")
    page.get_by_role("combobox", name="Picture").click()
    page.get_by_role("option", name="Your own picture").click()
    expect(page.get_by_test_id("stFileUploaderDropzoneInput")).to_be_attached()
    return page


def upload(page: Any, name: str, data: bytes, kind: str = "image/png") -> None:
    field = page.get_by_test_id("stFileUploaderDropzoneInput")
    field.set_input_files({"name": name, "mimeType": kind, "buffer": data})


def is_shown(page: Any, height: int, width: int) -> None:
    """The page works on a picture of this size, down to its last line."""
    expect(page.get_by_text(f"made to fit {width} × {height} pixels")).to_be_visible()
    expect(
        page.get_by_text(re.compile(rf"Decoder 3 gives \d+ channels of {height} × {width}"))
    ).to_be_visible()
    expect(page.locator(".pw-footer")).to_be_visible()


def held_bytes(app_url: str, visit: str) -> int:
    """How many bytes of this visit's uploads the server's process holds now."""
    with urllib.request.urlopen(f"{app_url}/held_uploads", timeout=10) as answer:
        return json.load(answer).get(visit, 0)


def visit_of(response: Any) -> str:
    """The visit that an upload belongs to: the last folder of its address."""
    return urlsplit(response.url).path.split("/")[-2]


def test_a_picture_is_shown_survives_a_switch_of_pages_and_its_file_is_gone(unet: Any, app_url: str) -> None:
    with unet.expect_response(UPLOAD) as response:
        upload(unet, "street.jpg", JPEG, "image/jpeg")
    is_shown(unet, 96, 128)
    assert held_bytes(app_url, visit_of(response.value)) == 0
    unet.get_by_role("navigation", name="Lessons").get_by_role("link", name=re.compile("^Metrics")).click()
    expect(unet.get_by_role("heading", name=re.compile("Metrics"))).to_be_visible()
    unet.get_by_role("navigation", name="Lessons").get_by_role("link", name=re.compile("^Encoder")).click()
    is_shown(unet, 96, 128)


def test_every_bad_file_gets_one_sentence_and_the_page_goes_on(unet: Any, app_url: str) -> None:
    with unet.expect_response(UPLOAD) as response:
        upload(unet, "street.jpg", JPEG, "image/jpeg")
    is_shown(unet, 96, 128)
    for kind, name in BAD_FILES.items():
        data, word = BAD[kind]
        upload(unet, name, data)
        expect(unet.get_by_test_id("stAlertContentError")).to_have_count(1)
        expect(unet.get_by_test_id("stAlertContentError")).to_contain_text(word)
        is_shown(unet, 96, 128)
    upload(unet, "moving.gif", BAD["a moving GIF"][0], "image/gif")
    expect(unet.get_by_text("files are not allowed")).to_be_visible()
    unet.get_by_test_id("pw-u-block-encoder.2").locator(".pw-u-hit").click()
    expect(unet.get_by_text("Encoder 2: 32 channels of 24 × 32")).to_be_visible()
    assert held_bytes(app_url, visit_of(response.value)) == 0


@dataclass(frozen=True)
class Visit:
    """One visit to the server, and a way to upload to it as this visit, past the page."""

    name: str
    put: Callable[..., tuple[int, bytes]]


@pytest.fixture
def visit(unet: Any, app_url: str) -> Visit:
    with unet.expect_response(UPLOAD) as response:
        upload(unet, "street.jpg", JPEG, "image/jpeg")
    is_shown(unet, 96, 128)
    folder = urlsplit(response.value.url).path.rpartition("/")[0]
    cookies = {cookie["name"]: cookie["value"] for cookie in unet.context.cookies()}
    headers = {
        "Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items()),
        "X-Xsrftoken": cookies["_streamlit_xsrf"],
        "Content-Type": "multipart/form-data; boundary=cut",
    }

    def send(file: str, size: int, chunked: bool = False) -> tuple[int, bytes]:
        head = b'--cut\r\nContent-Disposition: form-data; name="f"; filename="f.png"\r\n\r\n'
        parts = [head, *[bytes(50_000)] * (size // 50_000), b"\r\n--cut--\r\n"]
        body: Any = iter(parts) if chunked else b"".join(parts)
        with closing(HTTPConnection(urlsplit(app_url).netloc, timeout=30)) as connection:
            connection.request("PUT", f"{folder}/{file}", body, headers)
            answer = connection.getresponse()
            return answer.status, answer.read()

    return Visit(visit_of(response.value), send)


def test_many_uploads_of_one_visit_do_not_pile_up(visit: Visit, app_url: str) -> None:
    for number in range(12):
        assert visit.put(f"file-{number}", 2_000_000) == (204, b"")
        assert held_bytes(app_url, visit.name) == 2_000_000


def test_a_file_that_does_not_tell_its_length_is_cut_off(visit: Visit, app_url: str) -> None:
    assert visit.put("small", 1_000_000, chunked=True) == (204, b"")
    assert held_bytes(app_url, visit.name) == 1_000_000
    refused = (413, b"The file is too large; choose one of at most 6 MB.")
    assert visit.put("large", MOST_BYTES + 50_000, chunked=True) == refused
    assert held_bytes(app_url, visit.name) == 1_000_000


@pytest.fixture
def camera_page(chromium: Any, app_url: str) -> Iterator[Any]:
    """A browser whose camera is a test picture, and which is allowed to use it."""
    flags = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"]
    browser = chromium.browser_type.launch(executable_path=CHROMIUM, args=[*CHROMIUM_FLAGS, *flags])
    page = browser.new_page()
    page.set_default_timeout(20_000)
    yield open_own_picture(page, app_url)
    browser.close()


def test_the_camera_takes_a_picture_and_starts_only_when_it_is_chosen(camera_page: Any) -> None:
    expect(camera_page.locator("video")).to_have_count(0)
    camera_page.get_by_text("The camera", exact=True).click()
    # A photo taken before the first frame is none, and nothing says so.
    wait_until(camera_page, "document.querySelector('video')?.videoWidth > 0")
    camera_page.get_by_role("button", name="Take Photo").click()
    expect(camera_page.get_by_text(re.compile(r"made to fit \d+ × \d+ pixels"))).to_be_visible()
    expect(camera_page.locator(".pw-footer")).to_be_visible()
    camera_page.get_by_text("A file", exact=True).click()
    expect(camera_page.locator("video")).to_have_count(0)
    expect(camera_page.get_by_text(re.compile(r"made to fit \d+ × \d+ pixels"))).to_be_visible()
