// Written by source/build.mjs.
export { default } from "../../../editor/editor.js?v=db2fa4a45e91";
