// What this browser holds of what probes have shown, so that the same bytes need not travel twice.

/** @typedef {[digest: string, length: number]} Part of a message; a length of 0 says that it was left out */

const MOST = 8_000_000; // bytes

/** @type {Map<string, Uint8Array<ArrayBuffer>>} by digest, the one that was used last at the end */
const held = new Map();

/**
 * The parts of a message: those that came with it, the others from before. Null where one is missing.
 *
 * Each has a buffer of its own, which is not to be changed.
 * @param {Part[]} parts
 * @param {Uint8Array<ArrayBuffer>} bytes
 * @returns {Uint8Array<ArrayBuffer>[] | null}
 */
export function collectParts(parts, bytes) {
  let from = 0;
  /** @type {Uint8Array<ArrayBuffer>[]} */
  const collected = [];
  for (const [digest, length] of parts) {
    // A copy: a view would keep the whole message alive.
    const part = held.get(digest) ?? (length ? bytes.slice(from, from + length) : null);
    from += length;
    if (!part) continue;
    held.delete(digest);
    held.set(digest, part);
    collected.push(part);
  }
  let total = [...held.values()].reduce((sum, part) => sum + part.length, 0);
  for (const [digest, part] of held) {
    if (total <= MOST) break;
    held.delete(digest);
    total -= part.length;
  }
  return collected.length === parts.length ? collected : null;
}

/**
 * The digests of those of these parts that are here.
 * @param {Part[]} parts
 */
export function heldDigests(parts) {
  return parts.map(([digest]) => digest).filter((digest) => held.has(digest));
}
