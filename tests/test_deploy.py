"""The deployment files: nginx is tried for real where it is installed, the rest is held to the app."""

import http.client
import re
import threading
from collections import Counter
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
import yaml

from app.http.identity import COOKIE
from app.settings import reference
from tests.proxies import DEPLOY, changed, needs_nginx, proxying
from tests.servers import free_port
from tests.waits import until

ROOT = Path(__file__).parent.parent


SAFE = {
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "the app's",
}


class Replica(BaseHTTPRequestHandler):
    """Answers with its own port, and with what nginx asked of it; below `/live/` with a stream that goes on."""

    heard = threading.Event()

    def do_GET(self) -> None:
        if "/live/" in self.path:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"data: first\n\n")
            self.wfile.write(b"data: heard\n\n" if self.heard.wait(10) else b"data: late\n\n")
            return
        self.rfile.read(int(self.headers.get("Content-Length", "0")))
        headers = {name: self.headers.get(name, "") for name in ("Host", "Upgrade", "Connection")}
        body = f"{self.server.server_port}\n{headers}".encode()  # type: ignore[attr-defined]
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        for name, value in SAFE.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def do_PUT(self) -> None:
        self.do_GET()

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def replicas() -> Iterator[list[ThreadingHTTPServer]]:
    servers = [ThreadingHTTPServer(("127.0.0.1", 0), Replica) for _ in range(2)]
    for server in servers:
        threading.Thread(target=server.serve_forever, daemon=True).start()
    yield servers
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.fixture
def nginx_port(tmp_path: Path, replicas: list[ThreadingHTTPServer]) -> Iterator[int]:
    """The real nginx with our configuration, only its addresses changed to this machine's."""
    port = free_port()
    changes = {
        "listen 80;": f"listen 127.0.0.1:{port};",
        "/var/log/nginx/access.log": f"{tmp_path}/access.log",
    }
    for number, replica in enumerate(replicas, start=1):
        changes[f"server app-{number}:8501 "] = f"server 127.0.0.1:{replica.server_port} "
    with proxying(changed((DEPLOY / "nginx.conf").read_text(), changes), tmp_path, port):
        yield port


