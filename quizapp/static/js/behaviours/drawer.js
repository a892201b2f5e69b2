// The source on small screens: a drawer that begins closed and keeps its place when it is closed.
// On wide screens it stands open beside the question.
const NARROW = matchMedia("(max-width: 61.99rem)");

export function attach(drawer) {
  function fit() {
    drawer.open = !NARROW.matches;
  }

  // A link to a sentence opens the drawer that the sentence is in.
  function follow() {
    const aim = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (aim && drawer.contains(aim)) {
      drawer.open = true;
      aim.scrollIntoView({ block: "center" });
    }
  }

  NARROW.addEventListener("change", fit);
  addEventListener("hashchange", follow);
  fit();
  follow();
}
