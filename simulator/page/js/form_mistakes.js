// Brings a person to the mistake that a form came back with, so that nobody searches a long form
// for it.

const CONTROLS = "input, select, textarea";
const WORDS = /\p{L}{2}/u;
const FOLLOWING = Node.DOCUMENT_POSITION_FOLLOWING;

/** The texts that a drawn form shows, to compare with the form that comes back. */
export function wordsIn(root) {
  return new Set(blocks(root).map((block) => block.textContent));
}

/** What a form asks for: the ids of its inputs, by which it is known when it comes back. */
export function inputsOf(card) {
  const found = [];
  JSON.stringify(card, (_, part) => {
    if (/^Input\./.test(part?.type)) found.push(part.id);
    return part;
  });
  return found.join();
}

/**
 * Focuses the input nearest to the first mistake, which it returns in words; without one, the
 * form's start. Of another form than before, `cameBack` is false: what is new there is no mistake.
 */
export function focusMistake(root, wordsBefore, cameBack) {
  const mistake = firstMistake(root, wordsBefore, cameBack);
  const controls = [...root.querySelectorAll(CONTROLS)].filter((control) => control.offsetParent);
  const control = mistake ? nearest(controls, mistake) : controls[0];
  control?.focus({ preventScroll: true });
  (mistake ?? root.firstElementChild)?.scrollIntoView({ block: mistake ? "center" : "start" });
  if (!mistake) return cameBack ? "The form is shown again." : "Another form is shown.";
  mistake.classList.add("mistake");
  if (control) describe(control, mistake);
  return mistake.textContent;
}

const blocks = (root) =>
  [...root.querySelectorAll(".ac-textBlock, .ac-textRun")].filter((block) =>
    WORDS.test(block.textContent),
  );

/**
 * New words in the colour of attention, else any words in that colour, else any new words; those
 * that stand behind an input first, because a summary on top names no input.
 */
function firstMistake(root, wordsBefore, cameBack) {
  const all = blocks(root).filter((block) => block.offsetParent);
  const fresh = all.filter((block) => !wordsBefore.has(block.textContent));
  const first = root.querySelector(CONTROLS);
  const behind = (block) => Boolean(first && first.compareDocumentPosition(block) & FOLLOWING);
  const any = cameBack ? fresh : [];
  for (const found of [fresh.filter(isAttention), all.filter(isAttention), any])
    if (found.length) return found.find(behind) ?? found[0];
  return null;
}

function isAttention(block) {
  const [red, green, blue] = getComputedStyle(block)
    .color.match(/[\d.]+/g)
    .map(Number);
  return red > 150 && green < 120 && blue < 130;
}

function nearest(controls, mistake) {
  const at = mistake.getBoundingClientRect();
  const distance = (control) => {
    const box = control.getBoundingClientRect();
    return Math.min(Math.abs(box.bottom - at.top), Math.abs(box.top - at.bottom));
  };
  // Of two inputs side by side the empty one is what is missing.
  const better = (best, next) => {
    const gain = distance(best) - distance(next);
    return gain > 8 || (Math.abs(gain) <= 8 && best.value && !next.value) ? next : best;
  };
  return controls.length ? controls.reduce(better) : null;
}

function describe(control, mistake) {
  if (!mistake.id) mistake.id = `__ac-mistake-${control.id}`;
  control.setAttribute("aria-invalid", "true");
  control.setAttribute("aria-describedby", mistake.id);
}
