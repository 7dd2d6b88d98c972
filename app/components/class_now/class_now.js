// What goes on in the class, as a bar at the foot of a student's page. It is drawn from what the class's own address
// answers, asked again whenever the stream tells of a change; Python hears only of a student who wants none of it.

/** @import { AnswerNow, Now, NowData, NowMessage, PollNow } from "./data.js" */

import { addStyles, element, write } from "../dom.js";
import { mounted } from "../life_cycle.js";
import { listen } from "../live.js";
import { clockText, shares } from "./reading.js";
await addStyles(import.meta.url, "../look.css", "./class_now.css");

const TOPICS = new Set(["pace", "poll", "help", "all"]);
const READ = "pixelwise-read-answers"; // under which name this browser keeps which answers were read

class ClassNow {
  constructor() {
    this.classroom = "";
    this.asking = false;
    this.again = false;
    this.drawn = "";
    this.problem = "";
    this.ahead = 0; // milliseconds by which the server's clock is ahead of ours
    this.root = element("section", { class: "pw-component pw-class-now", testid: "pw-class-now", hidden: true });
    this.parts = element("div", { class: "pw-class-parts" });
    this.clock = element("p", { class: "pw-class-clock", role: "timer", hidden: true });
    this.alert = element("p", { class: "pw-class-alert", role: "alert", hidden: true });
    this.root.append(this.alert, this.clock, this.parts);
  }

  /** @param {NowData} data @param {import("../life_cycle.js").Send<NowMessage>} send */
  update(data, send) {
    /** @type {import("../life_cycle.js").Send<NowMessage>} */
    this.send = send;
    this.root.setAttribute("aria-label", `Your class: ${data.name}`);
    if (data.classroom === this.classroom) return;
    this.stop?.();
    this.classroom = data.classroom;
    /** @type {NowData} */
    this.data = data;
    this.stop = listen(data.classroom, (/** @type {string} */ topic) => {
      if (TOPICS.has(topic)) this.ask();
    });
    this.ask();
  }

  async ask() {
    this.again = this.asking;
    if (this.asking || !this.root.isConnected || !this.data) return;
    this.asking = true;
    try {
      const answer = await fetch(new URL(this.data.now, document.baseURI));
      if (answer.ok) {
        /** @type {Now} */
        const now = await answer.json();
        this.ahead = now.clock - Date.now();
        this.show(now);
      }
    } catch {
      // The stream tells of everything again once the server is back.
    } finally {
      this.asking = false;
      if (this.again) this.ask();
    }
  }

  /** @param {Now} now */
  show(now) {
    this.now = now;
    const unread = now.answers.filter(({ id }) => !readAnswers().includes(id));
    write(this.alert, now.look_here ? now.message || "Everyone look here, please." : "");
    this.alert.hidden = !now.look_here;
    this.tick();
    const { clock: _, timer_ends: __, ...rest } = now;
    const content = JSON.stringify([rest, unread.length, this.problem]);
    if (content !== this.drawn) {
      this.drawn = content;
      this.draw(now, unread);
    }
    const something = now.look_here || now.timer_ends || now.section || now.poll || unread.length;
    this.root.hidden = !something;
  }

  /** @param {Now} now @param {AnswerNow[]} unread */
  draw(now, unread) {
    const focused = document.activeElement instanceof HTMLElement ? document.activeElement.id : "";
    const parts = [];
    if (now.section) parts.push(this.drawSection(now.section));
    if (now.poll) parts.push(this.drawPoll(now.poll));
    parts.push(...unread.map((each) => this.drawAnswer(each)));
    const quiet = element("button", { type: "button", class: "pw-class-quiet" }, "Hide what the class is shown");
    quiet.addEventListener("click", () => this.send?.("quieted", { quiet: true }));
    this.parts.replaceChildren(...parts, quiet);
    if (focused && this.root.querySelector(`#${CSS.escape(focused)}`)) document.getElementById(focused)?.focus();
  }

