// The paragraph that one is at is kept when the language is changed, and when the address of a language is copied.
"use strict";
const links = document.querySelectorAll(".tongues a, a.keep");
const keep = () => { for (const link of links) link.hash = location.hash; };
addEventListener("hashchange", keep);
keep();
