// Keys for who prefers them; every page works without. j and k go through the rows of a queue, Enter opens one,
// "/" goes to the search, "?" shows the list. Nothing happens while somebody types.
"use strict";
document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, textarea, select, [contenteditable]");
  if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
  const dialog = document.getElementById("keys");
  if (event.key === "?") dialog.showModal();
  else if (event.key === "/") document.querySelector("input[type=search]")?.focus();
  else if (event.key === "j" || event.key === "k") {
    const links = [...document.querySelectorAll("table.queue tbody tr")].map((row) => row.querySelector("a")).filter(Boolean);
    const here = links.indexOf(document.activeElement);
    const next = event.key === "j" ? Math.min(here + 1, links.length - 1) : Math.max(here - 1, 0);
    links[next]?.focus();
  } else return;
  event.preventDefault();
});
