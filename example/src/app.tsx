// Which page is shown, who is signed in, and in which language.
import { useEffect, useState } from 'react';
import { Application } from './application.tsx';
import { Bundles } from './bundles.tsx';
import { CasePage } from './case-page.tsx';
import { Connection } from './gateway.ts';
import { type Session, storedLanguage, storedSession, storeLanguage, storeSession } from './session.ts';
import { SignIn } from './sign-in.tsx';
import { type Language, type Words, words } from './words.ts';

export function App() {
  const [session, setSession] = useState(storedSession);
  const [language, setLanguage] = useState(storedLanguage);
  const say = words[language];
  useEffect(() => {
    document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
    document.title = say.title;
  }, [language, say]);
  const sign = (changed: Session | undefined) => {
    storeSession(changed);
    setSession(changed);
    if (!changed) location.hash = '';
  };
  const speak = (changed: Language) => {
    storeLanguage(changed);
    setLanguage(changed);
  };
  return (
    <Connection value={{ session, language }}>
      <header>
        <a href="#/">{say.title}</a>
        <nav>
          {session && <span>{session.role === 'window' ? say.window : `${say.frontEnd} ${session.subject}`}</span>}
          {session && (
            <button type="button" onClick={() => sign(undefined)}>
              {say.signOut}
            </button>
          )}
          <button type="button" onClick={() => speak(language === 'zh' ? 'en' : 'zh')}>
            {say.language}
          </button>
        </nav>
      </header>
      <main>{session ? <Route say={say} session={session} /> : <SignIn say={say} onSession={sign} />}</main>
    </Connection>
  );
}

function Route({ say, session }: { readonly say: Words; readonly session: Session }) {
  const [page, argument] = useHash();
  if (page === 'apply' && argument) return <Application key={argument} code={argument} session={session} say={say} />;
  if (page === 'case' && argument) return <CasePage key={argument} number={argument} say={say} />;
  return <Bundles say={say} />;
}

/** `#/case/P202…` as `case` and `P202…`. */
function useHash(): readonly [string | undefined, string | undefined] {
  const [hash, setHash] = useState(location.hash);
  useEffect(() => {
    const read = () => setHash(location.hash);
    addEventListener('hashchange', read);
    return () => removeEventListener('hashchange', read);
  }, []);
  const [, page, argument] = hash.split('/').map(decodeURIComponent);
  return [page, argument];
}
