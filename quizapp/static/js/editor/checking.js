// The problems and the figures of the text while it is being written: underlined in the editor,
// listed below it, and said to screen readers when their number changes.
import { setDiagnostics } from "vendor/editor.js";
import { ask } from "editor/server.js";

const PAUSE = 700;

export class Checking {
  constructor(form, view) {
    this.form = form;
    this.view = view;
    this.timer = 0;
    this.asked = 0;
    this.findings = document.getElementById("findings");
    this.status = document.getElementById("findings-status");
  }

  soon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.now(), PAUSE);
  }

  async now() {
    const mine = (this.asked += 1);
    const text = this.view.state.doc.toString();
    const found = await ask(this.form, this.form.dataset.check, { text });
    if (!found || mine !== this.asked || this.view.state.doc.toString() !== text) return;
    this.underline(found.problems);
    const fresh = new DOMParser().parseFromString(found.panel, "text/html");
    this.findings.replaceChildren(...fresh.body.childNodes);
    if (this.status.textContent !== found.summary) this.status.textContent = found.summary;
  }

  underline(problems) {
    const diagnostics = problems.map((each) => this.diagnostic(each));
    this.view.dispatch(setDiagnostics(this.view.state, diagnostics));
  }

  diagnostic({ line, column, severity, what, mend }) {
    const doc = this.view.state.doc;
    const there = doc.line(Math.min(Math.max(line, 1), doc.lines));
    const from = Math.min(there.from + column - 1, there.to);
    const to = Math.max(there.to, from);
    return { from, to, severity, message: `${what}. To mend it: ${mend}.` };
  }
}
