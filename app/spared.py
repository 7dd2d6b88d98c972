"""Work that Streamlit 1.67 does in every run of a script although its result is known: done once, or left out.

A profile of the server under 400 learners named each of them. What a script sees and what a browser is sent stay the
same. There is no setting for any of it, so this reaches into Streamlit, whose version is pinned.
"""

from collections.abc import Callable
from typing import Any

from streamlit.components.v2.bidi_component import main as bidi_component
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.NewSession_pb2 import Config, CustomThemeConfig
from streamlit.runtime import app_session
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.state.common import WidgetValuePresenter
from streamlit.runtime.state.session_state import SessionState
from streamlit.watcher.polling_path_watcher import PollingPathWatcher


def spare() -> None:
    """Spare all of it in this process. Call it once, when the server starts."""
    stop_watching_settings()
    remember_settings()
    send_nothing_of_nothing()
    present_components_as_they_are()


def stop_watching_settings() -> None:
    """End the threads that look five times a second whether Streamlit's settings have changed.

    `streamlit run` starts them whatever `fileWatcherType` says, and has no switch for them.
    """
    PollingPathWatcher._executor.shutdown(wait=False, cancel_futures=True)


def remember_settings() -> None:
    """Look up once what the first message of every run tells the browser of theme and settings.

    Streamlit goes through all of its settings for each of the theme's six sections. Nothing changes them while the
    server runs.
    """
    app_session._populate_theme_msg = _filled_once(app_session._populate_theme_msg, CustomThemeConfig)
    app_session._populate_config_msg = _filled_once(app_session._populate_config_msg, Config)


def _filled_once(fill: Callable[..., None], kind: Callable[[], Any]) -> Callable[..., None]:
    filled: dict[tuple[Any, ...], Any] = {}

    def merge(message: Any, *section: Any) -> None:
        if section not in filled:
            part = kind()
            fill(part, *section)
            filled[section] = part
        if filled[section].ByteSize():  # an empty part that is merged counts as sent
            message.MergeFrom(filled[section])

    return merge


def send_nothing_of_nothing() -> None:
    """Leave alone the queues of sessions that have nothing to send.

    Whenever one session has a message, Streamlit flushes the queues of all, and makes each of them anew.
    """
    flush = AppSession.flush_browser_queue

    def flush_if_needed(self: AppSession) -> list[ForwardMsg]:
        return [] if self._browser_queue.is_empty() else flush(self)

    AppSession.flush_browser_queue = flush_if_needed


class Presented(dict[str, Any]):
    """What a script finds under a component's key. It is not written to, and nobody needs a copy."""

    def __deepcopy__(self, memo: dict[int, Any]) -> "Presented":
        return self


def present_components_as_they_are() -> None:
    """Give a script the values of a component without a way to write to them, which nothing of ours uses.

    Streamlit makes a class for it each time: for every component, several times in every run, and keeps one for each
    value. That was a tenth of the processor's time, and a quarter of a visit's memory.
    """
    bidi_component.make_bidi_component_presenter = _presenter  # pyright: ignore[reportPrivateImportUsage]


def _presenter(
    events_id: str, component_id: str | None = None, writable: set[str] | None = None
) -> WidgetValuePresenter:
    """What presents a component's values and what it has just triggered, as Streamlit's own function does."""

    def present(values: Any, session: SessionState) -> Any:
        state = session._new_widget_state
        events = state.widget_metadata.get(events_id)
        if not isinstance(values, dict) or events is None or events.value_type != "json_trigger_value":
            return values
        triggered = _triggered(state.get(events_id))
        if not triggered and isinstance(values, Presented):
            return values
        return Presented({**triggered, **values})

    return present


def _triggered(payloads: Any) -> dict[str, Any]:
    """The values of these triggers by their name; what is malformed is none."""
    one_or_more = payloads if isinstance(payloads, list) else [payloads]
    return {
        payload["event"]: payload.get("value")
        for payload in one_or_more
        if isinstance(payload, dict) and isinstance(payload.get("event"), str)
    }
