// A button that prints the page; it is hidden where no script runs.
export function attach(button) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
