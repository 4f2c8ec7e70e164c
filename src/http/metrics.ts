// GET /metrics for Prometheus: requests by route and status, departments, queues, the event loop. No label carries personal data.
import type { FastifyInstance } from 'fastify';
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Cases } from '../cases/cases.ts';
import type { Departments } from '../departments/registry.ts';

const REQUEST_SECONDS = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 3, 10];
const STATES = ['OPEN', 'MAINTENANCE', 'UNAVAILABLE'] as const;

export function serveMetrics(app: FastifyInstance, departments: Departments, cases: Cases): void {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const requests = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time from the first byte of a request to the last of its answer',
    labelNames: ['method', 'route', 'status'],
    buckets: REQUEST_SECONDS,
    registers: [registry],
  });
  observeDepartments(registry, departments);
  observeQueues(registry, departments, cases);
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'none';
    requests.observe({ method: request.method, route, status: reply.statusCode }, reply.elapsedTime / 1000);
  });
  app.get('/metrics', async (_request, reply) => reply.type(registry.contentType).send(await registry.metrics()));
}

function observeDepartments(registry: Registry, departments: Departments): void {
  new Gauge({
    name: 'department_state',
    help: '1 for the state that a department is in',
    labelNames: ['department', 'state'],
    registers: [registry],
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
    registers: [registry],
    collect() {
      for (const { code, status } of departments.all) this.set({ department: code }, status().p95Ms ?? 0);
    },
  });
}

function observeQueues(registry: Registry, departments: Departments, cases: Cases): void {
  new Gauge({
    name: 'delivery_queue_depth',
    help: 'Deliveries that wait to be sent to a department',
    labelNames: ['department'],
    registers: [registry],
    async collect() {
      const backlog = await cases.backlog();
      for (const { code } of departments.all) this.set({ department: code }, backlog.get(code)?.depth ?? 0);
    },
  });
}
