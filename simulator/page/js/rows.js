// What stands between the messages of a conversation: days, the line over what is new, the
// beginning.
import { h } from "./dom.js";
import { icon } from "./icons.js";
import { continues, drawMessage } from "./messages.js";
import { store } from "./store.js";
import { dayKey, dayLabel } from "./time.js";

/**
 * The rows of one message after `before`: perhaps a day, perhaps the line over what is new, its
 * article.
 */
export function rowsOf(before, message, firstUnread = false) {
  const newDay = !before || dayKey(before.sent_at) !== dayKey(message.sent_at);
  const own = message.from.id === store.me.id;
  const mine = own && Boolean(store.find(store.conversation).chat);
  const grouped = !newDay && !firstUnread && continues(before, message);
  return [
    newDay && dayRow(message.sent_at),
    firstUnread && divider("Last read", { class: "divider last-read" }),
    drawMessage(message, { grouped, mine }),
  ].filter(Boolean);
}

/** Yesterday was Today before the clock moved on. */
export function nameDays(rows) {
  for (const row of rows.querySelectorAll("[data-day]")) row.replaceWith(dayRow(row.dataset.day));
}

/** What stands over the first message; in an empty conversation, what can be done there. */
export function beginning({ team, channel, chat }, empty, withBot) {
  const name = channel ? `${team.name} › ${channel.name}` : chat.with.name;
  if (!empty) return h("p", { class: "beginning", text: `This is where ${name} begins.` });
  const bot = store.state.bot.name;
  const hint = withBot
    ? `Say something, or ask ${bot} with one of the words below.`
    : "Say something.";
  return h(
    "div",
    { class: "beginning empty" },
    h("span", { class: "nothing-picture", "aria-hidden": "true" }, icon("chat", 40)),
    h("p", { class: "beginning-title", text: `Nothing in ${name} yet` }),
    h("p", { text: hint }),
  );
}

function dayRow(at) {
  return divider(dayLabel(at, store.now), { data: { day: at } });
}

function divider(words, properties) {
  return h(
    "div",
    { class: "divider", role: "separator", "aria-label": words, ...properties },
    h("span", { text: words }),
  );
}
