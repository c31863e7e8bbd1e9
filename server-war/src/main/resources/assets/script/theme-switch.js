// Changes the theme at once; the form does the same by a round trip.
class ThemeSwitch extends HTMLElement {
  connectedCallback() {
    this.addEventListener("submit", (event) => {
      const button = event.submitter;
      if (!button || button.name !== "theme") return;
      event.preventDefault();
      const fields = new URLSearchParams(new FormData(event.target, button));
      fetch(event.target.action, { method: "POST", body: fields, redirect: "manual" });
      document.documentElement.dataset.theme = button.value;
      this.querySelectorAll("[name=theme]").forEach((each) => each.setAttribute("aria-pressed", String(each === button)));
      document.dispatchEvent(new CustomEvent("platen:theme"));
    });
  }
}

customElements.define("theme-switch", ThemeSwitch);
