// The steps of a lesson as links, with where the reader is. The menu and the page draw them with this.

/** @import { MapData, StepData } from "../data.js" */

import { element, svgElement, addStyles } from "../dom.js";
await addStyles(import.meta.url, "./lesson_map.css");

const RING = "M10 3a7 7 0 1 0 0 14a7 7 0 1 0 0-14";
/** @type {Record<StepData["state"], string>} */
const SIGNS = {
  done: `${RING}M6.5 10l2.5 2.5 4.5-5`,
  begun: `${RING}M10 3a7 7 0 0 1 0 14z`,
  open: RING,
  none: "M10 8.5a1.5 1.5 0 1 0 0 3a1.5 1.5 0 1 0 0-3",
};
/** @type {Record<StepData["state"], string>} */
const WORDS = { done: "done", begun: "begun", open: "to do", none: "" };

/** How many of the steps that have something to do are done, such as "2 of 4 done". @param {StepData[]} steps */
export function howFar(steps) {
  const asked = steps.filter(({ state, deeper }) => state !== "none" && !deeper);
  const done = asked.filter(({ state }) => state === "done").length;
  return `${done} of ${asked.length} done`;
}

/** The steps of the path, then those off it, then the way to open or close the book. @param {MapData} data */
export function stepList({ slug, steps, openBook }) {
  const link = (/** @type {StepData} */ { name, title, state }) => {
    const sign = svgElement("svg", { viewBox: "0 0 20 20", "aria-hidden": "true", class: `pw-step-${state}` },
      svgElement("path", { d: SIGNS[state] }));
    const words = WORDS[state] ? [element("span", { class: "pw-hidden" }, `, ${WORDS[state]}`)] : [];
    return element("li", {}, element("a", { href: address(slug, `section=${name}`), "data-step": name }, sign, title, ...words));
  };
  const deeper = steps.filter((step) => step.deeper).map(link);
  const book = element("a", { href: address(slug, `book=${openBook ? "closed" : "open"}`), class: "pw-book", target: "_self" },
    openBook ? "Close the book: ask me first" : "Open book: show all answers");
  const list = element("div", { class: "pw-steps" },
    element("ol", { "aria-label": "Sections of this lesson" }, ...steps.filter((step) => !step.deeper).map(link)),
    ...(deeper.length ? [element("p", {}, "Go deeper"), element("ul", { "aria-label": "Go deeper" }, ...deeper)] : []),
    book);
  setTimeout(markHere);
  return list;
}

/** @param {string} slug @param {string} query */
function address(slug, query) {
  return new URL(`${slug}?${query}`, document.baseURI).href;
}

/** Mark the step of the section that is being read: the last one that begins above the middle of the window. */
function markHere() {
  waiting = undefined;
  const sections = [...document.querySelectorAll("[class*=st-key-section-]")];
  const here = sections.filter((each) => each.getBoundingClientRect().top < window.innerHeight * 0.5).at(-1);
  const name = here ? /st-key-section-([a-z0-9_-]+)/.exec(here.className)?.[1] : undefined;
  for (const anchor of document.querySelectorAll("a[data-step]")) {
    if (anchor.getAttribute("data-step") === name) anchor.setAttribute("aria-current", "location");
    else anchor.removeAttribute("aria-current");
  }
}

/** @type {number | undefined} */
let waiting;
document.addEventListener("scroll", () => { waiting ??= window.setTimeout(markHere, 100); }, { capture: true, passive: true });
