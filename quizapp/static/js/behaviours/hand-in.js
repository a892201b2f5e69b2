// Before handing in: sends what still waits on this device, and waits for it.
import { outboxOf } from "behaviours/outbox.js";

export function attach(form) {
  const outbox = outboxOf(form.dataset.attempt);
  const unsent = form.querySelector("[data-unsent]");
  const banner = form.querySelector("[data-offline]");
  let sure = false;

  outbox.token = form.elements.csrf_token.value;
  document.addEventListener("quizapp:connection", ({ detail }) => {
    banner.textContent = detail.online
      ? ""
      : "No connection. Your answers are kept on this device and will be sent.";
  });

  form.addEventListener("submit", async (event) => {
    if (sure) return;
    event.preventDefault();
    const button = event.submitter;
    const sent = await outbox.flush();
    unsent.hidden = sent;
    if (!sent) return;
    sure = true;
    setTimeout(() => form.requestSubmit(button)); // not within the event: it would be ignored
  });
  addEventListener("pageshow", () => (sure = false));
  outbox.flush();
}
