// Adds, moves and removes entries of lists at once, where the buttons alone would ask the server.
// <fieldset data-list="name"> holds <ol>, a <template> for a new entry, and the buttons
// [data-act]; the order of the entries is the order in which their hidden fields are sent.
export function attach(form) {
  const said = form.querySelector("[data-said]");

  function lines(list) {
    return [...list.querySelector(":scope > ol").children];
  }

  function number(list) {
    lines(list).forEach((line, index) => {
      const own = (each) => each.closest("li.entry") === line && each.closest("[data-list]") === list;
      for (const each of line.querySelectorAll("[data-number]")) {
        if (own(each)) each.textContent = index + 1;
      }
    });
  }

  // Tokens name the entries of one list; those made here begin with n.
  function freeToken(list) {
    const tokens = [...form.querySelectorAll(`input[name="${list.dataset.list}"]`)];
    const used = tokens.map((each) => Number(each.value.match(/^n(\d+)$/)?.[1] ?? 0));
    return `n${Math.max(0, ...used) + 1}`;
  }

  // Gives a copy of a template its token, also in the templates inside it.
  function name(copy, placeholder, token) {
    for (const each of copy.querySelectorAll("*")) {
      for (const attribute of each.attributes) {
        attribute.value = attribute.value.replaceAll(placeholder, token);
      }
      if (each instanceof HTMLTemplateElement) name(each.content, placeholder, token);
    }
  }

  function add(list) {
    const template = list.querySelector(":scope > template");
    const copy = template.content.cloneNode(true);
    name(copy, template.dataset.token, freeToken(list));
    const line = copy.firstElementChild;
    list.querySelector(":scope > ol").append(line);
    line.querySelector("input:not([type=hidden]), select, textarea")?.focus();
    return "Added";
  }

  function move(line, button, up) {
    const other = up ? line.previousElementSibling : line.nextElementSibling;
    if (!other) return up ? "This is the first" : "This is the last";
    if (up) line.after(other);
    else line.before(other);
    button.focus();
    return "Moved";
  }

  function remove(line, list) {
    const next = line.nextElementSibling ?? line.previousElementSibling;
    const target = next?.querySelector("input:not([type=hidden]), select, textarea");
    line.remove();
    (target ?? list.querySelector(":scope > p > [data-act=add]")).focus();
    return "Removed";
  }

  form.addEventListener("click", (event) => {
    const button = event.target.closest("[data-act]");
    if (!button) return;
    event.preventDefault();
    const { act } = button.dataset;
    const list = button.closest("[data-list]");
    const line = button.closest("li.entry");
    if (act === "add") said.textContent = add(list);
    else if (act === "remove") said.textContent = remove(line, list);
    else said.textContent = move(line, button, act === "up");
    number(list);
    form.dispatchEvent(new Event("change", { bubbles: true }));
  });
}
