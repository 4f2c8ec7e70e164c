// A docstring of the SDL in its two languages: English, then the Chinese term, as in "Received by the centre 已收件." Pure.

export interface Wording {
  readonly zh: string;
  readonly en: string;
}

const BOTH = /^(.*\S)\s+(\S*\p{Script=Han}\S*?)\.?$/su;

/** Undefined where one of the languages is missing. */
export function wordingOf(docstring: string | null | undefined): Wording | undefined {
  const [, english = '', zh = ''] = BOTH.exec((docstring ?? '').replace(/\s+/g, ' ').trim()) ?? [];
  if (zh === '' || !/[a-z]/i.test(english)) return undefined;
  return { zh, en: `${english.replace(/[.,;:]$/, '')}.` };
}
