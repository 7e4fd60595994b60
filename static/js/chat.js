/* The chat: a panel on every page, a turn that arrives event by event. Without this file the page and its form do the same. */
(() => {
  "use strict";
  const narrow = matchMedia("(max-width: 40rem)");
  const closest = (event, selector) => (event.target instanceof Element ? event.target.closest(selector) : null);
  const within = (id) => document.getElementById(id);
  let opener = null;
  let running = null;
  let waiting = 0;
  let lastAsked = 0;

  /* The panel. On phones it fills the screen and holds the focus, elsewhere it stands beside the page. */
  async function open(link) {
    const panel = within("chat");
    if (!panel) return;
    opener = link;
    if (!panel.open) {
      if (narrow.matches) panel.showModal();
      else panel.show();
    }
    document.documentElement.classList.add("chat-open");
    remember(true);
    await load(link.dataset.panel, panel);
    const text = within("chat-text");
    if (text) text.focus();
  }

  async function load(address, panel) {
    const inside = panel.querySelector("[data-chat-inside]");
    if (inside.dataset.loaded === address) return;
    try {
      const answer = await fetch(address, { headers: { "X-Requested-With": "fetch" } });
      if (!answer.ok) throw new Error(String(answer.status));
      inside.innerHTML = await answer.text();
      inside.dataset.loaded = address;
      settle();
    } catch {
      location.assign(opener ? opener.href : "/chat/");
    }
  }

  function close() {
    const panel = within("chat");
    if (!panel || !panel.open) return;
    panel.close();
    document.documentElement.classList.remove("chat-open");
    remember(false);
    if (opener) opener.focus();
  }

  function remember(isOpen) {
    try {
      if (isOpen) sessionStorage.setItem("chat", "open");
      else sessionStorage.removeItem("chat");
    } catch {
      /* A browser that keeps nothing opens the panel closed. */
    }
  }

  /* What arrives. */
  function settle() {
    const log = within("chat-log");
    if (log) log.scrollTop = log.scrollHeight;
    const field = within("chat-text");
    if (field) grow(field);
    watch();
  }

  function grow(field) {
    field.rows = Math.min(6, Math.max(1, field.value.split("\n").length, Math.ceil(field.value.length / 42)));
  }

  function bubble(kind) {
    const item = document.createElement("li");
    item.className = `bubble bubble--${kind}`;
    const body = document.createElement("div");
    body.className = "bubble__body";
    item.append(body);
    within("chat-messages").append(item);
    return item;
  }

  function paragraph(item, text) {
    const line = document.createElement("p");
    line.textContent = text;
    item.querySelector(".bubble__body").append(line);
  }

  function say(text) {
    const spoken = within("chat-spoken");
    const line = document.createElement("span");
    line.textContent = `${text} `;
    spoken.append(line);
  }

  function fail(text) {
    within("chat-error").textContent = text;
  }

  function show(name, values, answer) {
    if (name === "status") answer.dataset.status = values.text;
    if (name === "factcard") {
      answer.querySelector(".bubble__body").insertAdjacentHTML("beforebegin", values.html);
      answer.dataset.told = "true";
    }
    if (name === "sentence") {
      answer.dataset.told = "true";
      paragraph(answer, values.text);
      say(values.text);
    }
    if (name === "handoff") say(values.text);
    if (name === "error") fail(values.text);
    if (name === "done") {
      if (values.html) answer.outerHTML = values.html;
      else answer.remove();
      const foot = within("chat-foot");
      if (foot) foot.hidden = false;
      state(values.state);
    }
    const log = within("chat-log");
    log.scrollTop = log.scrollHeight;
  }

  async function* frames(stream) {
    const reader = stream.pipeThrough(new TextDecoderStream()).getReader();
    let rest = "";
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return;
      rest += value;
      const whole = rest.split("\n\n");
      rest = whole.pop();
      for (const frame of whole) {
        const name = /^event: (.+)$/m.exec(frame);
        const data = /^data: (.+)$/m.exec(frame);
        if (name && data) yield [name[1], JSON.parse(data[1])];
      }
    }
  }

  async function send(form, text) {
    if (running) return;
    running = new AbortController();
    fail("");
    within("chat-spoken").replaceChildren();
    document.querySelectorAll(".chat__starters").forEach((starters) => starters.remove());
    const body = new FormData(form);
    body.set("text", text);
    paragraph(bubble("shopper"), text);
    const answer = bubble("bot");
    answer.setAttribute("aria-busy", "true");
    settle();
    try {
      const response = await fetch(form.dataset.stream, {
        method: "POST",
        body,
        headers: { Accept: "text/event-stream", "X-CSRFToken": form.elements.csrfmiddlewaretoken.value },
        signal: running.signal,
      });
      if (!response.ok) {
        const told = await response.json().catch(() => ({}));
        answer.previousElementSibling.remove();
        answer.remove();
        within("chat-text").value = text;
        fail(told.error || `${response.status}`);
        return;
      }
      for await (const [name, values] of frames(response.body)) show(name, values, answer);
    } catch {
      /* The connection broke: the plain form does the same. */
      if (!running.signal.aborted) location.assign("/chat/");
    } finally {
      running = null;
      watch();
    }
  }

  /* A person answers: ask now and then for what they wrote. */
  function state(name) {
    const log = within("chat-log");
    if (log && name) log.dataset.state = name;
    const note = within("chat-state");
    if (note) note.hidden = !(name === "waiting" || name === "human");
    watch();
  }

  function watch() {
    const log = within("chat-log");
    clearTimeout(waiting);
    if (!log || !["waiting", "human"].includes(log.dataset.state)) return;
    waiting = setTimeout(ask, document.hidden ? 15000 : 4000);
  }

  async function ask() {
    const form = document.querySelector("[data-chat-form]");
    const log = within("chat-log");
    if (!form || !log || running) return watch();
    const known = [...document.querySelectorAll("[data-message]")].map((item) => Number(item.dataset.message));
    lastAsked = Math.max(lastAsked, 0, ...known);
    try {
      const answer = await fetch(`${form.dataset.updates}?after=${lastAsked}`);
      if (answer.status === 200) {
        within("chat-messages").insertAdjacentHTML("beforeend", await answer.text());
        const last = within("chat-messages").lastElementChild;
        within("chat-spoken").replaceChildren();
        say(last.textContent.trim());
        log.scrollTop = log.scrollHeight;
      }
      const now = answer.headers.get("X-Chat-State");
      if (now) return state(now);
    } catch {
      /* Asked again in a moment. */
    }
    return watch();
  }

  async function confirmOffer(form) {
    const button = form.querySelector("button");
    button.disabled = true;
    const answer = await fetch(form.action, {
      method: "POST",
      body: new FormData(form),
      headers: { Accept: "application/json", "X-CSRFToken": form.elements.csrfmiddlewaretoken.value },
    });
    const told = await answer.json().catch(() => ({}));
    const note = document.createElement("p");
    note.className = told.is_done ? "offer-used" : "offer-used offer-used--not";
    note.textContent = told.text || "";
    form.replaceWith(note);
    within("chat-spoken").replaceChildren();
    say(note.textContent);
    if (told.is_done && told.state) state(told.state);
  }

  document.addEventListener("click", (event) => {
    const link = closest(event, "[data-chat-open]");
    if (link && within("chat") && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      open(link);
    }
    if (closest(event, "[data-chat-close]")) close();
  });

  document.addEventListener("keydown", (event) => {
    const panel = within("chat");
    if (event.key === "Escape" && panel && panel.open && panel.contains(document.activeElement)) {
      event.preventDefault();
      close();
    }
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing && event.target instanceof Element && event.target.id === "chat-text") {
      event.preventDefault();
      event.target.form.requestSubmit();
    }
  });

  document.addEventListener("input", (event) => {
    if (event.target instanceof Element && event.target.id === "chat-text") grow(event.target);
  });

  document.addEventListener("submit", async (event) => {
    const form = closest(event, "[data-chat-form], .chat__starters");
    const offer = closest(event, "[data-chat-offer]");
    const rating = closest(event, "[data-chat-rate]");
    if (form) {
      event.preventDefault();
      const real = document.querySelector("[data-chat-form]");
      const field = within("chat-text");
      const text = (form === real ? field.value : event.submitter.value).trim();
      if (!text) return;
      if (form === real) field.value = "";
      grow(field);
      field.focus();
      await send(real, text);
    }
    if (offer) {
      event.preventDefault();
      await confirmOffer(offer);
    }
    if (rating && event.submitter) {
      event.preventDefault();
      const body = new FormData(rating);
      body.set("stars", event.submitter.value);
      const answer = await fetch(rating.action, { method: "POST", body, headers: { Accept: "application/json" } });
      if (answer.ok) rating.querySelectorAll("button").forEach((button) => button.setAttribute("aria-pressed", String(button === event.submitter)));
    }
  });

  narrow.addEventListener("change", () => {
    const panel = within("chat");
    if (!panel || !panel.open) return;
    panel.close();
    if (narrow.matches) panel.showModal();
    else panel.show();
  });

  document.addEventListener("DOMContentLoaded", () => {
    settle();
    const button = document.querySelector(".chat-button");
    try {
      if (button && !narrow.matches && sessionStorage.getItem("chat") === "open") open(button);
    } catch {
      /* Nothing is kept: the panel stays closed. */
    }
  });
})();
