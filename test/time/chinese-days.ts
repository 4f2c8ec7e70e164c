// Prints every working day of 2020 to 2026 as the package chinese-days has it. A process of its own: the package goes by the
// process's time zone.
import chineseDays from 'chinese-days';
import { dateOfDay, dayOfDate } from '../../src/time/civil-day.ts';
import type { CivilDate } from '../../src/values/civil-date.ts';

const days: string[] = [];
for (let day = dayOfDate('2020-01-01' as CivilDate); day <= dayOfDate('2026-12-31' as CivilDate); day += 1) {
  const date = dateOfDay(day);
  if (chineseDays.getDayDetail(date).work) days.push(date);
}
process.stdout.write(days.join('\n'));
