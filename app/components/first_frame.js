// Gives the page's first frame the theme that a visitor has chosen here before, where that is not their system's.
// Streamlit's front end reads it from the same place, but only once its own scripts have come: until then the window
// would be white, or black. The HTML has the two backgrounds. This runs as a plain script, so it exports nothing.

try {
  const chosen = localStorage.getItem(`stActiveTheme-${location.pathname}-v2`);
  document.documentElement.dataset.theme = chosen ? JSON.parse(chosen) : "System";
} catch {
  // Storage may be refused, and anything may stand in it.
}
