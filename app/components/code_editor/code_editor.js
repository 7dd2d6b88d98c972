// Written by source/build.mjs.
export { default } from "../../../editor/editor.js?v=85a6aea2fd81";
