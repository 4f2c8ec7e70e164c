// The simulators' control API, as a checker uses it.
import { z } from 'zod';

const journalLine = z.object({
  seq: z.number(),
  at: z.string(),
  department: z.string(),
  effect: z.string(),
  key: z.string(),
  payloadSha256: z.string(),
});
export type JournalLine = z.infer<typeof journalLine>;

const tally = z.object({
  messages: z.number(),
  records: z.number(),
  connections: z.number(),
  peakConcurrency: z.number(),
  handshakes: z.number(),
  polls: z.number(),
  answeringMs: z.number(),
});
const counters = z.record(z.string(), tally);
export type Counters = z.infer<typeof counters>;

const page = z.object({ total: z.number(), items: z.array(z.unknown()) });
const sample = z.object({ idempotencyKey: z.string(), form: z.record(z.string(), z.unknown()) }).loose();
/** `SubmitCaseInput` of the schema. */
export type SampleInput = z.infer<typeof sample>;

export type Faults = Readonly<Record<string, number | boolean>>;

/** Every call fails where the control API answers anything but 200; the error repeats what it said. */
export interface ControlApi {
  /** Its base address. */
  readonly url: string;
  readonly population: (
    kind: 'people' | 'enterprises' | 'units',
    offset: number,
    limit: number,
  ) => Promise<z.infer<typeof page>>;
  readonly sample: (bundle: string, n: number) => Promise<SampleInput>;
  readonly journal: (after?: number) => Promise<readonly JournalLine[]>;
  readonly counters: () => Promise<Counters>;
  readonly resetCounters: () => Promise<void>;
  readonly setFaults: (department: string, faults: Faults) => Promise<void>;
  readonly clearFaults: () => Promise<void>;
  readonly setDecisions: (department: string, usual: { outcome?: string; afterMs?: number }) => Promise<void>;
}

export function openControl(base: string): ControlApi {
  const send = async (method: string, path: string, body?: unknown): Promise<Response> => {
    const request = body === undefined ? {} : { body: JSON.stringify(body), headers: JSON_BODY };
    const response = await fetch(`${base}${path}`, { method, ...request });
    if (response.ok) return response;
    throw new Error(`The control API answered ${method} ${path} with ${response.status}: ${await response.text()}`);
  };
  const read = async <Shape extends z.ZodType>(path: string, shape: Shape): Promise<z.infer<Shape>> =>
    shape.parse(await (await send('GET', path)).json());
  const put = async (method: string, path: string, body?: unknown): Promise<void> => {
    await (await send(method, path, body)).arrayBuffer();
  };
  return {
    url: base,
    population: (kind, offset, limit) => read(`/population/${kind}?offset=${offset}&limit=${limit}`, page),
    sample: (bundle, n) => read(`/samples/${bundle}/${n}`, sample),
    journal: async (after = 0) => {
      const text = await (await send('GET', `/journal?after=${after}`)).text();
      return text
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => journalLine.parse(JSON.parse(line)));
    },
    counters: () => read('/counters', counters),
    resetCounters: () => put('DELETE', '/counters'),
    setFaults: (department, faults) => put('PUT', `/faults/${department}`, faults),
    clearFaults: () => put('DELETE', '/faults'),
    setDecisions: (department, usual) => put('PUT', `/decisions/${department}`, usual),
  };
}

const JSON_BODY = { 'content-type': 'application/json' } as const;
