// One walk through all pages in Firefox, driven over WebDriver BiDi: each opens without a complaint, a mask is painted by
// mouse and by keyboard, code is written and checked. `test_firefox.py` says where and what, as JSON on standard input,
// and runs it in the folder of the components, whose packages it uses. It prints what it did, as JSON.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const PATIENCE = 120_000; // milliseconds, on a busy machine
const plan = JSON.parse(readFileSync(0, "utf8"));
const packages = join(process.cwd(), "node_modules", "puppeteer-core", "lib", "puppeteer", "puppeteer-core.js");
const { default: puppeteer } = await import(pathToFileURL(packages).href);

const browser = await puppeteer.launch({
  browser: "firefox",
  executablePath: plan.firefox,
  headless: true,
  timeout: PATIENCE,
  extraPrefsFirefox: { "browser.cache.disk.enable": false },
});
// Whoever waits longer ends this process, and Firefox would go on.
setTimeout(() => browser.close(), plan.seconds * 1000).unref();
const page = await browser.newPage();
await page.setViewport({ width: 1280, height: 900 });
page.setDefaultTimeout(PATIENCE);

/** What the console has complained of since the last page was opened. @type {string[]} */
let complaints = [];
page.on("pageerror", (error) => complaints.push(String(error)));
page.on("console", (message) => {
  if (message.type() === "error") complaints.push(`${message.text()} ${message.location()?.url ?? ""}`);
});

/** Wait until a function of the page, with these arguments, gives something true; it is `what` that is waited for. */
async function until(what, test, ...args) {
  try {
    return await page.waitForFunction(test, { polling: 100 }, ...args);
  } catch (error) {
    throw new Error(`${what} did not come on ${page.url()}: ${error.message}`);
  }
}

/** Open a page and wait until its script has run. */
async function open(path) {
  complaints = [];
  await page.goto(`${plan.url}/${path}`);
  await until("the end of the page", () =>
    document.querySelector(".pw-footer")
      && document.querySelector("[data-test-script-state]")?.dataset.testScriptState === "notRunning");
  // What is still being fetched when the page is left would be complained of.
  let before = -1;
  for (;;) {
    const fetched = await page.evaluate(() => performance.getEntriesByType("resource").length);
    if (fetched === before) return;
    before = fetched;
    await new Promise((later) => setTimeout(later, 1500));
  }
}

/** The text of the first element that this selector finds. */
const text = (selector) => page.$eval(selector, (part) => part.textContent);

/** Click on the middle of an element once it stands still: sections that arrive move what is below them. */
async function click(selector) {
  let before, place;
  do {
    before = place;
    const part = await page.waitForSelector(selector, { visible: true });
    place = await part.evaluate(async (each) => {
      each.scrollIntoView({ block: "center" });
      await new Promise((seen) => setTimeout(seen, 400));
      const { testScriptState } = document.querySelector("[data-test-script-state]").dataset;
      return each.isConnected && testScriptState === "notRunning" && JSON.stringify(each.getBoundingClientRect());
    });
  } while (!place || place !== before);
  await page.click(selector);
}

/** Paint one cell in a class that is not its own: by mouse, and again by keyboard. */
async function paint() {
  const painter = "[data-testid=pw-painter]", summary = `${painter} [data-testid=pw-summary-prediction]`;
  const readouts = `${painter} [data-testid=pw-readouts]`, canvas = `${painter} [data-testid=pw-canvas-prediction]`;
  await page.waitForSelector(canvas, { visible: true });
  const swatches = await page.$$eval(`${painter} [data-testid^=pw-swatch-]`, (all) => all.map((each) => each.dataset.testid));
  const before = { numbers: await text(readouts), mask: await text(summary) };
  for (const swatch of swatches) {
    await click(`${painter} [data-testid=${swatch}]`);
    const area = await (await page.$(canvas)).boundingBox();
    await page.mouse.click(area.x + 4, area.y + 4);
    if ((await text(summary)) !== before.mask) break;
  }
  await until("another mask", (where, was) => document.querySelector(where).textContent !== was, summary, before.mask);
  await until("other numbers", (where, was) => document.querySelector(where).textContent !== was, readouts, before.numbers);
  await until("what the server says", (where) => document.querySelector(where).dataset.source === "server", readouts);

  const painted = await text(summary);
  await page.focus(canvas);
  await page.keyboard.press("End");
  for (let key = 0; key < swatches.length && (await text(summary)) === painted; key++) await page.keyboard.press(`${key}`);
  await until("a mask painted by keyboard", (where, was) => document.querySelector(where).textContent !== was, summary, painted);
  return { before: before.numbers, after: await text(readouts) };
}

/** Open an exercise, write this code and check it; what the page says of it. */
async function check({ id, code }) {
  const line = `.st-key-open-exercise-${id} button`;
  // The sections come as one comes near them.
  await until("the exercise", (where) => {
    const found = document.querySelector(where);
    if (!found) [...document.querySelectorAll("[class*=st-key-in_view-]")].at(0)?.scrollIntoView();
    return found;
  }, line);
  const box = `.stVerticalBlock:has(> .st-key-open-exercise-${id})`;
  if (!(await page.$(`${box} .cm-content`))) await click(line);
  await page.waitForSelector(`${box} .cm-content`, { visible: true });
  await click(`${box} ::-p-text(Write it all yourself)`);
  await until("an editor without blanks", (where) => {
    const editors = [...document.querySelectorAll(`${where} .cm-content`)];
    return editors.length === 1 && !editors[0].textContent.includes("___");
  }, box);
  await click(`${box} .cm-content`);
  await page.keyboard.down("Control");
  await page.keyboard.press("a");
  await page.keyboard.up("Control");
  await page.keyboard.press("Delete");
  // Pasted, for Firefox types one key at a time and the editor indents; the last line by keyboard.
  await page.$eval(`${box} .cm-content`, (editor, pasted) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", pasted);
    const event = new ClipboardEvent("paste", { bubbles: true, cancelable: true });
    // Firefox takes no data from whoever makes the event.
    Object.defineProperty(event, "clipboardData", { value: clipboardData });
    editor.dispatchEvent(event);
  }, code);
  await page.keyboard.type("# Typed in Firefox.");
  await page.keyboard.down("Control");
  await page.keyboard.press("Enter");
  await page.keyboard.up("Control");
  await until("a verdict", (where) => document.querySelector(`${where} [data-testid=stAlert]`), box);
  return text(`${box} [data-testid=stAlert]`);
}

/** @type {Record<string, unknown>} */
const walk = { complaints: {}, titles: {} };
try {
  for (const path of plan.pages) {
    await open(path);
    walk.titles[path] = await page.title();
    if (path === plan.painting) walk.painting = await paint();
    if (path === plan.exercise.page) walk.verdict = await check(plan.exercise);
    walk.complaints[path] = complaints;
  }
} catch (error) {
  walk.error = `${error.message} The console: ${complaints.join("; ")}`;
} finally {
  await browser.close();
}
process.stdout.write(JSON.stringify(walk));
