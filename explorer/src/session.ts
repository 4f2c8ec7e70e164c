// Who is signed in and why: kept for this browser tab alone.
import { type Language, words } from './words.ts';

export interface Session {
  readonly token: string | undefined;
  readonly purpose: string | undefined;
  readonly language: Language;
}

/** What a token says of its bearer. It is read here, not verified: that is the gateway's business. */
export interface Bearer {
  readonly role: string;
  readonly subject: string;
  readonly purpose: string | undefined;
  readonly expiresAt: Date;
}

const KEY = 'yichuang.session';

export function storedSession(): Session {
  const stored = JSON.parse(sessionStorage.getItem(KEY) ?? '{}') as Partial<Session>;
  const language = stored.language && stored.language in words ? stored.language : preferredLanguage();
  const session = { token: stored.token, purpose: stored.purpose, language };
  const bearer = session.token === undefined ? undefined : bearerOf(session.token);
  const over = bearer !== undefined && bearer.expiresAt.getTime() <= Date.now();
  return over ? { ...session, token: undefined, purpose: undefined } : session;
}

export function storeSession(session: Session): void {
  sessionStorage.setItem(KEY, JSON.stringify(session));
}

export function headersOf({ token, purpose, language }: Session): Record<string, string> {
  return {
    'accept-language': language === 'zh' ? 'zh-CN' : 'en',
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    ...(purpose === undefined ? {} : { 'x-purpose': purpose }),
  };
}

/** Undefined where the text is no token. */
export function bearerOf(token: string): Bearer | undefined {
  try {
    const claims = JSON.parse(fromBase64Url(token.split('.')[1] ?? '')) as Record<string, unknown>;
    const { role, sub, purpose, exp } = claims;
    if (typeof role !== 'string' || typeof sub !== 'string' || typeof exp !== 'number') return undefined;
    return {
      role,
      subject: sub,
      purpose: typeof purpose === 'string' ? purpose : undefined,
      expiresAt: new Date(exp * 1000),
    };
  } catch {
    return undefined;
  }
}

function fromBase64Url(text: string): string {
  const bytes = Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (each) => each.charCodeAt(0));
  return new TextDecoder().decode(bytes);
}

function preferredLanguage(): Language {
  return navigator.language.startsWith('zh') ? 'zh' : 'en';
}
