// Turns what the bot writes into elements through markdown-it, with HTML switched off.
import MarkdownIt from "../node_modules/markdown-it/dist/browser/markdown-it.esm.min.mjs";

// Teams draws no pictures from Markdown, and cards know only emphasis, lists and links.
const NOT_IN_CARDS = [
  "heading",
  "lheading",
  "table",
  "code",
  "fence",
  "blockquote",
  "hr",
  "image",
  "reference",
];

const message = new MarkdownIt({ html: false, breaks: true, linkify: false }).disable(["image"]);
const card = new MarkdownIt({ html: false, breaks: false, linkify: false }).disable(NOT_IN_CARDS);

const policy = window.trustedTypes?.createPolicy("bot-markdown", {
  createHTML: (text) => message.render(text),
});

/** The HTML of a card's text, as its renderer wants it. */
export const cardHtml = (text) => card.render(text);

/** Fills `element` with a bot's message; links open in a window of their own. */
export function fillWithMarkdown(element, text) {
  element.innerHTML = policy ? policy.createHTML(text) : message.render(text);
  for (const link of element.querySelectorAll("a")) {
    link.target = "_blank";
    link.rel = "noopener noreferrer";
  }
}

/**
 * Wraps what stands for a mention (its text, with or without the `at` element) as Teams shows it.
 */
export function markMentions(element, mentions) {
  for (const mention of mentions) {
    const words = [mention.text, `<at>${mention.name}</at>`, `@${mention.name}`].filter(Boolean);
    wrapFirst(element, words, mention.name);
  }
}

function wrapFirst(element, words, name) {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const found = words.find((word) => node.data.includes(word));
    if (!found || node.parentElement.classList.contains("mention")) continue;
    const rest = node.splitText(node.data.indexOf(found));
    rest.data = rest.data.slice(found.length);
    const mention = document.createElement("span");
    mention.className = "mention";
    mention.textContent = name;
    rest.before(mention);
    return;
  }
}
