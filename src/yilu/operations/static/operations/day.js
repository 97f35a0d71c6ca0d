// The cause of closing is asked for only when the site is closed. Without scripts it simply stands there.
const form = document.querySelector(".day-form");
const cause = form?.querySelector("[name=closed_cause]")?.closest(".mb-3");
const show = () => { if (cause) cause.hidden = form.querySelector("[name=is_open]:checked")?.value !== "0"; };
form?.addEventListener("change", show);
if (form) show();
