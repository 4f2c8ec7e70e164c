// What the authority keeps of an application: enough to show it, to issue its certificate and to tell of its steps.
import { z } from 'zod';
import type { Application } from '../simulator.ts';

const detail = z.object({
  /** The enterprise it is about; for an establishment the code allotted on intake. */
  uniscid: z.string(),
  /** Issued with the approval. */
  certificate: z.object({ certtype: z.string(), certno: z.string() }),
  callbackurl: z.string(),
  /** The form as sent; amounts as digits. */
  body: z.record(z.string(), z.unknown()),
});
type Detail = z.infer<typeof detail>;

/** What was looked at once: the same application is told of step by step. */
const known = new WeakMap<Application['detail'], Detail>();

export function detailOf(application: Application): Detail {
  const checked = known.get(application.detail) ?? detail.parse(application.detail);
  known.set(application.detail, checked);
  return checked;
}
