// Written by source/build.mjs.
export { default } from "../../../editor/editor.js?v=4e339ff58821";
