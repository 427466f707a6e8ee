/** ESLint with two rules alone: JavaScript and CSS of the page against the oldest browsers that it supports. */

import css from '@eslint/css';
import compat from 'eslint-plugin-compat';
import { OLDEST } from '../../web/build/browsers.mjs';

/** Of CSS, the last year whose features, by https://web.dev/baseline, all of the oldest browsers have; but see NEWER. */
const BASELINE = 2022;
const NEWER = {
  allowAtRules: ['container', 'page'], // containers are what the oldest versions were chosen for
  allowProperties: [
    ...['container', 'container-name', 'container-type'],
    // old everywhere but for some value that the page does not use
    ...[
      'accent-color',
      'forced-color-adjust',
      'outline',
      'overscroll-behavior',
      'overscroll-behavior-x',
      'user-select',
    ],
    'zoom', // for printing; nothing else shrinks a sheet to its paper
  ],
  allowSelectors: [
    'nesting', // the build writes it out
    'has', // of Chrome 105, Safari 15.4, Firefox 121: only for what reads well without, or has @supports beside it
  ],
  allowMediaConditions: ['scripting'], // for Firefox, beside :has()
};

export default [
  {
    files: ['web/page/**/*.js'],
    plugins: { compat },
    rules: { 'compat/compat': 'error' },
    settings: {
      browsers: Object.entries(OLDEST).map(([name, version]) => `${name} ${version}`),
      // asked for before they are used: Trusted Types, ClipboardItem (else the older way), OffscreenCanvas (else a sentence)
      polyfills: ['trustedTypes', 'ClipboardItem', 'OffscreenCanvas'],
    },
  },
  {
    files: ['web/page/**/*.css'],
    plugins: { css },
    language: 'css/css',
    rules: { 'css/use-baseline': ['error', { available: BASELINE, ...NEWER }] },
  },
];
