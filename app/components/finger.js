// A finger that draws, told from one that scrolls the page. What it draws on has `touch-action: pan-y
// pinch-zoom`: a finger that moves up or down is the browser's, which then cancels the pointer.

/** Whether nothing here can point without touching, as on a phone: words then name fingers. */
export const touches = () => matchMedia("(hover: none)").matches;

const HELD = 250; // milliseconds after which a resting finger draws, whichever way it goes on
const STILL = 8; // CSS pixels that a resting finger moves

/** The one finger that is on an element. */
export class Finger {
  /** @param {HTMLElement} node */
  constructor(node) {
    /** @type {{ x: number, y: number, draw: () => void } | null} a finger that has not shown what it means */
    this.waiting = null;
    this.drawing = false;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined;
    // A finger that draws must not begin to scroll; the browser asks once, with the first move.
    node.addEventListener("touchmove", (event) => {
      if (this.drawing && event.cancelable) event.preventDefault();
    }, { passive: false });
    // A finger that rests asks for a menu as well.
    node.addEventListener("contextmenu", (event) => {
      if (this.waiting || this.drawing) event.preventDefault();
    });
  }

  /**
   * A finger comes down. `draw` is called once it means to draw: it rests, or moves sideways.
   * @param {PointerEvent} event
   * @param {() => void} draw
   */
  down({ clientX, clientY }, draw) {
    this.up();
    this.waiting = { x: clientX, y: clientY, draw };
    this.timer = setTimeout(() => this.begin(), HELD);
  }

  /** It moves. Whether it draws now. @param {PointerEvent} event */
  move({ clientX, clientY }) {
    if (!this.waiting) return this.drawing;
    const [across, along] = [Math.abs(clientX - this.waiting.x), Math.abs(clientY - this.waiting.y)];
    if (Math.max(across, along) <= STILL) return false;
    if (across > along) this.begin();
    else this.up(); // it scrolls, or would where there is nothing more to see
    return this.drawing;
  }

  begin() {
    const draw = this.waiting?.draw;
    this.up();
    this.drawing = true;
    draw?.();
  }

  /** It is gone. Whether that was a tap. */
  up() {
    clearTimeout(this.timer);
    const tapped = this.waiting !== null;
    this.waiting = null;
    this.drawing = false;
    return tapped;
  }
}
