// Who is signed in, for this browser tab alone.
import type { Language } from './words.ts';

export interface Session {
  readonly token: string;
  readonly role: 'window' | 'front-end';
  /** For a citizen, the citizen's number. */
  readonly subject: string;
}

const KEY = 'example.session';
const LANGUAGE = 'example.language';
/** What each role reads for; the gateway binds purposes to roles. */
const PURPOSES = { window: 'acceptance', 'front-end': 'own-data' } as const;

/** Undefined where the text is no token of one of the two roles. It is verified by the gateway, not here. */
export function sessionOf(token: string): Session | undefined {
  try {
    const payload = token.split('.')[1]?.replaceAll('-', '+').replaceAll('_', '/') ?? '';
    const { role, sub, exp } = JSON.parse(atob(payload)) as { role?: unknown; sub?: unknown; exp?: unknown };
    const isOver = typeof exp !== 'number' || exp * 1000 <= Date.now();
    if ((role !== 'window' && role !== 'front-end') || typeof sub !== 'string' || isOver) return undefined;
    return { token, role, subject: sub };
  } catch {
    return undefined;
  }
}

export function storedSession(): Session | undefined {
  return sessionOf(sessionStorage.getItem(KEY) ?? '');
}

export function storeSession(session: Session | undefined): void {
  if (session) sessionStorage.setItem(KEY, session.token);
  // Drafts hold what the applicant entered, too.
  else sessionStorage.clear();
}

export function storedLanguage(): Language {
  return localStorage.getItem(LANGUAGE) === 'en' ? 'en' : 'zh';
}

export function storeLanguage(language: Language): void {
  localStorage.setItem(LANGUAGE, language);
}

export function headersOf(session: Session | undefined, language: Language): Record<string, string> {
  return {
    'accept-language': language === 'zh' ? 'zh-CN' : 'en',
    ...(session ? { authorization: `Bearer ${session.token}`, 'x-purpose': PURPOSES[session.role] } : {}),
  };
}
