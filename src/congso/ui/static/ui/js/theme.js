// Loaded in the head, before the first paint: sets light or dark. "auto" follows the machine.
(() => {
  const root = document.documentElement;
  root.classList.add("js");
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const apply = () => {
    const chosen = root.dataset.theme || "auto";
    root.dataset.bsTheme = chosen === "dark" || (chosen === "auto" && dark.matches) ? "dark" : "light";
  };
  apply();
  dark.addEventListener("change", apply);
  root.addEventListener("theme:set", (event) => {
    root.dataset.theme = event.detail;
    document.cookie = `congso_theme=${event.detail}; path=/; max-age=31536000; samesite=lax`;
    apply();
  });
})();
