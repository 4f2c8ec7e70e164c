// How the centre writes times: Asia/Shanghai, which has kept +08:00 since 1991, whatever zone the process runs in.
const OFFSET_MS = 8 * 3_600_000;

/** RFC 3339 with the centre's offset. */
export function centreDateTime(at: Date): string {
  return new Date(at.getTime() + OFFSET_MS).toISOString().replace('Z', '+08:00');
}

/** The civil date at the centre, `yyyy-mm-dd`. */
export function centreDay(at: Date): string {
  return centreDateTime(at).slice(0, 10);
}
