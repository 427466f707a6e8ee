/** All readings in brief at the top of the page, for those who write on the sheet while Compare is out of view below it. */

import { make, setText } from '../../lib/dom.js';
import { NON_DIGIT } from '../../network/classes.js';

const DASH = '–';

/**
 * @param {Element} watched the readings in full: the brief ones are shown while these are out of view
 * @returns {{show: (readings: import('./sentences.js').Reading[]) => void}}
 */
export function createReadout(watched) {
  const list = make('span', { class: 'readout-list' });
  const link = make('a', { class: 'readout', href: '#compare', 'data-part': 'compare', hidden: true });
  link.append(make('span', { class: 'visually-hidden' }, 'Compare: '), list);
  const header = document.querySelector('header');
  header?.querySelector('.readout')?.remove(); // of an earlier attempt to open Compare
  header?.append(link);
  const part = watched.closest('.part');
  let isInView = true;

  const update = () => {
    link.hidden = isInView || !(part instanceof HTMLElement) || part.hidden;
    header?.classList.toggle('has-readout', !link.hidden);
  };
  const inView = new IntersectionObserver((entries) => {
    isInView = entries[entries.length - 1].isIntersecting;
    update();
  });
  inView.observe(watched);
  if (part) new MutationObserver(update).observe(part, { attributeFilter: ['hidden'] });

  return {
    show(readings) {
      while (list.children.length > readings.length) list.lastElementChild?.remove();
      readings.forEach(({ name, reading }, i) => {
        const item = list.children[i] ?? list.appendChild(make('span', {}, make('small'), ' ', make('b')));
        setText(item.children[0], name);
        setText(item.children[1], reading === null || reading === NON_DIGIT ? DASH : reading);
      });
    },
  };
}
