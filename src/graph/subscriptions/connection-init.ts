// What a WebSocket's `connection_init` says of its sender; a browser can set no headers there. Names in any case, as for headers.
import { z } from 'zod';
import { badInput } from '../../errors.ts';

export interface Introduction {
  readonly authorization: string | undefined;
  readonly purpose: string | undefined;
  readonly acceptLanguage: string | undefined;
}

const TEXT_MAX = 10_000;
const text = z.string().max(TEXT_MAX).optional();
const shape = z.object({ authorization: text, purpose: text, 'x-purpose': text, 'accept-language': text });

/** Throws BAD_USER_INPUT where one of the names it knows carries something else than text. */
export function introductionOf(payload: Readonly<Record<string, unknown>> | undefined): Introduction {
  const named = Object.entries(payload ?? {}).flatMap(([name, value]) =>
    value === null ? [] : [[name.toLowerCase(), value] as const],
  );
  const read = shape.safeParse(Object.fromEntries(named));
  if (!read.success) {
    throw badInput(`In connection_init, "${String(read.error.issues[0]?.path[0])}" must be a text; send it as one.`);
  }
  const { authorization, purpose } = read.data;
  return { authorization, purpose: purpose ?? read.data['x-purpose'], acceptLanguage: read.data['accept-language'] };
}
