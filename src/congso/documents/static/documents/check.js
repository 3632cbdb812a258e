// The public check page: the copy's SHA-256 is computed here and only those 64 letters are sent. Where the browser cannot
// (no secure address, a file too large for its memory) the form sends the file itself.
const LIMIT = 300 * 1024 * 1024;

async function digest(file) {
  const hash = await crypto.subtle.digest("SHA-256", await file.arrayBuffer());
  return Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

const form = document.getElementById("check-form");
const file = form?.elements.file;
const hash = form?.elements.sha256;
let known = null;

if (form && globalThis.crypto?.subtle) {
  document.getElementById("check-here").hidden = false;
  form.addEventListener("submit", async (event) => {
    const copy = file.files[0];
    if (hash.value || !copy || copy === known || copy.size > LIMIT) return;
    event.preventDefault();
    event.stopPropagation();
    known = copy;
    try {
      hash.value = await digest(copy);
      form.elements.name.value = copy.name;
      file.disabled = true;
    } catch {
      hash.value = "";
    }
    form.requestSubmit();
  });
  window.addEventListener("pageshow", () => {
    file.disabled = false;
    hash.value = "";
    known = null;
  });
}
