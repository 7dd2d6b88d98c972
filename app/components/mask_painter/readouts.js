// The table of metrics beside the grids. Built once; afterwards only text changes.

/** @import { ClassData } from "../data.js" */
/** @import { PainterData, ReadoutValues } from "./data.js" */
/** @typedef {PainterData["readouts"][number]} Readout */

import { element, write } from "../dom.js";
import { swatch } from "./cells.js";

const WHOLE = {
  pixel_accuracy: "Pixel accuracy",
  miou: "mIoU",
  painted_cells: "Painted cells",
};
const PER_CLASS = { iou: "IoU", dice: "Dice", boundary_iou: "Boundary IoU" };

/** @param {Readout} name @returns {name is keyof typeof WHOLE} */
function isWhole(name) {
  return name in WHOLE;
}

/** @param {Readout} name @returns {name is keyof typeof PER_CLASS} */
function isPerClass(name) {
  return name in PER_CLASS;
}

/** @param {Readout} name @param {number | null | undefined} value */
function format(name, value) {
  if (value === null || value === undefined) return "absent";
  return name === "painted_cells" ? String(value) : value.toFixed(3);
}

/**
 * A table that shows these readouts; `show(values)` fills it in.
 * @param {Readout[]} names
 * @param {ClassData[]} classes
 */
export function readoutTable(names, classes) {
  const box = element("div", { class: "pw-readouts", testid: "pw-readouts" });
  /** @type {{ node: HTMLElement, name: Readout, value: (values: ReadoutValues) => number | null | undefined }[]} */
  const cells = [];
  const wholeCell = (/** @type {keyof typeof WHOLE} */ name) => {
    const node = element("td", { testid: `pw-value-${name}` });
    cells.push({ node, name, value: (values) => values[name] });
    return node;
  };
  const classCell = (/** @type {keyof typeof PER_CLASS} */ name, /** @type {number} */ id) => {
    const node = element("td", { testid: `pw-value-${name}-${id}` });
    cells.push({ node, name, value: (values) => values[name]?.[id] });
    return node;
  };
  const whole = names.filter(isWhole);
  const perClass = names.filter(isPerClass);
  if (perClass.length) {
    const heads = perClass.map((name) => element("th", { scope: "col" }, PER_CLASS[name]));
    const body = classes.map((style, id) =>
      element("tr", {},
        element("th", { scope: "row" },
          element("span", { class: "pw-class" }, swatch(style, 18), element("span", {}, style.name))),
        ...perClass.map((name) => classCell(name, id))));
    box.append(element("table", { class: "pw-table" },
      element("caption", { class: "pw-hidden" }, "Metrics of each class"),
      element("thead", {}, element("tr", {}, element("th", { scope: "col" }, "Class"), ...heads)),
      element("tbody", {}, ...body)));
  }
  if (whole.length) {
    box.append(element("table", { class: "pw-table" },
      element("caption", { class: "pw-hidden" }, "Metrics of the whole mask"),
      element("tbody", {}, ...whole.map((name) =>
        element("tr", {}, element("th", { scope: "row" }, WHOLE[name]), wholeCell(name))))));
  }
  return {
    element: box,
    /** @param {ReadoutValues} values @param {"browser" | "server"} source */
    show(values, source) {
      for (const { node, name, value } of cells) {
        const number = value(values);
        write(node, format(name, number));
        node.classList.toggle("pw-absent", number === null);
      }
      box.dataset.source = source;
    },
  };
}
