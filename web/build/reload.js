/** Runs in the page under development: reloads it after a change, or its style sheet alone. */

const shown = Object.fromEntries(new URL(import.meta.url).searchParams); // {page, style} of this document

new EventSource('changes').onmessage = ({ data }) => {
  const { page, style } = JSON.parse(data);
  if (page !== shown.page) return location.reload();
  if (style !== shown.style) {
    const sheet = document.querySelector('link[rel=stylesheet]'); // a drawing stays when only colours change
    sheet.href = `${sheet.href.split('?')[0]}?${style}`;
    shown.style = style;
  }
};
