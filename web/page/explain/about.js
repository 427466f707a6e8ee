/** About: what Numbre is; the network that reads, chosen here; how often it is wrong, and what it learned from. */

import { make, makeButton, setText } from '../lib/dom.js';
import { makeFailure, makeHead, makeRow, makeScrollable, makeSection, RETRY_ADVICE } from '../lib/elements.js';
import { kilobytes } from '../lib/format.js';
import { reasonOf } from '../lib/late-code.js';
import { bytesOf } from '../network/bundle.js';
import { describeLoading } from '../ui/status.js';
import { cardRows, descriptionOf, ERROR_COLUMNS, errorRows, noteOnErrors, sourcesOf, trainedRows } from './card.js';

const ABOUT = [
  'Numbre reads handwritten numbers while you write them. A drawing becomes a raster of 28 × 28 pixels, the raster ' +
    'becomes probabilities, and the probabilities become a number.',
  'All of it runs on your device. Nothing you draw is sent anywhere, what the page learns of your hand stays on the ' +
    'device, and there are no cookies and no analytics. After the first visit, the page works offline where the browser and the host allow it.',
  'It is free software under the MIT License: use it, change it, host it yourself. It runs TensorFlow.js, which is ' +
    'under the Apache License 2.0.',
];
const LOADING = 'Loading the model card…';
const FAILED = 'The model card didn’t load.';

/**
 * @typedef {import('../session/session.js').Session} Session
 * @typedef {import('../session/networks.js').Network} Network
 * @typedef {import('../network/bundle.js').Card} Card
 */

/**
 * @param {Element} place to fill
 * @param {Session} session
 * @returns {import('./parts.js').Part}
 */
export function createAbout(place, session) {
  const description = make('p', { id: 'network-description' }, 'Not loaded yet.');
  const status = make('div', { class: 'note', id: 'card-status', role: 'status' });
  const card = make('div', { id: 'network-card' });
  const choice = createChoice(session);
  place.replaceChildren(
    ...ABOUT.map((text) => make('p', {}, text)),
    makeSection('The network', ...choice.elements, description),
    status,
    card,
  );
  /** @type {Network | null} the one that is shown */
  let current = null;

  /** Loads and shows the card of a network, unless another is in use by then. @param {Network} network */
  async function showCard(network) {
    if (!network.card) status.replaceChildren(LOADING);
    try {
      const loaded = await network.loadCard();
      if (network !== current) return;
      status.replaceChildren();
      setText(description, descriptionOf(loaded));
      card.replaceChildren(...cardSections(loaded));
    } catch (error) {
      const reason = await reasonOf(error, RETRY_ADVICE);
      if (network !== current) return;
      const retry = () => {
        choice.focus(); // the button disappears
        showCard(network);
      };
      status.replaceChildren(makeFailure(`${FAILED} ${reason}`, retry));
    }
  }

  return {
    async show({ network }) {
      if (!network || network === current) return;
      current = network;
      setText(description, `“${network.name}”`);
      card.replaceChildren();
      showCard(network);
    },
  };
}

/** The choice of the network, with the progress of loading it. @param {Session} session */
function createChoice(session) {
  const options = session.names.map((name) => make('option', { value: name }, `${name} (${kilobytes(bytesOf(name))})`));
  const select = make('select', { id: 'network' }, ...options);
  const progress = make('progress', { max: 1, 'aria-label': 'Loading the network' });
  const failure = make('p', { class: 'failure' }); // not announced: the status of the sheet is
  const use = (/** @type {string} */ name) => session.use(name).catch(() => {});
  select.addEventListener('change', () => use(select.value));

  /** @param {import('../session/session.js').State} state */
  function show(state) {
    const { loading, network, trained } = state;
    for (const name of trained.slice(select.options.length - options.length)) {
      select.append(make('option', { value: name }, `${name} (trained here)`));
    }
    const isFailed = loading.status === 'failed';
    // the choice is the network that is loading; where that fails, the one in use
    select.value = isFailed && network ? network.name : loading.name;
    progress.hidden = loading.part === null;
    progress.value = loading.part ?? 0;
    if (isFailed === !failure.hidden) return;
    failure.hidden = !isFailed;
    if (!isFailed) return;
    const retry = makeButton('Try again', () => {
      select.focus(); // the button disappears
      use(loading.name);
    });
    failure.replaceChildren(describeLoading(state), ' ', retry);
  }

  failure.hidden = true;
  session.subscribe(show);
  show(session.state);
  const label = make('label', { for: 'network' }, 'Read with');
  return {
    elements: [make('div', { class: 'network-choice' }, label, select, progress), failure],
    focus: () => select.focus(),
  };
}

/** @param {Card} card */
function cardSections(card) {
  if (card.here) return sectionsOfTrained(card, card.here);
  const head = makeHead(...ERROR_COLUMNS);
  const body = make('tbody', {}, ...errorRows(card).map(([set, ...cells]) => makeRow(set, ...cells)));
  const errors = make('table', { class: 'numbers errors' }, head, body);
  const rows = makeTerms(cardRows(card));
  const link = make('a', { id: 'card-link', href: `models/${card.name}/card.json` }, 'Full model card (JSON)');
  return [
    makeSection(
      `How often “${card.name}” is wrong`,
      makeScrollable('Errors', errors),
      make('p', { class: 'note' }, noteOnErrors(card)),
    ),
    makeSection(
      `Where “${card.name}” learned`,
      make(
        'ul',
        {},
        ...sourcesOf(card).map(({ title, address, text }) => make('li', {}, linked(title, address), text)),
      ),
    ),
    makeSection('Details', make('dl', {}, ...rows), make('p', { class: 'note' }, link)),
  ];
}

/** Of a network that was trained in the page. @param {Card} card @param {import('../session/trained-card.js').HereTrained} here */
function sectionsOfTrained(card, here) {
  const body = make('tbody', {}, ...errorRows(card).map(([set, ...cells]) => makeRow(set, ...cells)));
  const errors = make('table', { class: 'numbers errors' }, makeHead(...ERROR_COLUMNS), body);
  return [
    makeSection(`How often “${card.name}” is wrong`, makeScrollable('Errors', errors)),
    makeSection('Details', make('dl', {}, ...makeTerms(trainedRows(card, here)))),
  ];
}

/** @param {string[][]} rows terms and their descriptions */
const makeTerms = (rows) => rows.flatMap(([term, text]) => [make('dt', {}, term), make('dd', {}, text)]);

/** @param {string} title @param {string} address '' for none */
const linked = (title, address) => (address ? make('a', { href: address, rel: 'noreferrer' }, title) : title);
