// Copies its value.
const SHOWN = 1500;
const SHEETS = '<svg viewBox="0 0 14 14" width="14" height="14" aria-hidden="true"><rect x="4.5" y="4.5" width="7" height="8" rx="1.5"/><path d="M9.5 2.5v-.2A1.3 1.3 0 0 0 8.2 1H3.8A1.3 1.3 0 0 0 2.5 2.3v6.4A1.3 1.3 0 0 0 3.5 10"/></svg>';
const TICK = '<svg viewBox="0 0 14 14" width="14" height="14" aria-hidden="true"><path d="m2.5 7.5 3 3 6-7"/></svg>';

class CopyButton extends HTMLElement {
  connectedCallback() {
    if (this.firstChild) return;
    const button = document.createElement("button");
    button.type = "button";
    this.append(button);
    this.rest();
    button.addEventListener("click", () => this.copy());
  }

  rest() {
    this.firstChild.innerHTML = SHEETS;
    this.firstChild.setAttribute("aria-label", this.getAttribute("label"));
  }

  async copy() {
    await navigator.clipboard.writeText(this.getAttribute("value"));
    this.firstChild.innerHTML = TICK;
    this.firstChild.setAttribute("aria-label", this.getAttribute("done"));
    setTimeout(() => this.rest(), SHOWN);
  }

  takeOver(fresh) {
    this.setAttribute("value", fresh.getAttribute("value"));
  }
}

customElements.define("copy-button", CopyButton);
