// The police write times as yyyyMMddHHmmss, Asia/Shanghai, which has had no summer time since 1991.
const SHANGHAI_OFFSET_MS = 8 * 3_600_000;

export function timeOf(instant: Date): string {
  return new Date(instant.getTime() + SHANGHAI_OFFSET_MS).toISOString().slice(0, 19).replace(/[-:T]/g, '');
}

export function dayOf(instant: Date): string {
  return timeOf(instant).slice(0, 8);
}
