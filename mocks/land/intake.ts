// The registry's job: picks up what partners left in the staging tables, twenty rows at a time, and writes back.
import type pg from 'pg';
import type { Applications } from '../simulator.ts';
import { codeOf } from './code-tables.ts';
import { beijingTime, REFUSED_STEP } from './progress.ts';
import { type RegisteredHolder, refusalOf, type StagedApplication } from './rules.ts';

const ROWS_AT_ONCE = 20;
const EFFECT = 'transfer';
const DONE = codeOf('GTSYNC', '已同步');
const DUPLICATE = codeOf('GTSYNC', '重复');
const SUPPLEMENT = codeOf('BZLX', '补正');

/**
 * One round of the job; true where more rows may wait than one takes. Whatever breaks it leaves rows open for the next:
 * taking in twice changes nothing.
 */
export async function takeIn(pool: pg.Pool, applications: Applications, now: () => Date): Promise<boolean> {
  const rows = await openApplications(pool);
  if (rows.length > 0) {
    const results = await Promise.all(rows.map((row) => takeApplication(row, applications)));
    await writeBack(pool, results, now());
  }
  for (const row of await openAmendments(pool)) {
    await takeAmendment(row, applications);
    await pool.query('update ea_jc_step_bz_bdc set gtsync = $2 where bzid = $1', [row.bzid, DONE]);
  }
  return rows.length === ROWS_AT_ONCE;
}

interface OpenApplication extends StagedApplication {
  readonly projid: string;
  /** The registry took it in before. */
  readonly noted: boolean;
  readonly register: readonly RegisteredHolder[];
  /** Everything that the partner wrote. */
  readonly message: Readonly<Record<string, unknown>>;
}

async function openApplications(pool: pg.Pool): Promise<readonly OpenApplication[]> {
  const { rows } = await pool.query<OpenApplication>({
    name: 'open-applications',
    text: `select b.projid, y.djlx, y.bdcdyh, y.bdcqzh, p.parties,
        exists (select from bdcdjk.intake i where i.projid = b.projid) as noted,
        (select coalesce(jsonb_agg(to_jsonb(t) order by t.sxh), '[]')
          from bdcdjk.title t where t.bdcdyh = y.bdcdyh) as register,
        jsonb_build_object('basicInfo', to_jsonb(b) - 'gtsync' - 'lsh', 'business', to_jsonb(y), 'parties', p.parties,
          'materials', (select coalesce(jsonb_agg(to_jsonb(c) order by c.sxh), '[]')
            from ea_jc_step_cl_bdc c where c.xxid = b.projid)) as message
      from ea_jc_step_basicinfo_bdc b
      left join ea_jc_step_yw_bdc y on y.projid = b.projid
      cross join lateral (select coalesce(jsonb_agg(to_jsonb(s) order by s.sxh), '[]') as parties
        from ea_jc_step_sqr_bdc s where s.projid = b.projid) p
      where b.gtsync is null or b.gtsync = '0' order by b.lsh limit ${ROWS_AT_ONCE}`,
  });
  return rows;
}

interface Result {
  readonly projid: string;
  readonly gtsync: string;
  readonly taken: boolean;
  readonly refusal: string | null;
}

async function takeApplication(row: OpenApplication, applications: Applications): Promise<Result> {
  const { projid } = row;
  if (row.noted) return { projid, gtsync: DUPLICATE, taken: false, refusal: null };
  const refusal = refusalOf(row, row.register);
  if (refusal !== undefined) return { projid, gtsync: DONE, taken: false, refusal };
  await applications.take({
    key: projid,
    effect: EFFECT,
    reference: projid,
    payload: JSON.stringify(row.message),
    detail: { unitNumber: row.bdcdyh, certificateNumber: row.register[0]?.bdcqzh },
    // A job that died between taking in and writing back finds the row open again.
    unlessTaken: true,
  });
  return { projid, gtsync: DONE, taken: true, refusal: null };
}

/** One statement, so that a row is written back with all that follows from it or not at all. */
async function writeBack(pool: pg.Pool, results: readonly Result[], now: Date): Promise<void> {
  const taken = results.filter((result) => result.taken).map(({ projid }) => projid);
  const refused = results.filter(({ refusal }) => refusal !== null);
  await pool.query({
    name: 'write-back',
    text: `with noted as (
        insert into bdcdjk.intake (projid, jssj)
        select projid, $4::timestamp from unnest($3::text[]) with ordinality as taken (projid, place) order by place
      ), steps as (
        insert into ea_jc_step_proc_bdc (projid, sn, nodename, nodestate, nodestarttime, nodeendtime, nodeadv, noderesult)
        select projid, 1, $7, $8, $4, $4, reason, $9 from unnest($5::text[], $6::text[]) as refused (projid, reason)
      ), outcomes as (
        insert into ea_jc_step_done_bdc (projid, doneresult, donetime, doneexplain)
        select projid, $10, $4, reason from unnest($5::text[], $6::text[]) as refused (projid, reason)
      )
      update ea_jc_step_basicinfo_bdc b set gtsync = result.gtsync
      from unnest($1::text[], $2::text[]) as result (projid, gtsync) where b.projid = result.projid`,
    values: [
      results.map(({ projid }) => projid),
      results.map(({ gtsync }) => gtsync),
      taken,
      beijingTime(now),
      refused.map(({ projid }) => projid),
      refused.map(({ refusal }) => refusal),
      REFUSED_STEP.nodename,
      REFUSED_STEP.nodestate,
      REFUSED_STEP.noderesult,
      REFUSED_STEP.doneresult,
    ],
  });
}

interface OpenAmendment {
  readonly bzid: string;
  readonly projid: string;
  readonly bzlx: string;
  readonly message: Readonly<Record<string, unknown>>;
}

/** Those whose application was looked at already. */
async function openAmendments(pool: pg.Pool): Promise<readonly OpenAmendment[]> {
  const { rows } = await pool.query<OpenAmendment>({
    name: 'open-amendments',
    text: `select z.bzid, z.projid, z.bzlx,
        jsonb_build_object('message', to_jsonb(z) - 'gtsync' - 'lsh',
          'materials', (select coalesce(jsonb_agg(to_jsonb(c) order by c.sxh), '[]')
            from ea_jc_step_cl_bdc c where c.xxid = z.bzid)) as message
      from ea_jc_step_bz_bdc z join ea_jc_step_basicinfo_bdc b on b.projid = z.projid
      where (z.gtsync is null or z.gtsync = '0') and b.gtsync is not null and b.gtsync <> '0'
      order by z.lsh limit ${ROWS_AT_ONCE}`,
  });
  return rows;
}

/** About an application that was not accepted there is nothing to amend. */
async function takeAmendment(row: OpenAmendment, applications: Applications): Promise<void> {
  if (applications.find(row.projid) === undefined) return;
  await applications.amend({
    key: row.bzid,
    of: row.projid,
    kind: row.bzlx === SUPPLEMENT ? 'supplement' : 'withdrawal',
    payload: JSON.stringify(row.message),
    unlessTaken: true,
  });
}
