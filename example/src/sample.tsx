// In development: an application that departments would take, from their simulators.
import { useState } from 'react';
import type { Draft, DraftMaterial } from './draft.ts';
import { type Gateway, useGateway } from './gateway.ts';
import { messageOf } from './loaded.ts';
import type { Words } from './words.ts';

interface Party {
  readonly number?: string;
  readonly creditCode?: string;
  readonly name: string;
  readonly phone: string;
}

interface SampleInput {
  readonly applicant: { readonly person?: Party; readonly enterprise?: Party };
  readonly form: Readonly<Record<string, unknown>>;
  readonly materials: readonly {
    readonly code: string;
    readonly shared?: string;
    readonly inline?: { readonly name: string; readonly mediaType: string; readonly base64: string };
  }[];
}

const SAMPLES = 200;

export interface SampleProps {
  readonly bundle: string;
  readonly say: Words;
  readonly onSample: (changed: Partial<Draft>) => void;
}

export function Sample({ bundle, say, onSample }: SampleProps) {
  const gateway = useGateway();
  const [problem, setProblem] = useState('');
  const fill = () => {
    setProblem('');
    readSample(bundle, gateway).then(onSample, (error: unknown) => setProblem(say.failed + messageOf(error)));
  };
  return (
    <p>
      <button type="button" onClick={fill}>
        {say.sample}
      </button>{' '}
      <small>{problem || say.sampleHelp}</small>
    </p>
  );
}

async function readSample(bundle: string, gateway: Gateway): Promise<Partial<Draft>> {
  const n = Math.floor(Math.random() * SAMPLES);
  const response = await fetch(`/samples/${bundle}/${n}`);
  if (!response.ok) throw new Error(await response.text());
  const { applicant, form, materials } = (await response.json()) as SampleInput;
  const party = applicant.person ?? applicant.enterprise;
  const entries = materials.map(async ({ code, shared, inline }): Promise<[string, DraftMaterial]> => {
    if (!inline) return [code, { how: 'shared', number: shared }];
    const bytes = Uint8Array.from(atob(inline.base64), (each) => each.charCodeAt(0));
    const fileId = await gateway.upload(new File([bytes], inline.name, { type: inline.mediaType }));
    return [code, { how: 'file', fileId, fileName: inline.name }];
  });
  return {
    kind: applicant.person ? 'person' : 'enterprise',
    number: party?.number ?? party?.creditCode ?? '',
    name: party?.name ?? '',
    phone: party?.phone ?? '',
    form,
    materials: Object.fromEntries(await Promise.all(entries)),
  };
}
