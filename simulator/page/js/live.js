// Keeps the stream of events open, and says when it is lost and when it is back.
import { api } from "./api.js";
import { released } from "./pointer.js";

const FIRST_WAIT = 500;
const LONGEST_WAIT = 8000;

export class Live {
  #source = null;
  #timer = 0;
  #wait = FIRST_WAIT;
  #lost = false;
  #turn = Promise.resolve();

  /**
   * `handlers` maps event names to functions of their data; `onLost` and `onBack` tell of the
   * connection.
   */
  constructor(handlers, { onLost, onBack }) {
    this.handlers = handlers;
    this.onLost = onLost;
    this.onBack = onBack;
  }

  follow(as) {
    this.stop();
    this.as = as;
    this.#open();
  }

  stop() {
    clearTimeout(this.#timer);
    this.#source?.close();
  }

  #open() {
    const source = api.events(this.as);
    this.#source = source;
    source.onopen = () => this.#opened();
    source.onerror = () => this.#failed(source);
    for (const [name, handle] of Object.entries(this.handlers)) {
      source.addEventListener(name, ({ data }) => this.#heard(source, handle, data));
    }
  }

  /** One after another, in their order; what came for somebody else we are no more is dropped. */
  #heard(source, handle, data) {
    this.#turn = this.#turn
      .then(released)
      .then(() => source === this.#source && void handle(JSON.parse(data)))
      .catch((error) => reportError(error));
  }

  #opened() {
    this.#wait = FIRST_WAIT;
    if (!this.#lost) return;
    this.#lost = false;
    this.onBack();
  }

  #failed(source) {
    source.close();
    if (source !== this.#source) return;
    if (!this.#lost) this.onLost();
    this.#lost = true;
    this.#timer = setTimeout(() => this.#open(), this.#wait);
    this.#wait = Math.min(this.#wait * 2, LONGEST_WAIT);
  }
}
