// What happens when a person presses a card's button in a conversation.
import { api, Refused } from "./api.js";
import { openDialog } from "./dialog.js";
import { announce } from "./dom.js";
import { store } from "./store.js";

/**
 * Sends the press and shows its answer; while one press waits, further ones on the same message
 * are dropped.
 */
export async function press(message, pressed) {
  const view = store.view(message.id);
  if (view.pending) return;
  const person = store.me.id;
  show(message, { pending: pressed.title, notice: null });
  const result = await answerTo(person, message, pressed);
  if (person !== store.me.id) return;
  show(message, { pending: null });
  take(message, pressed, result);
}

async function answerTo(as, message, { action, inputs }) {
  const { conversation, id } = message;
  try {
    return await api.press({ as, conversation, message: id, action, inputs });
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return { kind: "error", text: error.message };
  }
}

function take(message, pressed, result) {
  if (result.kind === "dialog") {
    openDialog(result, { message, opener: pressed.title });
  } else if (result.kind === "card") {
    showCard(message, result.card);
  } else if (result.kind === "message" || result.kind === "error") {
    show(message, { notice: { kind: result.kind, text: result.text } });
    announce(result.text);
  } else if (pressed.action.type === "Action.Submit" && !pressed.action.data?.msteams) {
    show(message, { notice: { kind: "message", text: "Your response was sent to the app." } });
  }
}

/** From now on this person sees `card` in place of the message's own, until the bot edits it. */
export function showCard(message, card) {
  store.view(message.id).card = card;
  store.tell("edit", message);
}

function show(message, changes) {
  Object.assign(store.view(message.id), changes);
  store.tell("view", message);
}
