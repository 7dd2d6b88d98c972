// Written by source/build.mjs.
export { default } from "../../editor/editor.js?v=b8ecb9f664e3";
