// What came of a rehearsal or a submission, with a way to each field that needs mending.
import { useEffect, useRef } from 'react';
import { type Defect, placeOf, textOf } from './defects.ts';
import { dayOf } from './times.ts';
import type { Words } from './words.ts';

export type Finding =
  | { readonly kind: 'none' }
  | { readonly kind: 'working' }
  | { readonly kind: 'failed'; readonly message: string }
  | { readonly kind: 'conflict'; readonly message: string }
  | { readonly kind: 'deficient'; readonly deficiencies: readonly Defect[] }
  | {
      readonly kind: 'rehearsed';
      readonly acceptable: boolean;
      readonly deficiencies: readonly Defect[];
      readonly parts: readonly { code: string; dueAt: string | null; department: { name: string } }[];
      readonly issueOn: string | null;
      readonly uncheckedDepartments: readonly string[];
    };

export interface OutcomeProps {
  readonly finding: Finding;
  readonly say: Words;
  readonly onRenumber: () => void;
}

export function Outcome({ finding, say, onRenumber }: OutcomeProps) {
  const place = useRef<HTMLElement>(null);
  useEffect(() => {
    if (finding.kind !== 'none' && finding.kind !== 'working') place.current?.scrollIntoView({ block: 'center' });
  }, [finding]);
  return (
    <section ref={place} className="outcome" aria-live="polite">
      {finding.kind === 'working' && <p>{say.working}</p>}
      {finding.kind === 'failed' && <p role="alert">{say.failed + finding.message}</p>}
      {finding.kind === 'conflict' && (
        <p role="alert">
          {finding.message || say.conflict}{' '}
          <button type="button" onClick={onRenumber}>
            {say.renumber}
          </button>
        </p>
      )}
      {'deficiencies' in finding && finding.deficiencies.length > 0 && (
        <Defects defects={finding.deficiencies} say={say} />
      )}
      {finding.kind === 'rehearsed' && finding.acceptable && <Prospect finding={finding} say={say} />}
    </section>
  );
}

function Defects({ defects, say }: { readonly defects: readonly Defect[]; readonly say: Words }) {
  const go = (place: string) => {
    const found = document.getElementById(place) ?? document.querySelector(`[id^="${CSS.escape(place)}"]`);
    found?.scrollIntoView({ block: 'center' });
    if (found instanceof HTMLElement) found.focus({ preventScroll: true });
  };
  return (
    <div className="card wrong" role="alert">
      <p>{say.defects.replace('{n}', String(defects.length))}</p>
      <ol>
        {defects.map((defect) => {
          const place = placeOf(defect);
          return (
            <li key={`${defect.code} ${place}`}>
              {place ? (
                <button type="button" className="link" onClick={() => go(place)}>
                  {textOf(defect)}
                </button>
              ) : (
                textOf(defect)
              )}
            </li>
          );
        })}
      </ol>
    </div>
  );
}

function Prospect({ finding, say }: { readonly finding: Finding & { kind: 'rehearsed' }; readonly say: Words }) {
  const { issueOn, parts, uncheckedDepartments } = finding;
  return (
    <div className="card right">
      <p>
        <b>{say.acceptable}</b> {issueOn && say.issueOn + issueOn}
      </p>
      <ul>
        {parts.map(({ code, department, dueAt }) => (
          <li key={code}>
            {department.name} · {say.due} {dayOf(dueAt)}
          </li>
        ))}
      </ul>
      {uncheckedDepartments.length > 0 && <p>{say.unchecked + uncheckedDepartments.join(', ')}</p>}
    </div>
  );
}
