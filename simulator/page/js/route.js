// The address says who acts and which conversation is open, so that two windows can be two people.

/** {as, conversation} of the address; null where it does not say. */
export function here() {
  const as = new URLSearchParams(location.search).get("as");
  let conversation = null;
  try {
    conversation = decodeURIComponent(location.hash.slice(1)) || null;
  } catch {
    // A broken escape is as good as no conversation.
  }
  return { as, conversation };
}

/** The address of a person at a conversation, for links and history. */
export function address(as, conversation) {
  const hash = conversation ? `#${encodeURIComponent(conversation)}` : "";
  return as ? `?as=${encodeURIComponent(as)}${hash}` : `/${hash}`;
}

const listeners = [];

export function onGo(listener) {
  listeners.push(listener);
}

/** Goes to a person and conversation; `replace` leaves no step in the history. */
export function go(as, conversation, { replace = false } = {}) {
  const to = address(as, conversation);
  if (`${location.search}${location.hash}` !== to)
    history[replace ? "replaceState" : "pushState"](null, "", to);
  listeners.forEach((listener) => listener());
}

/** Lets plain clicks on a link stay in the page; with a modifier it opens a window, as links do. */
export function followInPage(link, as, conversation, before = () => {}) {
  link.href = address(as, conversation);
  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    before();
    go(as, conversation);
  });
  return link;
}

window.addEventListener("popstate", () => listeners.forEach((listener) => listener()));
