// Answers on their way to the server: kept in the browser until the server has said that they are
// saved, sent one after the other, and tried again with growing pauses while there is no connection.
// Tells the page with events on the document:
//   quizapp:saved {position, answer}, quizapp:refused {position, status, problem},
//   quizapp:connection {online}, quizapp:locked {problem}
import { deviceName, forget, nextNumber, remember, remembered } from "behaviours/device.js";

const LONGEST_WAIT = 15_000;
const LONGEST_PAUSE = 30_000;
const opened = new Map();

export function outboxOf(attempt) {
  if (!opened.has(attempt)) opened.set(attempt, new Outbox(attempt));
  return opened.get(attempt);
}

class Outbox {
  constructor(attempt) {
    this.key = `quizapp:attempt:${attempt}`;
    this.token = "";
    this.pause = 1000;
    this.timer = 0;
    this.sending = null;
    this.stopped = false;
    addEventListener("online", () => this.flush());
  }

  #all() {
    try {
      return JSON.parse(remembered(this.key) ?? "{}");
    } catch {
      return {}; // somebody else wrote there
    }
  }

  entries() {
    return Object.values(this.#all());
  }

  entry(position) {
    return this.entries().find((each) => each.position === position);
  }

  // Takes what a question holds now; it replaces what was waiting for the same question.
  put(position, url, fields, revision) {
    this.#change((all) => {
      all[position] = { position, url, fields, revision, sequence: nextNumber() };
    });
  }

  drop(position) {
    this.#change((all) => delete all[position]);
  }

  #change(edit) {
    const all = this.#all();
    edit(all);
    if (Object.keys(all).length) remember(this.key, JSON.stringify(all));
    else forget(this.key);
  }

  // Sends everything that waits. Resolves to whether nothing is left; never rejects.
  flush() {
    clearTimeout(this.timer);
    this.sending ??= this.#sendAll().finally(() => (this.sending = null));
    return this.sending;
  }

  async #sendAll() {
    for (let entry = this.entries()[0]; entry && !this.stopped; entry = this.entries()[0]) {
      const reply = await this.#send(entry, LONGEST_WAIT);
      if (reply === null) {
        this.#later();
        return false;
      }
      this.#take(entry, reply);
    }
    return this.entries().length === 0;
  }

  async #send(entry, longest) {
    const patience = new AbortController();
    const timer = setTimeout(() => patience.abort(), longest);
    try {
      const response = await fetch(entry.url, {
        method: "POST",
        headers: { "X-Requested-With": "fetch" },
        body: this.#form(entry),
        keepalive: JSON.stringify(entry.fields).length < 20_000,
        signal: patience.signal,
      });
      if (response.status >= 500) return null;
      return { status: response.status, answer: await response.json() };
    } catch {
      return null;
    } finally {
      clearTimeout(timer);
    }
  }

  #form(entry) {
    const form = new URLSearchParams();
    for (const [name, value] of entry.fields) form.append(name, value);
    form.set("csrf_token", this.token);
    form.set("client", deviceName());
    form.set("sequence", entry.sequence);
    form.set(`q${entry.position}-revision`, entry.revision);
    form.set("go", "typing");
    return form;
  }

  #take(entry, { status, answer }) {
    this.pause = 1000;
    this.#tell("connection", { online: true });
    if ([400, 401, 404].includes(status)) {
      this.stopped = true;
      this.#tell("locked", { problem: answer.problem });
      return;
    }
    this.#change((all) => {
      const waiting = all[entry.position];
      if (waiting?.sequence === entry.sequence) delete all[entry.position];
      else if (waiting && status === 200) waiting.revision = answer.revision;
    });
    const { position } = entry;
    if (status === 200) this.#tell("saved", { position, answer });
    else this.#tell("refused", { position, status, problem: answer.problem });
  }

  #later() {
    this.#tell("connection", { online: false });
    this.timer = setTimeout(() => this.flush(), this.pause * (0.75 + Math.random() / 2));
    this.pause = Math.min(this.pause * 2, LONGEST_PAUSE);
  }

  #tell(name, detail) {
    document.dispatchEvent(new CustomEvent(`quizapp:${name}`, { detail }));
  }
}
