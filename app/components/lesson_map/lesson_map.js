// The map of a lesson under its title, where the menu that shows it is closed.

/** @import { MapData } from "../data.js" */

import { element } from "../dom.js";
import { howFar, stepList } from "./steps.js";

/** @type {WeakMap<HTMLElement, string>} by element: its content, so that an unchanged map is left alone */
const contents = new WeakMap();

/** @param {import("../life_cycle.js").Mount<MapData, never>} mount */
export default function lessonMap({ data, parentElement }) {
  const content = JSON.stringify(data);
  if (contents.get(parentElement) === content) return;
  contents.set(parentElement, content);
  const wasOpen = parentElement.querySelector("details")?.open ?? false;
  const details = element("details", { class: "pw-map", open: wasOpen },
    element("summary", {}, "In this lesson ", element("span", {}, howFar(data.steps))), stepList(data));
  // Whoever follows a step wants to see where it leads.
  details.addEventListener("click", ({ target }) => {
    if (target instanceof Element && target.closest("a[data-step]")) details.open = false;
  });
  parentElement.replaceChildren(element("nav", { "aria-label": "This lesson" }, details));
}
