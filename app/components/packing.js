// The browser's half of packing.py.

/** What `pack` in Python put together: the header, and the bytes after it. */
export function unpack(bytes) {
  const length = new DataView(bytes.buffer, bytes.byteOffset, 4).getUint32(0, true);
  return {
    header: JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + length))),
    rest: bytes.subarray(4 + length),
  };
}
