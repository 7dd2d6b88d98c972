// Tells Streamlit's front end where the app's root is, before it starts: every page is one path segment below it.
// Streamlit would try the page's own address first. This runs as a plain script, so it exports nothing.

/** @type {any} */ (window).__streamlit = { BACKEND_BASE_URL: new URL(".", document.baseURI).href };
