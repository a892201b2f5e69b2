// Hides students' names at once when the link with data-names is followed or N is pressed. A live
// page then fetches its parts again, so that the names are gone from it; others follow the link.
export function attach(element) {
  element.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-names]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    const hide = link.dataset.names === "on";
    document.documentElement.toggleAttribute("data-names-off", hide);
    if (!element.matches("[data-live-page]")) return;
    event.preventDefault();
    const address = new URL(window.location.href);
    if (hide) address.searchParams.set("names", "off");
    else address.searchParams.delete("names");
    window.history.replaceState(null, "", address);
    element.dispatchEvent(new CustomEvent("refresh"));
  });
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, textarea, select");
    if (event.key.toLowerCase() !== "n" || typing) return;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    element.querySelector("a[data-names]")?.click();
  });
}
