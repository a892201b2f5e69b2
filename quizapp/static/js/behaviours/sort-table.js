// Sorts the lines of the grid in place when a link with data-sort is followed. The server has
// written the place of each line in either order (data-by-name, data-by-score), so both agree.
export function attach(element) {
  element.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-sort]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    sort(element, link.dataset.sort);
    const address = new URL(window.location.href);
    address.searchParams.set("sort", link.dataset.sort);
    window.history.replaceState(null, "", address);
  });
}

function sort(element, order) {
  const key = order === "name" ? "byName" : "byScore";
  const body = element.querySelector("table.heat tbody");
  const rows = [...body.rows].sort((a, b) => Number(a.dataset[key]) - Number(b.dataset[key]));
  body.replaceChildren(...rows);
  for (const link of element.querySelectorAll("a[data-sort]")) {
    if (link.dataset.sort === order) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
  mark(element.querySelector("thead .who"), order === "name" && "ascending");
  mark(element.querySelector("thead .score"), order === "score" && "descending");
}

function mark(heading, direction) {
  if (direction) heading.setAttribute("aria-sort", direction);
  else heading.removeAttribute("aria-sort");
}
