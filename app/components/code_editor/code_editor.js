// Written by source/build.mjs.
export { default } from "../../../editor/editor.js?v=ab242fa7113f";
