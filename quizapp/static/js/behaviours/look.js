// Shows a question as students see it, and keeps it up to date while its text changes. The buttons
// inside ask the server without leaving the page. Nothing is saved by any of this.
const PAUSE = 500;

export function attach(pane) {
  const text = document.getElementById(pane.dataset.text);
  let timer = 0;
  let asked = 0;

  async function show(form, submitter) {
    const mine = (asked += 1);
    const fields = form ? new FormData(form) : new FormData();
    if (submitter?.name) fields.set(submitter.name, submitter.value);
    if (text) {
      fields.set("text", text.value);
      fields.set("csrf_token", text.form.elements.csrf_token.value);
    }
    try {
      const answer = await fetch(pane.dataset.address, { method: "POST", body: fields });
      if (mine !== asked || !answer.ok) return false;
      replace(pane, new DOMParser().parseFromString(await answer.text(), "text/html"), submitter);
      return true;
    } catch {
      // The network is away: what stands here stays, and the button still works.
      return false;
    }
  }

  pane.addEventListener("submit", (event) => {
    if (!event.target.closest("[data-look]")) return;
    event.preventDefault();
    show(event.target, event.submitter);
  });
  pane.querySelector("[data-refresh]")?.addEventListener("click", async (event) => {
    event.preventDefault();
    const button = event.currentTarget;
    if (!(await show(pane.querySelector("#look-form")))) button.form.requestSubmit(button);
  });
  text?.addEventListener("input", () => {
    window.clearTimeout(timer);
    timer = window.setTimeout(() => show(pane.querySelector("#look-form")), PAUSE);
  });
}

function replace(pane, fresh, submitter) {
  const part = fresh.getElementById("look");
  if (!part) return;
  const nonce = (root) => root.querySelector("script[nonce]");
  for (const frame of part.querySelectorAll("iframe")) {
    // A frame takes over the policy of the page it stands in, so it needs this page's nonce.
    const [theirs, ours] = [nonce(fresh).getAttribute("nonce"), nonce(document).nonce];
    frame.srcdoc = frame.srcdoc.replaceAll(theirs, ours);
  }
  for (const heading of part.querySelectorAll("h1, h2")) level(heading, pane);
  pane.querySelector("[data-look]").replaceChildren(document.adoptNode(part));
  for (const element of part.querySelectorAll("[data-behaviour]")) {
    for (const name of element.dataset.behaviour.split(" ")) {
      import(`behaviours/${name}.js`).then((behaviour) => behaviour.attach(element));
    }
  }
  if (submitter) focusAfter(part, submitter);
}

// In a pane that has a heading of its own the question stands one level below it.
function level(heading, pane) {
  if (!pane.querySelector(":scope > .row > h2") || heading.matches(".source-title")) return;
  const lower = document.createElement("h3");
  for (const { name, value } of heading.attributes) lower.setAttribute(name, value);
  lower.append(...heading.childNodes);
  heading.replaceWith(lower);
}

function focusAfter(part, { name, value }) {
  const same = part.querySelector(`button[name="${name}"][value="${CSS.escape(value)}"]`);
  (name === "side" ? same : part.querySelector("#judged"))?.focus();
}
