/** The measured sets that cards quote, as the page calls them. Pure. */

export const SCANNED = 'mnist test';
export const DRAWN = ['pendigits validation', 'unipen validation'];

export const TITLES = {
  'mnist test': 'Scanned digits (MNIST test)',
  'mnist validation': 'Scanned digits (MNIST validation)',
  'pendigits validation': 'Drawn digits, unseen writers (pendigits)',
  'unipen validation': 'Drawn digits, unseen device and writers (UNIPEN)',
};
