// Building elements, and styles that are there before the first element is shown.

/** An element with these attributes and children. `testid` becomes `data-testid`. */
export function element(tag, attributes, ...children) {
  return furnished(document.createElement(tag), attributes, children);
}

/** The same for the elements of a drawing. */
export function drawn(tag, attributes, ...children) {
  return furnished(document.createElementNS("http://www.w3.org/2000/svg", tag), attributes, children);
}

function furnished(made, { testid, ...attributes } = {}, children) {
  if (testid) made.dataset.testid = testid;
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) made.setAttribute(name, "");
    else if (value !== false && value != null) made.setAttribute(name, value);
  }
  made.append(...children);
  return made;
}

/** Put style sheets on the page, each once however many components ask for it; later ones overrule earlier.
 *
 *  They are named relative to the module at `address`. The sheet of another version takes its older one's place. */
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

/** Write text only where it changes: a frame that changes nothing must cost no layout. */
export function write(node, text) {
  if (node.textContent !== text) node.textContent = text;
}
