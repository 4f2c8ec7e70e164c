import { describe, expect, test } from 'vitest';
import type { Entry, JournalLine } from '../../chaos/history.ts';
import { historyOf, judge, SETTLED_WITHIN_MS } from '../../chaos/judge.ts';
import {
  CALM_AT,
  caseOf,
  effect,
  FEED,
  FIRST,
  fed,
  feedPage,
  JOURNAL,
  LOG,
  received,
  SECOND,
  seen,
  sent,
} from './sound-history.ts';

/** The rules that found something, and what. */
function broken(log: readonly Entry[], journal: readonly JournalLine[] = JOURNAL): Record<string, string[]> {
  const verdicts = judge(log, journal).filter(({ findings }) => findings.length > 0);
  return Object.fromEntries(verdicts.map(({ rule, findings }) => [rule, findings.map(({ text }) => text)]));
}

function without(matches: (entry: Entry) => boolean): Entry[] {
  return LOG.filter((entry) => !matches(entry));
}

const SETTLED = `Settled within ${SETTLED_WITHIN_MS / 1000} s of the last fault`;

test('Nothing is found in a history as it should be, and every rule had something to look at', () => {
  expect(broken(LOG)).toEqual({});
  expect(judge(LOG, JOURNAL).filter(({ examined }) => examined === 0)).toEqual([]);
});

describe('receipts', () => {
  test('A submission that nobody answered is found', () => {
    const log = [
      ...LOG,
      sent(3_000, 'x', { key: 'k2' }),
      { kind: 'failed', at: 3_100, request: 'x', reason: '' } as const,
    ];
    expect(Object.keys(broken(log))).toEqual(['Every submission has its receipt']);
  });

  test('A valid application that was called deficient is found, with what was said of it', () => {
    const deficient = { kind: 'deficient', at: 3_100, request: 'x', problems: ['MISSING: a deed'] } as const;
    const found = broken([...LOG, sent(3_000, 'x', { key: 'k2' }), deficient]);
    expect(found['Every submission has its receipt']).toEqual([expect.stringContaining('MISSING: a deed')]);
  });

  test('A second case under the same key is found, though both exist', () => {
    const third = '2603020000039';
    const feed = [feedPage('live', [fed(third, 1, 'c5'), fed(third, 2, 'c6')])];
    const again = feedPage('again', [fed(third, 1, 'c5'), fed(third, 2, 'c6')]);
    const log = [...LOG, sent(3_000, 'x'), received(3_100, 'x', third), seen(11_600, third), ...feed, again];
    const journal = [...JOURNAL, effect(5, third, 'change', 'licensing'), effect(6, third, 'tax-change', 'tax')];
    expect(Object.keys(broken(log, journal))).toEqual(['One receipt for each key, however often it is sent']);
  });

  test('A replay with another check code is found', () => {
    const found = broken([...LOG, sent(3_000, 'x'), received(3_100, 'x', FIRST, 'OTHERONE')]);
    expect(Object.keys(found)).toEqual(['One receipt for each key, however often it is sent']);
  });

  test('One number on the receipts of two keys is found', () => {
    const found = broken([...LOG, sent(3_000, 'x', { key: 'k2' }), received(3_100, 'x', FIRST)]);
    expect(Object.keys(found)).toEqual(['One receipt for each key, however often it is sent']);
  });

  test('Another payload that got the receipt of a used key is found', () => {
    const found = broken([...LOG, sent(3_000, 'x', { payload: 'p9' }), received(3_100, 'x', FIRST)]);
    expect(Object.keys(found)).toEqual(['Another payload under a used key is a conflict']);
  });

  test('A payload that is called a conflict with itself is found, contested or not', () => {
    const rule = 'Another payload under a used key is a conflict';
    const conflict = { kind: 'conflict', at: 3_100, request: 'x' } as const;
    expect(Object.keys(broken([...LOG, sent(3_000, 'x'), conflict]))).toEqual([rule]);
    expect(Object.keys(broken([...LOG, sent(3_000, 'x', { applicant: 'B' }), conflict]))).toEqual([rule]);
  });

  test('An impostor who was first holds the key, and the other is the conflict', () => {
    const race: Entry[] = [
      sent(900, 'x', { payload: 'p9' }),
      received(950, 'x', FIRST),
      ...without((entry) => 'request' in entry && entry.request === 'b'),
      sent(1_200, 'b'),
      { kind: 'conflict', at: 1_300, request: 'b' },
    ];
    expect(broken(race)).toEqual({});
  });

  test('A case that was said not to exist after its receipt is found, even where it is there again later', () => {
    const found = broken([...LOG.slice(0, 4), seen(1_400, FIRST, null), ...LOG.slice(4)]);
    expect(found).toEqual({ 'No receipt is lost': [expect.stringContaining(FIRST)] });
  });

  test('A case that was not there before its receipt is as it should be', () => {
    expect(broken([seen(1_250, FIRST, null), ...LOG])).toEqual({});
  });

  test('A case that nobody has seen is found', () => {
    const found = broken(without((entry) => entry.kind === 'seen' && entry.number === FIRST));
    expect(found['No receipt is lost']).toEqual([expect.stringContaining(FIRST)]);
  });

  test('A case whose time of receipt is another than its receipt says is found', () => {
    const moved = seen(12_000, FIRST, { ...caseOf(FIRST), receivedAt: '2026-03-02T09:00:01.000+08:00' });
    expect(Object.keys(broken([...LOG, moved]))).toEqual(['No receipt is lost']);
  });
});

