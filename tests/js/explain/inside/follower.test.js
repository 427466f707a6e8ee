import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createFollower } from '../../../../web/page/explain/inside/follower.js';

/** A trace that answers when it is allowed to. */
function controlled() {
  /** @type {{subject: number, answer: () => void, fail: () => void}[]} */
  const requests = [];
  /** @type {(subject: number) => Promise<number>} */
  const trace = (subject) =>
    new Promise((resolve, reject) => {
      requests.push({ subject, answer: () => resolve(10 * subject), fail: () => reject(new Error('lost')) });
    });
  return { requests, trace };
}
const turn = () => new Promise((resolve) => setImmediate(resolve));

test('one request at a time; of those that wait, the newest wins', async () => {
  const { requests, trace } = controlled();
  /** @type {number[][]} */
  const answers = [];
  const follow = createFollower(trace, (answer, subject) => answers.push([subject, answer]));
  const all = [1, 2, 3, 4].map(follow);
  assert.deepEqual(
    requests.map(({ subject }) => subject),
    [1],
  );
  requests[0].answer();
  await turn();
  assert.deepEqual(
    requests.map(({ subject }) => subject),
    [1, 4],
  );
  requests[1].answer();
  await Promise.all(all);
  assert.deepEqual(answers, [
    [1, 10],
    [4, 40],
  ]);
});

test('a failure is passed on, and the next subject is followed again', async () => {
  const { requests, trace } = controlled();
  /** @type {number[]} */
  const answers = [];
  const follow = createFollower(trace, (answer) => answers.push(answer));
  const first = follow(1);
  requests[0].fail();
  await assert.rejects(first, /lost/);
  const second = follow(2);
  requests[1].answer();
  await second;
  assert.deepEqual(answers, [20]);
});
