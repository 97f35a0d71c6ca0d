"use strict";
// The morning check on a phone: what is answered is stored here first, then sent; the page says truly which of the two.
(function () {
  const page = document.getElementById("phone");
  const said = JSON.parse(document.getElementById("said").textContent);
  const show = (id, on = true) => { document.getElementById(id).hidden = !on; };
  const put = (id, text) => { document.getElementById(id).textContent = text; };
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  const chinese = document.documentElement.lang.startsWith("zh");
  const sentence = (reason) => (chinese ? reason.zh : reason.en) + (reason.clause && chinese ? `（${reason.clause}）` : "");

  // The phone's own clock; in a demonstration it pretends the demonstration's day, at the present time of day in China.
  function now() {
    const actual = new Date();
    const pretended = page.dataset.pretended;
    if (!pretended) return actual;
    const clock = new Date(actual.getTime() + 8 * 3600e3).toISOString().slice(11);
    return new Date(Date.parse(`${pretended}T${clock}`) - 8 * 3600e3);
  }
  const inChina = (moment) => new Date(moment.getTime() + 8 * 3600e3).toISOString();
  const today = () => inChina(now()).slice(0, 10);
  const hour = (moment) => inChina(new Date(moment)).slice(11, 16);

  function madeId() {
    if (crypto.randomUUID) return crypto.randomUUID();
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 15) | 64;
    bytes[8] = (bytes[8] & 63) | 128;
    const hex = Array.from(bytes, (b) => b.toString(16).padStart(2, "0")).join("");
    return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
  }

  function reasons(list) {
    const box = document.getElementById("reasons");
    box.replaceChildren(...list.map((r) => Object.assign(document.createElement("li"), { textContent: sentence(r) })));
    box.hidden = !list.length;
  }

  const made = (tag, text, className = "") => Object.assign(document.createElement(tag), { textContent: text, className });
  const moment = (at) => `${inChina(new Date(at)).slice(5, 10).replace("-", "/")} ${hour(at)}`;
  const clock = (step) => step.done_at ? fill(said.done, { at: moment(step.done_at) })
    : step.due_at ? fill(said.due, { at: moment(step.due_at) }) : said.noClock;

  // What follows from an open case and by when, in the person's own words.
  function next(mine) {
    const cases = mine.cases.flatMap((one) => {
      const list = document.createElement("ol");
      list.append(...one.steps.map((step) => {
        const line = made("li", (chinese ? step.zh : step.en), step.done_at ? "done" : "");
        line.append(made("span", clock(step), "clock"));
        return line;
      }));
      return [made("p", fill(said.case, { n: one.number })), list];
    });
    document.getElementById("cases").replaceChildren(...cases);
    const apart = mine.isolation;
    put("isolated", apart ? fill(said.isolated, { ...apart, day: apart.first_day }) : "");
    show("isolated", Boolean(apart));
    show("next", cases.length > 0 || Boolean(apart));
  }

  // good, wait or bad: the colour has its word and its sign.
  function outcome(kind, title, detail, list = []) {
    document.getElementById("outcome").className = `outcome ${kind}`;
    put("sign", { good: "✓", wait: "…", bad: "✕" }[kind]);
    put("outcome-title", title);
    put("outcome-detail", detail);
    reasons(list);
    show("outcome");
    show("form", false);
    document.getElementById("outcome").focus();
  }

  async function counted() {
    const waiting = await yiluQueue.waiting();
    put("waiting", waiting.length ? fill(said.waiting, { n: waiting.length }) : "");
    show("waiting", waiting.length > 0);
    return waiting;
  }

  function answered(last) {
    const { status, answer } = last;
    if (status === 401) return outcome("wait", said.stored, said.notEnrolled);
    if (answer === null) return outcome("wait", said.stored, said.later);
    if (status >= 400) return outcome("bad", said.refused, "", answer.reasons || []);
    const notice = answer.notice ? sentence(answer.notice) : "";
    if (answer.standing === "differs") return outcome("wait", said.differs, notice, answer.why);
    if (answer.normal) return outcome("good", said.received, notice || said.goOn);
    return outcome("bad", said.notOnPost, said.whatNext, answer.why);
  }

  // Sends what waits and shows what became of the last of it; what the worker sent meanwhile, the server tells.
  async function send() {
    const waited = (await yiluQueue.waiting()).length > 0;
    const told = await yiluQueue.send();
    if (told.length) show("offline", false);
    const waits = (await counted()).length > 0;
    if (told.length) {
      const last = told[told.length - 1];
      answered(last);
      if (last.answer && !last.answer.normal) await following();
    } else if (waited && !waits) await owner();
    return told;
  }

  async function submit(event) {
    event.preventDefault();
    const form = event.target, data = new FormData(form);
    const well = event.submitter.value === "well";
    const typed = String(data.get("temperature") || "").replace(",", ".").replace("．", ".").trim();
    const temperature = typed ? Number(typed) : null;
    if (temperature !== null && !(temperature >= 32 && temperature <= 43)) {
      show("temperature-error");
      form.elements.temperature.focus();
      return;
    }
    show("temperature-error", false);
    const check = {
      client_id: madeId(), day: today(), reported_at: now().toISOString(), shift: now() - new Date(), temperature,
      symptoms: well ? [] : data.getAll("symptoms"),
      family_unwell: !well && data.has("family_unwell"),
      case_contact: !well && data.has("case_contact"),
      returnee_contact: !well && data.has("returnee_contact"),
      places: well ? "" : String(data.get("places") || ""),
    };
    await yiluQueue.add(check);
    outcome("wait", said.stored, said.later);
    form.reset();
    try {
      const registration = await navigator.serviceWorker?.getRegistration();
      await registration?.sync?.register("yilu-checks");
    } catch { /* the open page sends by itself */ }
    await send();
  }

  async function following() {
    try {
      const response = await fetch("/api/v1/checks/mine", { credentials: "same-origin" });
      if (response.ok) next(await response.json());
    } catch { /* told at the next opening */ }
  }

  async function owner() {
    let response;
    try {
      response = await fetch("/api/v1/checks/mine", { credentials: "same-origin" });
    } catch {
      show("offline");
      put("owner", localStorage.getItem("yilu-owner") || "");
      const waiting = await counted();
      if (waiting.some((c) => c.day === today())) outcome("wait", said.stored, said.later);
      return;
    }
    show("offline", false);
    if (response.status === 401) {
      show("stranger");
      show("form", false);
      return;
    }
    if (!response.ok) return;
    const mine = await response.json();
    const who = `${mine.name} · ${mine.place}`;
    localStorage.setItem("yilu-owner", who);
    put("owner", who);
    show("stranger", false);
    next(mine);
    if (!mine.checked_at) return;
    const detail = fill(said.at, { time: hour(mine.checked_at) });
    if (mine.may_work) outcome("good", said.mayWork, detail);
    else outcome("bad", said.notOnPost, `${detail} ${said.whatNext}`, mine.why);
  }

  async function begin() {
    put("day", new Intl.DateTimeFormat(chinese ? "zh-CN" : "en-GB", { dateStyle: "full", timeZone: "Asia/Shanghai" }).format(now()));
    document.getElementById("form").addEventListener("submit", submit);
    document.getElementById("not-well").addEventListener("click", () => {
      show("more");
      show("choice", false);
      document.querySelector("#more input").focus();
    });
    document.getElementById("again").addEventListener("click", () => {
      show("outcome", false);
      show("form");
      show("more", false);
      show("choice");
    });
    addEventListener("online", async () => { if (!(await send()).length) await owner(); });
    addEventListener("offline", () => show("offline"));
    document.addEventListener("visibilitychange", () => { if (!document.hidden) send(); });
    if ("serviceWorker" in navigator) {
      navigator.serviceWorker.register(page.dataset.worker, { scope: page.dataset.scope }).catch(() => show("no-worker"));
    } else show("no-worker");
    await owner();
    await send();
    setInterval(async () => {
      const waits = await yiluQueue.waiting();
      if (waits.length) await send();
      else if (document.querySelector("#outcome.wait:not([hidden])")) await owner();
    }, 10000);
  }
  begin();
})();
