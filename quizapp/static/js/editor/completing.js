// Proposals at the cursor: keys, choices, ids of the bank, whole first texts of questions.
import { autocompletion, startCompletion } from "vendor/editor.js";
import { ask, lettersBefore } from "editor/server.js";

const MOST_BOOST = 99;

export function completing(form) {
  async function source(context) {
    const text = context.state.doc.toString();
    const at = lettersBefore(text, context.pos);
    const found = await ask(form, form.dataset.complete, { text, at });
    if (!found || context.aborted || !found.options.length) return null;
    const from = context.pos - found.word.length;
    return { from, options: found.options.map(option), validFor: /^[\w.-]*$/ };
  }
  return autocompletion({ override: [source], icons: false, activateOnTypingDelay: 200 });
}

function option(each, index) {
  return {
    label: each.label,
    detail: each.kind === "required" ? "required" : "",
    info: each.meaning || undefined,
    boost: Math.max(MOST_BOOST - index, -MOST_BOOST),
    apply: (view, _completion, from, to) => write(view, each, from, to),
  };
}

function write(view, each, from, to) {
  const start = each.whole ? 0 : from;
  const end = each.whole ? view.state.doc.length : to;
  view.dispatch({
    changes: { from: start, to: end, insert: each.text },
    selection: { anchor: each.whole ? 0 : start + each.text.length - each.back },
    userEvent: "input.complete",
    scrollIntoView: true,
  });
  if (["required", "key"].includes(each.kind)) startCompletion(view);
}
