// Written by source/build.mjs.
export { default } from "../../../editor/editor.js?v=9833c217a99a";
