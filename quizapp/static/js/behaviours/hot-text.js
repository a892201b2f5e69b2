// Lists what is ticked in the sources, each line with a button that takes the tick away.
export function attach(section) {
  const { name, wanted } = section.dataset;
  const list = section.querySelector("[data-list]");
  const count = section.querySelector("[data-tally]");
  const boxes = [...document.querySelectorAll(`input[name="${CSS.escape(name)}"]`)];

  function span(kind, text) {
    const made = document.createElement("span");
    made.className = kind;
    made.textContent = text;
    return made;
  }

  function line(box) {
    const item = document.createElement("li");
    const remove = document.createElement("button");
    const words = box.nextElementSibling.textContent;
    item.className = "mark-line";
    remove.type = "button";
    remove.className = "button quiet";
    remove.textContent = "Remove";
    remove.setAttribute("aria-label", `Remove: ${words}`);
    remove.addEventListener("click", () => {
      const at = [...list.children].indexOf(item);
      box.checked = false;
      box.dispatchEvent(new Event("change", { bubbles: true }));
      const left = list.querySelectorAll("button");
      (left[Math.min(at, left.length - 1)] ?? box).focus();
    });
    item.append(span("mark-where", box.dataset.where), span("mark-words", words), remove);
    return item;
  }

  function draw() {
    const ticked = boxes.filter((box) => box.checked);
    list.replaceChildren(...ticked.map(line));
    count.textContent = `${ticked.length} of ${wanted}`;
  }

  document.addEventListener("change", (event) => {
    if (event.target.name === name) draw();
  });
  document.addEventListener("quizapp:restored", draw);
  draw();
}
