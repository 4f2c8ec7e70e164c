// What became of applications, written where partners read it: every step, the outcome, the new certificate.
import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import type { Application, Applications, Step, StepKind } from '../simulator.ts';
import { codeOf } from './code-tables.ts';

const ROWS_AT_ONCE = 200;
/** What was taken in together comes of age together. */
const COMPANY_MS = 20;

interface Waiting {
  readonly application: Application;
  readonly step: Step;
  readonly written: () => void;
  readonly failed: (cause: unknown) => void;
}

/**
 * Writes each step that the applications tell of; those of one moment share a statement. A failed one is told again. Returns
 * the function that waits for what is being written.
 */
export function writeProgress(pool: pg.Pool, applications: Applications): () => Promise<void> {
  const queue: Waiting[] = [];
  let writing: Promise<void> | undefined;
  const work = async () => {
    while (queue.length > 0) {
      await sleep(COMPANY_MS);
      await writeBatch(pool, queue.splice(0, ROWS_AT_ONCE), applications.nextSerial);
    }
    writing = undefined;
  };
  applications.onStep((application, step) => {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    queue.push({ application, step, written: resolve, failed: reject });
    writing ??= work();
    return promise;
  });
  return () => writing ?? Promise.resolve();
}

async function writeBatch(
  pool: pg.Pool,
  batch: readonly Waiting[],
  nextSerial: Applications['nextSerial'],
): Promise<void> {
  try {
    await writeSteps(pool, batch, nextSerial);
    for (const { written } of batch) written();
  } catch (cause) {
    for (const { failed } of batch) failed(cause);
  }
}

interface Node {
  readonly name: string;
  /** Meaning in the table NODESTATE. */
  readonly state: string;
  /** A step that lasts has no end yet. */
  readonly lasts?: true;
  /** Meaning in the table DONERESULT, where the step ends the application. */
  readonly result?: string;
}

const NODES: Readonly<Record<StepKind, Node>> = {
  ACCEPTED: { name: '受理', state: '部门受理' },
  NOT_ACCEPTED: { name: '受理', state: '不予受理', result: '不予受理' },
  DEFICIENT: { name: '补正', state: '补正开始', lasts: true },
  SUSPENDED: { name: '特别程序', state: '特别程序开始', lasts: true },
  RESUMED: { name: '特别程序', state: '特别程序结束' },
  APPROVED: { name: '登簿', state: '通过', result: '准予登记' },
  REFUSED: { name: '审核', state: '不通过', result: '不予登记' },
  WITHDRAWN: { name: '撤件', state: '撤回', result: '撤回' },
  WITHDRAWAL_REFUSED: { name: '撤件', state: '不同意撤件' },
};

/** What a formal refusal at the intake writes as its only step. */
export const REFUSED_STEP = {
  nodename: NODES.NOT_ACCEPTED.name,
  nodestate: codeOf('NODESTATE', NODES.NOT_ACCEPTED.state),
  noderesult: NODES.NOT_ACCEPTED.state,
  doneresult: codeOf('DONERESULT', '不予受理'),
} as const;

const CERTIFICATE = '不动产权证书';

/** Repeating it changes nothing: a certificate once issued stays. */
async function writeSteps(
  pool: pg.Pool,
  batch: readonly Waiting[],
  nextSerial: Applications['nextSerial'],
): Promise<void> {
  const steps = batch.map(({ application, step }) => ({
    application,
    step,
    node: NODES[step.kind],
    at: beijingTime(step.at),
  }));
  const ends = steps.flatMap(({ application, step, node, at }) => {
    if (node.result === undefined) return [];
    const number = step.kind === 'APPROVED' ? certificateNumber(application, step, nextSerial('bdcqzh')) : null;
    return [{ key: application.key, result: codeOf('DONERESULT', node.result), at, reason: step.reason, number }];
  });
  await pool.query({
    name: 'write-steps',
    text: `with steps as (
        insert into ea_jc_step_proc_bdc (projid, sn, nodename, nodestate, nodestarttime, nodeendtime, nodeadv, noderesult)
        select * from unnest($1::text[], $2::int[], $3::text[], $4::text[], $5::timestamp[], $6::timestamp[], $7::text[],
          $8::text[])
        on conflict (projid, sn) do nothing
      )
      insert into ea_jc_step_done_bdc as done (projid, doneresult, donetime, doneexplain, certificatenam, certificateno)
      select * from unnest($9::text[], $10::text[], $11::timestamp[], $12::text[], $13::text[], $14::text[])
      on conflict (projid) do update set doneresult = excluded.doneresult, donetime = excluded.donetime,
        doneexplain = excluded.doneexplain, certificatenam = coalesce(done.certificatenam, excluded.certificatenam),
        certificateno = coalesce(done.certificateno, excluded.certificateno)`,
    values: [
      steps.map(({ application }) => application.key),
      steps.map(({ step }) => step.sequence),
      steps.map(({ node }) => node.name),
      steps.map(({ node }) => codeOf('NODESTATE', node.state)),
      steps.map(({ at }) => at),
      steps.map(({ node, at }) => (node.lasts ? null : at)),
      steps.map(({ step }) => step.reason),
      steps.map(({ node }) => node.state),
      ends.map(({ key }) => key),
      ends.map(({ result }) => result),
      ends.map(({ at }) => at),
      ends.map(({ reason }) => reason),
      ends.map(({ number }) => (number === null ? null : CERTIFICATE)),
      ends.map(({ number }) => number),
    ],
  });
}

/**
 * A new number in the style of the old one: province and county stay, the year is that of the approval, so that the
 * population's own certificates, all of earlier years, keep theirs.
 */
function certificateNumber({ key, detail }: Application, step: Step, serial: number): string {
  const [, province, county] = /^(.)[(（]\d{4}[)）](.+)不动产权第/u.exec(String(detail['certificateNumber'])) ?? [];
  if (province === undefined || county === undefined) {
    throw new Error(`Application ${key} was taken in without a certificate number that can be continued`);
  }
  const year = beijingTime(step.at).slice(0, 4);
  return `${province}(${year})${county}不动产权第${String(serial).padStart(7, '0')}号`;
}

const BEIJING_OFFSET_MS = 8 * 3_600_000;

/** As the tables have it: civil time of China without zone. */
export function beijingTime(at: Date): string {
  return new Date(at.getTime() + BEIJING_OFFSET_MS).toISOString().slice(0, 23).replace('T', ' ');
}
