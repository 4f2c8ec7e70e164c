// Order statistics over many working times: the median and the 90th percentile, exactly, in hours with two decimals.

export interface WorkingHours {
  readonly median: number;
  readonly p90: number;
}

/** Of packed seconds (see `statistics_times`); null where there are none. The array is put into another order. */
export function workingHoursOf(packed: Buffer): WorkingHours | null {
  const times = unpacked(packed);
  if (times.length === 0) return null;
  const middle = times.length >> 1;
  const upper = select(times, middle);
  // What is left of the middle is not greater: the lower of two middle ones is the greatest of them.
  const lower = times.length % 2 === 1 ? upper : greatest(times.subarray(0, middle));
  // What is right of the middle is not smaller: the rank lies there.
  const p90 = select(times.subarray(middle), Math.ceil((times.length * 9) / 10) - 1 - middle);
  return { median: hours(lower + upper, 2), p90: hours(p90, 1) };
}

/** `seconds / over` as hours, rounded half up to two decimals. */
function hours(seconds: number, over: number): number {
  return Math.floor((2 * seconds + 36 * over) / (72 * over)) / 100;
}

/** Times given, without those that were taken back. */
function unpacked(packed: Buffer): Int32Array {
  // Of its own memory: a slice of a shared pool may begin where no number can.
  const bytes = Buffer.allocUnsafeSlow(packed.length);
  packed.copy(bytes);
  bytes.swap32();
  const entries = new Int32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4);
  return entries.some((entry) => entry < 0) ? withoutTakenBack(entries) : entries;
}

function withoutTakenBack(entries: Int32Array): Int32Array {
  const taken = new Map<number, number>();
  for (const entry of entries) if (entry < 0) taken.set(~entry, (taken.get(~entry) ?? 0) + 1);
  return entries.filter((entry) => {
    if (entry < 0) return false;
    const left = taken.get(entry) ?? 0;
    if (left > 0) taken.set(entry, left - 1);
    return left === 0;
  });
}

function greatest(times: Int32Array): number {
  let most = 0;
  for (const time of times) if (time > most) most = time;
  return most;
}

/** The entry that would stand at `rank` if they were sorted; smaller ones are moved before it. */
function select(times: Int32Array, rank: number): number {
  let [low, high] = [0, times.length - 1];
  while (low < high) {
    const pivot = middleOf(at(times, low), at(times, (low + high) >> 1), at(times, high));
    let [left, right] = [low, high];
    while (left <= right) {
      while (at(times, left) < pivot) left += 1;
      while (at(times, right) > pivot) right -= 1;
      if (left > right) break;
      const moved = at(times, left);
      times[left] = at(times, right);
      times[right] = moved;
      left += 1;
      right -= 1;
    }
    if (rank <= right) high = right;
    else if (rank >= left) low = left;
    else break;
  }
  return at(times, rank);
}

function at(times: Int32Array, index: number): number {
  return times[index] as number;
}

function middleOf(a: number, b: number, c: number): number {
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
}
