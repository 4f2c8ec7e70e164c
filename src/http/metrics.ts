// GET /metrics, for Prometheus: how much is asked, how long it takes and how it ends. Labels are codes of the catalogue and of
// the schema alone, never anything that a client sent.
import { Counter, collectDefaultMetrics, Gauge, Histogram, type LabelValues, Registry } from 'prom-client';
import type { AuditTrail } from '../audit/trail.ts';
import type { Cases } from '../cases/cases.ts';
import type { Facts } from '../departments/facts.ts';
import type { Departments } from '../departments/registry.ts';
import type { Http } from './server.ts';

export interface ObservedOperation {
  readonly type: string;
  /** answered, partial, refused or failed. */
  readonly outcome: string;
  /** Code of the first error, or `none`. */
  readonly code: string;
  readonly tookMs: number;
}

export interface ObservedExchange {
  readonly department: string;
  /** read, list, submit, amend, lookup, progress or intake. */
  readonly kind: string;
  readonly outcome: string;
  readonly tookMs: number;
}

export interface Metrics {
  readonly operation: (observed: ObservedOperation) => void;
  readonly limitBreach: (limit: string, role: string) => void;
  readonly shed: (urgency: string) => void;
  readonly watchLive: (
    live: Readonly<Record<'connections' | 'subscriptions', { readonly taken: () => number }>>,
  ) => void;
  readonly watchOverload: (overload: { readonly inFlight: () => number; readonly limit: () => number }) => void;
  readonly exchange: (observed: ObservedExchange) => void;
  readonly serve: (http: Pick<Http, 'app' | 'onAnswered'>, watched: Watched) => void;
}

export interface Watched {
  readonly departments: Departments;
  readonly facts: Facts;
  readonly cases: Cases;
  readonly audit: AuditTrail;
}

const STATES = ['OPEN', 'MAINTENANCE', 'UNAVAILABLE'] as const;
/** Each look wakes the process: at the usual hundred a second they are most of what an idle one does. */
const LAG_LOOK_EVERY_MS = 20;
const SECONDS = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

export function openMetrics(): Metrics {
  const register = new Registry();
  collectDefaultMetrics({ register, eventLoopMonitoringPrecision: LAG_LOOK_EVERY_MS });
  const operations = durations({
    name: 'graphql_operation_duration_seconds',
    help: 'Time from the beginning of a GraphQL operation to its answer',
    labelNames: ['type', 'outcome', 'code'],
    register,
  });
  const exchanges = durations({
    name: 'department_exchange_duration_seconds',
    help: 'Time of one question or submission to a department, waiting for a place included',
    labelNames: ['department', 'kind', 'outcome'],
    register,
  });
  const breaches = new Counter({
    name: 'graphql_limit_breaches_total',
    help: 'Operations that exceeded a limit',
    labelNames: ['limit', 'role'],
    registers: [register],
  });
  const shed = new Counter({
    name: 'graphql_requests_shed_total',
    help: 'Requests that were sent away before they began; `unread` at the door, where nobody but submissions is let in',
    labelNames: ['urgency'],
    registers: [register],
  });
  return {
    operation: ({ type, outcome, code, tookMs }) => operations({ type, outcome, code }, tookMs),
    limitBreach: (limit, role) => breaches.inc({ limit, role }),
    shed: (urgency) => shed.inc({ urgency }),
    watchLive: (live) => observeLive(register, live),
    watchOverload: (overload) => observeOverload(register, overload),
    exchange: ({ department, kind, outcome, tookMs }) => exchanges({ department, kind, outcome }, tookMs),
    serve: ({ app, onAnswered }, { departments, facts, cases, audit }) => {
      observeRequests(register, onAnswered);
      observeDepartments(register, departments);
      observeFacts(register, facts);
      observeQueues(register, departments, cases);
      observeAudit(register, audit);
      app.get('/metrics', async (_request, reply) => reply.type(register.contentType).send(await register.metrics()));
    },
  };
}

const WAITING_MAX = 256;

/**
 * Observes how long something took. What was observed waits until somebody looks, or until much has: in the middle of a request each
 * finds nothing of what it needs at hand, one after another they do.
 */
