// Where the learner was: kept by this tab, for each of the app's pages, and found again after a reload or Back.

/** @import { LineData, PlaceData, PlaceMessage } from "./data.js" */
/**
 * How far a page was scrolled, and its lines. The heading above is more than pixels: what stands over it may have
 * another height while the page arrives. A part that was asked for, `section-NAME` or `exercise-ID`, counts for one.
 * @typedef {{ top: number, heading: string, offset: number, lines: LineData[], part?: string }} Place
 */

const STORE = "pixelwise.place.";
const MOST_LINES = 60;
const SAVE_MS = 200;
const LOOK_MS = 100;
const STEADY_MS = 1_500; // so long nothing may move until the page counts as arrived
const PATIENCE_MS = 30_000;
const ABOVE = 80; // CSS pixels kept free above a part: Streamlit's header covers the top of the page
const HANDS = ["wheel", "touchstart", "pointerdown", "keydown"]; // whoever moves the page is left in peace

const scroller = () => /** @type {HTMLElement | null} */ (document.querySelector("[data-testid=stMain]"));

/** @type {PlaceData | undefined} the visit that answered last, and its page */
let last;
let path = ""; // of the page that is shown
let goesBack = false; // through the browser's history, to a page that is still to come
/** @type {number | undefined} */
let saving;
/** @type {(() => void) | undefined} ends the way back to a place */
let stop;

/** @returns {Place | null} */
function storedPlace() {
  try {
    return JSON.parse(sessionStorage.getItem(STORE + location.pathname) ?? "null");
  } catch {
    return null;
  }
}

function save() {
  clearTimeout(saving);
  saving = undefined;
  const main = scroller();
  // On the way to another page, this one is already empty, or the address is already the other's.
  if (!main?.querySelector("h1") || location.pathname !== path || stop) return;
  const edge = main.getBoundingClientRect().top;
  const distance = (/** @type {Element} */ heading) => heading.getBoundingClientRect().top - edge;
  const above = [...main.querySelectorAll("h1[id], h2[id], h3[id], h4[id]")].filter((each) => distance(each) <= 1).at(-1);
  /** @type {Place} */
  const place = {
    top: main.scrollTop,
    heading: above?.id ?? "",
    offset: above ? distance(above) : 0,
    lines: linesOf(main),
  };
  try {
    sessionStorage.setItem(STORE + path, JSON.stringify(place));
  } catch {
    // Storage is full or forbidden: a reload then begins at the top.
  }
}

/** The lines of `app/ui/kit/disclosure.py` on the page. @param {HTMLElement} main @returns {LineData[]} */
function linesOf(main) {
  const lines = [];
  for (const holder of main.querySelectorAll("[class*=st-key-open-]")) {
    const key = /st-key-open-([a-z0-9_-]+)/.exec(holder.className)?.[1];
    const text = holder.querySelector("button")?.textContent ?? "";
    if (key && /expand_(less|more)/.test(text)) lines.push({ key, open: text.includes("expand_less") });
  }
  return lines.slice(0, MOST_LINES);
}

function saveSoon() {
  saving ??= window.setTimeout(save, SAVE_MS);
}

/** Go back to this place while the page arrives, until it stands there or the learner moves it. @param {Place} place */
function comeBack(place) {
  stop?.();
  const begun = performance.now();
  let steadySince = begun;
  const look = () => {
    const main = scroller();
    if (!main) return;
    const now = performance.now();
    if (moveTo(main, place) || isRunning() || goesBack) steadySince = now;
    if (now - steadySince > STEADY_MS || now - begun > PATIENCE_MS) stop?.();
  };
  const timer = window.setInterval(look, LOOK_MS);
  const end = () => {
    clearInterval(timer);
    for (const hand of HANDS) window.removeEventListener(hand, end, true);
    stop = undefined;
    saveSoon();
  };
  for (const hand of HANDS) window.addEventListener(hand, end, true);
  stop = end;
  look();
}

