// While time goes by: a line with what happens just now, or, while the past is made, a sheet over
// the page, because nothing can be pressed yet.
import { h } from "./dom.js";
import { store } from "./store.js";
import { shortMoment } from "./time.js";

/** Keeps both in line with the clock; `onMade` is called once the past is there. */
export function showProgress(line, sheet, page, onMade) {
  store.on("clock", () => {
    const going = store.progress;
    const making = going !== null && going.share !== null;
    show(line, going && !making ? wordsOf(going) : null);
    show(sheet, making ? going.words : null);
    if (making) sheet.replaceChildren(...made(going));
    const wasMaking = page.inert;
    page.inert = making;
    if (wasMaking && !making) onMade();
  });
}

/** "Mon 23 Nov, 9:00 AM: check-ins open". */
export function wordsOf({ words, at }) {
  return at ? `${shortMoment(at)}: ${words}` : words;
}

function show(element, words) {
  element.hidden = words === null;
  if (element.textContent !== (words ?? "")) element.textContent = words ?? "";
}

function made({ words, share }) {
  return [
    h("h2", { text: `${store.state.organisation} gets its past` }),
    h("p", { text: words }),
    h("progress", { max: "1", value: String(share), "aria-label": "How much of it is there" }),
    h("p", { class: "hint", text: "About a minute. Then everything here can be pressed." }),
  ];
}