  /** @param {import("./data.js").SectionNow} section */
  drawSection({ title, path }) {
    const link = element("a", { href: new URL(path, document.baseURI).href }, title);
    return element("p", { testid: "pw-class-section" }, "Your class is here: ", link);
  }

  /** @param {PollNow} poll */
  drawPoll(poll) {
    const open = poll.right < 0;
    const box = element("fieldset", { class: "pw-class-poll", testid: "pw-class-poll" },
      written("legend", poll.question));
    if (open) {
      box.append(...poll.options.map((option, index) => this.drawOption(poll, option, index)));
      if (poll.chosen >= 0) {
        const words = "Your answer is in. You can change it until the question is closed.";
        box.append(element("p", { class: "pw-quiet" }, words));
      }
    } else {
      const bars = shares(poll.counts);
      box.append(element("ol", { class: "pw-class-bars" }, ...poll.options.map((option, index) => {
        const signs = [index === poll.right ? "right" : "", index === poll.chosen ? "yours" : ""].filter(Boolean);
        const bar = element("span", { class: "pw-class-bar", "aria-hidden": "true" });
        bar.style.inlineSize = `${bars[index] * 100}%`;
        const says = written("span", option);
        says.append(`${signs.length ? ` (${signs.join(", ")})` : ""}: ${poll.counts[index]}`);
        return element("li", { class: index === poll.right ? "pw-class-right" : "" }, bar, says);
      })));
    }
    if (this.problem) box.append(element("p", { role: "alert" }, this.problem));
    return box;
  }

  /** @param {PollNow} poll @param {string} option @param {number} index */
  drawOption(poll, option, index) {
    const id = `pw-poll-${poll.id}-${index}`;
    const radio = element("input", { type: "radio", id, name: `pw-poll-${poll.id}`, checked: index === poll.chosen });
    radio.addEventListener("change", () => this.choose(poll, index));
    return element("label", { for: id }, radio, written("span", option));
  }

  /** @param {AnswerNow} answer */
  drawAnswer({ id, title, path, answer }) {
    const done = element("button", { type: "button", id: `pw-read-${id}` }, "Read");
    done.addEventListener("click", () => {
      markRead(id);
      if (this.now) this.show(this.now);
    });
    const link = element("a", { href: new URL(path, document.baseURI).href }, title);
    return element("div", { class: "pw-class-answer", role: "status", testid: "pw-class-answer" },
      element("p", {}, "Your instructor answers about ", link, ":"), element("p", {}, answer), done);
  }

  /** @param {PollNow} poll @param {number} option */
  async choose(poll, option) {
    if (!this.data) return;
    let done = false;
    try {
      const answer = await fetch(new URL(this.data.answer, document.baseURI), {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ poll: poll.id, option }),
      });
      done = answer.ok;
    } catch {
      // said below
    }
    this.problem = done ? "" : "Your answer did not get through. Choose it again.";
    await this.ask();
  }

  /** Show the time that is left, once a second. */
  tick() {
    clearTimeout(this.later);
    const ends = this.now?.timer_ends ?? 0;
    this.clock.hidden = !ends;
    if (!ends) return;
    const left = ends - (Date.now() + this.ahead);
    write(this.clock, left > 0 ? `${clockText(left)} left` : "Time is up");
    if (left > 0) this.later = setTimeout(() => this.root.isConnected && this.tick(), left % 1000 || 1000);
  }

  leave() {
    clearTimeout(this.later);
    this.stop?.();
  }
}

/**
 * An element with what the server has written in HTML.
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag @param {string} html
 */
function written(tag, html) {
  const node = element(tag);
  node.innerHTML = html;
  return node;
}

/** @returns {string[]} */
function readAnswers() {
  try {
    const read = JSON.parse(localStorage.getItem(READ) ?? "[]");
    return Array.isArray(read) ? read : [];
  } catch {
    return []; // a browser that keeps nothing shows them again
  }
}

/** @param {string} id */
function markRead(id) {
  try {
    localStorage.setItem(READ, JSON.stringify([...readAnswers(), id].slice(-200)));
  } catch {
    // a browser that keeps nothing shows it again
  }
}

export default mounted(ClassNow);
