// Written by source/build.mjs.
export { default } from "../../editor/editor.js?v=df2e735204d6";
