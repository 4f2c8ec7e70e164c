// Mandates as records: granted, revoked, and looked at in the moment of a decision. Nobody acts in a department's name without.
import { createHash, randomUUID } from 'node:crypto';
import { badInput, errorCodes, PublicError } from '../errors.ts';
import type { Session, Store } from '../store/pool.ts';
import type { CivilDate } from '../values/civil-date.ts';
import { type Act, coverage, type Lack, type Mandate } from './scope.ts';
import {
  holdMandates,
  insertMandate,
  type MandateFilter,
  mandateById,
  mandateList,
  mandatesOnRecord,
  revokeMandate,
} from './sql.ts';

export interface Grant
  extends Pick<
    Mandate,
    'holder' | 'department' | 'items' | 'regions' | 'validFrom' | 'validTo' | 'document' | 'substituteFor'
  > {
  /** Subject of the token of whoever grants it. */
  readonly by: string;
}

export interface Mandates {
  /** Throws BAD_USER_INPUT for dates that end before they begin. */
  readonly grant: (grant: Grant) => Promise<Mandate>;
  /** A mandate that was revoked before stays as it was. Throws BAD_USER_INPUT for an id that none has. */
  readonly revoke: (id: string, reason: string, by: string) => Promise<Mandate>;
  readonly list: (where: MandateFilter, max: number) => Promise<readonly Mandate[]>;
}

export interface MandatesDependencies {
  readonly store: Store;
  readonly now: () => Date;
}

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export function openMandates({ store, now }: MandatesDependencies): Mandates {
  return {
    grant: async ({ by, ...scope }) => {
      if (scope.validTo < scope.validFrom)
        throw badInput('The mandate ends before it begins; check validFrom and validTo.');
      const mandate = { ...scope, ...NOT_REVOKED, id: randomUUID(), grantedBy: by, grantedAt: now() };
      await insertMandate(store, mandate);
      return mandate;
    },
    revoke: async (id, reason, by) => {
      const known = ID.test(id) ? await mandateById(store, id) : undefined;
      if (!known) throw badInput('There is no mandate with this id; query { mandates { id } } lists them.');
      await revokeMandate(store, { id, by, at: now(), reason });
      return (await mandateById(store, id)) ?? known;
    },
    list: (where, max) => mandateList(store, where, max),
  };
}

const NOT_REVOKED = { revokedBy: null, revokedAt: null, revocationReason: null } as const;

/**
 * The mandate under which a clerk acts, held until the transaction ends, so that no revocation comes in between. Throws
 * FORBIDDEN with what is lacking.
 */
export async function requireMandate(session: Session, clerk: string, act: Act): Promise<Mandate> {
  const found = coverage(await holdMandates(session, clerk, act.department), act);
  if ('id' in found) return found;
  const { zh, en } = wordsOf(found, act);
  throw new PublicError(
    'FORBIDDEN',
    `${errorCodes.FORBIDDEN.zh}：${zh}。${en}; have a supervisor grant one (grantMandate).`,
  );
}

type Words = { readonly zh: string; readonly en: string };

function wordsOf(lack: Lack, act: Act): Words {
  const { department, item } = act;
  if (lack.why === 'NONE') {
    return {
      zh: `没有代表部门 ${department} 办理的授权委托`,
      en: `There is no mandate to act for department ${department}`,
    };
  }
  const { document, validFrom, validTo } = lack.of;
  const [zh, en] = {
    ITEM: [`不包括事项 ${item}`, `does not cover item ${item}`],
    REGION: ['不包括该办件所在的县（市、区）', 'does not cover the county of the case'],
    NOT_YET: [`自 ${validFrom} 起生效`, `begins on ${validFrom}`],
    EXPIRED: [`已于 ${validTo} 到期`, `expired on ${validTo}`],
    REVOKED: ['已被撤销', 'was revoked'],
  }[lack.why];
  return { zh: `授权委托 ${document} ${zh}`, en: `Mandate ${document} ${en}` };
}

/** For the development issuer: every clerk may act for every department. What was revoked since stays revoked. */
export async function seedMandates(session: Session, departments: Iterable<string>, now: Date): Promise<void> {
  const seeds = [...departments].map((department) => ({ department, id: idOf(`development mandate ${department}`) }));
  const onRecord = await mandatesOnRecord(
    session,
    seeds.map(({ id }) => id),
  );
  for (const { department, id } of seeds.filter((seed) => !onRecord.has(seed.id))) {
    await insertMandate(session, {
      ...NOT_REVOKED,
      id,
      holder: null,
      department,
      items: null,
      regions: null,
      validFrom: '2020-01-01' as CivilDate,
      validTo: '2099-12-31' as CivilDate,
      document: 'DEVELOPMENT',
      substituteFor: null,
      grantedBy: 'development',
      grantedAt: now,
    });
  }
}

/** The same name always gives the same id. */
function idOf(name: string): string {
  const hex = createHash('sha256').update(name).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-');
}
