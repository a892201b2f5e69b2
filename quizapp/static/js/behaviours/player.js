// The form of a running attempt: sends what waits before the page is left, keeps the student here
// while there is no connection, marks the list of questions, and sends everything at the end.
import { deviceName } from "behaviours/device.js";
import { outboxOf } from "behaviours/outbox.js";

const STATES = { blank: "blank", read: "answered", unreadable: "cannot be read yet" };
const SIGNS = { blank: "blank", read: "answered", unreadable: "unreadable" };
const OFFLINE = "No connection. Your answers are kept on this device and will be sent.";
const AWAY = " The next page opens when the connection is back.";
const FULL_DAY = 86_400;

export function attach(form) {
  const outbox = outboxOf(form.dataset.attempt);
  const banner = form.querySelector("[data-offline]");
  let [busy, leaving, timer] = [false, false, 0];
  let waits = null; // the button that was pressed while there was no connection

  outbox.token = form.elements.csrf_token.value;
  form.elements.client.value = deviceName();

  function tell(words) {
    if (banner.textContent !== words) banner.textContent = words;
  }

  document.addEventListener("quizapp:connection", ({ detail }) => {
    if (detail.online) tell("");
    else if (!banner.textContent.includes(OFFLINE)) tell(OFFLINE); // it may say more already
  });
  document.addEventListener("quizapp:locked", ({ detail }) => {
    tell(`${detail.problem} What you entered is kept on this device.`);
  });
  document.addEventListener("quizapp:saved", ({ detail: { position, answer } }) => {
    endIn(answer.seconds);
    const link = form.querySelector(`.question-link[data-position="${position}"]`);
    if (link && answer.state in STATES) {
      link.dataset.state = SIGNS[answer.state];
      link.querySelector("[data-word]").textContent = STATES[answer.state];
    }
    if (waits && !outbox.entries().length) form.requestSubmit(waits);
  });
  form.addEventListener("input", () => {
    if (!waits) return;
    waits = null; // who works on stays on this page
    tell(OFFLINE);
  });
  form.addEventListener("change", ({ target }) => {
    const flag = /^q(\d+)-flag$/.exec(target.name);
    const link = flag && form.querySelector(`.question-link[data-position="${flag[1]}"]`);
    link?.toggleAttribute("data-flagged", target.checked);
  });

  const looks = () => form.querySelectorAll(".trouble:not([hidden]), .conflict:not([hidden])").length;

  const positionOf = (button) => Number(button.closest("[data-url]").dataset.position);

  // Sends what waits, then the form itself: so the page is only left when there is a connection,
  // and when nothing new on it needs a look first.
  form.addEventListener("submit", async (event) => {
    const button = event.submitter;
    if (leaving) return;
    event.preventDefault();
    if (busy) return;
    [busy, waits] = [true, null];
    const before = looks();
    const position = Number(form.querySelector("[data-url]")?.dataset.position);
    if (button?.hasAttribute("data-restores")) outbox.drop(positionOf(button));
    else document.dispatchEvent(new CustomEvent("quizapp:queue", { detail: { position } }));
    const sent = await outbox.flush();
    busy = false;
    if (!sent && banner.textContent.startsWith(OFFLINE)) {
      waits = button;
      tell(OFFLINE + AWAY);
    }
    if (!sent) return;
    if (looks() > before) return;
    leaving = true;
    setTimeout(() => form.requestSubmit(button)); // not within the event: it would be ignored
  });

  addEventListener("pageshow", () => (leaving = false));
  addEventListener("pagehide", () => outbox.flush());
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") outbox.flush();
  });

  function endIn(seconds) {
    clearTimeout(timer);
    if (seconds < FULL_DAY) timer = setTimeout(end, (seconds + 1) * 1000);
  }

  async function end() {
    const sent = await outbox.flush();
    if (sent) location.assign(location.pathname);
    else tell(`The time is over. ${OFFLINE} Your teacher decides whether they count.`);
  }

  endIn(Number(form.dataset.seconds));
  outbox.flush();
}
