// Answers fetched ahead of the rerun that will bring them too; `app/ahead.py` gives them.

import { unpack } from "./packing.js";

const PATIENCE = 400; // milliseconds that Python is not told of a choice, while its answer is fetched

/** Hand what this address answers to `take(header, rest)`; go on once that is done, or after a moment.
 *
 *  The page is busy while a rerun goes on, so what can be had without one comes first. Where it fails, the
 *  rerun brings the answer, or says why it cannot. */
export function ahead(address, query, take) {
  const patience = new Promise((resolve) => { setTimeout(resolve, PATIENCE); });
  return Promise.race([fetched(address, query, take), patience]);
}

async function fetched(address, query, take) {
  try {
    const answer = await fetch(new URL(`${address}?${new URLSearchParams(query)}`, document.baseURI));
    if (!answer.ok) return;
    const { header, rest } = unpack(new Uint8Array(await answer.arrayBuffer()));
    take(header, rest);
  } catch {
    // The connection broke, and the rerun has its own.
  }
}
