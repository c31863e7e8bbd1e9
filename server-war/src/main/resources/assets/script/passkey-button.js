// Makes or uses a passkey: asks the server for a challenge, the browser for an answer, and sends that as the form around it.
class PasskeyButton extends HTMLElement {
  connectedCallback() {
    if (this.firstChild || !window.PublicKeyCredential?.parseRequestOptionsFromJSON) return;
    const button = document.createElement("button");
    button.type = "button";
    button.className = this.getAttribute("look") ?? "";
    button.textContent = this.getAttribute("label");
    this.fault = document.createElement("p");
    this.fault.className = "error";
    this.fault.setAttribute("role", "status");
    this.append(button, this.fault);
    button.addEventListener("click", () => this.run(button));
  }

  async run(button) {
    button.disabled = true;
    this.fault.textContent = "";
    try {
      const answer = await fetch(this.getAttribute("options"), { method: "POST" });
      if (!answer.ok) throw new Error(answer.status);
      const credential = await this.ask(await answer.json());
      const form = this.closest("form");
      form.elements.credential.value = JSON.stringify(credential.toJSON());
      form.submit();
    } catch {
      // Also when somebody closed the browser's dialogue.
      this.fault.textContent = this.getAttribute("failed");
      button.disabled = false;
    }
  }

  ask(options) {
    return this.hasAttribute("make")
      ? navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
      : navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
  }
}

customElements.define("passkey-button", PasskeyButton);
