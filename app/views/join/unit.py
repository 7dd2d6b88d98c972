"""A unit of a class on a page of its own, which an instructor links to."""

import streamlit as st

from app.ui.shell import units
from app.ui.shell.learner import Visitor


def show(visitor: Visitor) -> bool:
    """The unit that the address asks for, and links to the others of its class; False where it asks for none.

    Who is not in its class reads how to get there, and the page goes on with that.
    """
    if "unit" not in st.query_params:
        return False
    mine = units.of(visitor)
    asked = units.asked_for(mine)
    if asked is None:
        st.info("This link leads to a unit of a class. Join the class first; then it opens here.")
        return False
    st.title("Your class")
    units.show(asked, visitor)
    others = [each for each in mine if each.classroom == asked.classroom and each.id != asked.id]
    if others:
        st.markdown("The other units of this class:")
    for each in others:
        units.link_to(each)
    return True
