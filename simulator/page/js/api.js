// Talks to the simulated tenant; every failure becomes one sentence that can be shown.

/** What went wrong, in words for the person at the page; `status` 0 means that nobody answered. */
export class Refused extends Error {
  constructor(words, status) {
    super(words);
    this.status = status;
  }
}

const WORDS = {
  0: "The simulated tenant does not answer. Is it still running?",
  403: "This person may not do that here.",
  404: "That is no longer here.",
  413: "That is too long.",
  429: "Too many requests at once. Try again in a moment.",
};

async function ask(path, options) {
  let response;
  try {
    response = await fetch(path, options);
  } catch {
    throw new Refused(WORDS[0], 0);
  }
  const body = await response.json().catch(() => null);
  if (!response.ok)
    throw new Refused(
      wordsOf(body) ?? WORDS[response.status] ?? "Something went wrong. Try again.",
      response.status,
    );
  return body;
}

function wordsOf(body) {
  const said = body?.error?.message ?? body?.error ?? body?.message ?? body?.text;
  return typeof said === "string" && said ? said : null;
}

function send(path, body) {
  return ask(path, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
}

const conversation = (id) => `/chat/conversations/${encodeURIComponent(id)}`;

export const api = {
  state: (as) => ask(`/chat/state${as ? `?as=${encodeURIComponent(as)}` : ""}`),
  hostConfig: (theme) => ask(`/static/hostconfig/${theme}.json`),
  messages(as, id, { before = null, limit = 40 } = {}) {
    const query = new URLSearchParams({ as, limit });
    if (before) query.set("before", before);
    return ask(`${conversation(id)}/messages?${query}`);
  },
  read: (as, id) => send(`${conversation(id)}/read`, { as }),
  say: (as, id, text, alone = false) =>
    send(`${conversation(id)}/messages`, { as, text, private: alone }),
  press: (press) => send("/chat/press", press),
  dialog: (submission) => send("/chat/dialog", submission),
  moveClock: (move) => send("/chat/clock", move),
  events: (as) => new EventSource(`/chat/events?as=${encodeURIComponent(as)}`),
};
