// GET /metrics, for Prometheus: how much is asked, how long it takes and how it ends. Labels are codes of the catalogue and of
// the schema alone, never anything that a client sent.
import type { FastifyInstance } from 'fastify';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { AuditTrail } from '../audit/trail.ts';
import type { Cases } from '../cases/cases.ts';
import type { Departments } from '../departments/registry.ts';

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
  readonly exchange: (observed: ObservedExchange) => void;
  readonly serve: (app: FastifyInstance, watched: Watched) => void;
}

export interface Watched {
  readonly departments: Departments;
  readonly cases: Cases;
  readonly audit: AuditTrail;
}

const SECONDS = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

export function openMetrics(): Metrics {
  const register = new Registry();
  collectDefaultMetrics({ register });
  const operations = new Histogram({
    name: 'yichuang_operation_seconds',
    help: 'Time from the beginning of a GraphQL operation to its answer',
    labelNames: ['type', 'outcome', 'code'],
    buckets: SECONDS,
    registers: [register],
  });
  const exchanges = new Histogram({
    name: 'yichuang_department_exchange_seconds',
    help: 'Time of one question or submission to a department, waiting for a place included',
    labelNames: ['department', 'kind', 'outcome'],
    buckets: SECONDS,
    registers: [register],
  });
  const breaches = new Counter({
    name: 'yichuang_limit_breaches_total',
    help: 'Operations that exceeded a limit',
    labelNames: ['limit', 'role'],
    registers: [register],
  });
  return {
    operation: ({ type, outcome, code, tookMs }) => operations.observe({ type, outcome, code }, tookMs / 1000),
    limitBreach: (limit, role) => breaches.inc({ limit, role }),
    exchange: ({ department, kind, outcome, tookMs }) =>
      exchanges.observe({ department, kind, outcome }, tookMs / 1000),
    serve: (app, watched) => {
      watch(register, watched);
      app.get('/metrics', async (_request, reply) => reply.type(register.contentType).send(await register.metrics()));
    },
  };
}

/** What is looked up when it is asked for. */
function watch(register: Registry, { departments, cases, audit }: Watched): void {
  new Gauge({
    name: 'yichuang_queue_depth',
    help: 'Submissions that wait to be sent to a department',
    labelNames: ['department'],
    registers: [register],
    async collect() {
      const backlog = await cases.backlog();
      for (const { code } of departments.all) this.set({ department: code }, backlog.get(code)?.depth ?? 0);
    },
  });
  new Gauge({
    name: 'yichuang_department_open',
    help: 'Whether a department’s system answers: 1, or 0 where it is closed or does not',
    labelNames: ['department'],
    registers: [register],
    collect() {
      for (const { code, status } of departments.all) this.set({ department: code }, status().state === 'OPEN' ? 1 : 0);
    },
  });
  new Gauge({
    name: 'yichuang_audit_waiting',
    help: 'Answers that wait for their entry in the audit trail',
    registers: [register],
    collect() {
      this.set(audit.waiting());
    },
  });
}
