/* What the admin's theme leaves to the mouse and to the eye, for its pages and ours: keys for what
   can be clicked, names for what has only a picture, labels for choosers, Escape for what opened. */
"use strict";
(() => {
  // The theme's pictures are words of a font: what each does, where it can be pressed.
  const NAMES = {
    dock_to_right: "Menu", close: "Close", filter_list: "Filters", more_horiz: "More",
    more_vert: "More", fact_check: "Corroborate: first page", search: "Search",
  };
  const NATIVE = "a[href], button, input, select, textarea, summary, tr";
  let opener = null;

  const icons = ".material-symbols-outlined";
  const named = (element) => {
    if (element.ariaLabel || element.title) return;
    const words = element.cloneNode(true);
    const pictures = words.matches(icons) ? [words] : [...words.querySelectorAll(icons)];
    const picture = pictures.map((icon) => icon.textContent.trim())[0] || "";
    for (const icon of pictures) icon.textContent = "";
    if (words.textContent.trim() || element.querySelector("img[alt]")) return;
    if (/openTheme/.test(element.getAttribute("x-on:click"))) element.ariaLabel = "Light or dark";
    else if (picture) element.ariaLabel = NAMES[picture] || picture.replaceAll("_", " ");
  };
  const pressable = (element) => {
    if (element.matches(NATIVE) || element.id === "changelist-filter-close" || element.hasAttribute("tabindex")) return;
    if (element.matches(icons)) element.classList.add("x-icon");
    element.setAttribute("role", "button");
    element.tabIndex = 0;
    named(element);
  };
  const label = (container) => {
    const select = container.previousElementSibling;
    const box = container.querySelector(".select2-selection");
    const label = select && select.labels && select.labels[0];
    if (!box || !label) return;
    label.id ||= `${select.id || select.name}-label`;
    const shown = box.querySelector(".select2-selection__rendered");
    box.setAttribute("aria-labelledby", `${label.id} ${shown.id}`);
    shown.setAttribute("aria-labelledby", label.id);
    for (const name of ["aria-describedby", "aria-invalid", "aria-required"]) {
      if (select.hasAttribute(name)) box.setAttribute(name, select.getAttribute(name));
    }
  };
  const mend = (root) => {
    const all = (selector) => [
      ...(root.matches && root.matches(selector) ? [root] : []), ...root.querySelectorAll(selector),
    ];
    all("[x-on\\:click]").forEach(pressable);
    for (const icon of all(`${icons}:not([role])`)) {
      icon.ariaHidden = "true";
      const owner = icon.closest("a, button, [role=button]");
      if (owner) named(owner);
    }
    all(".select2-container:not(.select2-container--open)").forEach(label);
    all(".select2-search__field").forEach((field) => { field.ariaLabel ||= "Type a part of the name"; });
  };
  const start = () => {
    mend(document.body);
    const content = document.getElementById("content");
    if (content) content.tabIndex = -1;
    new MutationObserver((changes) => {
      for (const change of changes) {
        for (const node of change.addedNodes) if (node.nodeType === 1) mend(node);
      }
    }).observe(document.body, { childList: true, subtree: true });
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();

  document.addEventListener("keydown", (event) => {
    const button = event.target.closest && event.target.closest("[role=button]:not(a[href], button)");
    if (button && (event.key === "Enter" || event.key === " ") && event.target === button) {
      event.preventDefault();
      opener = button;
      button.click();
    }
    if (event.key !== "Escape") return;
    const seen = (selector) => [...document.querySelectorAll(selector)].find((one) => one.offsetParent || one.getClientRects().length);
    const filter = seen("#changelist-filter") && seen("#changelist-filter-close");
    const menu = seen("#nav-sidebar") && seen('[x-on\\:click^="sidebarMobileOpen"]:is(#nav-sidebar *)');
    if (filter) filter.click();
    else if (menu) menu.click();
    else if (opener && !event.target.closest(".select2-container")) document.body.click();
    else return;
    if (opener && opener.isConnected) opener.focus();
    opener = null;
  });
})();
