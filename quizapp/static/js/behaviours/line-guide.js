// A band behind the line that is read: it follows the pointer and the focus, line by line.
// It shows itself only where reading comfort asks for it: data-guide="on" at the page's root.
export function attach(text) {
  const guide = document.createElement("div");
  guide.className = "line-guide";
  guide.setAttribute("aria-hidden", "true");
  text.append(guide);

  function place(sentence, y) {
    const words = sentence.querySelector(".sentence-text");
    const box = words.getBoundingClientRect();
    const height = parseFloat(getComputedStyle(words).lineHeight);
    const last = Math.max(0, Math.round(box.height / height) - 1);
    const line = Math.min(last, Math.max(0, Math.floor((y - box.top) / height)));
    guide.style.height = `${height}px`;
    guide.style.translate = `0 ${box.top - text.getBoundingClientRect().top + line * height}px`;
    guide.dataset.on = "";
  }

  text.addEventListener("pointermove", (event) => {
    const sentence = event.target.closest(".sentence");
    if (sentence) place(sentence, event.clientY);
  });
  text.addEventListener("focusin", (event) => {
    const sentence = event.target.closest(".sentence");
    const first = event.target.closest("label, button")?.getClientRects()[0];
    if (sentence && first) place(sentence, first.top + first.height / 2);
  });
}
