// SOAP replies of the tax department, damaged, through the adapter over a real connection. What the adapter takes is held
// against another XML parser's reading of the same bytes: a value that is not there was guessed.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { department } from '../adapters/tax/adapter.ts';
import type { Chance } from '../commands/history/chance.ts';
import { createPopulation } from '../mocks/population/town.ts';
import { returnCode } from '../mocks/tax/contract.ts';
import { readRequest, type TaxReply, writeReply } from '../mocks/tax/wire.ts';
import { DepartmentFault } from '../src/departments/fault.ts';
import type { Progress } from '../src/departments/port.ts';
import { type CitizenNumber, parseCitizenNumber } from '../src/values/citizen-number.ts';
import { damageBytes, damageText } from './damage.ts';
import { heldBytes } from './memory.ts';
import { readReply, type SaidReply } from './said-reply.ts';
import { finding, type OpenTarget, type Plant, type Target, type Verdict } from './target.ts';

const GUESSES: Plant = { name: 'reads what it can of a reply that is damaged' };
const KEY = '1135042800TE5T029H400011705100020261123000001';
const WITHIN_MS = 2_000;
const XML = 'text/xml; charset=utf-8';
const CONTENT_TYPES = [XML, XML, XML, XML, 'text/xml', 'text/xml; charset=gbk', 'text/html', 'application/xml'];
/** Markup that changes what a document says, or pretends to. */
const WORDS = [
  '<![CDATA[',
  ']]>',
  '&lt;![CDATA[',
  '<!-- ',
  '-->',
  '<?x y?>',
  '<!DOCTYPE a [<!ENTITY e "x">]>',
  '&e;',
  '&amp;#x0;',
  '&#x202e;',
  '&amp;lt;/nsrsbh&amp;gt;',
  '&lt;qsje&gt;0.00&lt;/qsje&gt;',
  '&lt;/body&gt;&lt;body&gt;',
  ' xmlns="urn:other"',
  '\u0000',
  '\ufeff',
  '\uffff',
];

const people = createPopulation({ seed: 1, people: 200 });

export const replies: Target = {
  name: 'replies',
  inputs: 10_000,
  atOnce: 8,
  plants: [GUESSES],
  open: async (plant) => openReplies(plant === GUESSES),
};

/** What is answered to the message that is under way with this trace. */
interface Scene {
  readonly chance: Chance;
  sent?: { readonly bytes: Buffer; readonly contentType: string; readonly sequence: string };
}

