// Opens the editor in the place of a text field.
import {
  EditorState,
  EditorView,
  Prec,
  completionKeymap,
  defaultKeymap,
  highlightActiveLine,
  highlightActiveLineGutter,
  highlightSelectionMatches,
  highlightSpecialChars,
  history,
  historyKeymap,
  indentOnInput,
  indentUnit,
  indentWithTab,
  keymap,
  lineNumbers,
  lintGutter,
  lintKeymap,
  search,
  searchKeymap,
  yaml,
} from "vendor/editor.js";
import { Checking } from "editor/checking.js";
import { completing } from "editor/completing.js";
import { explaining } from "editor/explaining.js";
import { theme } from "editor/theme.js";

const LEAVING = 10_000;

// Escape lets the next Tab leave the editor; otherwise Tab indents.
const leaving = {
  key: "Escape",
  run(view) {
    view.setTabFocusMode(LEAVING);
    return true;
  },
};

// Typing over a selection: left to itself, the browser writes inline styles for that, which the
// page's policy forbids.
const typingOver = EditorView.domEventHandlers({
  beforeinput(event, view) {
    const plain = event.inputType === "insertText" && event.data && !event.isComposing;
    if (!plain || view.state.selection.main.empty) return false;
    view.dispatch(view.state.replaceSelection(event.data), { userEvent: "input.type", scrollIntoView: true });
    event.preventDefault();
    return true;
  },
});

// Hides the field; whoever was writing in it already goes on in the editor.
function takeOver(field, view) {
  const writing = document.activeElement === field;
  const [anchor, head] = [field.selectionStart, field.selectionEnd];
  field.hidden = true;
  if (!writing) return;
  view.dispatch({ selection: { anchor, head }, scrollIntoView: true });
  view.focus();
}

export function open(form, field) {
  const host = document.createElement("div");
  host.className = "yaml-host";
  field.before(host);
  const root = host.attachShadow({ mode: "open" });
  let checking = null;
  const inStep = EditorView.updateListener.of((update) => {
    if (!update.docChanged) return;
    field.value = update.state.doc.toString();
    field.dispatchEvent(new Event("input", { bubbles: true }));
    checking?.soon();
  });
  const state = EditorState.create({
    doc: field.value,
    extensions: [
      lineNumbers(),
      lintGutter(),
      highlightSpecialChars(),
      highlightActiveLine(),
      highlightActiveLineGutter(),
      highlightSelectionMatches(),
      history(),
      indentOnInput(),
      indentUnit.of("  "),
      search({ top: true }),
      yaml(),
      theme,
      completing(form),
      explaining(form),
      keymap.of([...completionKeymap, ...searchKeymap, ...historyKeymap, ...lintKeymap]),
      keymap.of([indentWithTab, ...defaultKeymap]),
      Prec.lowest(keymap.of([leaving])),
      EditorView.lineWrapping,
      EditorView.contentAttributes.of({
        "aria-label": form.querySelector("label[for=text]").textContent,
        spellcheck: "true",
        tabindex: "0",
        lang: field.lang,
      }),
      typingOver,
      inStep,
    ],
  });
  const view = new EditorView({ state, root, parent: root });
  takeOver(field, view);
  document.addEventListener("quizapp:restored", () => {
    const changes = { from: 0, to: view.state.doc.length, insert: field.value };
    view.dispatch({ changes });
  });
  checking = new Checking(form, view);
  checking.now();
  return view;
}
