// The life of a component: made once for its element, told of new data and new room, taken away.

/**
 * Sends a message to Python under a name.
 * @template Message
 * @typedef {(name: string, message: Message) => void} Send
 */

/**
 * A component that keeps all its elements under `root`.
 * @template Data, Message
 * @typedef {object} Component
 * @property {HTMLElement} root
 * @property {(data: Data, send: Send<Message>) => void} update called for new data
 * @property {() => void} [layOut] called when `root` gets another size, or the screen another resolution,
 *   which resizes nothing
 * @property {() => void} [gone] called when the component is taken away
 */

/**
 * What Streamlit hands a component, of which these are used.
 * @template Data, Message
 * @typedef {object} Mount
 * @property {Data} data
 * @property {HTMLElement} parentElement
 * @property {Send<Message>} setStateValue
 * @property {Send<Message>} setTriggerValue
 */

/**
 * A component's default export for a class of components.
 * @template Data, Message
 * @param {new () => Component<Data, Message>} Kind
 */
export function mounted(Kind) {
  /** @typedef {{ component: Component<Data, Message>, destroy: () => void, calls: number }} Life */
  /** @type {WeakMap<HTMLElement, Life>} */
  const lives = new WeakMap(); // Streamlit calls again with the same element for new data or theme

  /** @param {HTMLElement} parent @returns {Life} */
  function create(parent) {
    const component = new Kind();
    const layOut = () => component.layOut?.();
    const observer = new ResizeObserver(layOut);
    parent.append(component.root);
    observer.observe(component.root);
    window.addEventListener("resize", layOut);
    const destroy = () => {
      observer.disconnect();
      window.removeEventListener("resize", layOut);
      cancelSoon(component);
      component.gone?.();
      component.root.remove();
      lives.delete(parent);
    };
    return { component, destroy, calls: 0 };
  }

  /** @param {Mount<Data, Message>} mount */
  return function mount({ data, parentElement, setStateValue }) {
    const life = lives.get(parentElement) ?? create(parentElement);
    lives.set(parentElement, life);
    life.component.update(data, setStateValue);
    const call = ++life.calls;
    return () => {
      // Streamlit also runs the clean-up of a call that a later call has overtaken.
      if (life.calls === call) life.destroy();
    };
  };
}

/** @type {WeakMap<object, number>} by component: the frame it waits for */
const frames = new WeakMap();

/**
 * Do this before the next frame is shown, in place of what the component wanted done before.
 * @param {object} component
 * @param {FrameRequestCallback} action
 */
export function soon(component, action) {
  cancelSoon(component);
  frames.set(component, requestAnimationFrame(action));
}

/**
 * Drop what the component wanted done; it does it now, or is gone.
 * @param {object} component
 */
export function cancelSoon(component) {
  const frame = frames.get(component);
  if (frame !== undefined) cancelAnimationFrame(frame);
}
