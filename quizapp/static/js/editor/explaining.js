// What the word under the pointer means, or the one at the cursor when F1 is pressed.
import { EditorView, StateEffect, StateField, hoverTooltip, keymap, showTooltip } from "vendor/editor.js";
import { ask, lettersBefore, placeOf } from "editor/server.js";

const UNKNOWN = "Nothing is known about this word.";

const show = StateEffect.define();

const shown = StateField.define({
  create: () => null,
  update(tooltip, change) {
    for (const effect of change.effects) if (effect.is(show)) return effect.value;
    return change.docChanged || change.selection ? null : tooltip;
  },
  provide: (field) => showTooltip.from(field),
});

export function explaining(form) {
  async function explain(view, place) {
    const text = view.state.doc.toString();
    const found = await ask(form, form.dataset.explain, { text, at: lettersBefore(text, place) });
    return found?.meaning && view.state.doc.toString() === text ? tooltip(found, text) : null;
  }

  function explainHere(view) {
    const place = view.state.selection.main.head;
    explain(view, place).then((found) => {
      const said = found ?? box(UNKNOWN, place, place);
      view.dispatch({ effects: [show.of(said), EditorView.announce.of(said.words)] });
    });
    return true;
  }

  function hide(view) {
    if (!view.state.field(shown)) return false;
    view.dispatch({ effects: show.of(null) });
    return true;
  }

  const keys = keymap.of([
    { key: "F1", run: explainHere, preventDefault: true },
    { key: "Escape", run: hide },
  ]);
  return [shown, keys, hoverTooltip(explain, { hoverTime: 500 })];
}

function tooltip(found, text) {
  const words = `${found.word}: ${found.meaning}`;
  return box(words, placeOf(text, found.start), placeOf(text, found.end));
}

function box(words, pos, end) {
  const create = () => {
    const dom = document.createElement("p");
    dom.className = "cm-explanation";
    dom.textContent = words;
    return { dom };
  };
  return { pos, end, words, create };
}
