// The menu: real links, so that they can be opened in a new tab; followed in this one, Python switches the page.

/** @import { LinkData, MenuData } from "./data.js" */

import { element, svgElement, addStyles } from "../dom.js";
import { stepList } from "../lesson_map/steps.js";
await addStyles(import.meta.url, "./menu.css");

const NARROW = 768; // CSS pixels below which Streamlit's sidebar covers the page

const PATHS = {
  home: "M3 9.5 10 3l7 6.5M5 8.5V17h10V8.5",
  open: "M10 3a7 7 0 1 0 0 14a7 7 0 1 0 0-14",
  done: "M10 3a7 7 0 1 0 0 14a7 7 0 1 0 0-14M6.5 10l2.5 2.5 4.5-5",
  you: "M10 3.5a3 3 0 1 0 0 6a3 3 0 1 0 0-6M4 17c0-3 2.5-5 6-5s6 2 6 5",
  class: "M7 4.5a2.5 2.5 0 1 0 0 5a2.5 2.5 0 1 0 0-5M2 16c0-2.5 2-4 5-4s5 1.5 5 4M13 5a2.3 2.3 0 1 1 0 4.4M14 12c2.5 0 4 1.5 4 4",
  teach: "M3 3.5h14v9H3zM10 12.5v2M6.5 17.5l3.5-3 3.5 3",
};

/** @param {LinkData["icon"]} name */
function icon(name) {
  return svgElement("svg", { viewBox: "0 0 20 20", "aria-hidden": "true" }, svgElement("path", { d: PATHS[name] }));
}

/** Whether this click follows a link in this tab. @param {MouseEvent} event */
function isFollowedHere({ ctrlKey, metaKey, shiftKey, altKey }) {
  return !(ctrlKey || metaKey || shiftKey || altKey);
}

/** Close a menu that covers the page, once any of its links is followed. @param {MouseEvent} event */
function uncover(event) {
  const isLink = event.target instanceof Element && event.target.closest("a");
  if (!isLink || !isFollowedHere(event) || window.innerWidth >= NARROW) return;
  /** @type {HTMLElement | null} */
  const button = document.querySelector("[data-testid=stSidebarCollapseButton] button");
  button?.click();
}

/** @type {WeakMap<HTMLElement, string>} by element: its content, so that an unchanged menu is left alone */
const contents = new WeakMap();

/** @param {import("../life_cycle.js").Mount<MenuData, string>} mount */
export default function menu({ data, parentElement, setTriggerValue }) {
  const content = JSON.stringify(data);
  if (contents.get(parentElement) === content) return;
  contents.set(parentElement, content);
  const active = document.activeElement;
  const focused = active instanceof HTMLElement && parentElement.contains(active) ? active.dataset.path : undefined;
  const follow = (/** @type {MouseEvent} */ event, /** @type {string} */ path) => {
    if (!isFollowedHere(event)) return;
    event.preventDefault();
    setTriggerValue("followed", path);
  };
  const link = (/** @type {LinkData} */ { path, label, icon: name }) => {
    const anchor = element("a", { href: new URL(path || ".", document.baseURI).href }, icon(name), label);
    anchor.dataset.path = path;
    if (path === data.here) anchor.setAttribute("aria-current", "page");
    anchor.addEventListener("click", (event) => follow(event, path));
    return element("li", {}, anchor, ...(path === data.here && data.map ? [stepList(data.map)] : []));
  };
  const groups = data.groups.map(({ title, links }) => element("div", {},
    ...(title ? [element("p", {}, title)] : []),
    element("ul", { "aria-label": title || "Pixelwise" }, ...links.map(link))));
  const nav = element("nav", { class: "pw-menu", "aria-label": "Lessons" }, ...groups);
  nav.addEventListener("click", uncover);
  parentElement.replaceChildren(nav);
  if (focused === undefined) return;
  /** @type {HTMLElement | null} */
  const again = parentElement.querySelector(`[data-path="${focused}"]`);
  again?.focus();
}
