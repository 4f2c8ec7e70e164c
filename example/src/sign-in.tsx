import { type FormEvent, useEffect, useState } from 'react';
import { developmentToken, isDevelopment } from './gateway.ts';
import { type Session, sessionOf } from './session.ts';
import type { Words } from './words.ts';

export interface SignInProps {
  readonly say: Words;
  readonly onSession: (session: Session) => void;
}

/** A token of the installation's issuer; under the development issuer one is signed on the spot. */
export function SignIn({ say, onSession }: SignInProps) {
  const [development, setDevelopment] = useState(false);
  const [problem, setProblem] = useState('');
  useEffect(() => {
    isDevelopment().then(setDevelopment, (error: unknown) => setProblem(String(error)));
  }, []);
  const use = (token: string) => {
    const session = sessionOf(token.trim());
    if (session) onSession(session);
    else setProblem(say.tokenWrong);
  };
  const sign = (role: string, subject?: string) =>
    developmentToken(role, subject).then(use, (error: unknown) => setProblem(say.failed + String(error)));
  const entered = (event: FormEvent<HTMLFormElement>, name: string) => {
    event.preventDefault();
    return String(new FormData(event.currentTarget).get(name)).trim();
  };
  return (
    <section className="card narrow">
      <h1>{say.signIn}</h1>
      <p>{say.signInIntro}</p>
      {development && (
        <>
          <p>
            <button type="button" className="primary" onClick={() => sign('window')}>
              {say.asWindow}
            </button>
          </p>
          <form onSubmit={(event) => sign('front-end', entered(event, 'number'))}>
            <label>
              {say.citizenNumber}
              <input name="number" required maxLength={18} autoComplete="off" />
            </label>
            <button type="submit">{say.asCitizen}</button>
          </form>
        </>
      )}
      <details open={!development}>
        <summary>{say.orToken}</summary>
        <form onSubmit={(event) => use(entered(event, 'token'))}>
          <label>
            {say.token}
            <textarea name="token" rows={4} required spellCheck={false} />
          </label>
          <button type="submit">{say.useToken}</button>
        </form>
      </details>
      {problem && <p role="alert">{problem}</p>}
    </section>
  );
}
