// Lets the questions of a quiz be dragged or moved without a new page, and keeps its totals up to
// date. The hidden fields in their order remain what is sent.
export function attach(form) {
  const list = form.querySelector(".assembly-rows");
  const said = form.querySelector("[data-said]");
  const rows = () => [...(list?.children ?? [])];
  const place = (row) => rows().indexOf(row);
  let asked = 0;
  let timer = 0;

  // The other rows are moved round this one, so that it keeps the focus and the pointer.
  function move(row, to) {
    while (place(row) < to) row.before(row.nextElementSibling);
    while (place(row) > to) row.after(row.previousElementSibling);
  }

  function tell(row) {
    said.textContent = `${row.dataset.key} moved. Now ${place(row) + 1} of ${rows().length}.`;
  }

  function step(button, event) {
    const [act] = button.value.split(":");
    const by = { up: -1, down: 1 }[act];
    if (!by) return;
    event.preventDefault();
    const row = button.closest(".assembly-row");
    const to = place(row) + by;
    if (to < 0 || to >= rows().length) return;
    move(row, to);
    button.focus();
    tell(row);
  }

  function drag(row, grip) {
    let from = -1;
    grip.addEventListener("pointerdown", (event) => {
      if (event.button !== 0) return;
      grip.setPointerCapture(event.pointerId);
      from = place(row);
      row.dataset.dragged = "";
    });
    grip.addEventListener("pointermove", (event) => {
      if (from < 0) return;
      const middle = (other) => other.getBoundingClientRect().top + other.offsetHeight / 2;
      const { previousElementSibling: above, nextElementSibling: below } = row;
      if (above && event.clientY < middle(above)) row.after(above);
      else if (below && event.clientY > middle(below)) row.before(below);
    });
    const drop = (event) => {
      if (from < 0) return;
      const start = from;
      from = -1;
      delete row.dataset.dragged;
      if (event.type === "pointercancel") move(row, start);
      else if (place(row) !== start) tell(row);
    };
    grip.addEventListener("pointerup", drop);
    grip.addEventListener("pointercancel", drop);
  }

  for (const row of rows()) {
    const grip = document.createElement("span");
    grip.className = "assembly-grip";
    grip.setAttribute("aria-hidden", "true");
    grip.textContent = "⠿";
    row.querySelector(".assembly-moves button").before(grip);
    drag(row, grip);
  }

  // Only the newest answer is shown; without one the totals stay as they were.
  async function count() {
    const turn = ++asked;
    const body = new FormData(form);
    body.set("do", "look");
    try {
      const headers = { "X-Requested-With": "fetch" };
      const answer = await fetch(form.action, { method: "POST", body, headers });
      if (!answer.ok || turn !== asked) return;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.getElementById("totals");
      if (fresh) document.getElementById("totals").replaceWith(fresh);
    } catch {
      // The network is away: pressing a button says so.
    }
  }

  form.addEventListener("click", (event) => {
    const button = event.target.closest(".assembly-moves button");
    if (button) step(button, event);
  });
  form.addEventListener("input", (event) => {
    if (!/^(mark-|minutes$)/.test(event.target.name)) return;
    clearTimeout(timer);
    timer = setTimeout(count, 400);
  });
}
