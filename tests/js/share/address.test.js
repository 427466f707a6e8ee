import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createAddress, fragmentOf, parse } from '../../../web/page/share/address.js';
import { forAll } from '../fixtures/random.js';

const PARTS = new Map(Object.entries({ compare: 'compare', inside: 'inside', about: 'about', how: 'inside' }));
const NAMES = {
  networks: ['ink', 'hello', 'lesson'],
  partNamed: (/** @type {string} */ name) => PARTS.get(name) ?? null,
};
const NOTHING = { drawing: null, network: null, part: null, selected: null };

/** A browser's history, and an address that follows it. */
function createBrowser(fragment = '') {
  const entries = [{ hash: fragment && `#${fragment}`, state: /** @type {unknown} */ (null) }];
  let at = 0;
  let isBlocked = false;
  /** @type {(() => void)[]} */
  const listeners = [];
  const tell = () => {
    for (const listener of listeners) listener();
  };
  /** @param {string} url */
  const hashOf = (url) => (url.includes('#') ? url.slice(url.indexOf('#')) : '');
  const browser = {
    location: {
      pathname: '/some/where/',
      search: '?x',
      get hash() {
        return entries[at].hash;
      },
    },
    history: {
      get state() {
        return entries[at].state;
      },
      /** @param {unknown} state @param {string} _ @param {string} url */
      pushState(state, _, url) {
        if (isBlocked) throw new DOMException('too many', 'SecurityError');
        entries.splice(at + 1, Infinity, { hash: hashOf(url), state });
        at += 1;
      },
      /** @param {unknown} state @param {string} _ @param {string} url */
      replaceState(state, _, url) {
        if (isBlocked) throw new DOMException('too many', 'SecurityError');
        entries[at] = { hash: hashOf(url), state };
      },
    },
    addEventListener: (/** @type {string} */ _, /** @type {() => void} */ listener) => listeners.push(listener),
    /** @param {number} by */
    go(by) {
      at += by;
      tell();
    },
    /** Follows a link on the page, or an address that was typed. @param {string} hash */
    follow(hash) {
      entries.splice(at + 1, Infinity, { hash, state: null });
      at += 1;
      tell();
    },
    get count() {
      return entries.length;
    },
    block(/** @type {boolean} */ is) {
      isBlocked = is;
    },
  };
  return browser;
}

/** An address in a browser, and all calls that it made. @param {string} [fragment] */
function createCase(fragment) {
  const browser = createBrowser(fragment);
  /** @type {[string, unknown][]} */
  const calls = [];
  const address = createAddress({
    names: NAMES,
    onPart: (part) => calls.push(['part', part]),
    onNetwork: (network) => calls.push(['network', network]),
    onSelect: (index) => calls.push(['selected', index]),
    onDrawing: (drawing) => calls.push(['drawing', drawing]),
    browser: /** @type {any} */ (browser),
  });
  address.begin();
  return { browser, address, taken: () => calls.splice(0) };
}

for (const [fragment, expected] of /** @type {[string, object][]} */ ([
  ['', {}],
  ['compare', { part: 'compare' }],
  ['how', { part: 'inside' }],
  ['d=1AbC-_x&n=hello&p=compare&s=2', { drawing: '1AbC-_x', network: 'hello', part: 'compare', selected: 2 }],
  ['s=0&extra=7&p=how', { part: 'inside', selected: 0 }],
  ['n=ink', {}],
  ['n=none&p=none&s=-1', {}],
  ['n=__proto__&p=constructor&s=1e9', {}],
  ['d=&n=&p=&s=', {}],
  ['%', {}],
  ['pad', {}],
  ['s=1.5&s=2', {}],
])) {
  test(`the fragment “${fragment}” is understood`, () => {
    assert.deepEqual(parse(fragment, NAMES), { ...NOTHING, ...expected });
  });
}

