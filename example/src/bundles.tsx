import { type FormEvent, useCallback } from 'react';
import { useGateway } from './gateway.ts';
import { ExampleBundlesDocument } from './generated/graphql.ts';
import { useLoaded } from './loaded.ts';
import type { Words } from './words.ts';

export function Bundles({ say }: { readonly say: Words }) {
  const gateway = useGateway();
  const { value, problem } = useLoaded(useCallback(() => gateway.ask(ExampleBundlesDocument, {}), [gateway]));
  const find = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    location.hash = `/case/${encodeURIComponent(String(new FormData(event.currentTarget).get('number')).trim())}`;
  };
  return (
    <>
      <h1>{say.choose}</h1>
      {problem && <p role="alert">{say.failed + problem}</p>}
      <ul className="bundles">
        {value?.bundles.map(({ code, name, parts }) => (
          <li key={code} className="card">
            <h2>{name}</h2>
            <ol>
              {parts.map((part) => (
                <li key={part.code}>
                  {part.item.name} <small>{part.department.name}</small>
                </li>
              ))}
            </ol>
            <a className="button primary" href={`#/apply/${code}`}>
              {say.apply}
            </a>
          </li>
        ))}
      </ul>
      <form className="card narrow" onSubmit={find}>
        <h2>{say.find}</h2>
        <label>
          {say.findNumber}
          <input name="number" required autoComplete="off" />
        </label>
        <button type="submit">{say.findButton}</button>
      </form>
    </>
  );
}
