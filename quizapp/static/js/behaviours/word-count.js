// Says how many words a text has, beside how many are asked for.
export function attach(element) {
  const text = element.querySelector("textarea");
  const count = element.querySelector("[data-count]");
  const { lowest, highest } = element.dataset;

  function draw() {
    const words = text.value.split(/\s+/).filter(Boolean).length;
    count.textContent = `${words} ${words === 1 ? "word" : "words"}; ${lowest} to ${highest} asked for`;
  }

  text.addEventListener("input", draw);
  document.addEventListener("quizapp:restored", draw);
  draw();
}
