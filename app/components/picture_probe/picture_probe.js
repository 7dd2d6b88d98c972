// The picture probe: pictures of one size side by side, a crosshair at the same pixel of each. The
// crosshair follows the pointer in here; Python hears of the pixel when it is let go.

// A relative import drops the query that tells one version of these files from the next.
const version = new URL(import.meta.url).search;
const [{ element, write, addStyles }, { unpack, newestOf, keepNewest, mounted }] = await Promise.all(
  ["../mask_painter/dom", "../feature_atlas/shared"].map((file) => import(`${file}.js${version}`)));
await Promise.all(["../feature_atlas/shared", "./picture_probe"].map((sheet) =>
  addStyles(new URL(`${sheet}.css${version}`, import.meta.url).href)));

const SVG = "http://www.w3.org/2000/svg";
const SMALLEST = 150; // CSS pixels a picture is wide before the next one moves to a new row
const LARGEST = 420;
const GAP = 16;

let probes = 0; // for ids that are unique on the page

function shape(name, className, attributes = {}) {
  const node = document.createElementNS(SVG, name);
  node.setAttribute("class", className);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  return node;
}

class PictureProbe {
  constructor(parent) {
    const keys = `pw-probe-${++probes}-keys`;
    // The arrow keys are ours; "application" tells a screen reader to pass them on.
    this.row = element("div", {
      class: "pw-probe-pictures", tabindex: "0", role: "application", "aria-roledescription": "pixel chooser",
      "aria-describedby": keys, testid: "pw-probe-pictures",
    });
    this.status = element("p", { class: "pw-live-quiet pw-probe-status", "aria-live": "polite", testid: "pw-probe-status" });
    this.root = element("div", { class: "pw-live pw-probe", testid: "pw-probe" },
      element("p", { class: "pw-live-hidden", id: keys },
        "Arrow keys move by one pixel, with Shift by eight; Home and End go to the ends of the row."),
      this.row, this.status);
    parent.append(this.root);
    this.figures = [];
    this.listen();
    this.observer = new ResizeObserver(() => this.layOut());
    this.observer.observe(this.root);
    this.rescale = () => this.layOut();
    window.addEventListener("resize", this.rescale);
  }

  destroy() {
    this.observer.disconnect();
    window.removeEventListener("resize", this.rescale);
    cancelAnimationFrame(this.waiting);
    this.root.remove();
  }

  update(bytes, send) {
    this.send = send;
    const { header, rest } = unpack(bytes);
    const [height, width] = header.shape;
    const rebuilt = this.data?.shape.join() !== header.shape.join()
      || this.figures.length !== header.pictures.length;
    const restarted = this.data?.revision !== header.revision;
    this.data = header;
    Object.assign(this, { height, width });
    if (rebuilt) this.build();
    if (restarted) {
      const { row, column, changes } = newestOf(header.revision, header);
      Object.assign(this, { pixel: [row, column], told: [row, column], changes, dragging: null });
    }
    this.figures.forEach((figure, at) => {
      const { title, caption, pixels } = header.pictures[at];
      write(figure.title, title);
      write(figure.caption, caption);
      figure.caption.hidden = !caption;
      if (figure.pixels === pixels) return;
      figure.pixels = pixels;
      this.paint(figure.canvas, rest.subarray(at * height * width * 3, (at + 1) * height * width * 3));
    });
    this.outline(header.box);
    this.layOut();
    this.point();
  }

  build() {
    const { height, width } = this;
    this.figures = this.data.pictures.map(() => {
      const canvas = element("canvas", { class: "pw-live-sharp pw-probe-canvas", width, height });
      const cross = ["pw-probe-under", "pw-probe-over"].map((look) => shape("path", look));
      const box = ["pw-probe-under", "pw-probe-over pw-probe-dashed"].map((look) => shape("rect", look));
      // The box may reach beyond the picture; clipping shows it as far as it goes.
      const overlay = shape("svg", "pw-probe-overlay", { viewBox: `0 0 ${width} ${height}`, "aria-hidden": "true" });
      overlay.append(...box, ...cross);
      const title = element("p", { class: "pw-live-title" });
      const caption = element("p", { class: "pw-live-quiet" });
      const frame = element("div", { class: "pw-probe-frame", testid: "pw-probe-frame" }, canvas, overlay);
      return { title, caption, canvas, frame, cross, box, node: element("div", { class: "pw-probe-figure" }, title, frame, caption) };
    });
    this.row.replaceChildren(...this.figures.map(({ node }) => node));
    this.size = null;
  }

  paint(canvas, rgb) {
    const image = new ImageData(this.width, this.height);
    const { data } = image;
    for (let from = 0, to = 0; from < rgb.length; from += 3, to += 4) {
      data[to] = rgb[from];
      data[to + 1] = rgb[from + 1];
      data[to + 2] = rgb[from + 2];
      data[to + 3] = 255;
    }
    canvas.getContext("2d").putImageData(image, 0, 0);
    this.root.dataset.paints = Number(this.root.dataset.paints ?? 0) + 1;
  }