async function openReplies(guesses: boolean): Promise<OpenTarget> {
  const scenes = new Map<string, Scene>();
  const server = createServer((request, response) => void answer(request, response, scenes));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const adapter = await department.open({ settings: { TAX_URL: url }, nowMs: Date.now });
  let calls = 0;
  return {
    run: async (chance) => {
      const traceId = String(calls++).padStart(32, '0');
      const scene: Scene = { chance };
      scenes.set(traceId, scene);
      const call = { signal: AbortSignal.timeout(WITHIN_MS), purpose: 'acceptance', traceId };
      const number = parseCitizenNumber(people.person(chance.below(people.people)).number) as CitizenNumber;
      const asksProgress = chance.percent(40);
      try {
        const value = asksProgress
          ? await adapter.progress([KEY], call)
          : (await adapter.reads.taxAccounts([number], call))[0];
        return judge(value, scene, asksProgress);
      } catch (error) {
        if (!(error instanceof DepartmentFault)) throw error;
        if (error.kind === 'timeout') return finding('an answer that had come was waited for', scene.sent?.bytes ?? '');
        return guesses ? judge(guessed(scene), scene, asksProgress) : { kind: 'refused' };
      } finally {
        scenes.delete(traceId);
      }
    },
    memoryBytes: heldBytes,
    close: async () => {
      await adapter.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  scenes: ReadonlyMap<string, Scene>,
): Promise<void> {
  const body = await buffer(request);
  const asked = readRequest(body);
  const scene = scenes.get(/trace_id<\/name><value>(\d+)</.exec(body.toString('utf8'))?.[1] ?? '');
  if (!asked?.fields || !scene) return void response.destroy(new Error('The adapter sent no request.'));
  const { chance } = scene;
  const reply =
    asked.name === 'progress' ? progressReply(chance) : accountReply(String(asked.fields['nsrsbh']), chance);
  const intact = writeReply({ tranId: asked.transaction.tran_id, tranSeq: asked.tranSeq, at: new Date() }, reply);
  const bytes = damaged(intact, chance);
  scene.sent = { bytes, contentType: chance.pick(CONTENT_TYPES), sequence: asked.tranSeq };
  response.writeHead(chance.pick([200, 200, 200, 500]), {
    'content-type': scene.sent.contentType,
    'content-length': bytes.length,
  });
  response.end(bytes);
}

/** Damaged as bytes, or inside one of the fields, so that what is around it stays whole. */
function damaged(intact: Buffer, chance: Chance): Buffer {
  if (chance.percent(10)) return intact;
  if (chance.percent(50)) return damageBytes(intact, chance, WORDS);
  const text = intact.toString('utf8');
  const fields = [...text.matchAll(/&gt;([^&]{2,60})&lt;\//g)];
  const field = chance.pick(fields);
  const at = field.index + '&gt;'.length;
  const value = field[1] ?? '';
  return Buffer.from(text.slice(0, at) + damageText(value, chance, WORDS) + text.slice(at + value.length));
}

function accountReply(number: string, chance: Chance): TaxReply {
  if (chance.percent(10)) return { code: returnCode(chance.pick(['101', '201', '801', '901'])) };
  const name = chance.pick(['王䶮', '李㛃', '欧阳 <小> & 明', '𬱖龴']);
  const fields = {
    nsrsbh: number,
    nsrmc: name,
    nsrztdm: chance.pick(['03', '05', '07']),
    qsje: chance.pick(['0.00', '12.50']),
  };
  return { code: returnCode('000'), fields };
}

function progressReply(chance: Chance): TaxReply {
  const steps = [
    ['01', null],
    ['03', '面积与合同不符'],
    ['01', null],
    ['02', '不予受理：<缺件> & 超期'],
  ] as const;
  const jdGrid = steps.slice(0, 1 + chance.below(steps.length)).map(([blzt, yy], index) => ({
    xh: String(index + 1),
    blzt,
    blsj: `2026-11-2${index} 09:00:00.000`,
    yy,
  }));
  return { code: returnCode('000'), fields: { sbbh: KEY, slbh: `SL${'1'.repeat(20)}`, jdGrid, skmxGrid: [] } };
}

/** What a reader of the planted fault makes of a reply: whatever looks like the fields. */
function guessed(scene: Scene): unknown {
  const text = scene.sent?.bytes.toString('utf8') ?? '';
  const field = (name: string) => new RegExp(`&lt;${name}&gt;([^&]*)`).exec(text)?.[1] ?? '';
  return { taxpayerNumber: field('nsrsbh'), name: field('nsrmc'), arrears: field('qsje'), status: 'NORMAL' };
}

function judge(value: unknown, { sent }: Scene, asksProgress: boolean): Verdict {
  if (!sent) throw new Error('The adapter answered before it was answered.');
  const said = readReply(sent.bytes, sent.contentType);
  if ('fault' in said) return finding(`was taken, though it is ${said.fault}`, sent.bytes);
  if (said.head['tran_seq']?.toLowerCase() !== sent.sequence) return finding('answers another question', sent.bytes);
  const wrong = asksProgress
    ? wrongProgress(value as readonly Progress[], said)
    : wrongAccount(value as Account | null, said);
  return wrong === undefined ? { kind: 'taken' } : finding(`${wrong}: ${JSON.stringify(value)}`, sent.bytes);
}

interface Account {
  readonly taxpayerNumber: string;
  readonly name: string;
  readonly arrears: string;
  readonly status: string;
}

const STATES: Readonly<Record<string, string>> = { '03': 'NORMAL', '05': 'ABNORMAL', '07': 'CANCELLED' };

function wrongAccount(account: Account | null, { head, fields }: SaidReply): string | undefined {
  if (account === null)
    return ['101', '102'].includes(head['Code'] ?? '') ? undefined : 'nobody was said to be unknown';
  if (head['Code'] !== '000' || head['rtn_code'] !== '0') return 'no success was said';
  const { nsrsbh, nsrmc, qsje, nsrztdm = '' } = fields.texts;
  const same = account.taxpayerNumber === nsrsbh && account.name === nsrmc && account.arrears === qsje;
  return same && account.status === STATES[nsrztdm] ? undefined : 'the account is not what was said';
}

function wrongProgress(progress: readonly Progress[], { head, fields }: SaidReply): string | undefined {
  if (progress.length === 0 && ['101', '102'].includes(head['Code'] ?? '')) return undefined;
  if (head['Code'] !== '000' || head['rtn_code'] !== '0') return 'no success was said';
  const steps = fields.rows['jdGrid'] ?? [];
  if (steps.length !== progress.length) return `there are ${steps.length} steps, not ${progress.length}`;
  const differs = progress.some(
    ({ key, sequence, at, reason, sourceId }, index) =>
      key !== fields.texts['sbbh'] ||
      String(sequence) !== steps[index]?.['xh'] ||
      at !== `${steps[index]?.['blsj']?.replace(' ', 'T')}+08:00` ||
      (reason ?? '') !== (steps[index]?.['yy'] ?? '') ||
      sourceId !== `${fields.texts['slbh']}-${sequence}`,
  );
  return differs ? 'a step is not what was said' : undefined;
}
