"use strict";
// Records wait in the phone until the server has answered for them, each under an id made here: none is kept twice.
var yiluOutbox = (function () {
  const DATABASE = "yilu-inspections", STORE = "records", URL = "/api/v1/inspections/";

  function asked(request) {
    return new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  }

  async function store(mode) {
    const opening = indexedDB.open(DATABASE, 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore(STORE, { keyPath: "client_id" });
    return (await asked(opening)).transaction(STORE, mode).objectStore(STORE);
  }

  const all = async () => asked((await store("readonly")).getAll());
  const put = async (record) => asked((await store("readwrite")).put(record));
  const remove = async (id) => asked((await store("readwrite")).delete(id));
  const token = () => (document.cookie.match(/csrftoken=([^;]+)/) || ["", ""])[1];

  // Sends what `user` recorded, in order; what another person recorded on this phone waits for that person.
  async function sendAll(user) {
    const told = [];
    for (const kept of (await all()).filter((r) => r.user === user && !r.refused)) {
      const { user: _user, refused: _refused, ...record } = kept;
      let response;
      try {
        response = await fetch(URL, {
          method: "POST",
          credentials: "same-origin",
          headers: { "Content-Type": "application/json", "X-CSRFToken": token() },
          body: JSON.stringify(record),
        });
      } catch {
        break;
      }
      if (response.ok) {
        await remove(kept.client_id);
        told.push({ record: kept, status: response.status, reasons: [] });
        continue;
      }
      // Signed out, or the server is busy: it stays. What was not taken stays too, until it is corrected.
      const later = response.status === 401 || response.status === 429 || response.status >= 500;
      const answer = later ? {} : await response.json().catch(() => ({}));
      if (!later) await put({ ...kept, refused: true });
      told.push({ record: kept, status: response.status, reasons: answer.reasons || [] });
      if (later) break;
    }
    return told;
  }

  let underWay = null;
  return {
    all, put, remove,
    send(user) {
      underWay = underWay || sendAll(user).finally(() => { underWay = null; });
      return underWay;
    },
  };
})();
