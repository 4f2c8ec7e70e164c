import type { Ref } from 'react';
import type { Draft } from './draft.ts';
import type { Words } from './words.ts';

export interface ApplicantProps {
  readonly draft: Draft;
  readonly say: Words;
  /** A citizen applies in his or her own name. */
  readonly ownNumber: boolean;
  readonly ref: Ref<HTMLFormElement>;
  readonly onChange: (changed: Partial<Draft>) => void;
}

const NUMBERS = { person: '[0-9]{17}[0-9X]', enterprise: '[0-9A-HJ-NPQRTUWXY]{18}' } as const;

export function Applicant({ draft, say, ownNumber, ref, onChange }: ApplicantProps) {
  return (
    <form ref={ref} className="card" onSubmit={(event) => event.preventDefault()}>
      <h2>{say.applicant}</h2>
      <div className="ways">
        {(['person', 'enterprise'] as const).map((kind) => (
          <label key={kind}>
            <input type="radio" name="kind" checked={draft.kind === kind} onChange={() => onChange({ kind })} />
            {say[kind]}
          </label>
        ))}
      </div>
      <div className="columns">
        <label>
          {draft.kind === 'person' ? say.citizenNumber : say.creditCode}
          <input
            name="number"
            required
            pattern={NUMBERS[draft.kind]}
            maxLength={18}
            value={draft.number}
            readOnly={ownNumber && draft.kind === 'person'}
            onChange={({ target }) => onChange({ number: target.value })}
          />
        </label>
        <label>
          {say.name}
          <input name="name" required value={draft.name} onChange={({ target }) => onChange({ name: target.value })} />
        </label>
        <label>
          {say.phone}
          <input name="phone" value={draft.phone} onChange={({ target }) => onChange({ phone: target.value })} />
        </label>
      </div>
    </form>
  );
}
