// Brings the keyboard into a popover. Streamlit puts one at the end of the document and leaves the focus on its button,
// so that the Tab key comes to it last, behind the rest of the page. Here Tab goes from the button in, and from its last
// field on. This runs as a plain script, so it exports nothing.

{
  const BUTTON = "[data-testid=stPopoverButton]", BODY = "[data-testid=stPopoverBody]";
  const FIELDS = "button, input, select, textarea, a[href], [tabindex]";
  const PATIENCE = 30; // frames until it stands there
  /** @type {HTMLElement | null} the button of the popover that was opened last */
  let button = null;

  /**
   * What the Tab key reaches in it. While the focus is elsewhere, the attribute `data-tabindex` keeps how it was.
   * @param {Element} body
   */
  const fields = (body) => [.../** @type {NodeListOf<HTMLElement>} */ (body.querySelectorAll(FIELDS))].filter((each) =>
    Number(each.dataset.tabindex ?? each.tabIndex) >= 0 && !each.matches(":disabled") && each.getClientRects().length > 0);

  /** @param {number} [patience] */
  function enter(patience = PATIENCE) {
    const body = document.querySelector(BODY);
    const first = body && fields(body)[0];
    if (first) first.focus();
    else if (patience) requestAnimationFrame(() => enter(patience - 1));
  }

  document.addEventListener("click", (event) => {
    const pressed = event.target instanceof Element ? event.target.closest(BUTTON) : null;
    if (!(pressed instanceof HTMLElement)) return;
    button = pressed;
    // A click without a pointer is a key's; what it opened, or closed, shows a moment later.
    if (event.detail === 0 && !document.querySelector(BODY)) enter();
  }, true);

  document.addEventListener("keydown", (event) => {
    const body = document.querySelector(BODY);
    if (event.key !== "Tab" || !body || !button?.isConnected || !(event.target instanceof Element)) return;
    const all = fields(body);
    if (event.target === button && !event.shiftKey && all.length) {
      event.preventDefault();
      all[0].focus();
    } else if (event.target === all[0] && event.shiftKey) {
      event.preventDefault();
      button.focus();
    } else if (event.target === all.at(-1) && !event.shiftKey) {
      button.focus(); // and the browser goes on from there
    }
  }, true);
}
