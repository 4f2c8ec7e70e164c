// Civil dates of the town as `yyyy-mm-dd`, counted in days since 1900-01-01.
const ORIGIN_MS = Date.UTC(1900, 0, 1);
const DAY_MS = 86_400_000;
const known: string[] = [];

export function dayOf(year: number, month: number, day: number): number {
  return (Date.UTC(year, month - 1, day) - ORIGIN_MS) / DAY_MS;
}

export function dateOf(day: number): string {
  const cached = known[day];
  if (cached !== undefined) return cached;
  const date = new Date(ORIGIN_MS + day * DAY_MS).toISOString().slice(0, 10);
  known[day] = date;
  return date;
}
