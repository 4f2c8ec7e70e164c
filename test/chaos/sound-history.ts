// A history in which everything is as promised, made by hand: two cases, their receipts, effects, endings and feed.
import type { Entry, FeedEvent, JournalLine, SeenCase, SeenPart } from '../../chaos/history.ts';

export const CALM_AT = 10_000;
export const FIRST = '2603020000011';
export const SECOND = '2603020000020';

const part = (number: string, code: string, department: string): SeenPart => ({
  code,
  key: `${number}-${code}`,
  department,
  delivery: 'ACKNOWLEDGED',
  state: 'APPROVED',
});

export function caseOf(number: string): SeenCase {
  return {
    number,
    state: 'ISSUED',
    receivedAt: '2026-03-02T09:00:00.000+08:00',
    parts: [part(number, 'premises', 'land'), part(number, 'change', 'licensing'), part(number, 'tax-change', 'tax')],
    events: [
      { sequence: 1, kind: 'CASE_RECEIVED', part: null, state: 'RECEIVED' },
      { sequence: 2, kind: 'LICENCES_RELEASED', part: null, state: 'ISSUED' },
    ],
  };
}

export function sent(at: number, request: string, { applicant = 'A', key = 'k1', payload = 'p1' } = {}): Entry {
  return { kind: 'sent', at, request, gateway: 0, applicant, key, payload };
}

export function received(at: number, request: string, number: string, checkCode = 'ABCDEFGH'): Entry {
  return {
    kind: 'received',
    at,
    request,
    number,
    checkCode,
    receivedAt: '2026-03-02T09:00:00.000+08:00',
    replayed: false,
  };
}

export function seen(at: number, number: string, found: SeenCase | null = caseOf(number)): Entry {
  return { kind: 'seen', at, askedAt: at, number, case: found };
}

/** The cursor stands for the event's place. */
export function fed(caseNumber: string, sequence: number, cursor: string): FeedEvent {
  const kind = sequence === 1 ? 'CASE_RECEIVED' : 'LICENCES_RELEASED';
  return { cursor, caseNumber, sequence, kind, part: null, state: sequence === 1 ? 'RECEIVED' : 'ISSUED' };
}

export const FEED: readonly FeedEvent[] = [
  fed(FIRST, 1, 'c1'),
  fed(SECOND, 1, 'c2'),
  fed(FIRST, 2, 'c3'),
  fed(SECOND, 2, 'c4'),
];

export function feedPage(reading: 'live' | 'again', events: readonly FeedEvent[]): Entry {
  return { kind: 'feed', at: 12_000, reading, events };
}

export function effect(seq: number, number: string, code: string, department: string): JournalLine {
  return { seq, at: '2026-03-02T01:00:05.000Z', department, effect: code, key: `${number}-${code}` };
}

/** The first submission is lost on its way once and sent again; the second is sent twice, and once by an impostor. */
export const LOG: readonly Entry[] = [
  sent(1_000, 'a'),
  { kind: 'failed', at: 1_100, request: 'a', reason: 'other side closed' },
  sent(1_200, 'b'),
  received(1_300, 'b', FIRST),
  sent(2_000, 'c', { applicant: 'B' }),
  sent(2_001, 'd', { applicant: 'B' }),
  received(2_100, 'd', SECOND),
  received(2_101, 'c', SECOND),
  sent(2_200, 'e', { applicant: 'B', payload: 'p2' }),
  { kind: 'conflict', at: 2_300, request: 'e' },
  { kind: 'calm', at: CALM_AT },
  seen(11_000, FIRST),
  seen(11_500, SECOND),
  feedPage('live', FEED.slice(0, 3)),
  feedPage('live', FEED.slice(3)),
  feedPage('again', FEED),
];

export const JOURNAL: readonly JournalLine[] = [
  effect(1, FIRST, 'change', 'licensing'),
  effect(2, FIRST, 'tax-change', 'tax'),
  effect(3, SECOND, 'change', 'licensing'),
  effect(4, SECOND, 'tax-change', 'tax'),
];
