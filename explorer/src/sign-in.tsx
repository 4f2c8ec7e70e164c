import { type FormEvent, useEffect, useRef, useState } from 'react';
import { type Settings, signToken } from './gateway.ts';
import { bearerOf } from './session.ts';
import type { Words } from './words.ts';

export interface SignInProps {
  readonly settings: Settings;
  readonly say: Words;
  readonly onToken: (token: string) => void;
  readonly onCancel: () => void;
}

/** A token from the issuer is pasted; in development one is signed for a role. */
export function SignIn({ settings, say, onToken, onCancel }: SignInProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [problem, setProblem] = useState('');
  useEffect(() => dialog.current?.showModal(), []);
  const paste = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const entered = String(new FormData(event.currentTarget).get('token'));
    const token = entered.trim().replace(/^Bearer\s+/i, '');
    if (bearerOf(token)) onToken(token);
    else setProblem(say.tokenWrong);
  };
  return (
    <dialog ref={dialog} className="sign-in" aria-label={say.signIn} onClose={onCancel}>
      <h2>{say.signIn}</h2>
      {settings.development && (
        <Development roles={settings.roles} say={say} onToken={onToken} onProblem={setProblem} />
      )}
      <form onSubmit={paste}>
        <label>
          {say.token}
          <textarea name="token" rows={4} required spellCheck={false} autoComplete="off" />
        </label>
        <p className="help">{say.tokenHelp}</p>
        {problem && <p role="alert">{problem}</p>}
        <div className="actions">
          <button type="submit" className="primary">
            {say.useToken}
          </button>
          <button type="button" onClick={onCancel}>
            {say.cancel}
          </button>
        </div>
      </form>
    </dialog>
  );
}

interface DevelopmentProps {
  readonly roles: readonly string[];
  readonly say: Words;
  readonly onToken: (token: string) => void;
  readonly onProblem: (problem: string) => void;
}

function Development({ roles, say, onToken, onProblem }: DevelopmentProps) {
  const [subject, setSubject] = useState('');
  const sign = (role: string) => {
    const number = role === 'front-end' ? subject.trim() : undefined;
    signToken(role, number).then(onToken, (error: unknown) => onProblem(say.failed + String(error)));
  };
  return (
    <fieldset>
      <legend>{say.development}</legend>
      <div className="roles">
        {roles.map((role) => (
          <button
            key={role}
            type="button"
            disabled={role === 'front-end' && subject.trim() === ''}
            onClick={() => sign(role)}
          >
            {role}
          </button>
        ))}
      </div>
      <label>
        {say.subject}（{say.subjectHelp}）
        <input value={subject} inputMode="text" maxLength={18} onChange={({ target }) => setSubject(target.value)} />
      </label>
      <p className="help">{say.developmentHelp}</p>
    </fieldset>
  );
}
