// A new account takes its time zone from the browser.
for (const input of document.querySelectorAll('[data-fill="zone"]')) {
  input.value ||= Intl.DateTimeFormat().resolvedOptions().timeZone;
}
