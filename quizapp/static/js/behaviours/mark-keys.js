// Marking by keyboard: digits choose level and mark, Enter saves, j skips, k goes back, b leads to
// what was said before, ? shows the keys. In a field only Esc and Ctrl+Enter mean anything.
const UNSAVED = "There is something here that is not saved. Enter saves it; the same key again leaves it.";

export function attach(form) {
  const levels = [...form.querySelectorAll("input[name=level]")];
  const marks = [...form.querySelectorAll("input[name=mark]")];
  const state = form.querySelector("[data-state]");
  let [stage, changed, warned, field] = ["level", false, "", form.elements.comment];

  const level = () => levels.find((each) => each.checked);
  const inLevel = () => marks.filter((each) => !levels.length || each.dataset.level === level()?.value);
  const spelled = (mark) => mark.parentElement.textContent.trim();

  function draw() {
    const [chosen, mark] = [level(), marks.find((each) => each.checked)];
    for (const each of marks) {
      each.parentElement.toggleAttribute("data-outside", Boolean(chosen) && !inLevel().includes(each));
    }
    const name = chosen ? chosen.parentElement.querySelector("strong").textContent.split(":")[0] : "";
    if (chosen && !mark) state.textContent = `${name}. Now the mark: ${inLevel().map(spelled).join(", ")}.`;
    else if (mark) state.textContent = [name, `mark ${spelled(mark)}. Enter saves.`].filter(Boolean).join(", ");
    else state.textContent = "";
  }

  function note() {
    [changed, warned] = [true, ""];
    draw();
  }

  function chooseLevel(radio) {
    radio.checked = true;
    for (const each of marks) if (!inLevel().includes(each)) each.checked = false;
    const [only, ...more] = inLevel();
    if (!more.length) only.checked = true;
    stage = more.length ? "mark" : "level";
    note();
  }

  function chooseMark(radio) {
    radio.checked = true;
    const own = levels.find((each) => each.value === radio.dataset.level);
    if (own) own.checked = true;
    stage = "level";
    note();
  }

  function digit(key) {
    if (levels.length && (stage === "level" || !level())) {
      const radio = levels.find((each) => each.value === key);
      if (!radio) return;
      chooseLevel(radio);
      radio.closest(".band").scrollIntoView({ block: "nearest" });
      return;
    }
    const radio = levels.length
      ? inLevel().find((each) => each.value.endsWith(key))
      : marks[Number(key)];
    if (radio) chooseMark(radio);
    else state.textContent = `No mark of this level ends in ${key}: ${inLevel().map(spelled).join(", ")}.`;
  }

  // Leaves the script, the second time also when something is not saved.
  function leave(key, target) {
    if (!target) return;
    if (changed && warned !== key) {
      [warned, state.textContent] = [key, UNSAVED];
      return;
    }
    target.click();
  }

  const save = () => form.querySelector("[data-save]").click();

  function press(event) {
    const keys = form.querySelector("[data-keys]");
    if (/^[0-9]$/.test(event.key)) digit(event.key);
    else if (event.key === "j") leave("j", form.querySelector("[data-skip]"));
    else if (event.key === "k") leave("k", document.querySelector("a[rel=prev]"));
    else if (event.key === "b") form.querySelector("[data-insert]")?.focus();
    else if (event.key === "?") keys.open = !keys.open;
    else if (event.key === "Enter" && !event.target.closest("a, button, summary")) save();
    else return;
    event.preventDefault();
  }

  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input:not([type=radio]), textarea, select");
    if (event.target.closest("form") && event.target.closest("form") !== form) return;
    if ((event.ctrlKey || event.metaKey) && event.key === "Enter") save();
    else if (event.ctrlKey || event.metaKey || event.altKey) return;
    else if (event.key === "Escape") {
      if (typing) typing.blur();
      else [stage, state.textContent] = ["level", "Choose the level again."];
    } else if (typing?.matches("input") && event.key === "Enter") {
      event.preventDefault(); // a line is finished; the next Enter saves
      typing.blur();
    } else if (!typing) press(event);
  });

  form.addEventListener("input", note);
  form.addEventListener("change", ({ target }) => {
    if (target.name === "level") chooseLevel(target);
    if (target.name === "mark") chooseMark(target);
  });
  form.addEventListener("focusin", ({ target }) => {
    if (target.matches("textarea, input[name=text]")) field = target;
  });
  form.addEventListener("click", (event) => {
    const button = event.target.closest("[data-insert]");
    if (!button) return;
    event.preventDefault();
    field.value = [field.value.trim(), button.dataset.insert].filter(Boolean).join(" ");
    button.blur();
    note();
  });
  draw();
}
