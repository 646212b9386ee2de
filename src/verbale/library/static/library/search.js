// Suggestions while one types: the browser's own list, filled by the server. Without this the form does all it has to.
"use strict";
(() => {
  const input = document.querySelector("input[data-suggest]");
  const list = input && document.getElementById(input.getAttribute("list"));
  if (!list) return;
  let waiting, asked = "";
  const found = new Map();
  const suggest = async () => {
    const text = input.value.trim();
    if (text === asked || text.length < 1) return;
    asked = text;
    const answer = await fetch(`${input.dataset.suggest}?q=${encodeURIComponent(text)}`);
    if (!answer.ok || text !== asked) return;
    const [, words, hints, addresses] = await answer.json();
    found.clear();
    list.replaceChildren(...words.map((word, at) => {
      found.set(word, addresses[at]);
      const option = document.createElement("option");
      option.value = word;
      option.label = hints[at];
      return option;
    }));
  };
  input.addEventListener("input", (event) => {
    // Who takes a suggestion from the list is led to it.
    if (event.inputType === "insertReplacementText" && found.has(input.value)) {
      location.assign(found.get(input.value));
      return;
    }
    clearTimeout(waiting);
    waiting = setTimeout(suggest, 150);
  });
})();
