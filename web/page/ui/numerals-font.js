/*! The numerals are from Newsreader, Copyright 2020 The Newsreader Project Authors
 * (http://github.com/productiontype/Newsreader), under the SIL Open Font License 1.1: see numerals.LEGAL.txt */

/** The font of the numerals, for which nothing waits: until it has come, and where it does not, they stay in another. */

import file from 'numerals.woff2';

const FAMILY = 'Numbre numerals'; // the first one of --numerals, in style/font.css

/**
 * Fetches the font, then sets all numerals in it at once. The page knows nothing of it before, so that no style sheet
 * fetches it early, and no numeral is invisible meanwhile.
 *
 * @returns {Promise<boolean>} whether it has come
 */
export async function loadNumerals() {
  // all weights: a browser would make the only one bolder for bold text
  const font = new FontFace(FAMILY, `url("${new URL(file, import.meta.url)}")`, { weight: '1 1000' });
  try {
    document.fonts.add(await font.load());
    return true;
  } catch {
    return false; // no connection, or the site's host does not have it
  }
}