def ask(port: int, **headers: str) -> tuple[str, str]:
    """The port of the replica that answered, and what it was asked."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", "/", headers=headers)
    replica, header_text = connection.getresponse().read().decode().split("\n")
    connection.close()
    return replica, header_text


@needs_nginx
def test_a_learner_stays_with_one_replica(nginx_port: int) -> None:
    replicas_of = {
        learner: {ask(nginx_port, Cookie=f"{COOKIE}=learner-{learner}")[0] for _ in range(4)}
        for learner in range(20)
    }
    assert all(len(replica) == 1 for replica in replicas_of.values())
    assert len(set.union(*replicas_of.values())) == 2
    assert len({ask(nginx_port)[0] for _ in range(4)}) == 1


@needs_nginx
def test_learners_of_a_lost_replica_move(nginx_port: int, replicas: list[ThreadingHTTPServer]) -> None:
    before = {learner: ask(nginx_port, Cookie=f"{COOKIE}={learner}")[0] for learner in range(20)}
    lost, survivor = (str(replica.server_port) for replica in replicas)
    assert set(before.values()) == {lost, survivor}
    replicas[0].shutdown()
    replicas[0].server_close()
    assert {ask(nginx_port, Cookie=f"{COOKIE}={learner}")[0] for learner in range(20)} == {survivor}


@needs_nginx
def test_websockets_and_the_host_name_pass(nginx_port: int) -> None:
    _, header_text = ask(nginx_port, Host="lesson.example:8080", Upgrade="websocket", Connection="Upgrade")
    assert header_text == "{'Host': 'lesson.example:8080', 'Upgrade': 'websocket', 'Connection': 'upgrade'}"
    _, header_text = ask(nginx_port, Host="lesson.example:8080")
    assert header_text == "{'Host': 'lesson.example:8080', 'Upgrade': '', 'Connection': ''}"


@needs_nginx
@pytest.mark.parametrize("place", ["", "/seg/lesson"])
def test_a_stream_passes_as_it_comes(nginx_port: int, place: str) -> None:
    Replica.heard.clear()
    connection = http.client.HTTPConnection("127.0.0.1", nginx_port, timeout=20)
    connection.request("GET", f"{place}/live/a-class")
    answer = connection.getresponse()
    assert answer.readline() == b"data: first\n"
    Replica.heard.set()
    assert b"heard" in answer.read()
    connection.close()


@needs_nginx
def test_large_bodies_are_refused(nginx_port: int) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", nginx_port, timeout=10)
    connection.putrequest("PUT", "/_stcore/upload_file/1/1")
    connection.putheader("content-length", "8000000")
    connection.endheaders()
    assert connection.getresponse().status == 413
    connection.close()


@needs_nginx
def test_every_answer_says_once_what_a_browser_is_to_refuse(
    nginx_port: int, replicas: list[ThreadingHTTPServer]
) -> None:
    def answer(length: int) -> tuple[int, list[list[str] | None]]:
        connection = http.client.HTTPConnection("127.0.0.1", nginx_port, timeout=10)
        connection.putrequest("PUT", "/")
        connection.putheader("Content-Length", str(length))
        connection.endheaders()
        response = connection.getresponse()
        connection.close()
        return response.status, [response.headers.get_all(name) for name in SAFE]

    own = [["same-origin"], ["nosniff"], ["default-src 'none'; frame-ancestors 'self'"]]
    assert answer(0) == (200, [[value] for value in SAFE.values()])
    assert answer(8_000_000) == (413, own)
    for replica in replicas:
        replica.shutdown()
        replica.server_close()
    assert answer(0) == (502, own)


@needs_nginx
def test_no_log_tells_a_visit_or_a_file(
    nginx_port: int, replicas: list[ThreadingHTTPServer], tmp_path: Path
) -> None:
    for replica in (None, *replicas):  # with both of them, and at last with none
        if replica:
            replica.shutdown()
            replica.server_close()
        for method, address in (
            ("PUT", "/_stcore/upload_file/a-visit/a-file"),
            ("PUT", "/seg/lesson/_stcore/upload_file/a-visit/a-file"),
            ("GET", "/media/a-file.json?a-file"),
            ("GET", "/ahead/a-file?picture=1"),
            ("GET", "/metrics"),
        ):
            connection = http.client.HTTPConnection("127.0.0.1", nginx_port, timeout=10)
            connection.request(method, address, b"bytes" if method == "PUT" else None)
            connection.getresponse().read()
            connection.close()
    access = tmp_path / "access.log"  # nginx writes a line once it has answered
    until(lambda: access.read_text().count('"GET /metrics"') == 3)
    log = access.read_text()
    assert log.count('"PUT /_stcore/upload_file/-"') == 3
    assert "a-visit" not in log + (tmp_path / "error.log").read_text()
    assert "a-file" not in log + (tmp_path / "error.log").read_text()


def test_the_compose_file_and_nginx_name_the_same_replicas() -> None:
    compose = yaml.safe_load((DEPLOY / "compose.yaml").read_text())
    upstream = set(re.findall(r"server (\S+):8501 ", (DEPLOY / "nginx.conf").read_text()))
    assert upstream == {name for name, service in compose["services"].items() if "build" in service}
    for name in upstream:
        build = compose["services"][name]["build"]
        assert (DEPLOY / build["context"] / build["dockerfile"]).samefile(DEPLOY / "Dockerfile")


def test_every_setting_named_here_exists() -> None:
    documented = set(re.findall(r"PIXELWISE_[A-Z_]+", reference()))
    documented.add("PIXELWISE_DB_PASSWORD")  # The compose file's own, a part of the URL.
    for file in sorted(DEPLOY.rglob("*")):
        if file.is_file() and file.name != "settings.md":
            assert set(re.findall(r"PIXELWISE_[A-Z_]+", file.read_text())) <= documented, file.name


def test_the_image_copies_what_is_there() -> None:
    lines = (DEPLOY / "Dockerfile").read_text().splitlines()
    copied = [name for line in lines if line.startswith("COPY ") for name in line.split()[1:-1]]
    assert set(copied) >= {"requirements.txt", "constraints.txt", "app", "lessons", "exercises", "assets"}
    patterns = (DEPLOY / "Dockerfile.dockerignore").read_text().splitlines()
    for name in copied:
        assert (ROOT / name).exists()
        assert f"!{name}" in patterns


def test_the_image_installs_within_the_constraints() -> None:
    install = re.sub(r"\\\n\s*", "", (DEPLOY / "Dockerfile").read_text())
    assert re.search(
        "^RUN pip install .*--constraint constraints.txt --requirement requirements.txt$", install, re.M
    )
    assert re.search(
        "^RUN pip install .*--require-hashes --requirement requirements-sandbox.txt$", install, re.M
    )


def test_every_image_is_named_by_its_full_version() -> None:
    named = {
        name
        for file in ("Dockerfile", "compose.yaml", "kubernetes/deployment.yaml")
        for name in re.findall(r"^(?:FROM|\s*(?:- )?image:) *(\S+)", (DEPLOY / file).read_text(), re.M)
    }
    # Three numbers, PostgreSQL's two; of an image with a system under it, that system's version too.
    full = r"pixelwise:\d+\.\d+\.\d+|(python|nginx):\d+\.\d+\.\d+-\S+|postgres:\d+\.\d+-\S+"
    assert len(named) == 4
    assert [name for name in named if not re.fullmatch(full, name)] == []


def test_the_kubernetes_manifests_fit_together() -> None:
    objects = {
        each["kind"]: each
        for file in (DEPLOY / "kubernetes").glob("*.yaml")
        for each in yaml.safe_load_all(file.read_text())
    }
    assert set(objects) == {"Deployment", "Service", "Ingress"}
    pod = objects["Deployment"]["spec"]["template"]
    assert objects["Service"]["spec"]["selector"].items() <= pod["metadata"]["labels"].items()
    assert (
        objects["Deployment"]["spec"]["selector"]["matchLabels"].items() <= pod["metadata"]["labels"].items()
    )
    (container,) = pod["spec"]["containers"]
    named_ports = {port["name"] for port in container["ports"]}
    assert {port["targetPort"] for port in objects["Service"]["spec"]["ports"]} <= named_ports
    for probe in ("startupProbe", "readinessProbe", "livenessProbe"):
        assert container[probe]["httpGet"]["port"] in named_ports
    backend = objects["Ingress"]["spec"]["rules"][0]["http"]["paths"][0]["backend"]["service"]
    assert backend["name"] == objects["Service"]["metadata"]["name"]
    assert backend["port"]["name"] in {port["name"] for port in objects["Service"]["spec"]["ports"]}


CLASS = 300
"""Browsers behind one address that a class may have."""


def statuses(port: int, method: str, path: str, count: int) -> Counter[int]:
    """How often each status answers so many requests, sent one after the other as fast as they are answered."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    seen: Counter[int] = Counter()
    for _ in range(count):
        connection.request(method, path)
        response = connection.getresponse()
        response.read()
        seen[response.status] += 1
    connection.close()
    return seen


