// Written by source/build.mjs.
export { default } from "../../editor/editor.js?v=f161ae35e268";
