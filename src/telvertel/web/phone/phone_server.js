// What the modules of this page share: its words, and how it asks the server.

export const texts = JSON.parse(document.body.dataset.words);
const { language } = texts;

/** A request of this page; status 0 means that the server could not be reached. */
export async function ask(path, body, { method = "POST" } = {}) {
  try {
    const answer = await fetch(`${path}${path.includes("?") ? "&" : "?"}lang=${language}`, {
      method,
      headers: { "content-type": "application/json", "x-telvertel": "1" },
      body: method === "GET" ? undefined : JSON.stringify(body ?? {}),
      signal: AbortSignal.timeout(8000),
    });
    const told = await answer.json().catch(() => ({}));
    return { ok: answer.ok, status: answer.status, ...told };
  } catch {
    return { ok: false, status: 0 };
  }
}
