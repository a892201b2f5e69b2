// Keeps results fresh while the class works: asks for the version every two seconds, and when it
// has changed fetches this page again and swaps the parts marked data-live.
// Rests while the tab is hidden. Others ask for fresh parts with the event "refresh".
const EVERY = 2000;
const GONE = [401, 404];
const lastSeen = new WeakMap();

export function attach(element) {
  const fetchParts = swapper(element);
  let tag = `"${element.dataset.version}"`;
  let timer = 0;

  async function poll() {
    window.clearTimeout(timer);
    if (document.hidden || element.hasAttribute("data-stale")) return;
    try {
      const answer = await ask(element.dataset.versionUrl, { "If-None-Match": tag });
      if (GONE.includes(answer.status)) return tellStale(element);
      if (answer.ok) {
        await fetchParts();
        tag = answer.headers.get("ETag");
      }
    } catch {
      // The network is away: what is on the page stays, and the next round tries again.
    }
    timer = window.setTimeout(poll, EVERY);
  }

  element.addEventListener("refresh", () => fetchParts().catch(() => tellStale(element)));
  document.addEventListener("visibilitychange", poll);
  poll();
}

function ask(address, headers = {}) {
  return fetch(address, { headers: { "X-Requested-With": "fetch", ...headers }, cache: "no-store" });
}

// The page is signed out, or the quiz is gone.
function tellStale(element) {
  element.setAttribute("data-stale", "");
  element.querySelector(".stale").hidden = false;
}

// Returns a function that fetches and swaps, one at a time; what is asked for meanwhile comes next.
function swapper(element) {
  let running = null;
  let again = false;

  async function run() {
    do {
      again = false;
      const address = window.location.href;
      const answer = await ask(address);
      if (!answer.ok) throw new Error(`status ${answer.status}`);
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (address === window.location.href) replace(element, fresh);
      else again = true;
    } while (again);
  }

  return () => {
    if (running) again = true;
    else running = run().finally(() => (running = null));
    return running;
  };
}

function replace(element, fresh) {
  const focused = selectorOf(document.activeElement, element);
  for (const part of element.querySelectorAll("[data-live]")) {
    const next = fresh.getElementById(part.id);
    if (next) replacePart(part, next);
  }
  if (focused && document.activeElement === document.body) element.querySelector(focused)?.focus();
}

function replacePart(part, next) {
  const html = next.innerHTML;
  if (html === lastSeen.get(part)) return;
  const frame = part.querySelector(".heat-frame");
  const left = frame ? frame.scrollLeft : 0;
  for (const details of part.querySelectorAll("details[id]")) {
    const same = next.querySelector(`#${CSS.escape(details.id)}`);
    if (same) same.open = details.open;
  }
  part.replaceChildren(...next.childNodes);
  lastSeen.set(part, html);
  if (left) part.querySelector(".heat-frame").scrollLeft = left;
}

// A selector that finds the same link, or the same element with an id, in the fresh parts.
function selectorOf(active, element) {
  if (!element.contains(active)) return "";
  if (active.id) return `#${CSS.escape(active.id)}`;
  for (const name of ["data-sort", "data-names", "href"]) {
    if (active.hasAttribute(name)) return `[${name}="${CSS.escape(active.getAttribute(name))}"]`;
  }
  return active.matches("summary") ? `#${CSS.escape(active.parentElement.id)} > summary` : "";
}
