// The table of metrics beside the grids. Built once; afterwards only text changes.

const WHOLE = {
  pixel_accuracy: "Pixel accuracy",
  miou: "mIoU",
  painted_cells: "Painted cells",
};
const PER_CLASS = { iou: "IoU", dice: "Dice", boundary_iou: "Boundary IoU" };

function format(name, value) {
  if (value === null) return "absent";
  return name === "painted_cells" ? String(value) : value.toFixed(3);
}

/** A table that shows these readouts; `show(values)` fills it in. */
export function readoutTable(names, classes, { element, write, swatch }) {
  const box = element("div", { class: "pw-readouts", testid: "pw-readouts" });
  const cells = []; // [element, readout, class id or null]
  const cell = (name, id) => {
    const made = element("td", { testid: id === null ? `pw-value-${name}` : `pw-value-${name}-${id}` });
    cells.push([made, name, id]);
    return made;
  };
  const whole = names.filter((name) => name in WHOLE);
  const perClass = names.filter((name) => name in PER_CLASS);
  if (perClass.length) {
    const heads = perClass.map((name) => element("th", { scope: "col" }, PER_CLASS[name]));
    const body = classes.map((style, id) =>
      element("tr", {},
        element("th", { scope: "row" },
          element("span", { class: "pw-class" }, swatch(style, 18), element("span", {}, style.name))),
        ...perClass.map((name) => cell(name, id))));
    box.append(element("table", { class: "pw-table" },
      element("caption", { class: "pw-hidden" }, "Metrics of each class"),
      element("thead", {}, element("tr", {}, element("th", { scope: "col" }, "Class"), ...heads)),
      element("tbody", {}, ...body)));
  }
  if (whole.length) {
    box.append(element("table", { class: "pw-table" },
      element("caption", { class: "pw-hidden" }, "Metrics of the whole mask"),
      element("tbody", {}, ...whole.map((name) =>
        element("tr", {}, element("th", { scope: "row" }, WHOLE[name]), cell(name, null))))));
  }
  return {
    element: box,
    show(values, source) {
      for (const [made, name, id] of cells) {
        const value = id === null ? values[name] : values[name][id];
        write(made, format(name, value));
        made.classList.toggle("pw-absent", value === null);
      }
      box.dataset.source = source;
    },
  };
}
