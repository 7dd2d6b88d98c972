// What the components that show arrays have in common; the Python half is shared.py.

/** What `pack` in Python put together: the header, and the bytes after it. */
export function unpack(bytes) {
  const length = new DataView(bytes.buffer, bytes.byteOffset, 4).getUint32(0, true);
  return {
    header: JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + length))),
    rest: bytes.subarray(4 + length),
  };
}

const newest = new Map(); // by revision: the value the learner chose last, and its number

/** The newer of Python's value and the one chosen here under the same revision.
 *
 *  Python does not repeat a value that came from here, so that unchanged pixels are not sent again. */
export function newestOf(revision, fromPython) {
  const ours = newest.get(revision);
  return ours && ours.changes > fromPython.changes ? ours : fromPython;
}

/** Remember what was chosen here. */
export function keepNewest(revision, chosen) {
  newest.set(revision, chosen);
}

/** A component's default export for a class with `update(data, send)` and `destroy()`. */
export function mounted(Component) {
  const shown = new WeakMap(); // Streamlit calls again with the same element for new data
  return function mount({ data, parentElement, setStateValue }) {
    let instance = shown.get(parentElement);
    if (!instance) {
      instance = new Component(parentElement);
      shown.set(parentElement, instance);
    }
    instance.update(data, setStateValue);
    const call = (instance.calls = (instance.calls ?? 0) + 1);
    return () => {
      // Streamlit also runs the clean-up of a call that a later call has overtaken.
      if (instance.calls !== call) return;
      instance.destroy();
      shown.delete(parentElement);
    };
  };
}
