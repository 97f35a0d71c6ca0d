"use strict";
// Checks wait here until the server has answered for them: in order, each under an id made on the phone, so that
// none is counted twice. `shift`: by how many milliseconds a demonstration's clock differs from the phone's. IndexedDB where there is one; else the page's own storage. Used by the page and the worker.
var yiluQueue = (function () {
  const DATABASE = "yilu-phone", STORE = "checks", KEY = "yilu-checks", URL = "/api/v1/checks";

  function asked(request) {
    return new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  }

  async function store(mode) {
    const opening = indexedDB.open(DATABASE, 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore(STORE, { keyPath: "order", autoIncrement: true });
    const database = await asked(opening);
    return database.transaction(STORE, mode).objectStore(STORE);
  }

  const kept = {
    async all() { return asked((await store("readonly")).getAll()); },
    async add(check) { await asked((await store("readwrite")).add(check)); },
    async remove(order) { await asked((await store("readwrite")).delete(order)); },
  };

  const plain = {
    async all() { return JSON.parse(localStorage.getItem(KEY) || "[]"); },
    async add(check) {
      const waiting = await plain.all();
      const last = waiting.length ? waiting[waiting.length - 1].order : 0;
      localStorage.setItem(KEY, JSON.stringify([...waiting, { ...check, order: last + 1 }]));
    },
    async remove(order) {
      localStorage.setItem(KEY, JSON.stringify((await plain.all()).filter((c) => c.order !== order)));
    },
  };

  async function chosen() {
    try {
      await kept.all();
      return kept;
    } catch {
      return plain;
    }
  }

  // What became of each check that was sent: [{client_id, status, answer}]; stops at the first that found no way.
  async function sendAll() {
    const place = await chosen(), told = [];
    for (const { order, shift, ...check } of await place.all()) {
      let response;
      try {
        response = await fetch(URL, {
          method: "POST",
          credentials: "same-origin",
          headers: { "Content-Type": "application/json" },
          body: JSON.stringify({ ...check, sent_at: new Date(Date.now() + shift).toISOString() }),
        });
      } catch {
        break;
      }
      // 401: this phone is not enrolled now; 5xx, 429: later. The check stays.
      if (response.status === 401 || response.status === 429 || response.status >= 500) {
        told.push({ client_id: check.client_id, status: response.status, answer: null });
        break;
      }
      told.push({ client_id: check.client_id, status: response.status, answer: await response.json() });
      await place.remove(order);
    }
    return told;
  }

  let underWay = null;

  return {
    async waiting() { return (await chosen()).all(); },
    async add(check) { return (await chosen()).add(check); },
    // One at a time on this page; two pages at once do no harm, for the same id is stored once.
    send() {
      underWay = underWay || sendAll().finally(() => { underWay = null; });
      return underWay;
    },
  };
})();
