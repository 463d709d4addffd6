// What only a browser can do: the theme before the first paint, keys, the clipboard, the end of a room's log.
(() => {
  const root = document.documentElement;
  const system = matchMedia("(prefers-color-scheme: dark)");
  let page = null;

  // Theme: the system's until somebody chooses, then remembered.
  const chosen = () => localStorage.getItem("theme");
  const applyTheme = () => {
    root.dataset.theme = chosen() ?? (system.matches ? "dark" : "light");
    page?.invokeMethodAsync("ThemeChanged", root.dataset.theme === "dark").catch(() => { page = null; });
  };
  applyTheme();
  system.addEventListener("change", applyTheme);
  addEventListener("storage", applyTheme);
  const toggleTheme = () => {
    localStorage.setItem("theme", root.dataset.theme === "dark" ? "light" : "dark");
    applyTheme();
  };

  // Keys: an element names its key in data-key; pressing it is the same as clicking.
  let before = "";
  const isField = (e) => e instanceof HTMLElement && (e.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(e.tagName));
  const isShown = (e) => e.getClientRects().length > 0;
  const find = (selector) => [...document.querySelectorAll(selector)].find(isShown);
  const move = (by) => {
    const rows = [...document.querySelectorAll("[data-row]")].filter(isShown);
    if (rows.length === 0) return false;
    const at = rows.indexOf(document.activeElement);
    const next = rows[Math.min(rows.length - 1, Math.max(0, at < 0 ? 0 : at + by))];
    next.focus();
    next.scrollIntoView({ block: "nearest" });
    return true;
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const dialog = document.querySelector(".mud-dialog");
    if (dialog && event.key === "Escape") return dialog.querySelector("[data-close]")?.click();
    if (isField(event.target)) return field(event);
    if (dialog) return;
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    const inMenu = document.querySelector(".mud-popover-open");
    const step = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 }[key];
    if (step && !inMenu && move(step)) return event.preventDefault();
    const sequence = before === "g" ? `g ${key}` : key;
    before = key;
    const focus = find(`[data-focus-key="${CSS.escape(key)}"]`);
    const press = find(`[data-key="${CSS.escape(sequence)}"]`);
    if (!focus && !press) return;
    event.preventDefault();
    focus ? focus.focus() : press.click();
  });

  // The room's field and a message that is edited: Enter sends, and while commands are offered arrows and Tab choose among them.
  const field = (event) => {
    const editor = event.target.closest(".editor");
    if (editor && event.key === "Escape") return editor.querySelector("[data-close-editor]").click();
    if (editor && event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      return editor.requestSubmit();
    }
    if (event.key === "Escape") return event.target.blur();
    const composer = event.target.closest("[data-composer]");
    if (!composer) return;
    const isOffered = composer.querySelector("[role=option]") !== null || /^[/!]\S+$/.test(event.target.value);
    if ((event.key === "Enter" && !event.shiftKey) || (isOffered && ["ArrowDown", "ArrowUp", "Tab"].includes(event.key))) event.preventDefault();
  };

  document.addEventListener("click", async (event) => {
    if (!(event.target instanceof Element)) return;
    if (event.target.closest("[data-theme-toggle]")) return toggleTheme();
    const part = event.target.closest(".mtabs [data-part]");
    if (part) return showPart(part.dataset.part);
    if (event.target.closest("[data-reconnect]")) return void Blazor.reconnect();
    const copy = event.target.closest("[data-copy-link]");
    if (copy) {
      await navigator.clipboard.writeText(location.href);
      copy.classList.add("copied");
      setTimeout(() => copy.classList.remove("copied"), 2000);
    }
  });

  // Parts of an incident on a phone: the hash says which one is shown.
  const parts = ["room", "evidence", "people", "timeline"];
  const showPart = (part) => { root.dataset.part = parts.includes(part) ? part : "room"; };
  addEventListener("popstate", () => showPart(location.hash.slice(1)));
  showPart(location.hash.slice(1));

  document.addEventListener("components-reconnect-state-changed", (event) => {
    const since = document.getElementById("reconnect-since");
    if (event.detail?.state === "show" && since) since.textContent = new Date().toLocaleTimeString("en-GB");
    if (event.detail?.state === "rejected") location.reload();
  });

  // A list of people that narrows as one types; without it the whole list is there.
  document.addEventListener("input", (event) => {
    const list = event.target instanceof HTMLInputElement && document.getElementById(event.target.dataset.narrows ?? "");
    if (!list) return;
    const words = event.target.value.toLowerCase().split(/\s+/).filter(Boolean);
    for (const group of list.querySelectorAll("[data-group]")) {
      let count = 0;
      for (const item of group.querySelectorAll("[data-text]")) {
        item.hidden = !words.every((word) => item.dataset.text.includes(word));
        count += item.hidden ? 0 : 1;
      }
      group.hidden = count === 0;
    }
  });

  globalThis.classifierConsole = {
    followTheme: (reference) => { page = reference; return root.dataset.theme === "dark"; },
    // To the end, unless the reader has scrolled up. The room fills what the answers leave of the screen.
    follow: (log, always) => {
      if (!log) return;
      const head = document.querySelector(".head");
      if (head) log.closest(".room").style.setProperty("--above", `${Math.round(head.getBoundingClientRect().bottom + scrollY + 32)}px`);
      const isAtEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 160;
      if (always || isAtEnd) log.scrollTop = log.scrollHeight;
    },
  };
})();
