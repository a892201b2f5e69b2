// Comments on words: select words in the script and press c, or the button, and a line for them is
// ready. Words that have a line are lit up in the script where the browser can do that.
export function attach(form) {
  const script = document.getElementById("script-text");
  const remarks = form.querySelector(".remarks");
  const button = document.createElement("button");
  let selected = null;

  const letters = (text) => [...text].length; // places are counted in letters, not in code units

  function before(range) {
    const upTo = document.createRange();
    upTo.setStart(script, 0);
    upTo.setEnd(range.startContainer, range.startOffset);
    return upTo.toString();
  }

  document.addEventListener("selectionchange", () => {
    const selection = document.getSelection();
    if (!selection.rangeCount || selection.isCollapsed) {
      if (script.contains(selection.anchorNode)) selected = null;
    } else if (script.contains(selection.anchorNode) && script.contains(selection.focusNode)) {
      const range = selection.getRangeAt(0);
      const text = range.toString();
      const start = letters(before(range)) + letters(text) - letters(text.trimStart());
      selected = text.trim() ? { start, quote: text.trim() } : null;
    }
    button.disabled = !selected;
  });

  const rows = () => [...remarks.querySelectorAll("[data-row]")];
  const part = (row, name) => row.querySelector(`[name=${name}]`);

  function freeRow() {
    const free = rows().find((row) => !part(row, "quote").value && !part(row, "text").value);
    if (free) return free;
    const row = rows().at(-1).cloneNode(true);
    const number = rows().length + 1;
    row.id = `row-${number}`;
    row.setAttribute("aria-label", `Comment ${number} on words`);
    row.querySelector(".problem")?.remove();
    for (const input of row.querySelectorAll("input")) {
      input.value = "";
      input.removeAttribute("aria-invalid");
      input.removeAttribute("aria-describedby");
    }
    rows().at(-1).after(row);
    return row;
  }

  function comment() {
    if (!selected) {
      form.elements.comment.focus();
      return;
    }
    const row = freeRow();
    part(row, "quote").value = selected.quote;
    part(row, "start").value = selected.start;
    document.getSelection().removeAllRanges();
    selected = null;
    part(row, "text").focus();
    form.dispatchEvent(new Event("input", { bubbles: true }));
  }

  // The ranges of the words that have a line; the script is one text.
  function light() {
    if (!globalThis.Highlight || !script.firstChild) return;
    const text = [...script.textContent];
    const ranges = rows().flatMap((row) => {
      const [quote, start] = [part(row, "quote").value, part(row, "start").value];
      if (!quote || start === "") return [];
      const from = text.slice(0, Number(start)).join("").length;
      const range = document.createRange();
      range.setStart(script.firstChild, Math.min(from, script.firstChild.length));
      range.setEnd(script.firstChild, Math.min(from + quote.length, script.firstChild.length));
      return [range];
    });
    CSS.highlights.set("remark", new Highlight(...ranges));
  }

  document.addEventListener("keydown", (event) => {
    if (event.key !== "c" || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input:not([type=radio]), textarea, select")) return;
    event.preventDefault();
    comment();
  });
  remarks.addEventListener("input", ({ target }) => {
    if (target.name === "quote") part(target.closest("[data-row]"), "start").value = "";
  });
  form.addEventListener("input", light);
  button.type = "button";
  button.className = "button";
  button.disabled = true;
  button.textContent = "Comment on the selected words";
  button.addEventListener("mousedown", (event) => event.preventDefault()); // keeps the selection
  button.addEventListener("click", comment);
  remarks.append(button);
  light();
}
