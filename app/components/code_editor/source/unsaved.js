// The text that was typed but not yet acknowledged when the editor went away, kept by this tab.

/** @import { DraftMessage, EditorData } from "../data.js" */

const RELOAD_MS = 60_000;
const place = (/** @type {string} */ key) => `pixelwise.unsaved.${key}`;

/**
 * Keep a copy for when this key's editor comes back.
 * @param {string} key
 * @param {DraftMessage} copy
 */
export function keepUnsaved(key, copy) {
  try {
    sessionStorage.setItem(place(key), JSON.stringify({ ...copy, at: Date.now() }));
  } catch {
    // Storage is full or forbidden: the draft sent on the way out is what is left.
  }
}

/**
 * Take back the kept copy if it is newer than what Python has, else `null`; its origin only if it is another
 * session's. In the same session the
 * serials tell; after a reload the session is another, and a copy counts for one minute.
 * @param {string} key
 * @param {EditorData} data
 */
export function takeUnsaved(key, data) {
  /** @type {(DraftMessage & { at: number }) | null} */
  let copy = null;
  try {
    copy = JSON.parse(sessionStorage.getItem(place(key)) ?? "null");
    sessionStorage.removeItem(place(key));
  } catch {
    return null;
  }
  if (!copy || copy.text === data.text) return null;
  const newer =
    copy.epoch === data.epoch
      ? copy.revision === data.revision && copy.serial > data.serial
      : Date.now() - copy.at < RELOAD_MS;
  return newer ? { text: copy.text, origin: copy.epoch === data.epoch ? null : copy.origin ?? null } : null;
}
