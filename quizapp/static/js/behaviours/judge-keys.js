// Judging by keyboard: each button names the key that presses it. Once one was pressed, the others
// rest until the next page.
export function attach(form) {
  let sent = false;

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || event.repeat) return;
    if (event.target.closest("input:not([type=hidden]), textarea, select")) return;
    const button = [...form.querySelectorAll("[data-press]")].find((each) => each.dataset.press === event.key);
    if (!button) return;
    event.preventDefault();
    button.click();
  });

  form.addEventListener("submit", (event) => {
    if (sent) event.preventDefault();
    sent = true;
  });

  window.addEventListener("pageshow", () => {
    sent = false;
  });
}