  /** As many pictures in a row as stay large enough; whole screen pixels per pixel where there is room. */
  layOut() {
    const room = this.root.clientWidth;
    if (!this.data || !room) return;
    const scale = window.devicePixelRatio || 1;
    const count = this.figures.length;
    const most = Math.max(1, Math.min(count, Math.floor((room + GAP) / (SMALLEST + GAP))));
    const columns = Math.ceil(count / Math.ceil(count / most)); // rows of one length: six are 3 and 3, not 5 and 1
    const widest = Math.min(LARGEST, (room - GAP * (columns - 1)) / columns, LARGEST * (this.width / this.height));
    const factor = (widest * scale) / this.width;
    const width = ((factor >= 3 ? Math.floor(factor) : factor) * this.width) / scale;
    const size = `${width}px`;
    if (size === this.size) return;
    this.size = size;
    for (const { node, frame } of this.figures) {
      node.style.width = size;
      frame.style.height = `${(width * this.height) / this.width}px`;
    }
  }

  outline(box) {
    for (const { box: rects } of this.figures) {
      for (const rect of rects) {
        rect.style.display = box ? "" : "none";
        if (!box) continue;
        const [top, left, bottom, right] = box;
        for (const [name, value] of Object.entries({ x: left, y: top, width: right - left, height: bottom - top })) {
          rect.setAttribute(name, value);
        }
      }
    }
  }

  point() {
    const { height, width, pixel: [row, column] } = this;
    // Lines from the four edges that stop short of the pixel, and a square around it.
    const free = Math.max(1, 0.04 * Math.min(height, width));
    const [x, y] = [column + 0.5, row + 0.5];
    const d = [
      y > free && `M${x} 0V${y - free}`, y < height - free && `M${x} ${height}V${y + free}`,
      x > free && `M0 ${y}H${x - free}`, x < width - free && `M${width} ${y}H${x + free}`,
      `M${column} ${row}h1v1h-1z`,
    ].filter(Boolean).join("");
    for (const { cross } of this.figures) for (const path of cross) path.setAttribute("d", d);
    const place = `row ${row + 1}, column ${column + 1}`;
    write(this.status, `Chosen pixel: ${place} (of ${height} × ${width})`);
    this.row.setAttribute("aria-label", `${this.data.label}: ${place}`);
  }

  move(row, column) {
    const to = [Math.min(this.height - 1, Math.max(0, row)), Math.min(this.width - 1, Math.max(0, column))];
    if (to.join() === this.pixel.join()) return;
    this.pixel = to;
    cancelAnimationFrame(this.waiting);
    this.waiting = requestAnimationFrame(() => this.point());
  }

  report() {
    const [row, column] = this.pixel;
    if (this.pixel.join() === this.told.join()) return;
    this.told = this.pixel;
    this.changes++;
    keepNewest(this.data.revision, { row, column, changes: this.changes });
    this.send("probed", { revision: this.data.revision, changes: this.changes, row, column });
  }

  listen() {
    const { row } = this;
    const follow = (event) => {
      const box = this.dragging.frame.getBoundingClientRect();
      this.move(Math.floor(((event.clientY - box.top) / box.height) * this.height),
        Math.floor(((event.clientX - box.left) / box.width) * this.width));
    };
    row.addEventListener("pointerdown", (event) => {
      const frame = event.target.closest(".pw-probe-frame");
      if (!frame || event.button !== 0 || !event.isPrimary) return;
      row.setPointerCapture(event.pointerId);
      this.dragging = { pointer: event.pointerId, frame };
      follow(event);
    });
    row.addEventListener("pointermove", (event) => {
      if (event.pointerId === this.dragging?.pointer) follow(event);
    });
    row.addEventListener("pointerup", (event) => {
      if (event.pointerId !== this.dragging?.pointer) return;
      this.dragging = null;
      this.report();
    });
    row.addEventListener("pointercancel", (event) => {
      if (event.pointerId !== this.dragging?.pointer) return;
      this.dragging = null; // the finger scrolled the page: it chose nothing
      this.move(...this.told);
    });
    row.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const step = event.shiftKey ? 8 : 1;
      const [at, column] = this.pixel;
      const to = {
        ArrowUp: [at - step, column], ArrowDown: [at + step, column],
        ArrowLeft: [at, column - step], ArrowRight: [at, column + step],
        Home: [at, 0], End: [at, this.width - 1],
      }[event.key];
      if (!to) return;
      event.preventDefault();
      event.stopPropagation();
      this.move(...to);
    });
    // A key held down moves many times and is told once.
    row.addEventListener("keyup", () => this.report());
    row.addEventListener("blur", () => this.report());
  }
}

export default mounted(PictureProbe);
