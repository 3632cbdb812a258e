// Sign-in, public check and error pages: show a password, go back, send a form once.
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-back]")) history.back();
  const eye = event.target.closest("[data-show-password]");
  if (eye) {
    const field = document.getElementById(eye.dataset.showPassword);
    const shown = field.type === "text";
    field.type = shown ? "password" : "text";
    eye.setAttribute("aria-pressed", String(!shown));
    field.focus();
  }
});
document.addEventListener("submit", (event) => {
  if (event.target.dataset.sent) event.preventDefault();
  event.target.dataset.sent = "1";
});
window.addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach((form) => delete form.dataset.sent));
