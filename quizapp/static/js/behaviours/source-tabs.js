// Turns sources that stand one below the other into tabs; arrow keys, Home and End move.
export function attach(sources) {
  const panels = [...sources.querySelectorAll(":scope > .source")];
  const bar = document.createElement("div");
  const tabs = panels.map(tab);

  function tab(panel) {
    const made = document.createElement("button");
    made.type = "button";
    made.id = `${panel.id}-tab`;
    made.textContent = panel.dataset.tab;
    made.setAttribute("role", "tab");
    made.setAttribute("aria-controls", panel.id);
    made.addEventListener("click", () => show(panel));
    panel.setAttribute("role", "tabpanel");
    panel.setAttribute("aria-labelledby", made.id);
    panel.tabIndex = 0;
    return made;
  }

  function show(chosen) {
    panels.forEach((panel, index) => {
      panel.toggleAttribute("data-away", panel !== chosen);
      tabs[index].setAttribute("aria-selected", String(panel === chosen));
      tabs[index].tabIndex = panel === chosen ? 0 : -1;
    });
  }

  // A link to a sentence opens the source that the sentence stands in.
  function follow() {
    const aim = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const panel = aim && panels.find((each) => each.contains(aim));
    if (panel) {
      show(panel);
      aim.scrollIntoView({ block: "center" });
    }
  }

  bar.className = "source-tabs";
  bar.setAttribute("role", "tablist");
  bar.setAttribute("aria-label", "Sources");
  bar.append(...tabs);
  bar.addEventListener("keydown", (event) => {
    const here = tabs.indexOf(event.target);
    const to = {
      ArrowRight: (here + 1) % tabs.length,
      ArrowLeft: (here - 1 + tabs.length) % tabs.length,
      Home: 0,
      End: tabs.length - 1,
    }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    show(panels[to]);
    tabs[to].focus();
  });
  sources.dataset.tabs = "";
  sources.prepend(bar);
  show(panels[0]);
  addEventListener("hashchange", follow);
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.('a[href^="#"]');
    if (link && link.hash === location.hash) follow();
  });
  follow();
}
