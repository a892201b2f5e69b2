// While somebody types into a form, asks the server what the form would lead to, and shows the
// parts of its answer that the form names in data-parts. Nothing is saved by that.
const PAUSE = 400;

export function attach(form) {
  let timer = 0;
  let asked = 0;

  async function show() {
    const mine = (asked += 1);
    const fields = new FormData(form);
    fields.set("step", "preview");
    for (const [name, value] of [...fields]) {
      if (value instanceof File) fields.delete(name);
    }
    try {
      const answer = await fetch(form.action, { method: "POST", body: fields });
      if (mine !== asked || !(answer.ok || answer.status === 422)) return;
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
      for (const id of form.dataset.parts.split(" ")) {
        const part = fresh.getElementById(id);
        if (part) document.getElementById(id).replaceChildren(...part.childNodes);
      }
    } catch {
      // The network is away: the preview stays as it is, and the button still works.
    }
  }

  form.addEventListener("input", () => {
    window.clearTimeout(timer);
    timer = window.setTimeout(show, PAUSE);
  });
}
