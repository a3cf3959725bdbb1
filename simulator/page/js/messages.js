// One message as Teams shows it: who, when, words, cards, and what a press on it answered.
import { avatar } from "./avatar.js";
import { buttonNamed, drawCard, markPending } from "./cards.js";
import { h, unseen } from "./dom.js";
import { icon } from "./icons.js";
import { fillWithMarkdown, markMentions } from "./markdown.js";
import { press } from "./press.js";
import { store } from "./store.js";
import { fullTime, timeOf } from "./time.js";

const ONLY_YOU = "Only you can see this message";
const GROUPED_WITHIN = 5 * 60_000;

/** Whether `message` belongs under the name that stands over `before` already. */
export function continues(before, message) {
  return (
    Boolean(before) &&
    before.from.id === message.from.id &&
    !message.edited_at &&
    !message.gone_at === !before.gone_at &&
    !message.answers &&
    Date.parse(message.sent_at) - Date.parse(before.sent_at) < GROUPED_WITHIN
  );
}

/** The message's article; `mine` puts it on the right, as in a personal chat. */
export function drawMessage(message, { grouped, mine }) {
  const names = [
    "message",
    grouped && "grouped",
    mine && "mine",
    message.from.bot && "from-bot",
    message.gone_at && "only-you",
  ].filter(Boolean);
  const article = h(
    "article",
    {
      class: names.join(" "),
      role: "article",
      data: { messageId: message.id },
      "aria-label": [message.from.name, timeOf(message.sent_at), message.gone_at && ONLY_YOU]
        .filter(Boolean)
        .join(", "),
    },
    h(
      "div",
      { class: "gutter" },
      !grouped && !mine && avatar(message.from, message.from.bot ? "bot" : "person"),
    ),
    h(
      "div",
      { class: "content" },
      !grouped && heading(message, mine),
      !grouped && message.gone_at && onlyYou(),
      message.answers && question(message.answers),
      words(message),
      cards(message),
      h("div", { class: "notice-place" }),
    ),
  );
  showView(article, message);
  return article;
}

function heading(message, mine) {
  return h(
    "div",
    { class: "byline" },
    !mine && h("span", { class: "name", text: message.from.name }),
    message.from.bot && h("span", { class: "badge", text: "App" }),
    h("time", {
      datetime: message.sent_at,
      title: fullTime(message.sent_at),
      text: timeOf(message.sent_at),
    }),
    message.edited_at &&
      h("span", {
        class: "edited",
        title: `Edited ${fullTime(message.edited_at)}`,
        text: "Edited",
      }),
  );
}

function onlyYou() {
  return h("p", { class: "only-you-line" }, icon("unseen", 14), ONLY_YOU);
}

/** What was asked, over its answer. */
function question({ name, text }) {
  return h(
    "blockquote",
    { class: "question", dir: "auto" },
    h("span", { class: "question-name", text: name }),
    h("span", { class: "question-words", text }),
  );
}

function words(message) {
  if (!message.text) return null;
  const bubble = h("div", { class: "bubble", dir: "auto" });
  if (message.format === "markdown") fillWithMarkdown(bubble, message.text);
  else bubble.textContent = message.text;
  markMentions(bubble, message.mentions ?? []);
  return bubble;
}

function cards(message) {
  const own = store.view(message.id).card;
  const shown = own ? [own] : (message.cards ?? []);
  return shown.map((card) =>
    drawCard(card, {
      onPress: (pressed) => press(message, pressed),
      label: `Card from ${message.from.name}`,
    }),
  );
}

/**
 * Brings a drawn article in line with what this person alone is shown on it: a waiting button, a
 * notice.
 */
export function showView(article, message) {
  const view = store.view(message.id);
  for (const host of article.querySelectorAll(".card-host"))
    markPending(host, view.pending ?? null);
  article
    .querySelector(".notice-place")
    .replaceChildren(...(view.notice ? [notice(article, message, view.notice)] : []));
}

function notice(article, message, { kind, text }) {
  const away = () => {
    store.view(message.id).notice = null;
    showView(article, message);
  };
  return h(
    "div",
    { class: `notice ${kind}`, role: kind === "error" ? "alert" : "status" },
    icon(kind === "error" ? "warning" : "info", 16),
    unseen(kind === "error" ? "Error: " : ""),
    h("span", { text }),
    h(
      "button",
      {
        class: "tool small",
        type: "button",
        "aria-label": "Dismiss",
        title: "Dismiss",
        onclick: away,
      },
      icon("close", 14),
    ),
  );
}

/**
 * Puts `fresh` where `article` is; the focus stays on the button of the same name, what was typed
 * is gone, as in Teams.
 */
export function replaceMessage(article, fresh) {
  const focused = article.contains(document.activeElement)
    ? document.activeElement.getAttribute("aria-label")
    : null;
  article.replaceWith(fresh);
  if (focused) buttonNamed(fresh, focused)?.focus({ preventScroll: true });
}
