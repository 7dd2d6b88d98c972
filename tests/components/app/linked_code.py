"""Linked code over a source whose links are known; the page says how often it ran."""

import streamlit as st

from app.components.linked_code import Row, linked_code
from tests.components.app.runs import say_runs

SOURCE = '''class Kitchen:
    """Cooks "soup" & <b>bread</b>."""

    def __init__(self, guests: int = 2):
        self.pot = Pot(1.5)
        self.oven = Oven(180, fan=True, a_long_name_that_makes_this_line_wider_than_any_box_on_a_screen=1)
''' + "".join(f"        # Rest for {minute} minutes.\n" for minute in range(30))
SOURCE += """
    def cook(self, flour, water):
        soup = self.pot(water)
        return soup, self.oven(flour, self.pot(water))
"""
FIRST_USE = SOURCE.splitlines().index("        soup = self.pot(water)") + 1


def code_page() -> None:
    st.title("Code")
    guests = st.number_input("Guests", value=2, key="guests")
    without = st.checkbox("Without an oven", key="without")
    rows = [
        Row("pot", (f"{guests} × 2", f"{1000 * guests:,}", "0"), (5,), (FIRST_USE, FIRST_USE + 1)),
        *([] if without else [Row("big oven", (f"{guests} × 3", "7", "12"), (6,), (FIRST_USE + 1,))]),
        Row("table", ("1", "0", "0"), (), ()),
    ]
    linked_code("demo", SOURCE, ("Thing", "Size", "Grams", "Seconds"), rows, label="Source of Kitchen")
    say_runs("code")
