// Esc closes the panel beside the list and gives the focus back to its row.
class InspectorPanel extends HTMLElement {
  connectedCallback() {
    this.onKey = (event) => {
      if (event.key !== "Escape" || document.querySelector("dialog[open]")) return;
      const close = this.querySelector(".close");
      const row = new URL(close.href).hash.slice(1);
      document.addEventListener("htmx:afterSettle", () => document.getElementById(row)?.focus(), { once: true });
      close.click();
    };
    document.addEventListener("keydown", this.onKey);
  }

  disconnectedCallback() {
    document.removeEventListener("keydown", this.onKey);
  }
}

customElements.define("inspector-panel", InspectorPanel);
