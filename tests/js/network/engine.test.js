import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { engine, MathBackendCPU, reshapeConfig } from '../fixtures/networks.js';

const { addBackend, dispose, makeTensor, runKernel, tensorCount, tidy, useBackend, valuesOf } = engine;

const VALUES = Float32Array.of(1, 2, 3, 4, 5, 6);

/** A backend that can hold a number of tensors. */
class SmallBackend extends MathBackendCPU {
  room = 1;

  /** @param {Parameters<InstanceType<typeof MathBackendCPU>['move']>} given */
  move(...given) {
    if (!this.room--) throw new Error('out of memory');
    super.move(...given);
  }
}

const other = new MathBackendCPU();
const small = new SmallBackend();
addBackend('other', other, [reshapeConfig]);
addBackend('small', small, [reshapeConfig]);

beforeEach(() => useBackend('cpu'));

const reshaped = (
  /** @type {import('../../../web/page/network/engine.js').Tensor} */ x,
  /** @type {number[]} */ shape,
) => runKernel('Reshape', { x }, { shape });

test('the first backend is in use, and the page reads with it', () => {
  const made = makeTensor(VALUES, [2, 3]);
  assert.deepEqual(valuesOf(made), VALUES);
  assert.equal(tensorCount(), 1);
  dispose(made);
  assert.equal(tensorCount(), 0);
});

test('values are kept as long as one of the tensors that share them', () => {
  const made = makeTensor(VALUES, [2, 3]);
  const same = reshaped(made, [3, 2]);
  dispose(made);
  dispose(made); // twice: it counts once
  assert.deepEqual(valuesOf(same), VALUES);
  assert.deepEqual(same.shape, [3, 2]);
  dispose(same);
  assert.throws(() => valuesOf(same));
});

test('tidy frees what was made in it, and nothing else, also where it fails', () => {
  const kept = makeTensor(VALUES, [6]);
  assert.deepEqual(
    tidy(() => [...valuesOf(reshaped(kept, [6, 1]))]),
    [...VALUES],
  );
  const failing = () => {
    makeTensor(VALUES, [6]);
    throw new Error('for a reason');
  };
  assert.throws(() => tidy(failing), /for a reason/);
  assert.equal(tensorCount(), 1);
  assert.deepEqual(valuesOf(kept), VALUES);
  dispose(kept);
});

test('another backend takes all tensors over, with what they share', () => {
  const made = makeTensor(VALUES, [2, 3]);
  const same = reshaped(made, [6]);
  useBackend('other');
  assert.equal(other.numDataIds(), 1);
  dispose(made);
  assert.deepEqual(valuesOf(same), VALUES);
  useBackend('cpu');
  assert.equal(other.numDataIds(), 0);
  assert.deepEqual(valuesOf(same), VALUES);
  dispose(same);
});

test('a backend that cannot hold the tensors leaves them where they are', () => {
  const made = [makeTensor(VALUES, [6]), makeTensor(VALUES, [3, 2])];
  assert.throws(() => useBackend('small'), /out of memory/);
  assert.equal(small.numDataIds(), 0);
  for (const tensor of made) assert.deepEqual(valuesOf(tensor), VALUES);
  made.forEach(dispose);
});
