// Nothing moves under a finger: what would draw anew waits until nobody holds a button down, or
// the click that follows would hit what has taken its place, or nothing.

let holding = null;

function hold() {
  if (holding) return;
  holding = {};
  holding.over = new Promise((resolve) => (holding.end = resolve));
}

function letGo() {
  // The click comes after the pointer is up.
  setTimeout(() => {
    holding?.end();
    holding = null;
  });
}

window.addEventListener("pointerdown", hold, true);
for (const up of ["pointerup", "pointercancel", "blur"]) window.addEventListener(up, letGo, true);

/** Until no pointer is down. */
export async function released() {
  await holding?.over;
}
