// What one request carries: who asks, why, in which language, and the loaders that keep its reads together.
import type { FormattedExecutionResult } from 'graphql';
import { type PurposeBinding, purposeInForce, type Sight } from '../access/policy.ts';
import type { Principal } from '../access/principal.ts';
import type { AuditSearch } from '../audit/search.ts';
import type { AuditTrail } from '../audit/trail.ts';
import type { Cases } from '../cases/cases.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import type { Text } from '../catalogue/text.ts';
import type { Clock } from '../clock.ts';
import type { OpaqueIds } from '../crypto/opaque-id.ts';
import type { Facts } from '../departments/facts.ts';
import type { Departments } from '../departments/registry.ts';
import type { Exchange } from '../departments/resilience.ts';
import type { CaseExports } from '../exchange/case-exports.ts';
import type { Log } from '../log.ts';
import type { Mandates } from '../mandates/mandates.ts';
import type { Materials } from '../materials/materials.ts';
import type { Notifications } from '../notifications/notifications.ts';
import type { Statistics } from '../statistics/statistics.ts';
import type { Supervision } from '../supervision/supervision.ts';
import type { WorkingTime } from '../time/working-hours.ts';
import { type Basis, openBasis } from './basis.ts';
import { type Budget, openBudget } from './budget.ts';
import { audienceOf, type Limits } from './limits.ts';
import { openLoaders, type ReadFacts } from './loaders.ts';
import { openSightings, type Sightings } from './sightings.ts';

/** What lives as long as the gateway and is shared by all requests. */
export interface Gateway {
  readonly catalogue: Catalogue;
  readonly departments: Departments;
  readonly facts: Facts;
  /** What the centre's clock showed at a time of the machine's. */
  readonly shownAt: Clock['shownAt'];
  readonly cases: Cases;
  readonly ids: OpaqueIds;
  readonly workingTime: WorkingTime;
  readonly materials: Materials;
  readonly mandates: Mandates;
  readonly statistics: Statistics;
  readonly supervision: Supervision;
  readonly notifications: Notifications;
  readonly caseExports: CaseExports;
  readonly limits: Limits;
  readonly audit: AuditTrail;
  readonly auditSearch: AuditSearch;
  readonly log: Log;
}

export type Language = 'zh' | 'en';

export interface RequestContext extends Gateway, Sight, ReadFacts {
  readonly traceId: string;
  readonly address: string;
  readonly language: Language;
  readonly exchange: Exchange;
  readonly text: (text: Text) => string;
  readonly budget: Budget;
  readonly sightings: Sightings;
  readonly basis: Basis;
  /** Where the events of a subscription go; null where the transport carries one answer. */
  readonly stream: Stream | null;
}

/** Ends when it is returned, and throws where it ends for a fault or with the token. */
export type Results = AsyncIterableIterator<FormattedExecutionResult>;

/** What a transport that carries many answers brings along with an operation, and finds again after it. */
export interface Stream {
  /** Ends the results; with an error that is public, they end by throwing it. */
  readonly signal: AbortSignal;
  /** Whether the transport may carry what changes something. */
  readonly mayMutate: boolean;
  /** Every event is resolved with loaders of its own: what was read for an earlier one is stale. */
  readonly context: () => RequestContext;
  results: Results | null;
}

export interface RequestOrigin {
  readonly principal: Principal | null;
  readonly traceId: string;
  readonly statedPurpose: string | undefined;
  readonly acceptLanguage: string | undefined;
  /** Network address that the request came from, for limits on tries. */
  readonly address?: string | undefined;
}

/** What departments are told by whoever has no role. */
export const NO_PURPOSE = 'none';

/** Members of the gateway that are the same at any time: an answer may rest on them and be told again. */
const STEADY: ReadonlySet<keyof Gateway> = new Set(['catalogue', 'ids', 'limits', 'log', 'audit']);

/**
 * Whoever uses any other member of the gateway takes something into the answer that may be different the next time: the basis
 * is told, so that no resolver can forget.
 */
function contextsOver(gateway: Gateway): object {
  const known = contextsOf.get(gateway);
  if (known) return known;
  const over = {};
  for (const name of Object.keys(gateway) as (keyof Gateway)[]) {
    const get = STEADY.has(name)
      ? () => gateway[name]
      : function (this: RequestContext) {
          this.basis.restsOnMore();
          return gateway[name];
        };
    Object.defineProperty(over, name, { get, enumerable: true });
  }
  contextsOf.set(gateway, over);
  return over;
}

const contextsOf = new WeakMap<Gateway, object>();

export function openContext(gateway: Gateway, origin: RequestOrigin, stream: Stream | null = null): RequestContext {
  const { principal, traceId } = origin;
  const bindings = purposeBindings(gateway.catalogue);
  const purpose = purposeInForce(principal, origin.statedPurpose, bindings);
  const language = preferredLanguage(origin.acceptLanguage);
  const exchange: Exchange = { purpose: purpose ?? purposeOfRole(principal, bindings), traceId };
  const { facts, departments, limits } = gateway;
  const basis = openBasis();
  return Object.assign(Object.create(contextsOver(gateway)) as Gateway, {
    principal,
    purpose,
    traceId,
    address: origin.address ?? '',
    language,
    exchange,
    ...openLoaders({ facts, departments, exchange, basis }),
    text: (text: Text) => text[language],
    budget: openBudget({ rows: limits.rows[audienceOf(principal)], operationMs: limits.operationMs }),
    sightings: openSightings(),
    basis,
    stream,
  });
}

/** Which roles may state which purpose. */
export function purposeBindings(catalogue: Catalogue): PurposeBinding {
  const known = bindingsOf.get(catalogue);
  if (known) return known;
  const bindings = new Map([...catalogue.purposes].map(([code, { roles }]) => [code, roles]));
  bindingsOf.set(catalogue, bindings);
  return bindings;
}

const bindingsOf = new WeakMap<Catalogue, PurposeBinding>();

/** What such a role asks for. Departments must be told why; without a purpose in force what they answer is masked. */
function purposeOfRole(principal: Principal | null, bindings: PurposeBinding): string {
  const own = [...bindings].find(([, roles]) => principal !== null && roles.includes(principal.role));
  return own?.[0] ?? NO_PURPOSE;
}

/** English where the header prefers it to Chinese; Chinese otherwise. */
export function preferredLanguage(header: string | undefined): Language {
  if (!header) return 'zh';
  const weights = { zh: 0, en: 0 };
  for (const range of header.slice(0, 200).split(',')) {
    const [tag = '', ...parameters] = range.trim().toLowerCase().split(';');
    const quality = Number(/^\s*q=([\d.]+)$/.exec(parameters[0] ?? '')?.[1] ?? 1);
    const language = tag.split('-')[0];
    if (language === 'zh' || language === 'en') weights[language] = Math.max(weights[language], quality || 0);
  }
  return weights.en > weights.zh ? 'en' : 'zh';
}
