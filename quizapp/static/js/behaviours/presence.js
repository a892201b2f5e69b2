// Says that the file is open here, and who else has it open.
const EVERY = 20_000;

export function attach(element) {
  const shown = element.querySelector("[data-shown]");
  const said = element.querySelector("[data-said]");
  let known = "";

  function show({ names, words }) {
    shown.textContent = words;
    shown.hidden = !words;
    const now = names.join(", ");
    if (now !== known) said.textContent = words || "Nobody else has this file open now.";
    known = now;
  }

  async function stay() {
    if (document.visibilityState === "hidden") return;
    const body = new FormData();
    body.set("csrf_token", element.dataset.token);
    try {
      const answer = await fetch(element.dataset.address, {
        method: "POST",
        headers: { "X-Requested-With": "fetch" },
        body,
      });
      if (answer.ok) show(await answer.json());
    } catch {
      // no connection: the next turn tries again
    }
  }

  setInterval(stay, EVERY);
  document.addEventListener("visibilitychange", stay);
}
