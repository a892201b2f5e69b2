// Gives the text of a bank's file an editor with colours, problems, proposals and search. The text
// field stays the form's field: it is kept in step and hidden. Without the editor it simply remains.
export async function attach(form) {
  const { open } = await import("editor/opening.js");
  const field = form.querySelector("textarea");
  const view = open(form, field);

  function goTo(number) {
    const line = view.state.doc.line(Math.min(Math.max(number, 1), view.state.doc.lines));
    view.dispatch({ selection: { anchor: line.from, head: line.to }, scrollIntoView: true });
    view.focus();
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("[data-line]");
    if (!link) return;
    event.preventDefault();
    goTo(Number(link.dataset.line));
  });
  form.querySelector("label[for=text]").addEventListener("click", (event) => {
    event.preventDefault();
    view.focus();
  });
  const wanted = /^#line-(\d+)$/.exec(location.hash);
  if (wanted) goTo(Number(wanted[1]));
}
