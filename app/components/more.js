// A cue for a pane that holds more than it shows: a shade along each edge beyond which it goes on (more.css).

/**
 * Keep the cue up to date. It stands on `frame`, of class `pw-more`, which surrounds nothing but the pane.
 * @param {HTMLElement} pane what scrolls
 * @param {HTMLElement} frame
 * @returns {() => void} call it when what the pane holds has changed
 */
export function tellOfMore(pane, frame) {
  const tell = () => {
    const below = pane.scrollHeight - pane.clientHeight - pane.scrollTop > 1;
    const beside = pane.scrollWidth - pane.clientWidth - pane.scrollLeft > 1;
    const more = [below && "below", beside && "beside"].filter(Boolean).join(" ");
    if (frame.dataset.more !== more) frame.dataset.more = more;
  };
  pane.addEventListener("scroll", tell, { passive: true });
  const sizes = new ResizeObserver(tell);
  for (const each of [pane, ...pane.children]) sizes.observe(each);
  tell();
  return tell;
}
