// The browser's half of packing.py.

/**
 * @template Header
 * @typedef {{ header: Header, rest: Uint8Array<ArrayBuffer> }} Packed
 */

/**
 * What `pack` in Python put together: the header, and the bytes after it. Who calls it says what the header is.
 * @template Header
 * @param {Uint8Array<ArrayBuffer>} bytes
 * @returns {Packed<Header>}
 */
export function unpack(bytes) {
  const length = new DataView(bytes.buffer, bytes.byteOffset, 4).getUint32(0, true);
  return {
    header: JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + length))),
    rest: bytes.subarray(4 + length),
  };
}
