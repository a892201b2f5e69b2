// Adds moving to a list of position fields: buttons, dragging, and a spoken position.
// The fields remain what is sent. Nothing is answered until something is moved, set or accepted.
export function attach(order) {
  const list = order.querySelector(".order-list");
  const status = order.querySelector("[data-moved]");
  const shown = [...list.children];
  const actions = document.createElement("div");
  let writing = false;

  const lines = () => [...list.children];
  const field = (line) => line.querySelector("select");
  const words = (line) => line.querySelector(".order-text").textContent.trim();
  const place = (line) => lines().indexOf(line);

  function button(label, text, act, className) {
    const made = document.createElement("button");
    Object.assign(made, { type: "button", className, textContent: text });
    if (label) made.setAttribute("aria-label", label);
    made.addEventListener("click", act);
    return made;
  }

  // The other lines are moved round this one, so that it keeps the focus and the pointer.
  function move(line, to) {
    while (place(line) < to) line.before(line.nextElementSibling);
    while (place(line) > to) line.after(line.previousElementSibling);
  }

  function write(line) {
    lines().forEach((each, index) => (field(each).value = index + 1));
    changed(line);
    status.textContent = `${words(line)} moved. New position ${place(line) + 1} of ${shown.length}.`;
  }

  function changed(line) {
    writing = true;
    field(line).dispatchEvent(new Event("change", { bubbles: true }));
    writing = false;
    draw();
  }

  function draw() {
    const answered = shown.some((line) => field(line).value);
    order.toggleAttribute("data-unanswered", !answered);
    const [hint, accept, restart] = actions.children;
    hint.hidden = accept.hidden = answered;
    restart.hidden = !answered;
    for (const line of shown) {
      const [up, down] = line.querySelectorAll(".order-step");
      up.setAttribute("aria-disabled", String(place(line) === 0));
      down.setAttribute("aria-disabled", String(place(line) === shown.length - 1));
    }
  }

  // Puts the lines where the fields say; positions given twice or not at all stay at their place.
  function arrange() {
    const given = shown.map((line) => Number(field(line).value));
    if (new Set(given).size === shown.length && !given.includes(0)) {
      const sorted = [...shown].sort((a, b) => field(a).value - field(b).value);
      sorted.forEach((line, index) => move(line, index));
    }
    draw();
  }

  function step(line, by) {
    const to = place(line) + by;
    if (to < 0 || to >= shown.length) return;
    move(line, to);
    write(line);
  }

  function accept() {
    write(shown[0]);
    status.textContent = "The order is taken as your answer.";
    actions.querySelector("button:not([hidden])").focus();
  }

  function restart() {
    shown.forEach((line, index) => {
      field(line).value = "";
      move(line, index);
    });
    changed(shown[0]);
    status.textContent = "The list is as it was, and not answered.";
    actions.querySelector("button:not([hidden])").focus();
  }

  function drag(line, grip) {
    let from = -1;
    grip.addEventListener("pointerdown", (event) => {
      if (event.button !== 0) return;
      grip.setPointerCapture(event.pointerId);
      from = place(line);
      line.dataset.dragged = "";
    });
    grip.addEventListener("pointermove", (event) => {
      if (from < 0) return;
      const middle = (other) => other.getBoundingClientRect().top + other.offsetHeight / 2;
      const { previousElementSibling: above, nextElementSibling: below } = line;
      if (above && event.clientY < middle(above)) line.after(above);
      else if (below && event.clientY > middle(below)) line.before(below);
    });
    const drop = (event) => {
      if (from < 0) return;
      const start = from;
      from = -1;
      delete line.dataset.dragged;
      if (event.type === "pointercancel") move(line, start);
      else if (place(line) !== start) write(line);
    };
    grip.addEventListener("pointerup", drop);
    grip.addEventListener("pointercancel", drop);
  }

  for (const line of shown) {
    const moves = document.createElement("span");
    const grip = document.createElement("span");
    grip.className = "order-grip";
    grip.setAttribute("aria-hidden", "true");
    grip.textContent = "⠿";
    moves.className = "order-moves";
    moves.append(
      grip,
      button(`Move up: ${words(line)}`, "↑", () => step(line, -1), "order-step"),
      button(`Move down: ${words(line)}`, "↓", () => step(line, 1), "order-step"),
    );
    line.append(moves);
    drag(line, grip);
  }
  const hint = document.createElement("p");
  hint.className = "order-hint";
  hint.textContent = "Not answered yet. Move a line, or take the order as it stands.";
  actions.className = "order-actions";
  actions.append(
    hint,
    button("", "This order is right", accept, "button"),
    button("", "Start again", restart, "button quiet"),
  );
  order.append(actions);
  list.addEventListener("change", (event) => {
    if (writing) return;
    const line = event.target.closest("li");
    if (!event.target.value) return restart();
    move(line, Number(event.target.value) - 1);
    write(line);
  });
  document.addEventListener("quizapp:restored", arrange);
  arrange();
}
