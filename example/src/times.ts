/** In the service centre's time, as it comes; an open time is a dash. */
export function timeOf(dateTime: string | null): string {
  return dateTime === null ? '—' : dateTime.slice(0, 19).replace('T', ' ');
}

export function dayOf(dateTime: string | null): string {
  return dateTime === null ? '—' : dateTime.slice(0, 16).replace('T', ' ');
}
