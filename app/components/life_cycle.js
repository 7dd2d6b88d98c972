// The life of a component: made once for its element, told of new data and new room, taken away.

/** A component's default export for a class whose instances keep all their elements under `root`.
 *
 *  `update(data, send)` is called for new data; `layOut()`, where there is one, when `root` gets another
 *  size, or the screen another resolution, which resizes nothing. */
export function mounted(Component) {
  const shown = new WeakMap(); // Streamlit calls again with the same element for new data or theme

  function create(parent) {
    const component = new Component();
    const layOut = () => component.layOut?.();
    const observer = new ResizeObserver(layOut);
    parent.append(component.root);
    observer.observe(component.root);
    window.addEventListener("resize", layOut);
    const destroy = () => {
      observer.disconnect();
      window.removeEventListener("resize", layOut);
      cancelSoon(component);
      component.root.remove();
      shown.delete(parent);
    };
    return { component, destroy, calls: 0 };
  }

  return function mount({ data, parentElement, setStateValue }) {
    if (!shown.has(parentElement)) shown.set(parentElement, create(parentElement));
    const life = shown.get(parentElement);
    life.component.update(data, setStateValue);
    const call = ++life.calls;
    return () => {
      // Streamlit also runs the clean-up of a call that a later call has overtaken.
      if (life.calls === call) life.destroy();
    };
  };
}

const frames = new WeakMap(); // by component: the frame it waits for

/** Do this before the next frame is shown, in place of what the component wanted done before. */
export function soon(component, action) {
  cancelSoon(component);
  frames.set(component, requestAnimationFrame(action));
}

/** Drop what the component wanted done; it does it now, or is gone. */
export function cancelSoon(component) {
  cancelAnimationFrame(frames.get(component));
}