@needs_nginx
@pytest.mark.parametrize(
    ("method", "path", "most"),
    [("PUT", "/_stcore/upload_file/visit/file", 600), ("GET", "/_stcore/stream", 900)],
)
def test_a_class_passes_at_once_and_a_flood_does_not(
    nginx_port: int, method: str, path: str, most: int
) -> None:
    assert statuses(nginx_port, method, path, 2 * CLASS) == {200: 2 * CLASS}
    flood = statuses(nginx_port, method, path, most)
    assert set(flood) == {200, 429} and flood[429] > 100
    assert statuses(nginx_port, "GET", "/argmax", 50) == {200: 50}, "and the rest is as it was"


def test_the_limits_of_nginx_fit_a_class() -> None:
    configuration = (DEPLOY / "nginx.conf").read_text()

    def number(pattern: str) -> int:
        [digits] = re.findall(pattern, configuration)
        return int(digits)

    connections = number(r"limit_conn connections (\d+);")
    assert connections >= CLASS * (1 + 1 + 6), (
        "a WebSocket, a push stream, and what a browser opens for files"
    )
    assert number(r"worker_connections (\d+);") >= 4 * connections, "two each, for more than one address"
    assert number(r"worker_rlimit_nofile (\d+);") > number(r"worker_connections (\d+);")
    assert number(r"limit_req zone=requests burst=(\d+)") + 60 * number(r"zone=requests:10m rate=(\d+)r") >= (
        CLASS * 100
    ), "a first page has about a hundred files"
    assert number(r"limit_req zone=visits burst=(\d+)") >= 2 * CLASS
