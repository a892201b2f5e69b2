// How the editor looks: the page's own tokens, so that light, dark and high contrast follow it.
// The editor lives in a shadow root, where its rules are adopted style sheets: the page's policy
// on styles stays as strict as everywhere, and nothing of the page's own style reaches in.
import { EditorView, HighlightStyle, syntaxHighlighting, tags } from "vendor/editor.js";

const box = { border: "1.5px solid var(--edge)", borderRadius: "var(--round)" };
const button = {
  ...box,
  minHeight: "2.75rem",
  padding: "0.3rem 0.8rem",
  background: "var(--surface)",
  backgroundImage: "none",
  color: "var(--ink)",
  font: "600 var(--size-s) var(--sans)",
};

const look = EditorView.theme({
  "&": {
    ...box,
    background: "var(--surface)",
    color: "var(--ink)",
    fontSize: "var(--size-s)",
    minHeight: "16rem",
    maxHeight: "75vh",
  },
  "&.cm-focused": { outline: "3px solid var(--green)", outlineOffset: "2px" },
  ".cm-scroller": {
    fontFamily: "ui-monospace, 'Cascadia Mono', Menlo, Consolas, monospace",
    lineHeight: "1.6",
    overflow: "auto",
    minHeight: "16rem",
  },
  ".cm-content": { caretColor: "var(--ink)", padding: "var(--space-2) 0" },
  ".cm-gutters": {
    background: "var(--surface-sunk)",
    color: "var(--ink-soft)",
    borderInlineEnd: "1px solid var(--line)",
  },
  ".cm-activeLine, .cm-activeLineGutter": { background: "var(--green-wash)" },
  ".cm-activeLineGutter": { color: "var(--ink)" },
  ".cm-selectionMatch": { background: "var(--highlight)" },
  ".cm-searchMatch": { background: "var(--highlight)", outline: "1px solid var(--yellow-edge)" },
  ".cm-searchMatch-selected": { background: "var(--yellow)", color: "var(--on-yellow)" },
  ".cm-lintRange-error": {
    backgroundImage: "none",
    textDecoration: "underline wavy 2px var(--clay)",
    textUnderlineOffset: "3px",
  },
  ".cm-lintRange-warning": {
    backgroundImage: "none",
    textDecoration: "underline dotted 2px var(--yellow-edge)",
    textUnderlineOffset: "3px",
  },
  ".cm-panels": { background: "var(--surface-sunk)", color: "var(--ink)", borderColor: "var(--line)" },
  ".cm-panel.cm-search": { padding: "var(--space-2)", fontFamily: "var(--sans)" },
  ".cm-panel.cm-search label": { fontSize: "var(--size-s)" },
  ".cm-button, .cm-panel.cm-search [name=close]": button,
  ".cm-textfield": { ...button, fontWeight: "400" },
  ".cm-tooltip": {
    ...box,
    background: "var(--surface)",
    color: "var(--ink)",
    boxShadow: "var(--shadow)",
    fontFamily: "var(--sans)",
    maxWidth: "min(34rem, 92vw)",
  },
  ".cm-tooltip.cm-tooltip-autocomplete > ul": { fontFamily: "var(--sans)", maxHeight: "18rem" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li": { padding: "0.45rem 0.7rem", lineHeight: "1.4" },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]": {
    background: "var(--green)",
    color: "var(--on-green)",
  },
  ".cm-completionMatchedText": { textDecoration: "underline", fontWeight: "600" },
  ".cm-completionDetail": { fontStyle: "normal", marginInlineStart: "0.8rem", opacity: "0.85" },
  ".cm-tooltip.cm-completionInfo": { padding: "0.5rem 0.7rem", maxWidth: "22rem" },
  ".cm-diagnostic": { borderColor: "var(--clay)", padding: "0.5rem 0.7rem" },
  ".cm-diagnostic-warning": { borderColor: "var(--yellow-edge)" },
  ".cm-explanation": { padding: "0.5rem 0.7rem", margin: "0" },
});

const colours = HighlightStyle.define([
  { tag: [tags.propertyName, tags.definition(tags.propertyName)], color: "var(--green)", fontWeight: "600" },
  { tag: [tags.comment, tags.meta, tags.processingInstruction], color: "var(--ink-soft)", fontStyle: "italic" },
  { tag: [tags.string, tags.content, tags.attributeValue], color: "var(--ink)" },
  { tag: [tags.punctuation, tags.separator, tags.squareBracket, tags.brace], color: "var(--ink-soft)" },
  { tag: [tags.invalid, tags.keyword, tags.labelName], color: "var(--clay)" },
]);

export const theme = [look, syntaxHighlighting(colours)];
