// Moves between the boxes of a table: Enter and the up and down keys within a column, the left and
// right keys from box to box once the cursor stands at the end of the text.
export function attach(table) {
  table.addEventListener("keydown", (event) => {
    if (event.isComposing || event.altKey || event.ctrlKey || event.metaKey) return;
    const next = neighbour(event.target.closest("td"), event);
    if (!next) return;
    event.preventDefault();
    next.focus();
    next.select();
  });
}

function neighbour(cell, event) {
  if (!cell) return null;
  const { selectionStart: start, selectionEnd: end, value } = event.target;
  switch (event.key) {
    case "Enter":
    case "ArrowDown":
      return below(cell, event.key === "Enter" && event.shiftKey ? "previous" : "next");
    case "ArrowUp":
      return below(cell, "previous");
    case "ArrowLeft":
      return start === 0 && (end === 0 || end === value.length) ? box(cell.previousElementSibling) : null;
    case "ArrowRight":
      return end === value.length && (start === end || start === 0) ? box(cell.nextElementSibling) : null;
    default:
      return null;
  }
}

function below(cell, way) {
  const row = cell.parentElement[`${way}ElementSibling`];
  return row && box(row.cells[cell.cellIndex]);
}

function box(cell) {
  return cell && cell.querySelector("input");
}
