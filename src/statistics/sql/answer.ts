// The statements that answer a question, made of its dimensions and filter: settled cases from cells, by whole months where
// that is fine enough and by day at the edges; open ones from their facts, under the light of the moment.
import { SATISFIED_FROM } from '../cells.ts';
import { condition, holdsForWholeMonths, openParameters, type Parameters } from '../filter.ts';
import { completedStates, refusedStates } from '../outcomes.ts';
import { wholeMonths } from '../periods.ts';
import { countsParts, type DayRange, type Dimension, type Question } from '../question.ts';

export interface Statement {
  readonly text: string;
  readonly values: readonly unknown[];
}

const groupings: Readonly<Record<Dimension, string>> = {
  DEPARTMENT: 'departments[1]',
  ITEM: 'items[1]',
  BUNDLE: 'bundle',
  REGION: 'region',
  CHANNEL: 'channel',
  KIND: 'kind',
  STATE: 'state',
  LIGHT: 'light',
  DAY: 'starts_on',
  // Numbered from the week of 5 January 1970 on.
  ISO_WEEK: `floor((starts_on - date '1970-01-05') / 7.0)::integer`,
  MONTH: `to_char(starts_on::timestamp, 'YYYY-MM')`,
  YEAR: `to_char(starts_on::timestamp, 'YYYY')`,
};

/** Rows with `g1`, `g2` … and the counts; one more than `rowsMax` at most. */
export function countStatement(question: Question, now: Date, rowsMax: number): Statement {
  const parameters = openParameters();
  const at = parameters.add(now);
  const completed = parameters.add(completedStates);
  const refused = parameters.add(refusedStates);
  const sources = [...settledSources(question, parameters), openSource(question, at, parameters)];
  const where = condition(question.where, parameters);
  const text = `
    select ${selection(question)}
      coalesce(sum(counted), 0)::bigint as received,
      coalesce(sum(counted) filter (where state = any(${completed}::text[])), 0)::bigint as completed,
      coalesce(sum(counted) filter (where kind = 'ON_THE_SPOT'), 0)::bigint as "onTheSpot",
      coalesce(sum(counted) filter (where kind = 'ON_THE_SPOT' and state = any(${completed}::text[])), 0)::bigint
        as "onTheSpotCompleted",
      coalesce(sum(promised), 0)::bigint as promised,
      coalesce(sum(kept), 0)::bigint as kept,
      coalesce(sum(counted) filter (where state = any(${refused}::text[])), 0)::bigint as refusals,
      coalesce(sum(supplemented), 0)::bigint as supplements,
      coalesce(sum(counted) filter (where light = 'RED'), 0)::bigint as overdue,
      count(open_since)::bigint as backlog,
      min(open_since) as "oldestOpenAt",
      coalesce(sum(rated), 0)::bigint as rated,
      coalesce(sum(satisfied), 0)::bigint as satisfied
    from (${sources.join(' union all ')}) as counted_cases
    where ${where}
    ${grouping(question)}
    limit ${rowsMax + 1}`;
  return { text, values: parameters.values };
}

/** Rows with `g1`, `g2` … and the packed working times of what was completed. */
export function timeStatement(question: Question): Statement {
  const parameters = openParameters();
  const sources = pieces(question).map(
    ({ span, range }) => `
      select ${TIMED_COLUMNS}, known.seconds from statistics_cells cell
      join statistics_times known on known.series = cell.series and known.cell_id = cell.id
      where cell.series = '${seriesOf(question, span)}' and known.series = '${seriesOf(question, span)}'
        and ${within(range, 'cell.starts_on', parameters)}`,
  );
  const where = condition(question.where, parameters);
  const text = `
    select ${selection(question)} string_agg(seconds, ''::bytea) as seconds
    from (${sources.join(' union all ')}) as timed_cases where ${where} ${grouping(question)}`;
  return { text, values: parameters.values };
}

const TIMED_COLUMNS = `cell.starts_on, cell.region, cell.bundle, cell.departments, cell.items, cell.channel, cell.kind,
  cell.state, cell.light`;

function settledSources(question: Question, parameters: Parameters): readonly string[] {
  return pieces(question).map(
    ({ span, range }) => `
      select starts_on, region, bundle, departments, items, channel, kind, state, light, counted, promised, kept,
        supplemented, rated, satisfied, null::timestamptz as open_since
      from statistics_cells
      where series = '${seriesOf(question, span)}' and ${within(range, 'starts_on', parameters)}`,
  );
}

function openSource(question: Question, at: string, parameters: Parameters): string {
  return `
      select received_on as starts_on, region, bundle, departments, items, channel, kind, state,
        case
          when light = 'RED' or red_at < ${at} then 'RED'
          when light is not null then light
          when yellow_at <= ${at} then 'YELLOW'
          when warning_at <= ${at} then 'WARNING'
          when red_at is not null then 'GREEN'
        end as light,
        1 as counted, promised::integer, kept::integer, supplemented::integer, (rating is not null)::integer as rated,
        coalesce(rating >= ${SATISFIED_FROM}, false)::integer as satisfied, open_since
      from statistics_facts
      where not settled and position ${countsParts(question) ? '>' : '='} 0
        and ${within(question.received, 'received_on', parameters)}`;
}

interface Piece {
  readonly span: 'day' | 'month';
  readonly range: DayRange;
}

/** Whole months where nothing asks for days, and the days before and after them. */
function pieces({ by, received, where }: Question): readonly Piece[] {
  const byDays = by.includes('DAY') || by.includes('ISO_WEEK') || !holdsForWholeMonths(where);
  const months = byDays ? undefined : wholeMonths(received);
  if (!months) return [{ span: 'day', range: received }];
  const head = { from: received.from, before: months.from };
  const tail = { from: months.before, before: received.before };
  return [
    ...(head.from === head.before ? [] : [{ span: 'day', range: head } as const]),
    { span: 'month', range: months },
    ...(tail.from === tail.before ? [] : [{ span: 'day', range: tail } as const]),
  ];
}

function within({ from, before }: DayRange, column: string, parameters: Parameters): string {
  const bounds = [
    ...(from === null ? [] : [`${column} >= ${parameters.add(from)}::date`]),
    ...(before === null ? [] : [`${column} < ${parameters.add(before)}::date`]),
  ];
  return bounds.length > 0 ? bounds.join(' and ') : 'true';
}

function seriesOf(question: Question, span: 'day' | 'month'): string {
  return `${countsParts(question) ? 'part' : 'case'}-${span}`;
}

function selection({ by }: Question): string {
  return by.map((dimension, index) => `${groupings[dimension]} as g${index + 1},`).join(' ');
}

function grouping({ by }: Question): string {
  return by.length === 0 ? '' : `group by ${by.map((_, index) => `g${index + 1}`).join(', ')}`;
}