describe('effects', () => {
  test('A doubled effect is found', () => {
    const found = broken(LOG, [...JOURNAL, effect(5, FIRST, 'tax-change', 'tax')]);
    expect(found).toEqual({ 'No effect is doubled': [expect.stringContaining(`${FIRST} tax-change`)] });
  });

  test('A missing effect of an issued case is found, and a check needs none', () => {
    const found = broken(LOG, JOURNAL.slice(1));
    expect(found).toEqual({ 'No effect is missing': [expect.stringContaining(`${FIRST} change`)] });
  });

  test('An effect whose key belongs to no case is found', () => {
    const found = broken(LOG, [...JOURNAL, effect(5, '2603020000099', 'change', 'licensing')]);
    expect(Object.keys(found)).toEqual(['No effect without a case']);
  });

  test('An effect that another department recorded, or as something else, is found', () => {
    const foreign = [...JOURNAL.slice(0, 3), { ...effect(4, SECOND, 'tax-change', 'tax'), department: 'police' }];
    expect(Object.keys(broken(LOG, foreign))).toEqual(['No effect without a case']);
    const other = [...JOURNAL.slice(0, 3), { ...effect(4, SECOND, 'tax-change', 'tax'), effect: 'clearance' }];
    expect(Object.keys(broken(LOG, other))).toEqual(['No effect without a case']);
  });
});

describe('endings', () => {
  const withCase = (changed: ReturnType<typeof caseOf>, at = 11_600) => [
    ...without((entry) => entry.kind === 'seen' && entry.number === FIRST),
    seen(at, FIRST, changed),
  ];

  test('A case that has not ended is found', () => {
    const found = broken(withCase({ ...caseOf(FIRST), state: 'IN_PROGRESS' }));
    expect(Object.keys(found)).toEqual(['Every case ends, and every delivery is settled', SETTLED]);
  });

  test('A delivery of unknown fate is found in a case that looks ended', () => {
    const [check, change, follows] = caseOf(FIRST).parts;
    if (!check || !change || !follows) throw new Error('The case of the sound history has three parts.');
    const parts = [check, change, { ...follows, delivery: 'UNKNOWN' }];
    const found = broken(withCase({ ...caseOf(FIRST), parts }));
    expect(found['Every case ends, and every delivery is settled']).toEqual([
      expect.stringContaining('tax-change UNKNOWN'),
    ]);
  });

  test('A case that ends otherwise than issued is found, though nothing is missing of it', () => {
    const found = broken(withCase({ ...caseOf(FIRST), state: 'PARTLY_REFUSED' }));
    expect(Object.keys(found)).toEqual(['What everybody approved is issued']);
  });

  test('A case that takes too long is found, and one that ends at the last moment is not', () => {
    expect(broken(withCase(caseOf(FIRST), CALM_AT + SETTLED_WITHIN_MS))).toEqual({});
    expect(Object.keys(broken(withCase(caseOf(FIRST), CALM_AT + SETTLED_WITHIN_MS + 1)))).toEqual([SETTLED]);
  });

  test('A log that does not say when the last fault ended shows nothing', () => {
    expect(Object.keys(broken(without(({ kind }) => kind === 'calm')))).toEqual([SETTLED]);
  });
});

describe('the feed', () => {
  const withFeed = (live: typeof FEED, again: typeof FEED) => [
    ...without(({ kind }) => kind === 'feed'),
    feedPage('live', live),
    feedPage('again', again),
  ];
  const [one, two, three, four] = FEED as readonly [
    (typeof FEED)[0],
    (typeof FEED)[0],
    (typeof FEED)[0],
    (typeof FEED)[0],
  ];

  test('An event that was missed is found, though it is there when the feed is read again', () => {
    const found = broken(withFeed([two, three, four], FEED));
    expect(found['The feed misses and repeats nothing']).toEqual([expect.stringContaining(`${FIRST}: event 2`)]);
  });

  test('The last event of a case that was missed is found by reading again', () => {
    expect(Object.keys(broken(withFeed([one, two, four], FEED)))).toEqual(['The feed reads the same again']);
  });

  test('An event that was read twice is found', () => {
    const found = broken(withFeed([one, two, two, three, four], FEED));
    expect(found['The feed misses and repeats nothing']).toContainEqual(expect.stringContaining('c2'));
  });

  test('Events that change places when the feed is read again are found', () => {
    expect(Object.keys(broken(withFeed(FEED, [two, one, three, four])))).toEqual(['The feed reads the same again']);
  });

  test('An event that a case tells of and the feed does not is found', () => {
    const found = broken(withFeed([one, two, three], [one, two, three]));
    expect(Object.keys(found)).toEqual(['The feed holds every event of every case']);
  });

  test('A case that is in the feed and that no client knows is found', () => {
    const stranger = fed('2603020000099', 1, 'c5');
    const found = broken(withFeed([...FEED, stranger], [...FEED, stranger]));
    expect(found).toEqual({ 'The feed holds every event of every case': [expect.stringContaining('2603020000099')] });
  });

  test('What came after the last reading is as it should be', () => {
    expect(broken(withFeed([one, two], FEED))).toEqual({});
  });
});

test('The history of a case tells what clients sent and were told of it, and its effects, in order', () => {
  const lines = historyOf({ text: '', number: FIRST }, LOG, JOURNAL).map(({ what }) => what);
  expect(lines.slice(0, 4)).toEqual(['sent', 'failed', 'sent', 'received']);
  expect(lines.filter((what) => what === 'effect')).toHaveLength(2);
  expect(historyOf({ text: '', key: 'k1' }, LOG, JOURNAL).length).toBeGreaterThan(0);
});
