// Saves a question shortly after every change, and says when it was saved.
// <section data-behaviour="autosave" data-url data-position> inside the player's form; the fields
// of question 3 are all those of the form whose names begin with "q3-".
import { outboxOf } from "behaviours/outbox.js";

const DELAY = 800;

// Whether a control holds something else than the page came with.
function differs(control) {
  if (control.matches("select")) {
    const came = control.querySelector("option[selected]") ?? control.options[0];
    return control.value !== came?.value;
  }
  if (["checkbox", "radio"].includes(control.type)) return control.checked !== control.defaultChecked;
  return control.matches("input, textarea") && control.value !== control.defaultValue;
}

export function attach(section) {
  const form = section.closest("form");
  const outbox = outboxOf(form.dataset.attempt);
  const position = Number(section.dataset.position);
  const prefix = `q${position}-`;
  const revision = form.elements[`${prefix}revision`];
  const status = section.querySelector("[data-status]");
  const trouble = section.querySelector("[data-trouble]");
  const conflict = section.querySelector("[data-conflict]");
  let timer = 0;

  const controls = () =>
    [...form.elements].filter((each) => each.name.startsWith(prefix) && each !== revision);

  function fields() {
    const names = new Set(controls().map((each) => each.name));
    return [...new FormData(form)].filter(([name]) => names.has(name));
  }

  function queue() {
    outbox.put(position, section.dataset.url, fields(), revision.value);
    status.textContent = "Saving";
  }

  function changed(event) {
    if (!event.target.name?.startsWith(prefix)) return;
    queue();
    clearTimeout(timer);
    timer = setTimeout(() => outbox.flush(), event.type === "input" ? DELAY : DELAY / 4);
  }

  // Puts values back into the form: what waited here when the page was left.
  function restore(values) {
    const given = new Map();
    for (const [name, value] of values) given.set(name, [...(given.get(name) ?? []), value]);
    for (const control of controls()) {
      const wanted = given.get(control.name) ?? [];
      if (["checkbox", "radio"].includes(control.type)) {
        control.checked = wanted.includes(control.value);
      } else {
        control.value = wanted[0] ?? "";
      }
    }
    document.dispatchEvent(new CustomEvent("quizapp:restored"));
  }

  function say(problem) {
    form.querySelector(`#${prefix}problem`)?.remove();
    trouble.hidden = !problem;
    if (trouble.textContent !== problem) trouble.textContent = problem;
    for (const control of controls()) {
      if (!control.matches("input[type=text], textarea")) continue;
      if (problem) control.setAttribute("aria-invalid", "true");
      else control.removeAttribute("aria-invalid");
    }
  }

  function offer({ step, words }) {
    conflict.querySelector("[data-words]").textContent = words || "no answer";
    conflict.querySelector("[data-restores]").value = step;
    conflict.hidden = false;
  }

  document.addEventListener("quizapp:saved", ({ detail: { position: saved, answer } }) => {
    if (saved !== position) return;
    revision.value = answer.revision;
    if (outbox.entry(position)) return;
    status.textContent = answer.late
      ? "Arrived after the end. Your teacher decides whether it counts."
      : answer.saved_at && `Saved ${answer.saved_at}`;
    say(answer.problem);
    if (answer.conflict) offer(answer.conflict);
  });
  document.addEventListener("quizapp:refused", ({ detail }) => {
    if (detail.position !== position) return;
    status.textContent = "Not saved";
    say(detail.problem);
  });
  document.addEventListener("quizapp:queue", ({ detail }) => {
    if (detail.position === position) queue();
  });
  document.addEventListener("quizapp:connection", ({ detail }) => {
    if (!detail.online && outbox.entry(position)) status.textContent = "Kept on this device";
  });

  const waiting = outbox.entry(position);
  if (waiting) {
    restore(waiting.fields);
    status.textContent = "Saving";
  } else if (controls().some(differs)) {
    queue(); // answered before this script was there
    timer = setTimeout(() => outbox.flush(), DELAY);
  }
  form.addEventListener("input", changed);
  form.addEventListener("change", changed);
}
