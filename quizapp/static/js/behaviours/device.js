// Who is writing: a name for this device, and numbers for its saves that never repeat.
// Kept in the browser; where that is not possible, for as long as the page is open.
const memory = new Map();

export function remembered(key) {
  try {
    return localStorage.getItem(key) ?? memory.get(key) ?? null;
  } catch {
    return memory.get(key) ?? null;
  }
}

// Returns whether the value will outlive the page.
export function remember(key, value) {
  memory.set(key, value);
  try {
    localStorage.setItem(key, value);
    return true;
  } catch {
    return false;
  }
}

export function forget(key) {
  memory.delete(key);
  try {
    localStorage.removeItem(key);
  } catch {
    // nothing was kept there
  }
}

export function deviceName() {
  const known = remembered("quizapp:device");
  if (known) return known;
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  const name = `d-${[...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("")}`;
  remember("quizapp:device", name);
  return name;
}

export function nextNumber() {
  const last = Number(remembered("quizapp:sequence")) || 0;
  const next = Math.max(last + 1, Date.now());
  remember("quizapp:sequence", String(next));
  return next;
}
