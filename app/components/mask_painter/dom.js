// Building elements, and styles that are there before the first element is shown.

/** An element with these attributes and children. `testid` becomes `data-testid`. */
export function element(tag, { testid, ...attributes } = {}, ...children) {
  const made = document.createElement(tag);
  if (testid) made.dataset.testid = testid;
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) made.setAttribute(name, "");
    else if (value !== false && value != null) made.setAttribute(name, value);
  }
  made.append(...children);
  return made;
}

/** Put the style sheet at this address on the page, once however many components ask for it. */
export async function addStyles(address) {
  const id = `pw-styles:${new URL(address).pathname}`;
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`The style sheet ${address} could not be loaded.`);
  const text = await answer.text();
  const sheet = document.getElementById(id) ?? document.head.appendChild(element("style", { id }));
  if (sheet.textContent !== text) sheet.textContent = text;
}

/** Write text only where it changes: a frame that changes nothing must cost no layout. */
export function write(node, text) {
  if (node.textContent !== text) node.textContent = text;
}
