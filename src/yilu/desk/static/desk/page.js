// What every page can say about its own state: offline, session over, one part not fetched.
const bar = (name, shown) => {
  const element = document.getElementById(`state-${name}`);
  if (element) element.hidden = !shown;
};

addEventListener("offline", () => bar("offline", true));
addEventListener("online", () => bar("offline", false));
if (!navigator.onLine) bar("offline", true);

document.addEventListener("htmx:sendError", () => bar("offline", true));
document.addEventListener("htmx:responseError", () => bar("failed", true));
document.addEventListener("htmx:beforeSwap", (event) => {
  const { xhr } = event.detail;
  // A block request that ended on the sign-in page: the session is over; keep what is on screen.
  if (new URL(xhr.responseURL || location.href, location.href).pathname.startsWith("/accounts/login")) {
    event.detail.shouldSwap = false;
    bar("session", true);
    return;
  }
  bar("offline", false);
  bar("failed", false);
});

// An open menu closes on Escape and on a click elsewhere.
const menus = () => document.querySelectorAll("details:is(.who, .menu)[open]");
addEventListener("keydown", (event) => {
  if (event.key === "Escape") menus().forEach((menu) => { menu.open = false; menu.querySelector("summary").focus(); });
});
addEventListener("click", (event) => menus().forEach((menu) => { if (!menu.contains(event.target)) menu.open = false; }));

// A select marked so sends its form at once; without scripts its button does.
document.addEventListener("change", (event) => {
  if (event.target.matches("[data-send]")) event.target.form.requestSubmit();
});

// A board on the wall shows the latest by itself, every five minutes.
if (document.body.classList.contains("wall")) setInterval(() => navigator.onLine && location.reload(), 300_000);

// The page for when there is no network is kept by a small worker; without it the browser shows its own.
if ("serviceWorker" in navigator) navigator.serviceWorker.register("/worker.js").catch(() => {});
