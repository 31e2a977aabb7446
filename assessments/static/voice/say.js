// A slip's square leads here with its code behind “#”, which no browser sends to a server. The code
// is put into the field, and taken out of the address so that no history keeps it.
(() => {
  const field = document.querySelector("[data-say-code]");
  const code = decodeURIComponent(location.hash.slice(1));
  if (!field || !/^[A-Za-z0-9]{8}$/.test(code)) return;
  field.value = `${code.slice(0, 4)} ${code.slice(4)}`;
  history.replaceState(null, "", location.pathname + location.search);
})();
