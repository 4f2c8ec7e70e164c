// The statements of the land adapter, one named function each. Whatever is asked for many keys is one statement.
import type { AmendmentRows, ApplicationRows } from './mapping/applications.ts';
import type { Parameter, Question, Statement } from './transport.ts';

const ROWS_MAX = 20_000;

const TITLE_COLUMNS = `bdcdyh, sxh, bdcqzh, qlr, zjzl, zjh, gyqk, qlbl, zl, qllx, qlxz, yt, mj, syqx, fj, qszt, djsj, djjg,
  qxdm, dyzt, cfzt`;

/** All holders of the units. */
export function titles(units: readonly string[]): Question {
  return {
    name: 'titles',
    text: `select ${TITLE_COLUMNS} from v_qzk_bdcql where bdcdyh = any($1) order by bdcdyh, sxh limit $2`,
    values: [units, ROWS_MAX + 1],
    rowsMax: ROWS_MAX,
  };
}

/** The holders' own rows, of all their units. */
export function holdings(holders: readonly string[]): Question {
  return {
    name: 'holdings',
    text: `select ${TITLE_COLUMNS} from v_qzk_bdcql where zjh = any($1) order by zjh, bdcdyh, sxh limit $2`,
    values: [holders, ROWS_MAX + 1],
    rowsMax: ROWS_MAX,
  };
}

/** One row for each unit that exists, and one for each mortgage and seizure on it. */
export function encumbrances(units: readonly string[]): Question {
  return {
    name: 'encumbrances',
    text: `select bdcdyh, 'unit' as lb, null as sxh, null as holder, null as djsj, null as zt
        from v_qzk_bdcql where bdcdyh = any($1) and sxh = 1
      union all select bdcdyh, 'mortgage', sxh, dyqr, djsj, zt from v_qzk_dyaq where bdcdyh = any($1)
      union all select bdcdyh, 'seizure', sxh, cfjg, djsj, zt from v_qzk_cfdj where bdcdyh = any($1)
      limit $2`,
    values: [units, ROWS_MAX + 1],
    rowsMax: ROWS_MAX,
  };
}

/**
 * All holders of one unit more than `first` after a unit number, with the county's number of units (`zs`) on each row.
 * A county or page without units is one row with `zs` alone. Every unit has exactly one holder with sxh 1.
 */
export function titlesByCounty(county: string, after: string | null, first: number): Question {
  return {
    name: 'titles-by-county',
    text: `with page as (
        select bdcdyh from v_qzk_bdcql where qxdm = $1 and sxh = 1 and bdcdyh > $2 order by bdcdyh limit $3
      ), total as (
        select count(*) as zs from v_qzk_bdcql where qxdm = $1 and sxh = 1
      )
      select total.zs, title.*
      from total left join (
        select ${TITLE_COLUMNS} from v_qzk_bdcql join page using (bdcdyh)
      ) title on true
      order by title.bdcdyh, title.sxh limit $4`,
    values: [county, after ?? '', first + 1, ROWS_MAX + 1],
    rowsMax: ROWS_MAX,
  };
}

/** Every step of the applications, the outcome repeated on each. */
export function progress(keys: readonly string[]): Question {
  return {
    name: 'progress',
    text: `select step.projid, step.sn, step.nodename, step.nodestate, step.nodestarttime, step.nodeendtime, step.nodeadv,
        step.noderesult, done.doneresult, done.doneexplain, done.certificatenam, done.certificateno
      from ea_jc_step_proc_bdc step left join ea_jc_step_done_bdc done on done.projid = step.projid
      where step.projid = any($1) order by step.projid, step.sn limit $2`,
    values: [keys, ROWS_MAX + 1],
    rowsMax: ROWS_MAX,
  };
}

/** One row where an application or an amendment with the key stands in the staging tables. */
export function lookup(key: string): Question {
  return {
    name: 'lookup',
    text: `select projid as reference from ea_jc_step_basicinfo_bdc where projid = $1
      union all select bzid from ea_jc_step_bz_bdc where bzid = $1`,
    values: [key],
    rowsMax: 2,
  };
}

/** What the registry took in after a place in its own order. */
export function intake(after: string | null, first: number): Question {
  return {
    name: 'intake',
    text: 'select jsxh, projid, jssj from v_qzk_sj where jsxh > $1 order by jsxh limit $2',
    values: [after ?? '0', first],
    rowsMax: first,
  };
}

/** An application with its business data, parties and materials: all or nothing, because it is one statement. */
export function insertApplication({ basicInfo, business, parties, materials }: ApplicationRows): Statement {
  const values: Parameter[] = [];
  const bind = (list: readonly Parameter[]) => list.map((value) => `$${values.push(value)}`);
  const [first, ...rest] = bind(Object.values(basicInfo));
  const projid = `${first}::varchar`;
  const text = `with business as (
      insert into ea_jc_step_yw_bdc (projid, ${Object.keys(business).join(', ')})
      values (${[projid, ...bind(Object.values(business))].join(', ')})
    ), parties as (
      insert into ea_jc_step_sqr_bdc (projid, ${Object.keys(parties).join(', ')}, sxh)
      select ${projid}, party.* from unnest(${arrays(bind(Object.values(parties)))}) with ordinality as party
    ), materials as (${insertMaterials(projid, materials, bind)})
    insert into ea_jc_step_basicinfo_bdc (${Object.keys(basicInfo).join(', ')}) values (${[projid, ...rest].join(', ')})`;
  return { name: 'insert-application', text, values };
}

/** An amendment with its materials. */
export function insertAmendment({ message, materials }: AmendmentRows): Statement {
  const values: Parameter[] = [];
  const bind = (list: readonly Parameter[]) => list.map((value) => `$${values.push(value)}`);
  const [first, ...rest] = bind(Object.values(message));
  const bzid = `${first}::varchar`;
  const text = `with materials as (${insertMaterials(bzid, materials, bind)})
    insert into ea_jc_step_bz_bdc (${Object.keys(message).join(', ')}) values (${[bzid, ...rest].join(', ')})`;
  return { name: 'insert-amendment', text, values };
}

function insertMaterials(
  message: string,
  materials: ApplicationRows['materials'],
  bind: (list: readonly Parameter[]) => string[],
): string {
  return `insert into ea_jc_step_cl_bdc (xxid, ${Object.keys(materials).join(', ')}, sxh)
    select ${message}, material.* from unnest(${arrays(bind(Object.values(materials)))}) with ordinality as material`;
}

function arrays(placeholders: readonly string[]): string {
  return placeholders.map((placeholder) => `${placeholder}::text[]`).join(', ');
}
