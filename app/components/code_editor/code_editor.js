// Written by source/build.mjs.
export { default } from "../../../editor/editor.js?v=4a6a4595cde2";
