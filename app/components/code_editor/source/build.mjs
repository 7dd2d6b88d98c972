// Bundle the editor into assets/editor. From app/components: npm ci && npm run build
//
// Writes assets/editor/editor.js, its licences beside it, and ../code_editor.js, which imports it under an
// address that changes with its content, so a browser may keep it for good.

import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const packages = join(here, "../../node_modules");
const target = join(here, "../../../../assets/editor");

const SHARED = ["../../more.css", "../../more.js"]; // what the editor has in common with other components

/** One SHA-256 over the sources, by name and content; a test holds the committed bundle to it. */
function sourceDigest() {
  const digest = createHash("sha256");
  const names = readdirSync(here).filter((name) => /^[^.]+\.(js|css|mjs)$/.test(name)); // no tests
  for (const name of [...SHARED, ...names.sort()]) {
    digest.update(`${name}\n${readFileSync(join(here, name), "utf8").replaceAll("\r\n", "\n")}\n`);
  }
  return digest.digest("hex");
}

/** The licences of all packages that are part of the bundle. @param {string[]} inputs */
function licences(inputs) {
  const names = new Set();
  for (const input of inputs) {
    const name = /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(input)?.[1];
    if (name) names.add(name);
  }
  const notices = [...names].sort().map((name) => {
    const folder = join(packages, name);
    const { version } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    const file = readdirSync(folder).find((candidate) => /^licen[cs]e/i.test(candidate));
    if (!file) throw new Error(`${name} has no licence file`);
    return `${name} ${version}\n\n${readFileSync(join(folder, file), "utf8").trim()}\n`;
  });
  return `The editor bundle in this folder contains these packages.\n\n${notices.join(`\n${"-".repeat(80)}\n\n`)}`;
}

const result = await build({
  absWorkingDir: here,
  entryPoints: ["component.js"],
  outfile: join(target, "editor.js"),
  bundle: true,
  format: "esm",
  minify: true,
  target: "es2022",
  charset: "utf8",
  legalComments: "inline",
  loader: { ".css": "text" },
  banner: { js: `/* Pixelwise code editor, built from app/components/code_editor/source ${sourceDigest()} */` },
  metafile: true,
});
const [{ bytes, inputs }] = Object.values(result.metafile.outputs);
const used = Object.keys(inputs).filter((name) => inputs[name].bytesInOutput > 0);
writeFileSync(join(target, "LICENSES.txt"), licences(used));
const version = createHash("sha256").update(readFileSync(join(target, "editor.js"))).digest("hex").slice(0, 12);
writeFileSync(
  join(here, "../code_editor.js"),
  `// Written by source/build.mjs.\nexport { default } from "../../../editor/editor.js?v=${version}";\n`,
);
console.log(`assets/editor/editor.js: ${bytes} bytes`);
