// Pages for whoever holds a paper: follow the case (where the QR code leads), print a document again at a kiosk, verify its seal;
// and the board that everybody may see. Number and check code are all that is asked; nothing personal is shown.
import type { FastifyInstance } from 'fastify';
import type { CaseRecord } from '../cases/case-record.ts';
import { centreDateTime, centreDay } from '../cases/clocks/centre-time.ts';
import { bundlePart } from '../cases/editions.ts';
import { parseNoticeNumber } from '../cases/reception/notice-numbers.ts';
import { PublicError } from '../errors.ts';
import type { Supervision } from '../supervision/supervision.ts';
import type { Enter } from './audited.ts';
import { type Html, html, sendPage } from './page-frame.ts';
import { retryAfterS } from './server.ts';
import { VERIFY_SCRIPT } from './verify-script.ts';

export interface PublicPagesDependencies {
  readonly supervision: Pick<Supervision, 'caseOfHolder' | 'clocksOf' | 'worklist' | 'boardDepartments' | 'now'>;
  /** A value of an enumeration in Chinese. */
  readonly wordOf: (name: string, value: string) => string;
  readonly departmentName: (code: string) => string;
  readonly enter: Enter;
}

interface Asked {
  readonly Params: { readonly number?: string };
  readonly Querystring: { readonly number?: string; readonly check?: string };
}

const NUMBER = /^[0-9A-Z]{1,50}$/;
const CODE = /^[0-9A-Za-z]{1,20}$/;
const BOARD_CASES = 20;

export function servePublicPages(app: FastifyInstance, dependencies: PublicPagesDependencies): void {
  for (const path of ['/track', '/track/:number']) {
    app.get<Asked>(path, async (request, reply) => {
      const number = request.params.number ?? request.query.number ?? '';
      const found = await trackedPage(number, request.query.check, request.ip, dependencies);
      if (found.retryAfterMs !== undefined) reply.header('retry-after', retryAfterS(found.retryAfterMs));
      return sendPage(reply.status(found.status), { title: '办理进度', body: found.body });
    });
  }
  app.get<Asked>('/print', async ({ query: { number, check } }, reply) => {
    if (number && check && NUMBER.test(number) && CODE.test(check)) {
      return reply.redirect(`/notices/${number}.pdf?check=${check}`, 303);
    }
    const body = html`<p>输入文书编号和校验码，即可打印收件凭证、一次性告知单、受理通知书、决定书等文书。再次打印与首次完全相同。</p>${askFor('/print', '打印')}`;
    return sendPage(reply, { title: '自助打印', body });
  });
  app.get<Asked>('/verify', async ({ query: { number = '' } }, reply) =>
    sendPage(reply, {
      title: '电子印章核验',
      body: html`<p>输入文书编号和校验码，核验本中心保存的文书；选择收到的 PDF 文件，核验该文件是否与加盖印章时逐字节相同。</p>
<form id="ask"><label>文书编号<input name="number" value="${number}" required maxlength="50"></label><label>校验码<input name="check" required maxlength="20"></label>
<label>PDF 文件（可不选）<input name="file" type="file" accept="application/pdf"></label><button>核验</button></form><div id="result" role="status"></div>`,
      script: VERIFY_SCRIPT,
    }),
  );
  app.get('/board', async (_request, reply) => sendPage(reply, { title: '办件公示', body: await board(dependencies) }));
}

function askFor(action: string, label: string, number = '') {
  return html`<form action="${action}"><label>编号<input name="number" value="${number}" required maxlength="50"></label>
<label>校验码<input name="check" required maxlength="20"></label><button>${label}</button></form>`;
}

interface Tracked {
  readonly status: number;
  readonly body: Html;
  readonly retryAfterMs?: number;
}

async function trackedPage(
  number: string,
  check: string | undefined,
  address: string,
  dependencies: PublicPagesDependencies,
): Promise<Tracked> {
  if (parseNoticeNumber(number)?.kind === 'ONE_TIME') return { status: 200, body: notTakenIn(number) };
  if (!check || !NUMBER.test(number)) return { status: 200, body: askFor('/track', '查询', number) };
  try {
    const record = await dependencies.supervision.caseOfHolder(number, check, address);
    if (record) {
      const body = await progressOf(record, dependencies);
      await dependencies.enter(null, { kind: 'query', fields: ['trackCase'], cases: [record.row.number] });
      return { status: 200, body };
    }
    const words = html`<p class="bad">编号与校验码不符，请核对凭证。</p>`;
    return { status: 404, body: html`${words}${askFor('/track', '查询', number)}` };
  } catch (error) {
    const retryAfterMs = error instanceof PublicError ? error.extensions['retryAfterMs'] : undefined;
    if (typeof retryAfterMs !== 'number') throw error;
    return { status: 429, body: html`<p class="bad">查询过于频繁，请稍后再试。</p>`, retryAfterMs };
  }
}

/** Notices of applications that became no case. */
function notTakenIn(number: string) {
  return html`<p>这是一次性告知单的编号：该申请没有收件，没有办理进度。请按告知单补正后重新提交。</p>
<p><a href="/verify?number=${number}">核验这份告知单</a></p>`;
}

async function progressOf(record: CaseRecord, { supervision, wordOf }: PublicPagesDependencies) {
  const { row, edition } = record;
  const [{ total }, { parts }] = [await supervision.clocksOf(record), await record.particulars()];
  const due = total.dueAt ? centreDateTime(total.dueAt).slice(0, 16).replace('T', ' ') : '工作日历公布后确定';
  const rows = parts.map(({ row: part }) => {
    const { item } = bundlePart({ edition }, part.code);
    return html`<tr><td>${item.name.zh}</td><td>${item.department.name.zh}</td><td>${wordOf('PartState', part.state)}</td></tr>`;
  });
  const light = total.light ? html`（${wordOf('Light', total.light)}）` : html``;
  return html`<p>${edition.bundle.name.zh}　${row.number}：<strong>${wordOf('CaseState', row.state)}</strong>${light}</p>
<p>收件日期 ${centreDay(row.receivedAt)}，到期时间 ${due}</p><table><tr><th>事项</th><th>部门</th><th>状态</th></tr>${rows}</table>`;
}

async function board({ supervision, wordOf, departmentName }: PublicPagesDependencies) {
  const [{ records }, departments] = await Promise.all([
    supervision.worklist({ where: {}, size: BOARD_CASES, after: undefined, order: 'RECEIVED_AT_DESC' }),
    supervision.boardDepartments(),
  ]);
  const cases = records.map(
    ({ row, edition }) =>
      html`<tr><td>${row.number}</td><td>${edition.bundle.name.zh}</td><td>${wordOf('CaseState', row.state)}</td><td>${centreDay(row.receivedAt)}</td></tr>`,
  );
  const open = departments.map(
    ({ department, open, overdue }) =>
      html`<tr><td>${departmentName(department)}</td><td>${String(open)}</td><td>${String(overdue)}</td></tr>`,
  );
  return html`<p>截止 ${centreDateTime(supervision.now()).slice(0, 16).replace('T', ' ')}</p>
<h2>最近收件</h2><table><tr><th>办件编号</th><th>一件事</th><th>状态</th><th>收件日期</th></tr>${cases}</table>
<h2>部门在办</h2><table><tr><th>部门</th><th>在办</th><th>其中超期</th></tr>${open}</table>`;
}
