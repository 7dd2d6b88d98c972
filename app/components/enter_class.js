// What the page behind an instructor's link does. The secret stands in the address' fragment, which no browser sends to
// a server and no log has. It leaves the address and the history of this tab before anything else happens, and goes to
// the server in the body of one request. This runs as a plain script, so it exports nothing.

(async () => {
  const secret = location.hash.slice(1);
  history.replaceState(null, "", location.pathname);
  const said = /** @type {HTMLElement} */ (document.getElementById("said"));
  if (!secret) {
    said.textContent = "This address is only the first half of a link: follow the whole link again.";
    return;
  }
  try {
    const answer = await fetch(location.pathname, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ secret }),
    });
    const { classroom, sentence } = await answer.json();
    if (classroom) location.replace(new URL(`../teach?class=${classroom}`, location.href));
    else said.textContent = sentence;
  } catch {
    said.textContent = "The server did not answer. Follow the link again in a moment.";
  }
})();
