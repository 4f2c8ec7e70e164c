// Above the editors: saved queries, what the query would cost, why it is asked, and who asks.
import { useGraphiQL, useGraphiQLActions } from '@graphiql/react';
import { useMemo, useState } from 'react';
import { CostOf } from './cost.tsx';
import type { Settings } from './gateway.ts';
import { savedQueries, variablesOf } from './saved-queries.ts';
import { bearerOf, type Session } from './session.ts';
import { SignIn } from './sign-in.tsx';
import type { Words } from './words.ts';

export interface BarProps {
  readonly settings: Settings;
  readonly session: Session;
  readonly say: Words;
  readonly change: (changed: Partial<Session>) => void;
}

export function Bar({ settings, session, say, change }: BarProps) {
  const { introspect } = useGraphiQLActions();
  const [signingIn, setSigningIn] = useState(false);
  const bearer = session.token === undefined ? undefined : bearerOf(session.token);
  const purposes = settings.purposes.filter(({ roles }) => bearer !== undefined && roles.includes(bearer.role));
  const signInWith = (token: string | undefined) => {
    const signed = token === undefined ? undefined : bearerOf(token);
    const [only] = settings.purposes.filter(({ roles }) => signed !== undefined && roles.includes(signed.role));
    change({ token, purpose: signed?.purpose ?? only?.code });
    setSigningIn(false);
    // Which part of the schema may be read depends on the role.
    void introspect();
  };
  return (
    <header className="bar">
      <h1>一窗 Yichuang</h1>
      <SavedQueries documents={settings.operations} subject={bearer?.subject} say={say} />
      <CostOf session={session} say={say} />
      <span className="bar-space" />
      {bearer && (
        <label>
          {say.purpose}
          <select
            value={session.purpose ?? ''}
            onChange={({ target }) => change({ purpose: target.value === '' ? undefined : target.value })}
          >
            <option value="">{say.noPurpose}</option>
            {purposes.map(({ code, name }) => (
              <option key={code} value={code}>
                {name[session.language]} · {code}
              </option>
            ))}
          </select>
        </label>
      )}
      {bearer ? (
        <>
          <span className="bearer" title={`${say.expires} ${bearer.expiresAt.toLocaleString()}`}>
            {bearer.role}
          </span>
          <button type="button" onClick={() => signInWith(undefined)}>
            {say.signOut}
          </button>
        </>
      ) : (
        <button type="button" className="primary" onClick={() => setSigningIn(true)}>
          {say.signIn}
        </button>
      )}
      <button type="button" onClick={() => change({ language: session.language === 'zh' ? 'en' : 'zh' })}>
        {say.language}
      </button>
      {signingIn && <SignIn settings={settings} say={say} onToken={signInWith} onCancel={() => setSigningIn(false)} />}
    </header>
  );
}

interface SavedQueriesProps {
  readonly documents: readonly string[];
  readonly subject: string | undefined;
  readonly say: Words;
}

function SavedQueries({ documents, subject, say }: SavedQueriesProps) {
  const { addTab } = useGraphiQLActions();
  const schema = useGraphiQL((state) => state.schema);
  const queryEditor = useGraphiQL((state) => state.queryEditor);
  const variableEditor = useGraphiQL((state) => state.variableEditor);
  const queries = useMemo(() => savedQueries(documents), [documents]);
  const open = (name: string) => {
    const query = queries.find((each) => each.name === name);
    if (!query) return;
    addTab();
    queryEditor?.setValue(query.text);
    variableEditor?.setValue(variablesOf(query, schema, subject));
  };
  return (
    <select
      className="saved"
      aria-label={say.saved}
      value=""
      disabled={!queryEditor || !variableEditor}
      onChange={({ target }) => open(target.value)}
    >
      <option value="">{say.chooseSaved}</option>
      {queries.map(({ name, about }) => (
        <option key={name} value={name}>
          {about ? `${name} — ${about}` : name}
        </option>
      ))}
    </select>
  );
}
