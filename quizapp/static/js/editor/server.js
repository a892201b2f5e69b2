// Asks the server about the text as it stands. Nothing is saved by asking. Places in the text are
// counted in whole letters on the way, as the server counts them.

// Returns the answer, or null when there is none: the network is away, or the text is refused.
export async function ask(form, address, fields) {
  const body = new URLSearchParams({ csrf_token: form.elements.csrf_token.value, ...fields });
  try {
    const answer = await fetch(address, {
      method: "POST",
      headers: { "X-Requested-With": "fetch" },
      body,
    });
    return answer.ok ? await answer.json() : null;
  } catch {
    return null;
  }
}

export function lettersBefore(text, place) {
  let count = 0;
  for (const letter of text.slice(0, place)) count += letter.length > 0 ? 1 : 0;
  return count;
}

export function placeOf(text, letters) {
  let place = 0;
  for (const letter of text) {
    if (letters <= 0) break;
    place += letter.length;
    letters -= 1;
  }
  return place;
}
