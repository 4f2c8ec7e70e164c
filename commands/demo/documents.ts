// The operations of front ends and window software, sent as they are written down.
import { readFileSync } from 'node:fs';

/** One of the golden operations, byte for byte. */
export function golden(name: string): string {
  return readFileSync(new URL(`../../test/golden/${name}.graphql`, import.meta.url), 'utf8');
}

/** What the demonstration watches while a case is on its way. */
export const WATCH = `query WatchCase($number: ID!) {
  case(number: $number) {
    state
    parts { code key department { code name } delivery state departmentReference licences { kind number } }
    issuance { rule state releasedAt }
    events(last: 100) { nodes { sequence kind part } }
  }
}`;
