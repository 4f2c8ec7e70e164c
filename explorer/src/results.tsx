// The same answer as text, as a table, or as a chart; the tabs stand below GraphiQL's own view of it.
import { useMemo, useState } from 'react';
import { Chart } from './chart.tsx';
import { type Table, tablesOf } from './rows.ts';
import type { Words } from './words.ts';

const VIEWS = ['json', 'table', 'chart'] as const;
type View = (typeof VIEWS)[number];
/** A browser draws this many rows without a pause. */
const ROWS_MAX = 500;

export function Results({ data, say }: { readonly data: unknown; readonly say: Words }) {
  const [view, setView] = useState<View>('json');
  return (
    <>
      {view !== 'json' && (
        <section className="answer" aria-label={say[view]}>
          {data === undefined ? <p>{say.noResult}</p> : <Answer key={view} data={data} view={view} say={say} />}
        </section>
      )}
      <div className="views" role="tablist">
        {VIEWS.map((each) => (
          <button key={each} type="button" role="tab" aria-selected={each === view} onClick={() => setView(each)}>
            {say[each]}
          </button>
        ))}
      </div>
    </>
  );
}

interface AnswerProps {
  readonly data: unknown;
  readonly view: 'table' | 'chart';
  readonly say: Words;
}

function Answer({ data, view, say }: AnswerProps) {
  const tables = useMemo(() => tablesOf(data, (count) => say.entries.replace('{n}', String(count))), [data, say]);
  const [place, setPlace] = useState(0);
  const table = tables[place] ?? tables[0];
  if (!table) return <p>{say.noRows}</p>;
  return (
    <>
      {tables.length > 1 && (
        <label className="list">
          {say.list}
          <select value={place} onChange={({ target }) => setPlace(Number(target.value))}>
            {tables.map(({ path, rows }, index) => (
              <option key={path} value={index}>
                {path} · {rows.length} {say.rows}
              </option>
            ))}
          </select>
        </label>
      )}
      {view === 'table' ? <TableOf table={table} say={say} /> : <Chart key={table.path} table={table} say={say} />}
    </>
  );
}

function TableOf({ table: { columns, rows }, say }: { readonly table: Table; readonly say: Words }) {
  const shown = rows.slice(0, ROWS_MAX);
  return (
    <>
      <table>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.map((row, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows of an answer have no identity, and never move
            <tr key={index}>
              {row.map((cell, place) => (
                <td key={columns[place]} className={typeof cell === 'number' ? 'number' : undefined}>
                  {cell === null ? '—' : String(cell)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <p className="help">
        {shown.length === rows.length ? rows.length : `${shown.length} / ${rows.length}`} {say.rows}
      </p>
    </>
  );
}
