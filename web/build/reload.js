/** Runs in the page under development: reloads it after a change, or its style sheet alone. */

/** {page, style}: the version of this document */
const shown = Object.fromEntries(new URL(import.meta.url).searchParams);

new EventSource('changes').onmessage = ({ data }) => {
  const { page, style } = JSON.parse(data);
  if (page !== shown.page) return location.reload();
  if (style !== shown.style) {
    // a drawing stays when only colours change
    for (const sheet of document.querySelectorAll('link[rel=stylesheet]')) {
      const address = sheet.getAttribute('href') ?? '';
      sheet.setAttribute('href', `${address.split('?')[0]}?${style}`);
    }
    shown.style = style;
  }
};
