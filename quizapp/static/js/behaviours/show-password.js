// Puts a switch under a password field that shows what is typed. Hidden again before it is sent,
// so that browsers offer to remember it.
export function attach(element) {
  const input = element.querySelector('input[type="password"]');
  if (!input) return;
  const label = document.createElement("label");
  label.className = "radio";
  const box = document.createElement("input");
  box.type = "checkbox";
  const words = document.createElement("span");
  words.textContent = "Show the password";
  label.append(box, words);
  input.after(label);
  box.addEventListener("change", () => {
    input.type = box.checked ? "text" : "password";
  });
  input.form?.addEventListener("submit", () => {
    input.type = "password";
  });
}
