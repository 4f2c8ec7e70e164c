// One application: applicant, form, materials; rehearsed as often as one likes, and submitted once.
import { useCallback, useContext, useEffect, useRef, useState } from 'react';
import { Applicant } from './applicant.tsx';
import { BundleForm } from './bundle-form.tsx';
import { formErrors } from './defects.ts';
import { type Draft, dropDraft, inputOf, openDraft, storeDraft } from './draft.ts';
import { Connection, useGateway } from './gateway.ts';
import {
  ExampleBundleDocument,
  type ExampleBundleQuery,
  ExampleRehearseDocument,
  ExampleSubmitDocument,
} from './generated/graphql.ts';
import { messageOf, useLoaded } from './loaded.ts';
import { Materials } from './materials.tsx';
import { type Finding, Outcome } from './outcome.tsx';
import { storeReceipt } from './receipt.ts';
import { Sample } from './sample.tsx';
import type { Session } from './session.ts';
import type { Words } from './words.ts';

export interface ApplicationProps {
  readonly code: string;
  readonly session: Session;
  readonly say: Words;
}

export function Application({ code, session, say }: ApplicationProps) {
  const gateway = useGateway();
  const { value, problem } = useLoaded(
    useCallback(() => gateway.ask(ExampleBundleDocument, { code }), [gateway, code]),
  );
  if (problem) return <p role="alert">{say.failed + problem}</p>;
  if (!value?.bundle) return <p>{say.working}</p>;
  return <Filling bundle={value.bundle} session={session} say={say} />;
}

type Bundle = NonNullable<ExampleBundleQuery['bundle']>;

interface FillingProps {
  readonly bundle: Bundle;
  readonly session: Session;
  readonly say: Words;
}

function Filling({ bundle, session, say }: FillingProps) {
  const { language } = useContext(Connection);
  const gateway = useGateway();
  const applicant = useRef<HTMLFormElement>(null);
  const [draft, setDraft] = useState(() => openDraft(bundle.code, session, asksForEnterprise(bundle)));
  const [finding, setFinding] = useState<Finding>({ kind: 'none' });
  useEffect(() => storeDraft(bundle.code, draft), [bundle.code, draft]);
  const change = (changed: Partial<Draft>) => setDraft((before) => ({ ...before, ...changed }));
  const act = async (action: () => Promise<Finding>) => {
    if (!applicant.current?.reportValidity()) return;
    setFinding({ kind: 'working' });
    setFinding(await action().catch((error: unknown) => ({ kind: 'failed', message: messageOf(error) }) as const));
  };
  const input = () => inputOf(bundle.code, draft, bundle.materials, session);
  const rehearse = async (): Promise<Finding> => {
    const { rehearseCase } = await gateway.ask(ExampleRehearseDocument, { input: input() });
    return { kind: 'rehearsed', ...rehearseCase };
  };
  const submit = async (): Promise<Finding> => {
    const { submitCase } = await gateway.ask(ExampleSubmitDocument, { input: input() });
    switch (submitCase.__typename) {
      case 'CaseDeficient':
        return { kind: 'deficient', deficiencies: submitCase.notice.deficiencies };
      case 'IdempotencyConflict':
        return { kind: 'conflict', message: submitCase.message };
      case 'CaseReceived':
        dropDraft(bundle.code);
        storeReceipt(submitCase.receipt, submitCase.replayed);
        location.hash = `/case/${submitCase.receipt.number}`;
        return { kind: 'none' };
    }
  };
  const defects = 'deficiencies' in finding ? finding.deficiencies : [];
  return (
    <>
      <p>
        <a href="#/">← {say.back}</a>
      </p>
      <h1>{bundle.name}</h1>
      {import.meta.env.DEV && <Sample bundle={bundle.code} say={say} onSample={change} />}
      <Applicant ref={applicant} draft={draft} say={say} ownNumber={session.role === 'front-end'} onChange={change} />
      <section className="card">
        <h2>{say.form}</h2>
        <BundleForm
          schema={bundle.form}
          answers={draft.form}
          errors={formErrors(defects)}
          language={language}
          onChange={(form) => change({ form })}
        />
      </section>
      <Materials
        materials={bundle.materials}
        draft={draft}
        defects={defects}
        say={say}
        onChange={(code, material) =>
          setDraft((before) => ({ ...before, materials: { ...before.materials, [code]: material } }))
        }
      />
      <Outcome finding={finding} say={say} onRenumber={() => change({ idempotencyKey: crypto.randomUUID() })} />
      <p className="actions">
        <button type="button" disabled={finding.kind === 'working'} onClick={() => act(rehearse)}>
          {say.rehearse}
        </button>
        <button type="button" className="primary" disabled={finding.kind === 'working'} onClick={() => act(submit)}>
          {say.submit}
        </button>
      </p>
    </>
  );
}

/** Whoever must name an enterprise that exists applies for that enterprise. */
function asksForEnterprise({ form }: Bundle): boolean {
  return typeof form['properties'] === 'object' && form['properties'] !== null && 'creditCode' in form['properties'];
}
