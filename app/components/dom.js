// Building elements, and styles that are there before the first element is shown.

/** @typedef {Record<string, string | number | boolean | null | undefined>} Attributes true: there, without a value; false and null: not there */

/**
 * An element with these attributes and children. `testid` becomes `data-testid`.
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Attributes} [attributes]
 * @param {(Node | string)[]} children
 */
export function element(tag, attributes, ...children) {
  return furnish(document.createElement(tag), attributes, children);
}

/**
 * The same for the elements of a drawing.
 * @template {keyof SVGElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Attributes} [attributes]
 * @param {(Node | string)[]} children
 */
export function svgElement(tag, attributes, ...children) {
  return furnish(document.createElementNS("http://www.w3.org/2000/svg", tag), attributes, children);
}

/**
 * @template {HTMLElement | SVGElement} Made
 * @param {Made} node
 * @param {Attributes} [attributes]
 * @param {(Node | string)[]} [children]
 * @returns {Made}
 */
function furnish(node, { testid, ...attributes } = {}, children = []) {
  if (testid) node.dataset.testid = String(testid);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) node.setAttribute(name, "");
    else if (value !== false && value != null) node.setAttribute(name, String(value));
  }
  node.append(...children);
  return node;
}

/**
 * Put style sheets on the page, each once however many components ask for it; later ones overrule earlier.
 *
 * They are named relative to the module at `address`. The sheet of another version takes its older one's place.
 * @param {string} address
 * @param {string[]} sheets
 */
export async function addStyles(address, ...sheets) {
  const addresses = sheets.map((sheet) => new URL(sheet, address));
  const texts = await Promise.all(addresses.map(async (from) => {
    const answer = await fetch(from);
    if (!answer.ok) throw new Error(`The style sheet ${from} could not be loaded.`);
    return answer.text();
  }));
  const version = new URL(".", import.meta.url).href;
  addresses.forEach(({ href }, at) => {
    const id = `pw-styles:${href.slice(version.length)}`;
    const sheet = document.getElementById(id) ?? document.head.appendChild(element("style", { id }));
    if (sheet.textContent !== texts[at]) sheet.textContent = texts[at];
  });
}

/**
 * Write text only where it changes: a frame that changes nothing must cost no layout.
 * @param {Node} node
 * @param {string} text
 */
export function write(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

/**
 * The context of a canvas to draw on; every browser that runs this has one.
 * @param {HTMLCanvasElement} canvas
 */
export function contextOf(canvas) {
  const context = canvas.getContext("2d");
  if (!context) throw new Error("This browser cannot draw on a canvas: use a newer one.");
  return context;
}

/**
 * Add one to a number that an element carries for tests.
 * @param {HTMLElement} node
 * @param {string} name
 */
export function count(node, name) {
  node.dataset[name] = String(Number(node.dataset[name] ?? 0) + 1);
}