test('whatever a fragment holds is parsed, and what is formatted comes back', () => {
  forAll(500, (random) => {
    const any = Array.from({ length: 40 * random() }, () => 'dnps=&#%<>"0129+ä\u0000'[Math.floor(19 * random())]).join(
      '',
    );
    const parsed = parse(any, NAMES);
    assert.deepEqual(parse(fragmentOf({ ...parsed, drawing: null }), NAMES), { ...parsed, drawing: null });
  });
  const state = { drawing: '1A-_', network: 'hello', part: 'inside', selected: 0 };
  assert.equal(fragmentOf(state), 'd=1A-_&n=hello&p=inside&s=0');
  assert.deepEqual(parse(fragmentOf(state), NAMES), state);
  assert.equal(fragmentOf({ ...NOTHING, part: 'compare' }), 'compare');
  assert.equal(fragmentOf(NOTHING), '');
});

test('an address is taken once, network first', () => {
  const { taken } = createCase('d=1A&n=hello&p=how&s=1');
  assert.deepEqual(taken(), [
    ['network', 'hello'],
    ['drawing', '1A'],
    ['part', 'inside'],
    ['selected', 1],
  ]);
});

test('parts and networks are steps of the history, selections are not, and nothing that is set comes back as a call', () => {
  const { browser, address, taken } = createCase();
  address.set({ part: 'compare' });
  address.set({ network: 'hello' });
  address.set({ selected: 1 });
  address.set({ selected: 1, network: 'hello' });
  assert.equal(browser.count, 3);
  assert.equal(browser.location.hash, '#n=hello&p=compare&s=1');
  address.set({ network: 'ink', part: null, selected: null });
  assert.equal(browser.location.hash, '');
  assert.deepEqual(taken(), []);
});

test('a step back after a network that did not load leaves no entry that leads to it', () => {
  const { browser, address, taken } = createCase();
  address.set({ part: 'compare' });
  address.set({ network: 'hello' });
  address.set({ network: 'ink' }, { isStep: false });
  assert.deepEqual([browser.count, browser.location.hash], [3, '#compare']);
  browser.go(-1);
  browser.go(-1);
  assert.deepEqual(taken(), [['part', null]]);
  browser.follow('#n=hello');
  address.set({ network: 'ink' }, { isStep: false });
  browser.go(-1);
  assert.deepEqual(taken(), [['network', 'hello']], 'by the link alone');
  assert.equal(browser.count, 2);
});

test('back and forward bring parts and networks', () => {
  const { browser, address, taken } = createCase();
  address.set({ part: 'compare' });
  address.set({ network: 'hello' });
  browser.go(-1);
  assert.deepEqual(taken(), [['network', 'ink']]);
  browser.go(-1);
  assert.deepEqual(taken(), [['part', null]]);
  browser.go(2);
  assert.deepEqual(taken(), [
    ['network', 'hello'],
    ['part', 'compare'],
  ]);
  assert.equal(browser.count, 3);
});

test('a link on the page opens its part and leaves the rest as it is', () => {
  const { browser, address, taken } = createCase('d=1A&n=hello');
  taken();
  browser.follow('#inside');
  assert.deepEqual(taken(), [['part', 'inside']]);
  assert.equal(browser.location.hash, '#d=1A&n=hello&p=inside');
  browser.follow('#pad');
  assert.deepEqual(taken(), []);
  assert.equal(browser.location.hash, '#pad', 'a place on the page');
  address.set({ part: null });
  assert.equal(browser.location.hash, '#d=1A&n=hello');
});

test('a drawing leaves the address, and back does not bring it again', () => {
  const { browser, address, taken } = createCase('d=1A');
  taken();
  address.set({ part: 'compare' });
  address.dropDrawing();
  address.dropDrawing();
  assert.equal(browser.location.hash, '#compare');
  browser.go(-1);
  assert.deepEqual(taken(), [['part', null]]);
  assert.equal(browser.location.hash, '');
});

test('another link in the same tab brings its drawing', () => {
  const { browser, taken } = createCase('d=1A');
  taken();
  browser.follow('#d=1B');
  assert.deepEqual(taken(), [['drawing', '1B']]);
});

test('where the address cannot be changed for a while, the next change writes all', () => {
  const { browser, address, taken } = createCase();
  browser.block(true);
  address.set({ part: 'compare' });
  address.set({ selected: 1 });
  assert.equal(browser.location.hash, '');
  browser.block(false);
  address.set({ selected: 2 });
  assert.equal(browser.location.hash, '#p=compare&s=2');
  assert.deepEqual(taken(), []);
});
