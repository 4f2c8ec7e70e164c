// The clocks that run over a case. TOTAL is the whole case's; the others belong to one part of it.
export const clockKinds = [
  'NOTICE',
  'SUPPLEMENT',
  'PROMISE',
  'STATUTE',
  'STEP',
  'DELIVERY',
  'DEFERRED_MATERIAL',
  'COMPLAINT',
  'TOTAL',
] as const;
export type ClockKind = (typeof clockKinds)[number];
