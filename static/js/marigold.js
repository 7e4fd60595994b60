/* The little the storefront does by itself: colours, menus, quantity buttons, gallery, messages. Pages work without it. */
(() => {
  "use strict";
  const root = document.documentElement;
  root.classList.add("js");

  const closest = (event, selector) => (event.target instanceof Element ? event.target.closest(selector) : null);

  function chooseTheme(value) {
    if (value === "system") delete root.dataset.theme;
    else root.dataset.theme = value;
    const secure = location.protocol === "https:" ? "; secure" : "";
    document.cookie = `theme=${value}; path=/; max-age=31536000; samesite=lax${secure}`;
    document.querySelectorAll("[data-theme-form] button").forEach((button) => {
      if (button.value === value) button.setAttribute("aria-current", "true");
      else button.removeAttribute("aria-current");
    });
  }

  function step(button) {
    const input = button.closest("[data-stepper]").querySelector("input");
    const wanted = (Number.parseInt(input.value, 10) || 0) + Number(button.dataset.step);
    const value = Math.min(Number(input.max), Math.max(Number(input.min), wanted));
    if (String(value) === input.value) return;
    input.value = String(value);
    input.dispatchEvent(new Event("change", { bubbles: true }));
  }

  function closeMenus(except) {
    document.querySelectorAll("details[data-menu][open]").forEach((menu) => {
      if (menu !== except) menu.open = false;
    });
  }

  /* Lists and variants change the address without a new page; the other language shows what stands there now. */
  document.addEventListener("submit", (event) => {
    const form = closest(event, "[data-language-form]");
    if (form) form.elements.next.value = location.pathname + location.search;
  });

  document.addEventListener("submit", (event) => {
    const form = closest(event, "[data-theme-form]");
    if (!form || !event.submitter) return;
    event.preventDefault();
    chooseTheme(event.submitter.value);
    closeMenus(null);
  });

  document.addEventListener("click", (event) => {
    closeMenus(closest(event, "details[data-menu]"));
    const stepper = closest(event, "[data-step]");
    if (stepper) step(stepper);
    const dismiss = closest(event, "[data-dismiss]");
    if (dismiss) dismiss.closest("[data-toast]").remove();
    const opener = closest(event, "[data-opens]");
    const dialog = opener && document.getElementById(opener.dataset.opens);
    if (dialog) {
      event.preventDefault();
      dialog.showModal();
    }
    const canceller = closest(event, "[formmethod='dialog']");
    if (canceller) {
      event.preventDefault();
      canceller.closest("dialog").close();
    }
    const printer = closest(event, "[data-print]");
    if (printer) window.print();
    if (closest(event, "[data-close-filters]")) closeFilters();
  });

  function closeFilters() {
    const filters = document.querySelector("details.filters[open]");
    if (filters && !wide.matches) {
      filters.open = false;
      filters.querySelector("summary").focus();
    }
  }

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const menu = document.querySelector("details[data-menu][open]");
    if (menu) {
      menu.open = false;
      menu.querySelector("summary").focus();
    } else closeFilters();
  });

  /* Filters stand open beside the list where there is room, and closed above it where there is none. */
  const wide = matchMedia("(min-width: 60rem)");
  function settleFilters() {
    const filters = document.querySelector("details.filters");
    if (filters) filters.open = wide.matches;
  }
  document.addEventListener("DOMContentLoaded", settleFilters);
  wide.addEventListener("change", settleFilters);

  /* A control that submits its form by itself has no need of its button. */
  document.addEventListener("change", (event) => {
    const auto = closest(event, "[data-submits]");
    if (auto && !auto.form.hasAttribute("hx-get") && !auto.form.hasAttribute("hx-post")) auto.form.requestSubmit();
  });

  /* What HTMX brings in keeps the focus and what was folded open. */
  let focused = "";
  let opened = null;
  document.addEventListener("htmx:beforeSwap", (event) => {
    focused = document.activeElement ? document.activeElement.id : "";
    const folded = event.detail.target ? [...event.detail.target.querySelectorAll("details[id]")] : [];
    opened = new Map(folded.map((details) => [details.id, details.open]));
  });
  document.addEventListener("htmx:afterSwap", () => {
    (opened || new Map()).forEach((open, id) => {
      const details = document.getElementById(id);
      if (details) details.open = open;
    });
    opened = null;
    const again = focused && document.getElementById(focused);
    if (again && document.activeElement !== again) again.focus({ preventScroll: true });
    focused = "";
  });
  document.addEventListener("htmx:afterSettle", showPicture);

  /* A dialog that HTMX brings in opens by itself. */
  document.addEventListener("htmx:afterSettle", () => {
    const dialog = document.querySelector("dialog[data-shows]:not([open])");
    if (dialog && !dialog.dataset.shown) {
      dialog.dataset.shown = "yes";
      dialog.showModal();
    }
  });

  /* The small pictures move the large ones sideways instead of jumping down the page. */
  function showPicture() {
    const stage = document.querySelector(".gallery__stage");
    const first = document.querySelector("[data-thumb]");
    if (!stage || !first) return;
    const mark = () => {
      const index = Math.round(stage.scrollLeft / Math.max(stage.clientWidth, 1));
      document.querySelectorAll("[data-thumb]").forEach((thumb, position) => {
        if (position === index) thumb.setAttribute("aria-current", "true");
        else thumb.removeAttribute("aria-current");
      });
    };
    stage.addEventListener("scroll", mark, { passive: true });
    mark();
  }
  document.addEventListener("DOMContentLoaded", showPicture);
  document.addEventListener("click", (event) => {
    const thumb = closest(event, "[data-thumb]");
    const figure = thumb && document.querySelector(thumb.getAttribute("href"));
    if (!figure) return;
    event.preventDefault();
    figure.parentElement.scrollTo({ left: figure.offsetLeft });
  });
})();
