/* Suggestions under the search box: a combobox with a listbox (ARIA 1.2). Without this file the box is a plain form. */
(() => {
  "use strict";
  const PAUSE = 120;
  const REMEMBERED = 40;
  const form = document.querySelector("form[data-suggestions]");
  if (!form) return;
  const input = form.querySelector("input[type='search']");
  const panel = form.querySelector("[role='listbox']");
  const status = form.querySelector("[role='status']");
  const answers = new Map();
  let timer = 0;
  let asking = null;
  let active = null;

  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-haspopup", "listbox");
  input.setAttribute("aria-controls", panel.id);
  input.setAttribute("aria-expanded", "false");

  const options = () => [...panel.querySelectorAll("[role='option']")];
  const isOpen = () => !panel.hidden;

  function choose(option) {
    if (active) active.setAttribute("aria-selected", "false");
    active = option;
    if (!option) {
      input.removeAttribute("aria-activedescendant");
      return;
    }
    option.setAttribute("aria-selected", "true");
    input.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  }

  /* Past either end lies the box itself. */
  function move(step) {
    const all = [null, ...options()];
    choose(all[(all.indexOf(active) + step + all.length) % all.length]);
  }

  function stopAsking() {
    clearTimeout(timer);
    if (asking) asking.abort();
    asking = null;
  }

  function close() {
    stopAsking();
    choose(null);
    panel.hidden = true;
    input.setAttribute("aria-expanded", "false");
    status.textContent = "";
  }

  function show(html) {
    choose(null);
    panel.innerHTML = html;
    const body = panel.querySelector("[data-status]");
    if (!body || document.activeElement !== input) {
      close();
      return;
    }
    panel.hidden = false;
    panel.scrollTop = 0;
    input.setAttribute("aria-expanded", "true");
    status.textContent = body.dataset.status;
  }

  function remember(text, html) {
    answers.set(text, html);
    if (answers.size > REMEMBERED) answers.delete(answers.keys().next().value);
  }

  async function ask(text) {
    if (answers.has(text)) {
      show(answers.get(text));
      return;
    }
    asking = new AbortController();
    const { signal } = asking;
    try {
      const response = await fetch(`${form.dataset.suggestions}?${new URLSearchParams({ q: text })}`, {
        headers: { Accept: "text/html" },
        signal,
      });
      if (!response.ok) throw new Error(String(response.status));
      const html = await response.text();
      remember(text, html);
      if (!signal.aborted) show(html);
    } catch {
      if (!signal.aborted) close();
    }
  }

  /* The text without what surrounds it; a space at its end says that the word is finished. */
  const typed = () => input.value.replace(/\s+/g, " ").trimStart();

  function open(pause) {
    stopAsking();
    const text = typed();
    if (!text) {
      close();
      return Promise.resolve();
    }
    if (!pause) return ask(text);
    timer = setTimeout(ask, pause, text);
    return Promise.resolve();
  }

  function openAt(step) {
    open(0).then(() => {
      if (isOpen() && step) move(step);
    });
  }

  const KEYS = {
    ArrowDown: (event) => (isOpen() ? move(1) : openAt(event.altKey ? 0 : 1)),
    ArrowUp: (event) => {
      if (!isOpen()) openAt(-1);
      else if (event.altKey) close();
      else move(-1);
    },
    Home: () => active && choose(options()[0]),
    End: () => active && choose(options().at(-1)),
    Enter: () => active && active.click(),
    Escape: (event) => {
      if (!isOpen()) return null;
      close();
      event.stopPropagation();
      return true;
    },
  };

  input.addEventListener("keydown", (event) => {
    if (event.isComposing || event.ctrlKey || event.metaKey) return;
    if (event.shiftKey && event.key !== "Tab") return;
    if (event.key === "Tab") close();
    else if (event.key === "ArrowLeft" || event.key === "ArrowRight") choose(null);
    else if (Object.hasOwn(KEYS, event.key) && KEYS[event.key](event) !== null) event.preventDefault();
  });
  input.addEventListener("input", (event) => {
    choose(null);
    if (!event.isComposing) open(PAUSE);
  });
  input.addEventListener("compositionend", () => open(PAUSE));

  /* The box keeps the focus while the pointer is in the list; links in it work as links do. */
  panel.addEventListener("mousedown", (event) => event.preventDefault());
  form.addEventListener("focusout", (event) => {
    if (!form.contains(event.relatedTarget)) close();
  });
  form.addEventListener("submit", close);
  document.addEventListener("pointerdown", (event) => {
    if (!form.contains(event.target)) close();
  });
  addEventListener("pageshow", (event) => {
    if (event.persisted) close();
  });
})();
