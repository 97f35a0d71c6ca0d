// A scanned card opens this page with its code behind #: it is put in the field and leaves the address.
const code = decodeURIComponent(location.hash.slice(1));
const field = document.querySelector("input[name=code]");
if (code && field) {
  field.value = code;
  history.replaceState(null, "", location.pathname);
  field.form.requestSubmit();
}
