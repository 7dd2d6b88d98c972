// Marks the app while a run of its script takes long: only then does styles.css fade what is still from the run before.
// Streamlit gives each element a transition of its own for that, in every run, however short: a layer each for the
// browser to make and to drop. This runs as a plain script, so it exports nothing.

{
  const LATE_MS = 600;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let later;
  new MutationObserver((changes) => {
    const app = /** @type {HTMLElement} */ (changes[changes.length - 1].target);
    clearTimeout(later);
    delete app.dataset.late;
    if (app.dataset.testScriptState === "running") later = setTimeout(() => { app.dataset.late = ""; }, LATE_MS);
  }).observe(document.documentElement, { subtree: true, attributes: true, attributeFilter: ["data-test-script-state"] });
}
