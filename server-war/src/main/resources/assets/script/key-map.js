// Single keys; never while typing, and they can be switched off.
const OFF = "platen.keys.off";
const PAGES = { o: "/overview", d: "/printers", a: "/alerts", c: "/devices" };
const TYPING = "input, textarea, select, [contenteditable]";

class KeyMap extends HTMLElement {
  connectedCallback() {
    this.onKey = (event) => this.press(event);
    document.addEventListener("keydown", this.onKey);
    const box = this.querySelector("input[type=checkbox]");
    box.checked = localStorage.getItem(OFF) !== "yes";
    box.addEventListener("change", () => localStorage.setItem(OFF, box.checked ? "no" : "yes"));
  }

  disconnectedCallback() {
    document.removeEventListener("keydown", this.onKey);
  }

  press(event) {
    if (event.key === "k" && (event.ctrlKey || event.metaKey)) return this.search(event);
    if (event.ctrlKey || event.metaKey || event.altKey) return undefined;
    if (event.target.closest && event.target.closest(TYPING)) return undefined;
    const dialog = this.querySelector("dialog");
    if (event.key === "?") return dialog.showModal();
    if (dialog.open || localStorage.getItem(OFF) === "yes") return undefined;
    const page = this.wentTo && PAGES[event.key];
    this.wentTo = event.key === "g";
    if (page) return location.assign(page);
    if (event.key === "/") return this.search(event);
    if (event.key === "f") return this.focusOn("#q", event);
    if (event.key === "p") return document.dispatchEvent(new CustomEvent("platen:pause"));
    if (event.key === "j") return this.move(1);
    if (event.key === "k") return this.move(-1);
    if (event.key === "o") return this.open();
    return undefined;
  }

  search(event) {
    this.focusOn("#search", event);
  }

  focusOn(selector, event) {
    const field = document.querySelector(selector);
    if (!field) return;
    event.preventDefault();
    field.focus();
    field.select();
  }

  rows() {
    return [...document.querySelectorAll("[data-row] a[data-open]")];
  }

  move(step) {
    const rows = this.rows();
    const at = rows.indexOf(document.activeElement);
    rows[at < 0 ? 0 : Math.min(rows.length - 1, Math.max(0, at + step))]?.focus();
  }

  open() {
    const row = this.rows().includes(document.activeElement) ? document.activeElement : document.querySelector("tr.selected a[data-open]");
    if (row) location.assign(row.dataset.open);
  }
}

customElements.define("key-map", KeyMap);
