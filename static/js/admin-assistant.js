/* The inbox: a suggested or canned reply goes into the answer, and what the shopper writes appears by itself. */
(() => {
  "use strict";
  document.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest("[data-puts]") : null;
    const field = document.getElementById("a-text");
    if (!button || !field) return;
    const words = document.getElementById(button.dataset.puts).textContent.trim();
    field.value = field.value.trim() ? `${field.value.trim()}\n${words}` : words;
    field.focus();
  });

  async function refresh(log) {
    try {
      const answer = await fetch(log.dataset.refresh);
      if (answer.ok) {
        const text = await answer.text();
        if (text !== log.dataset.last) {
          const atEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 80;
          if (log.dataset.last) log.innerHTML = text;
          log.dataset.last = text;
          if (atEnd) log.scrollTop = log.scrollHeight;
        }
      }
    } finally {
      setTimeout(refresh, document.hidden ? 20000 : 4000, log);
    }
  }

  document.addEventListener("DOMContentLoaded", () => {
    const log = document.getElementById("a-said");
    if (!log) return;
    log.scrollTop = log.scrollHeight;
    refresh(log);
  });
})();
