// Changes the theme at once; the form does the same by a round trip.
class ThemeSwitch extends HTMLElement {
  connectedCallback() {
    this.addEventListener("submit", (event) => {
      const button = event.submitter;
      if (!button || button.name !== "theme") return;
      event.preventDefault();
      const fields = new URLSearchParams(new FormData(event.target, button));
      // Kept alive, so that leaving the page at once does not lose the choice.
      fetch(event.target.action, { method: "POST", body: fields, redirect: "manual", keepalive: true }).then(() => {
        this.dataset.saved = button.value;
      });
      document.documentElement.dataset.theme = button.value;
      this.querySelectorAll("[name=theme]").forEach((each) => each.setAttribute("aria-pressed", String(each === button)));
      document.dispatchEvent(new CustomEvent("platen:theme"));
    });
  }
}

customElements.define("theme-switch", ThemeSwitch);
