/**
 * Printing: columns and ink have places in px, so the sheet keeps the size that it has on the screen, and is scaled to the
 * page as a whole. The rest is in style/print.css.
 */

const PAGE = 680; // CSS px that any usual page has room for, upright or lying, within its margins

/** @param {HTMLElement} sheet */
export function preparePrint(sheet) {
  addEventListener('beforeprint', () => {
    const style = getComputedStyle(sheet);
    const { gridTemplateRows, gridTemplateColumns } = style;
    const rows = gridTemplateRows.split(' ').map(parseFloat).slice(0, 4); // without the bar
    const [width] = gridTemplateColumns.split(' ').map(parseFloat);
    const height = rows.reduce((sum, row) => sum + row, 0);
    sheet.style.setProperty('--print-rows', rows.map((row) => `${row}px`).join(' '));
    sheet.style.setProperty('--print-label', style.getPropertyValue('--label'));
    sheet.style.setProperty('--print-width', `${width + 2}px`); // with its border
    sheet.style.setProperty('--print-zoom', `${Math.min(PAGE / width, PAGE / height)}`);
  });
}
