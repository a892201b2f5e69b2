// Counts ticked boxes, and takes back the one too many: data-limit says how many may be ticked.
export function attach(group) {
  const limit = Number(group.dataset.limit);
  const status = group.querySelector("[data-tally]");
  const boxes = [...group.querySelectorAll('input[type="checkbox"]')];
  const ticked = () => boxes.filter((box) => box.checked).length;

  function draw() {
    const count = ticked();
    status.toggleAttribute("data-full", count === limit);
    status.toggleAttribute("data-surplus", count > limit);
    status.textContent =
      count > limit
        ? `${count} chosen, but ${limit} asked for. Untick ${count - limit}.`
        : `${count} of ${limit} chosen`;
  }

  group.addEventListener("change", (event) => {
    if (!boxes.includes(event.target)) return;
    if (event.target.checked && ticked() > limit) {
      event.target.checked = false;
      status.toggleAttribute("data-surplus", true);
      status.textContent =
        limit === 1
          ? "One is chosen already. Untick it first."
          : `${limit} are chosen already. Untick one first.`;
    } else {
      draw();
    }
  });
  document.addEventListener("quizapp:restored", draw);
  draw();
}
