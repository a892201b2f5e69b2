// Gives each element with data-behaviour="name" what behaviours/name.js adds to it.
// Pages work without this; a behaviour that cannot be loaded leaves its element as it is.
export async function attachAll(root) {
  const elements = [...root.querySelectorAll("[data-behaviour]")];
  if (root instanceof Element && root.matches("[data-behaviour]")) elements.unshift(root);
  await Promise.all(elements.map(attach));
}

async function attach(element) {
  const names = element.dataset.behaviour.split(" ");
  for (const name of names) {
    const behaviour = await import(`behaviours/${name}.js`);
    behaviour.attach(element);
  }
}

attachAll(document).then(() => {
  document.documentElement.dataset.ready = "";
});
