// The editor: saves a passage a moment after it was typed, one request at a time, and never over what somebody else saved;
// shows beside it what the memory and the glossary know; keys as the page lists them. Without this it is a plain form.
"use strict";
(() => {
  const form = document.getElementById("editor"), panel = document.getElementById("beside"), said = document.getElementById("saved");
  const areas = [...form.querySelectorAll("textarea[data-seen]")];
  const segment = (area) => area.closest(".segment");
  const waiting = new Map(), kept = new Map(areas.map((area) => [area, area.defaultValue]));
  let queue = Promise.resolve(), shown = "";

  const tell = (words) => { said.textContent = words; };
  const tidy = (text) => text.split(/\s+/).filter(Boolean).join(" ");

  // Saving.
  const send = async (area, state, origin) => {
    const own = segment(area), words = area.value;
    if (own.querySelector(".collision")) return false;
    tell(form.dataset.saving);
    const body = new FormData();
    const given = { csrfmiddlewaretoken: form.elements.csrfmiddlewaretoken.value, path: own.dataset.path, text: words, seen: area.dataset.seen, state, origin };
    for (const [name, value] of Object.entries(given)) body.append(name, value);
    let answer, told;
    try {
      answer = await fetch(form.dataset.segment, { method: "POST", body, keepalive: true });
      told = await answer.json();
    } catch {
      tell(form.dataset.failed);
      return false;
    }
    if (answer.status === 409 && "theirs" in told) {
      collide(area, told, state, origin);
      tell(told.message);
      return false;
    }
    if (!answer.ok) {
      tell(`${form.dataset.failed} ${told.message ?? ""}`);
      return false;
    }
    area.dataset.seen = told.number;
    kept.set(area, words);
    own.dataset.state = told.state;
    own.querySelector("[data-chips]").innerHTML = told.chips;
    own.querySelector("[data-checks]").innerHTML = told.checks;
    if (told.state !== "untranslated") own.querySelector(".keep")?.remove();
    tell(form.dataset.saved);
    return true;
  };
  const save = (area, state, origin = area.dataset.origin ?? "person") => {
    clearTimeout(waiting.get(area));
    waiting.delete(area);
    delete area.dataset.origin;
    queue = queue.then(() => send(area, state, origin));
    return queue;
  };
  const changed = (area) => tidy(area.value) !== tidy(kept.get(area));
  const flush = () => areas.filter((area) => changed(area)).map((area) => save(area, "draft"));

  // Somebody else saved the same passage: both texts stay, and a person decides.
  const collide = (area, told, state, origin) => {
    const notice = document.getElementById("collision").content.firstElementChild.cloneNode(true);
    notice.querySelector("[data-said]").textContent = told.message;
    notice.querySelector("[data-theirs]").textContent = told.theirs;
    notice.querySelector("[data-mine]").textContent = area.value;
    const settle = (words) => {
      area.dataset.seen = told.number;
      area.value = words;
      notice.remove();
      area.focus();
    };
    notice.querySelector("[data-keep]").addEventListener("click", () => { settle(area.value); save(area, state, origin); });
    notice.querySelector("[data-take]").addEventListener("click", () => { settle(told.theirs); kept.set(area, told.theirs); });
    area.after(notice);
  };

  // What is known of the passage that is worked on.
  const show = async (area) => {
    const path = segment(area).dataset.path;
    areas.forEach((other) => segment(other).classList.toggle("active", other === area));
    if (shown === path) return;
    shown = path;
    const answer = await fetch(`${form.dataset.beside}?at=${encodeURIComponent(path)}`);
    if (answer.ok && shown === path) panel.innerHTML = await answer.text();
  };
  const write = (area, words, origin) => {
    area.focus();
    area.select();
    if (!document.execCommand("insertText", false, words)) area.value = words; // so that it can be undone
    area.dataset.origin = origin;
    save(area, "draft");
  };
  const insert = (area, number) => {
    const match = panel.querySelector(`[data-match="${number}"]`);
    if (match && shown === segment(area).dataset.path) write(area, match.textContent, "memory");
  };

  // Going about.
  const open = (area) => segment(area).dataset.state === "untranslated" || segment(area).dataset.state === "draft";
  const go = (area, step) => {
    const from = areas.indexOf(area), round = areas.map((_, nth) => areas[(from + step * (nth + 1) + areas.length * 2) % areas.length]);
    const next = round.find((other) => other !== area && open(other));
    (next ?? area)?.focus();
    next?.scrollIntoView({ block: "center" });
  };
  const confirm = async (area, state) => {
    if (await save(area, state)) go(area, 1);
  };

  form.addEventListener("input", ({ target }) => {
    if (!areas.includes(target)) return;
    clearTimeout(waiting.get(target));
    waiting.set(target, setTimeout(() => changed(target) && save(target, "draft"), 1200));
  });
  form.addEventListener("focusin", ({ target }) => { if (areas.includes(target)) show(target); });
  form.addEventListener("focusout", ({ target }) => { if (areas.includes(target) && changed(target)) save(target, "draft"); });
  form.addEventListener("click", (event) => {
    const button = event.target.closest("button[name=confirm], button[name=review], a[data-choose]");
    if (!button) return;
    const area = segment(button).querySelector("textarea");
    event.preventDefault();
    if (button.matches("a")) area.focus();
    else confirm(area, button.name === "review" ? "reviewed" : "translated");
  });
  panel.addEventListener("click", (event) => {
    const button = event.target.closest("[data-insert]");
    const area = areas.find((one) => segment(one).dataset.path === shown);
    if (!button || !area) return;
    event.preventDefault();
    insert(area, button.dataset.insert);
  });
  // All is saved before a button of the form is followed, which then sends no passage: somebody else's may be newer.
  form.addEventListener("submit", async (event) => {
    if (form.dataset.ready) return;
    event.preventDefault();
    const button = event.submitter;
    flush();
    await queue;
    await new Promise((done) => { setTimeout(done); }); // a form is not submitted while it is being submitted
    if (form.querySelector(".collision") || areas.some(changed)) return;
    form.elements[`${areas[0].name.split(":")[0]}:draft`].value = Math.max(...areas.map((area) => Number(area.dataset.seen)));
    areas.forEach((area) => { area.disabled = true; });
    form.dataset.ready = "1";
    form.requestSubmit(button);
  });
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") flush(); });
  addEventListener("beforeunload", (event) => { if (!form.dataset.ready && areas.some(changed)) { flush(); event.preventDefault(); } });

  document.addEventListener("keydown", (event) => {
    const area = areas.includes(document.activeElement) ? document.activeElement : null;
    const control = event.ctrlKey || event.metaKey, digit = /^Digit(\d)$/.exec(event.code)?.[1];
    if (control && event.key === "Enter" && area) confirm(area, event.shiftKey && form.querySelector("[name=review]") ? "reviewed" : "translated");
    else if (control && !event.altKey && event.key.toLowerCase() === "s") flush();
    else if (event.altKey && !control && (event.key === "ArrowDown" || event.key === "ArrowUp")) go(area, event.key === "ArrowDown" ? 1 : -1);
    else if (event.altKey && !control && digit && area) {
      if (digit === "0") write(area, segment(area).querySelector(".source .words").textContent.trim(), "person");
      else insert(area, digit);
    } else return;
    event.preventDefault();
  });
  if (areas.length) {
    const first = new URLSearchParams(location.search).get("at");
    const area = areas.find((one) => segment(one).dataset.path === first) ?? areas.find(open);
    if (area) { shown = segment(area).dataset.path; segment(area).classList.add("active"); }
  }
})();
