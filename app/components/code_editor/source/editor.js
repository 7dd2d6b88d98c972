// CodeMirror, put together for writing short Python functions.

/** @import { ViewUpdate } from "@codemirror/view" */
/** @import { GivenCode } from "./locked.js" */

import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import {
  bracketMatching,
  HighlightStyle,
  indentOnInput,
  indentUnit,
  syntaxHighlighting,
} from "@codemirror/language";
import { pythonLanguage } from "@codemirror/lang-python";
import { EditorState, Prec } from "@codemirror/state";
import {
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
} from "@codemirror/view";
import { tags } from "@lezer/highlight";

import { highlightBlanks, nextBlankOrIndent, previousBlankOrDedent } from "./blanks.js";
import { lockGivenCode } from "./locked.js";
import { errorMarks } from "./marks.js";

// The colours are custom properties, set for light and dark in editor.css.
const colours = HighlightStyle.define([
  { tag: [tags.keyword, tags.operatorKeyword, tags.modifier], color: "var(--pw-code-keyword)" },
  { tag: [tags.string, tags.special(tags.string)], color: "var(--pw-code-string)" },
  { tag: [tags.number, tags.bool, tags.null], color: "var(--pw-code-number)" },
  { tag: tags.comment, color: "var(--pw-code-comment)", fontStyle: "italic" },
  {
    tag: [tags.function(tags.variableName), tags.function(tags.definition(tags.variableName)), tags.className],
    color: "var(--pw-code-function)",
  },
]);

/**
 * A CodeMirror view inside `parent`.
 * @param {object} options
 * @param {HTMLElement} options.parent
 * @param {Record<string, string>} options.attributes
 * @param {() => GivenCode} options.givenCode
 * @param {() => void} options.onCheck called for Ctrl+Enter and Cmd+Enter
 * @param {(update: ViewUpdate) => void} options.onUpdate
 * @param {() => void} options.onLeave called when Escape arms Tab to leave
 * @param {(event: FocusEvent) => void} options.onBlur
 */
export function createEditor({ parent, attributes, givenCode, onCheck, onUpdate, onLeave, onBlur }) {
  const check = () => {
    onCheck();
    return true;
  };
  const announceLeave = () => {
    onLeave();
    return false;
  };
  return new EditorView({
    parent,
    state: EditorState.create({
      extensions: [
        Prec.highest(
          keymap.of([
            { key: "Mod-Enter", run: check },
            { key: "Ctrl-Enter", run: check },
          ]),
        ),
        keymap.of([
          { key: "Tab", run: nextBlankOrIndent, shift: previousBlankOrDedent },
          { key: "Escape", run: announceLeave },
          ...defaultKeymap,
          ...historyKeymap,
        ]),
        lineNumbers(),
        errorMarks,
        history(),
        highlightActiveLine(),
        highlightActiveLineGutter(),
        bracketMatching(),
        indentOnInput(),
        indentUnit.of("    "),
        EditorState.tabSize.of(4),
        pythonLanguage,
        syntaxHighlighting(colours),
        highlightBlanks,
        lockGivenCode(givenCode),
        EditorView.contentAttributes.of(attributes),
        EditorView.updateListener.of(onUpdate),
        EditorView.domEventHandlers({
          blur: (event) => {
            onBlur(event);
            return false;
          },
        }),
      ],
    }),
  });
}
