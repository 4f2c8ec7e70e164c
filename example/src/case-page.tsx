// A case as it is now, kept up to date while one looks at it.
import { useCallback, useContext, useEffect, useState } from 'react';
import { Connection, useGateway } from './gateway.ts';
import { ExampleCaseDocument, type ExampleCaseQuery } from './generated/graphql.ts';
import { labels } from './generated/labels.ts';
import { messageOf, useLoaded } from './loaded.ts';
import { storedReceipt } from './receipt.ts';
import { timeOf } from './times.ts';
import type { Words } from './words.ts';

type Case = NonNullable<ExampleCaseQuery['case']>;

export function CasePage({ number, say }: { readonly number: string; readonly say: Words }) {
  const gateway = useGateway();
  const [connected, setConnected] = useState(false);
  // A new function each time the case changes, so that it is asked for anew.
  const askNow = useCallback(() => () => gateway.ask(ExampleCaseDocument, { number }), [gateway, number]);
  const [ask, setAsk] = useState(askNow);
  useEffect(() => gateway.follow(number, () => setAsk(askNow), setConnected), [gateway, number, askNow]);
  const { value, problem } = useLoaded(ask);
  if (problem && !value) return <p role="alert">{say.failed + problem}</p>;
  if (!value) return <p>{say.working}</p>;
  if (!value.case) return <p role="alert">{say.noCase}</p>;
  return (
    <>
      <p>
        <a href="#/">← {say.back}</a>
      </p>
      <h1>{value.case.bundle.name}</h1>
      <p className={connected ? 'live' : 'live off'}>{connected ? say.live : say.offline}</p>
      <Summary found={value.case} say={say} />
      <Parts found={value.case} say={say} />
      <History found={value.case} say={say} />
    </>
  );
}

interface Shown {
  readonly found: Case;
  readonly say: Words;
}

function Summary({ found, say }: Shown) {
  const { language } = useContext(Connection);
  const receipt = storedReceipt(found.number);
  const facts: readonly (readonly [string, string])[] = [
    [say.number, found.number],
    ...(receipt ? [[say.checkCode, receipt.checkCode] as const] : []),
    [say.receivedAt, timeOf(found.receivedAt)],
    [say.issuance, labels.IssuanceState[found.issuance.state][language]],
  ];
  return (
    <section className="card">
      {receipt?.replayed && <p role="status">{say.replayed}</p>}
      <p className="state" data-state={found.state}>
        {labels.CaseState[found.state][language]}
      </p>
      <dl>
        {facts.map(([term, fact]) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>{fact}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function Parts({ found, say }: Shown) {
  const { language } = useContext(Connection);
  return (
    <section className="card wide">
      <table>
        <thead>
          <tr>
            {[say.part, say.department, say.delivery, say.progress, say.documents].map((heading) => (
              <th key={heading} scope="col">
                {heading}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {found.parts.map((part) => (
            <tr key={part.code}>
              <th scope="row">{part.item.name}</th>
              <td>{part.department.name}</td>
              <td>{labels.DeliveryState[part.delivery][language]}</td>
              <td>
                {labels.PartState[part.state][language]}
                {part.decision?.reason && <p className="defect">{part.decision.reason}</p>}
              </td>
              <td>
                {part.acceptanceNotice && <Notice number={part.acceptanceNotice.number} say={say} />}
                {part.licences.map(({ kind, number }) => (
                  <p key={number} className="licence">
                    {kind} <code>{number}</code>
                  </p>
                ))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** Notices need the token, which a plain link does not carry. */
function Notice({ number, say }: { readonly number: string; readonly say: Words }) {
  const gateway = useGateway();
  const [problem, setProblem] = useState('');
  const open = () => {
    const page = window.open('', '_blank');
    gateway.notice(number).then(
      (address) => {
        if (page) page.location.href = address;
        else location.href = address;
      },
      (error: unknown) => {
        page?.close();
        setProblem(say.failed + messageOf(error));
      },
    );
  };
  return (
    <p>
      <button type="button" className="link" onClick={open}>
        {say.acceptanceNotice}
      </button>{' '}
      {problem}
    </p>
  );
}

function History({ found, say }: Shown) {
  const names = new Map(found.parts.map(({ code, item }) => [code, item.name]));
  return (
    <section className="card">
      <h2>{say.history}</h2>
      <ol className="history">
        {found.events.nodes.toReversed().map(({ sequence, at, part, message }) => (
          <li key={sequence}>
            <time>{timeOf(at)}</time> {part !== null && <b>{names.get(part) ?? part}</b>} {message}
          </li>
        ))}
      </ol>
    </section>
  );
}
