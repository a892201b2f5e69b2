// Counts the minutes down from what the server said, hides on request, and speaks now and then.
// The browser's own clock is not asked for the time of day, only for how much of it has passed.
import { remember, remembered } from "behaviours/device.js";

const SPOKEN = [30, 15, 10, 5, 2, 1];
const HIDDEN = "quizapp:clock-hidden";

export function attach(clock) {
  const face = clock.querySelector("[data-face]");
  const until = clock.querySelector("[data-until]");
  const spoken = clock.querySelector("[data-spoken]");
  const toggle = document.createElement("button");
  let ends = performance.now() + Number(clock.dataset.seconds) * 1000;
  let told = Infinity;

  function minutes() {
    return Math.max(0, Math.ceil((ends - performance.now()) / 60_000));
  }

  function words(left) {
    if (left === 0) return "Time is over";
    return left === 1 ? "Less than a minute left" : `${left} minutes left`;
  }

  function draw() {
    const left = minutes();
    face.textContent = words(left);
    const due = SPOKEN.find((each) => left === each);
    if (due !== undefined && due < told && !face.hidden) {
      spoken.textContent = words(left);
      told = due;
    }
  }

  function show(visible) {
    face.hidden = until.hidden = !visible;
    toggle.textContent = visible ? "Hide the time" : "Show the time";
    remember(HIDDEN, visible ? "" : "yes");
  }

  toggle.type = "button";
  toggle.className = "button quiet";
  toggle.addEventListener("click", () => show(face.hidden));
  clock.append(toggle);
  document.addEventListener("quizapp:saved", ({ detail: { answer } }) => {
    ends = performance.now() + answer.seconds * 1000;
    draw();
  });
  show(!remembered(HIDDEN));
  told = minutes();
  draw();
  setInterval(draw, 1000);
}
