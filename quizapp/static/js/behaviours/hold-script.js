// Keeps a script for whoever has it open, and says so when somebody else has it meanwhile.
const EVERY = 120_000;

export function attach(form) {
  const note = document.createElement("p");
  note.className = "problem";
  note.setAttribute("role", "status");
  note.hidden = true;
  form.querySelector("[data-save]").parentElement.before(note);

  async function keep() {
    const body = new FormData();
    body.set("csrf_token", form.elements.csrf_token.value);
    try {
      const answer = await fetch(form.dataset.hold, {
        method: "POST",
        headers: { "X-Requested-With": "fetch" },
        body,
      });
      if (!answer.ok) return;
      const { mine, by } = await answer.json();
      note.hidden = mine;
      note.textContent = mine ? "" : `${by} has opened this script meanwhile. What you typed stays here.`;
    } catch {
      // no connection: the next turn asks again, and saving says if it was too late
    }
  }

  setInterval(keep, EVERY);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") keep();
  });
}