/** Scroll towards the place; whether that moved anything, or the heading is still to come. @param {HTMLElement} main @param {Place} place */
function moveTo(main, place) {
  const heading = place.part ? partOf(place.part) : place.heading ? document.getElementById(place.heading) : null;
  const before = main.scrollTop;
  if (heading) {
    const distance = heading.getBoundingClientRect().top - main.getBoundingClientRect().top;
    if (Math.abs(distance - place.offset) > 1) main.scrollTop += distance - place.offset;
  } else {
    main.scrollTop = place.top; // or as far down as there is a page: what comes into view arrives
  }
  return main.scrollTop !== before || ((place.part || place.heading) !== "" && !heading);
}

/** The element of a section or an exercise. @param {string} part @returns {HTMLElement | null} */
function partOf(part) {
  const key = part.startsWith("exercise-") ? `open-${part}` : part;
  return document.querySelector(`.st-key-${CSS.escape(key)}`);
}

/** Go to a part of the page that is open, below its top edge. @param {string} part */
function goTo(part) {
  comeBack({ top: 0, heading: "", offset: ABOVE, lines: [], part });
}

/** What an address asks for: `section-NAME`, `exercise-ID` or nothing. @param {URL} address */
function partIn(address) {
  for (const kind of ["exercise", "section"]) {
    const name = address.searchParams.get(kind);
    if (name && /^[a-z0-9_-]{1,80}$/.test(name)) return `${kind}-${name}`;
  }
  return "";
}

/** Open the line that hides a part, if it is closed. @param {string} part */
function openUp(part) {
  const line = part.startsWith("section-") ? part.replace("section-", "open-deeper-") : `open-${part}`;
  /** @type {HTMLElement | null} */
  const button = document.querySelector(`.st-key-${CSS.escape(line)} button`);
  if (button?.textContent?.includes("expand_more")) button.click();
}

/** Follow a link to a part of this page without leaving it. @param {MouseEvent} event */
function followHere(event) {
  if (event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  const anchor = event.target instanceof Element ? event.target.closest("a[href]") : null;
  if (!(anchor instanceof HTMLAnchorElement)) return;
  const address = new URL(anchor.href);
  const part = partIn(address);
  if (!part || address.origin !== location.origin || address.pathname !== location.pathname || !partOf(part)) return;
  event.preventDefault();
  history.replaceState(history.state, "", address);
  openUp(part);
  goTo(part);
  const target = partOf(part);
  if (!target) return;
  target.tabIndex = -1; // the keyboard goes on from there
  target.focus({ preventScroll: true });
}

function isRunning() {
  /** @type {HTMLElement | null} */
  const app = document.querySelector("[data-test-script-state]");
  return /^(running|rerunRequested|initial)$/.test(app?.dataset.testScriptState ?? "");
}

/** Whether this document was opened by a reload, or by Back or Forward; an address with a heading leads there. */
function isReturn() {
  const [navigation] = performance.getEntriesByType("navigation");
  const type = /** @type {PerformanceNavigationTiming | undefined} */ (navigation)?.type;
  return !location.hash && (type === "reload" || type === "back_forward");
}

document.addEventListener("scroll", saveSoon, { capture: true, passive: true });
document.addEventListener("click", followHere);
document.addEventListener("click", saveSoon, { capture: true, passive: true });
window.addEventListener("pagehide", save);
window.addEventListener("popstate", () => {
  goesBack = location.pathname !== path;
  const place = storedPlace();
  if (place && !location.hash) comeBack(place);
});

/** @param {import("../life_cycle.js").Mount<PlaceData, PlaceMessage>} mount */
export default function place({ data, setTriggerValue }) {
  const before = last;
  last = data;
  path = location.pathname;
  if (before?.visit !== data.visit) {
    const returns = before !== undefined || isReturn(); // or another session answers on the page that is open
    const place = returns ? storedPlace() : null;
    if (!place && data.part) goTo(data.part);
    if (!place) return;
    comeBack(place);
    if (place.lines.length) setTriggerValue("left", { visit: data.visit, lines: place.lines });
  } else if (before.page !== data.page) {
    const main = scroller();
    if (main && !goesBack) main.scrollTop = 0; // a link leads to the top; Streamlit leaves the page scrolled
    if (data.part && !goesBack) goTo(data.part);
    goesBack = false;
  }
}
