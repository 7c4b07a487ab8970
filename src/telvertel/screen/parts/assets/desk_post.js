// What the desk asks of a route of its own, beside saying things in the journal.

/** Resolves to {ok, status, ...answer}; status 0 means that the server could not be reached. */
export async function post({ meeting, ticket, language }, path, message) {
  try {
    const answer = await fetch(`${path}?lang=${language}`, {
      method: "POST",
      headers: { "content-type": "application/json", "x-telvertel": "1", "x-telvertel-ticket": ticket },
      body: JSON.stringify({ meeting, ...message }),
      signal: AbortSignal.timeout(5000),
    });
    const told = await answer.json().catch(() => ({}));
    return { ok: answer.ok, status: answer.status, ...told };
  } catch {
    return { ok: false, status: 0 };
  }
}
