// Sends answers of an attempt that were still waiting on this device when its pages were left.
import { outboxOf } from "behaviours/outbox.js";

export function attach(element) {
  const outbox = outboxOf(element.dataset.attempt);
  outbox.token = element.dataset.token;
  if (outbox.entries().length) outbox.flush();
}
