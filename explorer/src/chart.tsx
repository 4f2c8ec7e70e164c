import {
  BarController,
  BarElement,
  CategoryScale,
  Chart as Drawing,
  Legend,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  Tooltip,
} from 'chart.js';
import { useEffect, useMemo, useRef, useState } from 'react';
import { numberIn, numericColumns, type Table } from './rows.ts';
import type { Words } from './words.ts';

Drawing.register(
  BarController,
  BarElement,
  LineController,
  LineElement,
  PointElement,
  CategoryScale,
  LinearScale,
  Legend,
  Tooltip,
);

const ROWS_MAX = 100;
/** Told apart also by those who see red and green alike. */
const COLOURS = ['#0072b2', '#e69f00', '#009e73', '#d55e00', '#56b4e9', '#cc79a7'];

export function Chart({ table, say }: { readonly table: Table; readonly say: Words }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const numeric = useMemo(() => numericColumns(table), [table]);
  const [type, setType] = useState<'bar' | 'line'>('bar');
  const [chosen, setChosen] = useState<readonly number[]>(numeric.slice(0, 2));
  useEffect(() => {
    if (!canvas.current) return;
    const drawing = new Drawing(canvas.current, { type, data: dataOf(table, numeric, chosen), options: OPTIONS });
    return () => drawing.destroy();
  }, [table, numeric, type, chosen]);
  if (numeric.length === 0) return <p>{say.noNumbers}</p>;
  return (
    <>
      <div className="chart-choice">
        <select aria-label={say.chart} value={type} onChange={({ target }) => setType(target.value as 'bar' | 'line')}>
          <option value="bar">{say.bars}</option>
          <option value="line">{say.lines}</option>
        </select>
        <fieldset aria-label={say.values}>
          {numeric.map((place) => (
            <label key={place}>
              <input
                type="checkbox"
                checked={chosen.includes(place)}
                onChange={({ target }) =>
                  setChosen(target.checked ? [...chosen, place].sort() : chosen.filter((each) => each !== place))
                }
              />
              {table.columns[place]}
            </label>
          ))}
        </fieldset>
      </div>
      <div className="canvas">
        <canvas ref={canvas} role="img" aria-label={chosen.map((place) => table.columns[place]).join(', ')} />
      </div>
      {table.rows.length > ROWS_MAX && <p className="help">{say.firstOnly.replace('{n}', String(ROWS_MAX))}</p>}
    </>
  );
}

const OPTIONS = { animation: false, maintainAspectRatio: false, scales: { y: { beginAtZero: true } } } as const;

/** A row is named by its columns that hold no numbers; the first three say enough. */
function dataOf({ columns, rows }: Table, numeric: readonly number[], chosen: readonly number[]) {
  const naming = columns.flatMap((_, place) => (numeric.includes(place) ? [] : [place])).slice(0, 3);
  const shown = rows.slice(0, ROWS_MAX);
  return {
    labels: shown.map((row) => naming.map((place) => row[place] ?? '').join(' · ')),
    datasets: chosen.map((place, index) => ({
      label: columns[place] ?? '',
      data: shown.map((row) => numberIn(row[place] ?? null) ?? null),
      backgroundColor: COLOURS[index % COLOURS.length],
      borderColor: COLOURS[index % COLOURS.length],
    })),
  };
}
