// The paragraph that one is at is kept when the language is changed, and when the address of a language is copied.
"use strict";
const links = document.querySelectorAll(".tongues a, a.keep");
const keep = () => { for (const link of links) link.hash = location.hash; };
addEventListener("hashchange", keep);
keep();

// Copying and printing are offered where the browser can; the address stands there to be copied by hand all the same.
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}
for (const button of document.querySelectorAll("[data-copy]")) {
  if (!navigator.clipboard) break;
  const words = button.textContent;
  button.hidden = false;
  button.setAttribute("aria-live", "polite");
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent.trim());
    button.textContent = button.parentElement.dataset.done;
    setTimeout(() => { button.textContent = words; }, 2000);
  });
}
