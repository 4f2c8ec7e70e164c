import { expect, test } from 'vitest';
import { createCounters } from '../../mocks/counters.ts';

test('questions, polls and handshakes are counted apart, records with questions alone', () => {
  const counters = createCounters();
  counters.message('message', 50)();
  counters.message('poll', 9)();
  counters.message('handshake', 1)();
  counters.connectionOpened();
  expect(counters.tally()).toEqual({
    messages: 1,
    records: 50,
    connections: 1,
    peakConcurrency: 1,
    handshakes: 1,
    polls: 1,
    answeringMs: expect.any(Number),
  });
});

test('the time of questions is added up from their arrival to their answer, that of polls is not', () => {
  let nowMs = 0;
  const counters = createCounters(() => nowMs);
  const [first, second, poll] = [
    counters.message('message', 1),
    counters.message('message', 1),
    counters.message('poll', 1),
  ];
  nowMs = 5;
  first();
  poll();
  nowMs = 8;
  first();
  second();
  expect(counters.tally().answeringMs).toBe(13);
});

test('the peak is the most that were under way at once, and an answer counts once', () => {
  const counters = createCounters();
  const [first, second] = [counters.message('message', 1), counters.message('poll', 1)];
  first();
  first();
  counters.message('message', 1);
  expect(counters.tally().peakConcurrency).toBe(2);
  second();
});

test('after a reset the peak starts from what is under way', () => {
  const counters = createCounters();
  for (let each = 0; each < 3; each += 1) counters.message('message', 1);
  const done = counters.message('message', 1);
  done();
  counters.reset();
  expect(counters.tally()).toMatchObject({ messages: 0, records: 0, peakConcurrency: 3 });
});
