// Looks after text that is not saved yet: Ctrl+S saves, leaving warns, and what was typed survives
// a reload in this window. It is offered back, never put back unasked; it keeps the hash that it
// was begun from, so that nobody else's save is written over.
const PAUSE = 300;

export function attach(form) {
  const field = form.querySelector("textarea");
  const begun = form.elements.started_from;
  const offer = form.querySelector("[data-offer]");
  const key = `quizapp:text:${form.dataset.file}`;
  const first = field.value;
  let changed = "changed" in form.dataset;
  let timer = 0;

  function keep() {
    clearTimeout(timer);
    try {
      if (changed) sessionStorage.setItem(key, JSON.stringify({ base: begun.value, text: field.value }));
      else sessionStorage.removeItem(key);
    } catch {
      // No room, or storing is forbidden: the warning on leaving still works.
    }
  }

  function kept() {
    try {
      return JSON.parse(sessionStorage.getItem(key) ?? "null");
    } catch {
      return null;
    }
  }

  const last = kept();
  if (last?.text === first && !changed) keep();
  else if (typeof last?.text === "string" && last.text !== first) offer.hidden = false;

  offer.querySelector("[data-restore]").addEventListener("click", () => {
    field.value = last.text;
    begun.value = last.base;
    changed = true;
    offer.hidden = true;
    document.dispatchEvent(new CustomEvent("quizapp:restored"));
    keep();
  });
  offer.querySelector("[data-forget]").addEventListener("click", () => {
    offer.hidden = true;
    keep();
  });

  field.addEventListener("input", () => {
    changed = "changed" in form.dataset || field.value !== first;
    clearTimeout(timer);
    if (offer.hidden) timer = setTimeout(keep, PAUSE);
  });
  addEventListener("beforeunload", (event) => {
    if (offer.hidden) keep();
    if (changed) event.preventDefault();
  });
  form.addEventListener("submit", () => {
    keep();
    changed = false;
  });
  addEventListener("keydown", (event) => {
    const saves = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
    if (!saves || event.key.toLowerCase() !== "s") return;
    event.preventDefault();
    form.requestSubmit(form.querySelector("button.main"));
  });
}
