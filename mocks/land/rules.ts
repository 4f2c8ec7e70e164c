// What the registry's rules forbid before an application is taken in. Pure; reasons carry no personal data.
import { codeOf } from './code-tables.ts';

export interface Party {
  readonly sqrlb: string;
  readonly xm: string;
  readonly zjh: string;
}

/** An application as it lies in the staging tables. */
export interface StagedApplication {
  readonly djlx: string | null;
  readonly bdcdyh: string | null;
  readonly bdcqzh: string | null;
  readonly parties: readonly Party[];
}

/** A holder's row of the register. */
export interface RegisteredHolder {
  readonly qlr: string;
  readonly zjh: string;
  readonly bdcqzh: string;
  readonly gyqk: string;
  readonly qszt: string;
  readonly cfzt: string;
}

const TRANSFER = codeOf('DJLX', '转移登记');
const ACQUIRES = codeOf('SQRLB', '权利人');
const DISPOSES = codeOf('SQRLB', '义务人');
const CURRENT = codeOf('QSZT', '现势');
const SEIZED = codeOf('CFZT', '已查封');
const BY_SHARES = codeOf('GYQK', '按份共有');

/** The reason for 不予受理, or undefined where the application may be taken in. */
export function refusalOf(application: StagedApplication, register: readonly RegisteredHolder[]): string | undefined {
  if (application.djlx !== TRANSFER) return '前置库只受理转移登记，登记类型不符';
  const [first] = register;
  if (first === undefined) return '登记簿中没有该不动产单元';
  if (first.qszt !== CURRENT) return '该不动产单元的权利已注销';
  if (first.cfzt === SEIZED) return '该不动产单元已被查封，不予办理转移登记';
  if (!register.some((holder) => plain(holder.bdcqzh) === plain(application.bdcqzh ?? ''))) {
    return '不动产权证号与登记簿不一致';
  }
  return sellersRefused(application, register) ?? buyersRefused(application);
}

function sellersRefused({ parties }: StagedApplication, register: readonly RegisteredHolder[]): string | undefined {
  const sellers = parties.filter(({ sqrlb }) => sqrlb === DISPOSES);
  if (sellers.length === 0) return '缺少转让方';
  const owns = ({ zjh, xm }: Party) => register.some((holder) => holder.zjh === zjh && holder.qlr === xm);
  if (!sellers.every(owns)) return '转让方与登记簿记载的权利人不一致';
  const all = register.every(({ zjh }) => sellers.some((seller) => seller.zjh === zjh));
  // A co-owner by shares may dispose of the share alone (民法典 305); joint owners only together (民法典 301).
  return all || register[0]?.gyqk === BY_SHARES ? undefined : '共有的不动产须由全体权利人共同申请';
}

function buyersRefused({ parties }: StagedApplication): string | undefined {
  return parties.some(({ sqrlb }) => sqrlb === ACQUIRES) ? undefined : '缺少受让方';
}

function plain(certificate: string): string {
  return certificate.replaceAll('（', '(').replaceAll('）', ')');
}
