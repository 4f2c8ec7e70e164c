// A request as a client sends it, byte by byte where that matters.
import { once } from 'node:events';
import { type Agent, type IncomingHttpHeaders, type IncomingMessage, request } from 'node:http';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';

export interface Asked {
  readonly port: number;
  readonly path: string;
  readonly agent: Agent;
  readonly method?: string;
  readonly body: string | Buffer;
  readonly headers?: Readonly<Record<string, string>>;
  /** The body comes in two pieces. */
  readonly slowly?: boolean;
}

export interface Told {
  readonly status: number | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

export async function ask({ body, headers, slowly = false, method = 'POST', ...where }: Asked): Promise<Told> {
  const length = { 'content-length': Buffer.byteLength(body) };
  const sent = request({ ...where, host: '127.0.0.1', method, headers: { ...length, ...headers } });
  if (slowly) {
    sent.write(body.slice(0, 5));
    await sleep(50);
    sent.end(body.slice(5));
  } else sent.end(body);
  const [answer] = (await once(sent, 'response')) as [IncomingMessage];
  return { status: answer.statusCode, headers: answer.headers, text: await text(answer) };
}
