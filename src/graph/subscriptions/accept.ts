// Whether a reader wants its answer as events. Pure.

const JSON_TYPES = [
  'application/json',
  'application/graphql-response+json',
  'application/graphql+json',
  'application/*',
];
const EVENT_STREAM = 'text/event-stream';
const HEADER_MAX = 1_000;

/** Named, and not below JSON: some clients list every type they could read and mean JSON. */
export function prefersEvents(accept: string | undefined): boolean {
  if (!accept?.slice(0, HEADER_MAX).toLowerCase().includes(EVENT_STREAM)) return false;
  const qualities = new Map<string, number>();
  for (const range of (accept ?? '').slice(0, HEADER_MAX).toLowerCase().split(',')) {
    const [type = '', ...parameters] = range.split(';').map((piece) => piece.trim());
    const stated = parameters.map((parameter) => /^q=([\d.]+)$/.exec(parameter)?.[1]).find((quality) => quality);
    qualities.set(type, Number(stated ?? 1));
  }
  const events = qualities.get(EVENT_STREAM) ?? 0;
  return events > 0 && JSON_TYPES.every((type) => (qualities.get(type) ?? 0) < events);
}
