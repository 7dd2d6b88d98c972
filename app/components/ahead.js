// Answers fetched ahead of the rerun that will bring them too; `app/ahead.py` gives them.

import { unpack } from "./packing.js";

const PATIENCE = 400; // milliseconds that Python is not told of a choice, while its answer is fetched

/**
 * Hand the answer of this address to `take(header, rest)`; go on once that is done, or after a moment.
 *
 * The page is busy while a rerun goes on, so what can be had without one comes first. Where it fails, the
 * rerun brings the answer, or says why it cannot.
 * @template Header
 * @param {string} address
 * @param {Record<string, string>} query
 * @param {(header: Header, rest: Uint8Array<ArrayBuffer>) => void} take
 * @returns {Promise<void>}
 */
export function ahead(address, query, take) {
  /** @type {Promise<void>} */
  const patience = new Promise((resolve) => { setTimeout(resolve, PATIENCE); });
  return Promise.race([fetchAnswer(address, query, take), patience]);
}

/**
 * @template Header
 * @param {string} address
 * @param {Record<string, string>} query
 * @param {(header: Header, rest: Uint8Array<ArrayBuffer>) => void} take
 */
async function fetchAnswer(address, query, take) {
  try {
    const answer = await fetch(new URL(`${address}?${new URLSearchParams(query)}`, document.baseURI));
    if (!answer.ok) return;
    const { header, rest } = /** @type {import("./packing.js").Packed<Header>} */ (
      unpack(new Uint8Array(await answer.arrayBuffer())));
    take(header, rest);
  } catch {
    // The connection broke, and the rerun has its own.
  }
}
