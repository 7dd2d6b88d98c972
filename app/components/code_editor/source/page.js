// What the editor asks of the page around it.

/** Is `--st-background-color` dark? @param {HTMLElement} element */
export function isDark(element) {
  return luminance(resolve(element, "--st-background-color")) < 0.2;
}

/** Black or white, whichever reads better on `--st-primary-color`. @param {HTMLElement} element */
export function inkOnPrimary(element) {
  const level = luminance(resolve(element, "--st-primary-color"));
  return 1.05 / (level + 0.05) >= (level + 0.05) / 0.05 ? "#ffffff" : "#000000";
}

/** A colour as three channels 0..255. @param {HTMLElement} element @param {string} property */
function resolve(element, property) {
  const probe = document.createElement("span");
  probe.style.cssText = `display: none; color: var(${property})`;
  element.append(probe);
  const channels = (getComputedStyle(probe).color.match(/[\d.]+/g) ?? []).slice(0, 3).map(Number);
  probe.remove();
  return channels;
}

/** WCAG 2 relative luminance of an sRGB colour of three channels 0..255. @param {number[]} channels */
function luminance(channels) {
  const [red, green, blue] = channels.map((channel) => {
    const share = channel / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/**
 * Call `then` once Streamlit's script is not running; at once if the page does not say.
 * An answer's first sign comes while the script still works on the rest of it.
 * @param {() => void} then
 */
export function whenIdle(then) {
  /** @type {HTMLElement | null} */
  const app = document.querySelector("[data-test-script-state]");
  const idle = () => !/^(running|rerunRequested)$/.test(app?.dataset.testScriptState ?? "");
  if (!app || idle()) {
    then();
    return;
  }
  const observer = new MutationObserver(() => {
    if (!idle()) return;
    observer.disconnect();
    then();
  });
  observer.observe(app, { attributes: true, attributeFilter: ["data-test-script-state"] });
}

/** A version 4 UUID; `crypto.randomUUID` exists on https and localhost only. */
export function newId() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

export const isApple = /Mac|iPhone|iPad/.test(navigator.platform);