function durations<Label extends string>({ register, ...settings }: DurationSettings<Label>) {
  let waiting: { readonly labels: LabelValues<Label>; readonly tookMs: number }[] = [];
  const enter = () => {
    const entered = waiting;
    waiting = [];
    for (const { labels, tookMs } of entered) histogram.observe(labels, tookMs / 1000);
  };
  const histogram = new Histogram({ ...settings, buckets: SECONDS, registers: [register], collect: enter });
  return (labels: LabelValues<Label>, tookMs: number): void => {
    waiting.push({ labels, tookMs });
    if (waiting.length >= WAITING_MAX) enter();
  };
}

interface DurationSettings<Label extends string> {
  readonly name: string;
  readonly help: string;
  readonly labelNames: readonly Label[];
  readonly register: Registry;
}

function observeRequests(register: Registry, onAnswered: Http['onAnswered']): void {
  const requests = durations({
    name: 'http_request_duration_seconds',
    help: 'Time from the first byte of a request to the last of its answer',
    labelNames: ['method', 'route', 'status'],
    register,
  });
  onAnswered(({ method, route, status, tookMs }) => requests({ method, route, status }, tookMs));
}

function observeDepartments(register: Registry, departments: Departments): void {
  new Gauge({
    name: 'department_state',
    help: '1 for the state that a department is in',
    labelNames: ['department', 'state'],
    registers: [register],
    collect() {
      for (const { code, status } of departments.all) {
        for (const state of STATES) this.set({ department: code, state }, Number(status().state === state));
      }
    },
  });
  new Gauge({
    name: 'department_p95_milliseconds',
    help: '95th percentile of a department’s answering times in the last five minutes',
    labelNames: ['department'],
    registers: [register],
    collect() {
      for (const { code, status } of departments.all) this.set({ department: code }, status().p95Ms ?? 0);
    },
  });
}

function observeQueues(register: Registry, departments: Departments, cases: Cases): void {
  new Gauge({
    name: 'delivery_queue_depth',
    help: 'Deliveries that wait to be sent to a department',
    labelNames: ['department'],
    registers: [register],
    async collect() {
      const backlog = await cases.backlog();
      for (const { code } of departments.all) this.set({ department: code }, backlog.get(code)?.depth ?? 0);
    },
  });
}

function observeOverload(register: Registry, { inFlight, limit }: Parameters<Metrics['watchOverload']>[0]): void {
  new Gauge({
    name: 'graphql_requests_in_flight',
    help: 'Requests that are being answered',
    registers: [register],
    collect() {
      this.set(inFlight());
    },
  });
  new Gauge({
    name: 'graphql_requests_in_flight_limit',
    help: 'Requests that may be in flight at once; falls while turns of the event loop are long',
    registers: [register],
    collect() {
      this.set(limit());
    },
  });
}

/** Counted by the facts themselves: a page needs some forty of them, and a series is looked up for each that is counted here. */
function observeFacts(register: Registry, facts: Facts): void {
  new Counter({
    name: 'facts_told_total',
    help: 'Facts by how they were come by: asked of the department, joined a question under way, kept or shared by replicas in a rush, copied while it was closed',
    labelNames: ['department', 'by'],
    registers: [register],
    collect() {
      this.reset();
      for (const [department, counts] of facts.counts) {
        for (const [by, count] of Object.entries(counts)) this.inc({ department, by }, count);
      }
    },
  });
}

function observeLive(register: Registry, { connections, subscriptions }: Parameters<Metrics['watchLive']>[0]): void {
  new Gauge({
    name: 'graphql_live_connections',
    help: 'WebSockets and event streams that are open',
    registers: [register],
    collect() {
      this.set(connections.taken());
    },
  });
  new Gauge({
    name: 'graphql_subscriptions',
    help: 'Subscriptions that run on them',
    registers: [register],
    collect() {
      this.set(subscriptions.taken());
    },
  });
}

function observeAudit(register: Registry, audit: AuditTrail): void {
  new Gauge({
    name: 'audit_entries_waiting',
    help: 'Answers that wait for their entry in the audit trail',
    registers: [register],
    collect() {
      this.set(audit.waiting());
    },
  });
}
