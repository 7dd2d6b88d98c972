// What this browser holds of what probes have shown, so that the same bytes need not travel twice.

const MOST = 8_000_000; // bytes
const held = new Map(); // by digest, the one that was used last at the end

/** Take the parts of a message: those that came with it, the others from before. Null where one is missing.
 *
 *  `parts` is a list of [digest, length]; a length of 0 says that it was left out. Each part has a buffer
 *  of its own, which is not to be changed. */
export function taken(parts, bytes) {
  let from = 0;
  const found = parts.map(([digest, length]) => {
    // A copy: a view would keep the whole message alive.
    const part = held.get(digest) ?? (length ? bytes.slice(from, from + length) : null);
    from += length;
    if (!part) return null;
    held.delete(digest);
    held.set(digest, part);
    return part;
  });
  let total = [...held.values()].reduce((sum, part) => sum + part.length, 0);
  for (const [digest, part] of held) {
    if (total <= MOST) break;
    held.delete(digest);
    total -= part.length;
  }
  return found.includes(null) ? null : found;
}

/** Those of these parts that are here. */
export function holds(parts) {
  return parts.map(([digest]) => digest).filter((digest) => held.has(digest));
}
