"use strict";
// A round on a phone: the list is kept here, a checklist is filled in with or without signal, kept first, then sent.
(function () {
  const page = document.getElementById("phone"), form = document.getElementById("form");
  const said = JSON.parse(document.getElementById("said").textContent), user = Number(page.dataset.user);
  const KEY = `yilu-round-${user}`, chinese = document.documentElement.lang.startsWith("zh");
  const show = (id, on = true) => { document.getElementById(id).hidden = !on; };
  const put = (id, text) => { document.getElementById(id).textContent = text; show(id, Boolean(text)); };
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  const of = (thing, name) => thing[`${name}_${chinese ? "zh" : "en"}`];
  const made = (tag, values = {}, ...children) => {
    const node = Object.assign(document.createElement(tag), values);
    node.append(...children);
    return node;
  };
  let stop = null, startedAt = null, photos = [], drawn = false;

  // The phone's own clock; in a demonstration it pretends the demonstration's day, at the present time of day in China.
  function now() {
    const actual = new Date(), day = page.dataset.pretended;
    if (!day) return actual;
    return new Date(Date.parse(`${day}T${new Date(actual.getTime() + 8 * 3600e3).toISOString().slice(11)}`) - 8 * 3600e3);
  }

  function madeId() {
    return Array.from(crypto.getRandomValues(new Uint8Array(16)), (b) => b.toString(16).padStart(2, "0")).join("");
  }

  const kept = () => JSON.parse(localStorage.getItem(KEY) || '{"at": "", "stops": []}');

  async function list() {
    const waiting = (await yiluOutbox.all()).filter((r) => r.user === user), done = waiting.filter((r) => !r.refused).map((r) => r.inspection);
    const round = kept(), stops = round.stops.filter((s) => !done.includes(s.id));
    document.getElementById("stops").replaceChildren(...stops.map((s) => {
      const button = made("button", { type: "button", className: "button" },
        made("strong", { textContent: s.site }), made("br"), `${s.day} · ${of(s, "county")} · ${of(s, "why")}`);
      if (of(s, "beside")) button.append(made("br"), made("span", { className: "warn", textContent: of(s, "beside") }));
      button.addEventListener("click", () => open(s));
      return made("li", {}, button);
    }));
    put("kept", stops.length ? fill(said.kept, { t: round.at }) : said.none);
    put("waiting", waiting.length ? fill(said.waiting, { n: waiting.length }) : "");
  }

  async function load() {
    try {
      const response = await fetch("/api/v1/inspections/round", { credentials: "same-origin" });
      show("offline", false);
      if (response.status === 401) put("told", said.signIn);
      if (!response.ok) return;
      const at = new Date(now().getTime() + 8 * 3600e3).toISOString().slice(5, 16).replace("T", " ");
      localStorage.setItem(KEY, JSON.stringify({ at, stops: await response.json() }));
    } catch {
      show("offline");
    }
  }

  function item(asked) {
    const radio = (value, text) => made("label", {}, made("input", { type: "radio", name: `met:${asked.code}`, value }), text);
    const note = made("label", { textContent: said.note }, made("input", { name: `note:${asked.code}`, maxLength: 500 }));
    const grave = made("select", { name: `severity:${asked.code}` }, ...said.severities.map(([v, t]) => made("option", { value: v, textContent: t })));
    const days = made("input", { name: `days:${asked.code}`, type: "number", min: 1, max: 60, value: 3 });
    const more = made("div", { hidden: true }, note, made("label", { textContent: said.grave }, grave), made("label", { textContent: said.days }, days));
    if (asked.may_suspend) more.append(made("label", {}, made("input", { type: "checkbox", name: `suspend:${asked.code}` }), said.suspend));
    const camera = made("input", { type: "file", accept: "image/*", capture: "environment" });
    const count = made("span", { className: "hint" });
    camera.addEventListener("change", async () => {
      for (const file of camera.files) photos.push(await photo(asked.code, file));
      count.textContent = fill(said.photos, { n: photos.filter((p) => p.code === asked.code).length });
      camera.value = "";
    });
    const box = made("fieldset", {}, made("legend", { textContent: `${asked.code.startsWith("item:") ? of(asked, "group") : asked.code} ${of(asked, "name")}` }),
      made("p", { className: "hint", textContent: `${of(asked, "text")} ${asked.cited}` }),
      made("div", { className: "choice" }, radio("yes", said.yes), radio("no", said.no)), more,
      made("label", { textContent: said.photo }, camera), count);
    box.addEventListener("change", () => { more.hidden = form.elements[`met:${asked.code}`].value !== "no"; });
    return box;
  }

  // Small enough to be sent on a weak signal; drawn anew, it holds nothing the camera wrote beside the picture.
  async function photo(code, file) {
    const takenAt = now().toISOString(), picture = await createImageBitmap(file);
    const scale = Math.min(1, 1280 / Math.max(picture.width, picture.height));
    const canvas = made("canvas", { width: Math.round(picture.width * scale), height: Math.round(picture.height * scale) });
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    return { code, content: canvas.toDataURL("image/jpeg", 0.7), taken_at: takenAt, ...(await place()) };
  }

  function place() {
    return new Promise((resolve) => {
      if (!navigator.geolocation) return resolve({});
      navigator.geolocation.getCurrentPosition(
        ({ coords }) => resolve({ longitude: coords.longitude, latitude: coords.latitude }), () => resolve({}), { timeout: 4000 });
    });
  }

  // A record that was not taken comes back as it was filled in.
  function refill(record) {
    photos = record.photos;
    form.elements.signer.value = record.signer;
    for (const [code, answer] of Object.entries(record.answers)) {
      const put = (name, value) => { if (form.elements[`${name}:${code}`]) form.elements[`${name}:${code}`].value = value; };
      put("met", answer.met === null ? "" : answer.met ? "yes" : "no");
      ["note", "severity", "days"].forEach((name) => put(name, answer[name]));
      form.elements[`met:${code}`][1].dispatchEvent(new Event("change", { bubbles: true }));
    }
  }

  async function open(one) {
    stop = one;
    startedAt = now();
    photos = [];
    put("site", one.site);
    put("why", of(one, "why"));
    document.getElementById("items").replaceChildren(...one.checklist.map(item));
    clear();
    const again = (await yiluOutbox.all()).find((r) => r.refused && r.inspection === one.id);
    if (again) refill(again);
    ["stops", "told", "refused", "error"].forEach((id) => show(id, false));
    show("form");
    document.getElementById("site").scrollIntoView();
  }

  async function close() {
    show("form", false);
    show("stops");
    await list();
  }

  function answers() {
    return Object.fromEntries(stop.checklist.map(({ code }) => {
      const value = (name) => form.elements[`${name}:${code}`]?.value || "";
      const met = { yes: true, no: false }[value("met")] ?? null;
      const suspend = Boolean(form.elements[`suspend:${code}`]?.checked);
      return [code, { met, note: value("note"), severity: value("severity"), days: Number(value("days")) || 3, proposes_suspension: suspend }];
    }));
  }

  async function submit(event) {
    event.preventDefault();
    const told = answers(), signer = form.elements.signer.value.trim();
    const unsaid = Object.values(told).some((a) => a.met === false && a.note.trim().length < 4);
    const wrong = unsaid ? said.noteWanted : !signer && !drawn ? said.signWanted : "";
    put("error", wrong);
    if (wrong) return;
    const signature = drawn ? canvas.toDataURL("image/png") : "";
    await yiluOutbox.put({
      client_id: madeId(), user, inspection: stop.id, started_at: startedAt.toISOString(), ended_at: now().toISOString(),
      answers: told, signer, signature, photos,
    });
    for (const r of (await yiluOutbox.all()).filter((r) => r.refused && r.inspection === stop.id)) await yiluOutbox.remove(r.client_id);
    form.reset();
    put("told", said.stored);
    await close();
    document.getElementById("told").focus();
    await send();
  }

  async function send() {
    const told = await yiluOutbox.send(user), last = told[told.length - 1];
    if (!last) return;
    if (last.status < 300) put("told", said.sent);
    else if (last.status === 401) put("told", said.signIn);
    else if (last.reasons.length) {
      put("told", `${said.refused}：${said.again}`);
      document.getElementById("refused").replaceChildren(...last.reasons.map((r) => made("li", { textContent: chinese ? r.zh : r.en })));
      show("refused");
    }
    await load();
    await list();
  }

  const canvas = document.getElementById("signature"), pen = canvas.getContext("2d");
  function clear() {
    pen.clearRect(0, 0, canvas.width, canvas.height);
    drawn = false;
  }
  function draw(event) {
    const box = canvas.getBoundingClientRect(), scale = canvas.width / box.width;
    const x = (event.clientX - box.left) * scale, y = (event.clientY - box.top) * scale;
    if (event.type === "pointerdown") {
      pen.beginPath();
      pen.moveTo(x, y);
      canvas.setPointerCapture(event.pointerId);
    } else if (event.buttons) {
      Object.assign(pen, { lineWidth: 3, lineCap: "round" });
      pen.lineTo(x, y);
      pen.stroke();
      drawn = true;
    }
  }

  async function begin() {
    form.addEventListener("submit", submit);
    document.getElementById("clear").addEventListener("click", clear);
    document.getElementById("back").addEventListener("click", close);
    canvas.addEventListener("pointerdown", draw);
    canvas.addEventListener("pointermove", draw);
    addEventListener("online", async () => { show("offline", false); await send(); });
    addEventListener("offline", () => show("offline"));
    document.addEventListener("visibilitychange", () => { if (!document.hidden) send(); });
    if ("serviceWorker" in navigator) await navigator.serviceWorker.register(page.dataset.worker, { scope: page.dataset.scope }).catch(() => null);
    await load();
    await list();
    await send();
    setInterval(send, 10000);
  }
  begin();
})();
