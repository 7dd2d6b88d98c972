"""What is spared of Streamlit's work changes nothing: the same work by Streamlit itself stands beside it."""

from collections.abc import Callable
from copy import deepcopy
from types import SimpleNamespace
from typing import Any

import pytest
from streamlit import config
from streamlit.components.v2.bidi_component import main as bidi_component
from streamlit.components.v2.presentation import make_bidi_component_presenter
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.NewSession_pb2 import Config, CustomThemeConfig
from streamlit.runtime import app_session
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.forward_msg_queue import ForwardMsgQueue
from streamlit.runtime.state.common import WidgetMetadata
from streamlit.runtime.state.session_state import SessionState

from app import spared

SECTIONS = [
    "theme",
    *(f"theme.{each}" for each in ("light", "dark", "sidebar", "light.sidebar", "dark.sidebar")),
]
EVENTS, COMPONENT = "$$EVENTS", "$$COMPONENT"
FITTING = {"event": "picked", "value": [1, 2]}


@pytest.fixture(autouse=True)
def streamlit_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is replaced in a test is put back after it."""
    monkeypatch.setattr(app_session, "_populate_theme_msg", app_session._populate_theme_msg)
    monkeypatch.setattr(app_session, "_populate_config_msg", app_session._populate_config_msg)
    monkeypatch.setattr(AppSession, "flush_browser_queue", AppSession.flush_browser_queue)
    monkeypatch.setattr(bidi_component, "make_bidi_component_presenter", make_bidi_component_presenter)


def told() -> tuple[CustomThemeConfig, Config]:
    """What the first message of a run tells of theme and settings, as Streamlit puts it together."""
    theme, settings = CustomThemeConfig(), Config()
    parts = [theme, theme.light, theme.dark, theme.sidebar, theme.light.sidebar, theme.dark.sidebar]
    for section, part in zip(SECTIONS, parts, strict=True):
        app_session._populate_theme_msg(part, section)
    app_session._populate_config_msg(settings)
    return theme, settings


def test_theme_and_settings_are_told_as_before() -> None:
    before = told()
    assert before[0].ByteSize() and before[1].ByteSize()
    spared.remember_settings()
    assert told() == before
    assert told() == before  # from memory


def test_theme_and_settings_are_looked_up_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def noted(look_up: Callable[..., Any]) -> Callable[..., Any]:
        def look(name: str) -> Any:
            asked.append(name)
            return look_up(name)

        return look

    monkeypatch.setattr(config, "get_options_for_section", noted(config.get_options_for_section))
    monkeypatch.setattr(config, "get_option", noted(config.get_option))
    spared.remember_settings()
    told()
    first = list(asked)
    assert set(SECTIONS) <= set(first)
    told()
    assert asked == first


def session(payloads: Any, value_type: Any = "json_trigger_value") -> SessionState:
    """A session in which a component has triggered this."""
    state = SessionState()
    state._new_widget_state.set_widget_metadata(
        WidgetMetadata(EVENTS, deserializer=lambda value: value, serializer=str, value_type=value_type)
    )
    if payloads is not ...:
        state._new_widget_state.set_from_value(EVENTS, payloads)
    return state


@pytest.mark.parametrize("values", [{}, {"painted": [0, 1]}, {"picked": "older"}, None, [1], "text"])
@pytest.mark.parametrize(
    "payloads",
    [
        ...,
        None,
        [],
        FITTING,
        [FITTING],
        [FITTING, {"event": "painted"}],
        [{"event": 3}, {"value": 1}, "no"],
        "no",
    ],
)
def test_a_component_is_presented_as_by_streamlit(values: Any, payloads: Any) -> None:
    state = session(payloads)
    theirs = make_bidi_component_presenter(EVENTS, COMPONENT, {"picked"})(values, state)
    spared.present_components_as_they_are()
    presenter = bidi_component.make_bidi_component_presenter(EVENTS, COMPONENT, {"picked"})  # pyright: ignore[reportPrivateImportUsage]
    ours = presenter(values, state)
    assert ours == theirs
    assert isinstance(ours, dict) == isinstance(theirs, dict)


def test_a_component_without_triggers_is_presented_as_it_is() -> None:
    values = {"painted": [0, 1]}
    assert spared._presenter(EVENTS)(values, SessionState()) is values
    assert spared._presenter(EVENTS)(values, session(FITTING, "json_value")) is values


def test_what_was_presented_is_not_made_again_or_copied() -> None:
    present, state = spared._presenter(EVENTS), session(None)
    once = present({"painted": [0] * 9}, state)
    assert present(once, state) is once
    assert deepcopy(once) is once


def test_only_queues_with_messages_are_flushed() -> None:
    spared.send_nothing_of_nothing()
    queue = ForwardMsgQueue()
    one: Any = SimpleNamespace(_browser_queue=queue)  # all that this method of a session looks at
    waiting = queue._queue
    assert AppSession.flush_browser_queue(one) == []
    assert queue._queue is waiting
    message = ForwardMsg(script_finished=ForwardMsg.FINISHED_SUCCESSFULLY)
    queue.enqueue(message)
    assert AppSession.flush_browser_queue(one) == [message]
    assert AppSession.flush_browser_queue(one) == []
