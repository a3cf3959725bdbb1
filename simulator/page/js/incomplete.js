// Says in words what to do where a file of the page or of its npm packages is missing.
window.addEventListener(
  "error",
  (event) => {
    if (!(event.target instanceof HTMLScriptElement)) return;
    const words = document.createElement("p");
    words.setAttribute("role", "alert");
    words.className = "nothing";
    words.textContent =
      "A part of this page is missing. Run “npm ci --prefix simulator/page” and load it again.";
    document.getElementById("conversation").replaceChildren(words);
    document.body.dataset.screen = "conversation";
  },
  true,
);
