"""A stand-in for the browser only: the script, the session and Streamlit's message path are real."""

import json
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest


class Page:
    """A page with one component on it, which the test can read and answer as a browser would."""

    def __init__(self, script: Any) -> None:
        self.app = AppTest.from_function(script, default_timeout=30).run()
        assert not self.app.exception

    @property
    def sent(self) -> dict[str, Any]:
        """What the browser was given."""
        return json.loads(self._element().proto.json)

    @property
    def shown(self) -> str:
        """What the script got back from the component."""
        return self.app.text[0].value

    def answer(self, name: str, message: Any) -> None:
        """Run the script as after `setStateValue(name, message)` in the browser."""
        states = self.app._tree.get_widget_states()
        state = states.widgets.add()
        state.id = self._element().proto.id
        state.json_value = json.dumps({name: message})
        self.app._run(states)
        assert not self.app.exception

    def click(self, label: str) -> None:
        next(button for button in self.app.button if button.label == label).click().run()
        assert not self.app.exception

    def _element(self) -> Any:
        return self.app.get("bidi_component")[0]


@pytest.fixture
def show() -> type[Page]:
    return Page
