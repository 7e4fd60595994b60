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
    if (filters && matchMedia("(max-width: 59.99rem)").matches) {
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
  function settleFilters() {
    const filters = document.querySelector("details.filters");
    if (filters && matchMedia("(max-width: 59.99rem)").matches && !filters.dataset.settled) filters.open = false;
    if (filters) filters.dataset.settled = "1";
  }
  document.addEventListener("DOMContentLoaded", settleFilters);

  /* A control that submits its form by itself has no need of its button. */
  document.addEventListener("change", (event) => {
    const auto = closest(event, "[data-submits]");
    if (auto && !auto.form.hasAttribute("hx-get") && !auto.form.hasAttribute("hx-post")) auto.form.requestSubmit();
  });

  /* What HTMX brought in takes the place of what had the focus. */
  let focused = "";
  document.addEventListener("htmx:beforeSwap", () => {
    focused = document.activeElement ? document.activeElement.id : "";
  });
  document.addEventListener("htmx:afterSettle", () => {
    const again = focused && document.getElementById(focused);
    if (again && document.activeElement !== again) again.focus({ preventScroll: true });
  });
  document.addEventListener("htmx:sendError", () => {
    const box = document.querySelector("[data-offline]");
    if (box) box.hidden = false;
  });
})();
