// The page works without this. With it: single keys, a preview that follows what is written, posts put in where the cursor stands, and a count-down.
"use strict";
(() => {
  const words = document.querySelector("#words");
  const begun = words?.value;
  let leaving = false;
  let busy = false;
  let shownAt = Infinity;
  const afterGesture = document.querySelector(".done");

  // Keys: what bears data-key is pressed by it.
  const isWriting = (element) => element.closest("input:not([type=checkbox]), textarea, select, [contenteditable]");
  const rows = () => [...document.querySelectorAll("[data-list] .row")];
  const step = (by) => {
    const all = rows();
    const at = all.indexOf(document.activeElement);
    all[Math.min(all.length - 1, Math.max(0, at < 0 ? 0 : at + by))]?.focus();
  };
  document.addEventListener("keydown", (event) => {
    if (words && event.target === words && event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      document.querySelector("[data-key=e]")?.click();
      return;
    }
    if (event.key === "Escape" && isWriting(event.target)) { event.target.blur(); return; }
    if (document.body.dataset.keys === "off" || event.ctrlKey || event.metaKey || event.altKey || event.repeat || isWriting(event.target)) return;
    if ((event.key === "j" || event.key === "k") && rows().length > 0) { step(event.key === "j" ? 1 : -1); return; }
    if (event.key === "r" && words) { event.preventDefault(); words.focus(); return; }
    // What she doesn't see isn't pressed: the posts in a list that is folded.
    const target = [...document.querySelectorAll("[data-key]")].find((element) => element.dataset.key === event.key && element.checkVisibility());
    if (!target) return;
    event.preventDefault();
    if (target.matches("input")) target.focus();
    else target.click();
  });

  // A reply is sent once, however often the button is pressed.
  document.addEventListener("submit", (event) => {
    if (event.submitter?.hasAttribute("data-preview")) return;
    // After a gesture, the next mail's buttons stand where the last one's stood: the second half of a double click is not for them.
    const tooSoon = afterGesture && !event.target.closest(".done") && performance.now() - shownAt < 700;
    if ((busy || tooSoon) && event.target.method === "post") { event.preventDefault(); return; }
    busy = true;
    // What she has written goes with its own form; any other would lose it.
    leaving = !words || event.target === words.form;
  });
  addEventListener("pageshow", () => { leaving = busy = false; shownAt = performance.now(); });
  addEventListener("beforeunload", (event) => {
    if (!words || words.value === begun || leaving) return;
    event.preventDefault();
    // She may stay.
    busy = false;
  });

  // A list shows what was chosen at once.
  for (const form of document.querySelectorAll("[data-autosubmit]")) {
    form.addEventListener("change", (event) => { if (event.target.matches("select")) form.requestSubmit(); });
  }

  if (words) {
    // A post goes where the cursor stood, else above the last lines.
    let place = null;
    words.addEventListener("blur", () => { place = [words.selectionStart, words.selectionEnd]; });
    for (const button of document.querySelectorAll("[data-insert]")) {
      button.addEventListener("click", (event) => {
        event.preventDefault();
        const end = words.value.trimEnd().lastIndexOf("\n\n");
        const [from, to] = place ?? [end < 0 ? words.value.length : end, end < 0 ? words.value.length : end];
        const before = words.value.slice(0, from).trimEnd();
        const after = words.value.slice(to).trimStart();
        words.value = [before, button.dataset.insert.trim(), after].filter((part) => part).join("\n\n");
        words.focus();
        const at = words.value.length - (after ? after.length + 2 : 0);
        words.setSelectionRange(at, at);
        preview();
      });
    }

    // The preview follows, a moment after the last key.
    const details = document.querySelector(".preview");
    const buttons = [...document.querySelectorAll("[data-preview]")];
    let shown = buttons[0];
    for (const button of buttons) button.addEventListener("click", () => { shown = button; });
    let timer = 0;
    const preview = () => {
      clearTimeout(timer);
      if (details?.open) timer = setTimeout(() => words.form.requestSubmit(shown), 400);
    };
    words.addEventListener("input", preview);
    // The frame brings the reply as it was to begin with by itself.
    details?.addEventListener("toggle", () => { if (words.value !== begun || words.dataset.changed === "yes") preview(); });
  }

  // How long a reply can still be taken back.
  const done = document.querySelector("[data-undo]");
  if (done?.dataset.undo) {
    const until = performance.now() + Number(done.dataset.undo) * 1000;
    const seconds = done.querySelector("[data-seconds]");
    const count = setInterval(() => {
      const left = Math.ceil((until - performance.now()) / 1000);
      if (seconds) seconds.textContent = Math.max(0, left);
      if (left > 0) return;
      clearInterval(count);
      done.querySelector("form")?.remove();
    }, 250);
  }
})();
