// Puts the gateway together, in the order in which its parts need each other, and takes it apart again.
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DEVELOPMENT_ISSUER, developmentToken, type TokenRequest } from '../development/issuer.ts';
import { openAttempts } from './access/check-code.ts';
import { openAuthentication } from './access/principal.ts';
import { openAudit } from './audit/audit.ts';
import { openCases } from './cases/cases.ts';
import { openEditions } from './cases/editions.ts';
import { openDataChanges } from './cases/record/data-changes.ts';
import type { Catalogue } from './catalogue/catalogue.ts';
import { faultReport, load } from './catalogue/load.ts';
import { machineClock } from './clock.ts';
import type { Config } from './config.ts';
import { opaqueIds } from './crypto/opaque-id.ts';
import { openSealer } from './crypto/sealed.ts';
import { openFacts } from './departments/facts.ts';
import { DepartmentFault } from './departments/fault.ts';
import { findDepartments } from './departments/modules.ts';
import { type Department, type Departments, openDepartments } from './departments/registry.ts';
import { openDocuments } from './documents/documents.ts';
import { openRetention } from './documents/retention.ts';
import { parseSeals, type SealKey } from './documents/seal.ts';
import { openDownloads } from './downloads/downloads.ts';
import { openCaseExports } from './exchange/case-exports.ts';
import { openFoundation, together } from './foundation.ts';
import { openTrustedDocuments } from './graph/admission/trusted-documents.ts';
import { originOf } from './graph/answering/answering.ts';
import { NO_PURPOSE, preferredLanguage, purposeBindings } from './graph/context.ts';
import { openAnswerPages } from './graph/downloads/answer-pages.ts';
import { publicWords } from './graph/labels.ts';
import { defaultLimits, type Limits } from './graph/limits.ts';
import { buildSchema } from './graph/schema.ts';
import { serveGraph } from './graph/server.ts';
import { openOperations } from './graph/subscriptions/operations.ts';
import { auditedAuthentication, enterIn } from './http/audited.ts';
import { allowOrigins } from './http/cors.ts';
import { serveDownloads } from './http/downloads.ts';
import { serveExplorer } from './http/explorer.ts';
import { serveMaterials } from './http/materials.ts';
import { meteredDepartments } from './http/metered-departments.ts';
import { openMetrics } from './http/metrics.ts';
import { serveNotices } from './http/notices.ts';
import { servePublicPages } from './http/public-pages.ts';
import { openHttp } from './http/server.ts';
import { installationName } from './installation.ts';
import { type Log, openLog } from './log.ts';
import { openMandates, seedMandates } from './mandates/mandates.ts';
import { type MaterialsDependencies, openMaterials } from './materials/materials.ts';
import { openNotifications } from './notifications/notifications.ts';
import { clockRules } from './statistics/rules.ts';
import { openStatistics } from './statistics/statistics.ts';
import type { IntakeSource } from './supervision/off-system.ts';
import { openSupervision } from './supervision/supervision.ts';
import { openTaskList } from './tasks/task-list.ts';
import { calendarFrom } from './time/calendar.ts';

export interface RunningGateway {
  readonly url: string;
  /** Finishes what is under way, then closes everything. */
  readonly close: () => Promise<void>;
}

/** A fault of the installation that stops the start; the message is for the operator. */
export class StartFault extends Error {}

/** Code of catalogue/purposes.yaml. */
const INTAKE_PURPOSE = 'supervision';

const catalogueFolder = fileURLToPath(new URL('../catalogue', import.meta.url));

/** `limits`: what one operation may ask for. `findModules`: where the departments' adapters come from. */
export async function startGateway(
  config: Config,
  limits: Limits = defaultLimits,
  findModules: typeof findDepartments = findDepartments,
  log: Log = openLog(config.logLevel),
): Promise<RunningGateway> {
  const closing: (() => Promise<unknown>)[] = [];
  // What takes on work. These stop together, because each waits for what it has under way.
  const workers: (() => Promise<unknown>)[] = [];
  let closed: Promise<void> | undefined;
  // Once, however often it is asked for: two signals in a row must not end the process half-way.
  const close = () => {
    closed ??= closeAll(workers, closing);
    return closed;
  };
  try {
    const [foundation, schema, modules, authenticateToken] = await together([
      openFoundation(config, closing),
      buildSchema(),
      findModules(),
      openAuthentication(config.auth, machineClock.machineMs),
    ]);
    const { databaseUrl, store, presence, clock, key } = foundation;
    const taskList = openTaskList(store, clock.now);
    const opened = await openDepartments(modules, config.departmentEnvironment, clock.machineMs, taskList);
    closing.push(() => opened.close());
    const metrics = openMetrics();
    const departments = meteredDepartments(opened, metrics, clock.machineMs);
    const catalogue = loadCatalogue(departments);
    const shared = await sharedFacts(config.redisUrl, key);
    closing.push(async () => shared?.close());
    const facts = openFacts(departments, {
      nowMs: clock.machineMs,
      purposes: [...catalogue.purposes.keys(), NO_PURPOSE],
      shared,
    });
    const { tell: dataChanged } = await openDataChanges({
      ...{ store, log, forget: facts.forget, forgetAll: facts.forgetAll },
      sealer: openSealer(key, 'data changes'),
    });
    const http = openHttp(log, { identity: config.identity });
    allowOrigins(http.app, config.corsOrigins);
    const port = config.port === 0 ? await freePort(config.host) : config.port;
    const publicUrl = config.publicUrl ?? `${config.identity ? 'https' : 'http'}://${config.host}:${port}`;
    const workingTime = { calendar: calendarFrom(catalogue.calendars), workingDay: catalogue.service.workingDay };
    const materials = await openMaterials({
      store,
      presence,
      log,
      folder: join(resolve(config.dataFolder), 'materials'),
      installation: installationName(key),
      s3: config.materialsS3,
      ...documentLimits(catalogue),
    });
    closing.push(() => materials.close());
    const editions = await openEditions(store, catalogue);
    const caseDependencies = { store, presence, clock, catalogue, departments, log, workingTime, publicUrl, materials };
    const cases = await openCases({ ...caseDependencies, editions, dataChanged });
    workers.push(() => cases.close());
    const rules = clockRules(catalogue, workingTime, config.clock.rate);
    const statistics = await openStatistics({ store, clock, log, editions, rules, casesOf: cases.casesUnderWay });
    workers.push(() => statistics.close());
    const sources = departments.all.map(intakeOf);
    const { calendars } = catalogue;
    const attempts = openAttempts(clock.machineMs);
    const supervision = openSupervision({ store, cases, clock, log, rules, calendars, sources, attempts });
    workers.push(() => supervision.close());
    const mandates = openMandates({ store, now: clock.now });
    const development = config.auth.issuer === DEVELOPMENT_ISSUER;
    if (development) await seedMandates(store, catalogue.departments.keys(), clock.now());
    const ids = opaqueIds(key);
    const audit = await openAudit({ store, databaseUrl, dataFolder: resolve(config.dataFolder), key, ids, log });
    closing.push(() => audit.close());
    metrics.serve(http, { departments, facts, cases, audit: audit.trail });
    const enter = enterIn(audit.trail);
    const authenticate = auditedAuthentication(authenticateToken, enter);
    const gateway = {
      catalogue,
      departments,
      facts,
      shownAt: clock.shownAt,
      cases,
      materials,
      mandates,
      statistics,
      supervision,
      notifications: openNotifications(store, clock.now),
      caseExports: openCaseExports({ store, cases, workingTime, now: clock.now }),
      ids,
      workingTime,
      limits,
      audit: audit.trail,
      auditSearch: audit.search,
      log,
    };
    const trusted = await openTrustedDocuments(join(catalogueFolder, 'documents'), machineClock.machineMs);
    const apollo = await serveGraph({
      schema,
      gateway,
      authenticate,
      log,
      documents: trusted,
      development,
      live: config.live,
      meter: metrics,
      http,
    });
    closing.push(() => apollo.stop());
    const pages = openAnswerPages({ schema, limits, operations: openOperations(apollo, gateway, log) });
    const downloads = openDownloads({ store, presence, pages, log, quota: catalogue.service.downloads });
    workers.push(() => downloads.close());
    const purposes = purposeBindings(catalogue);
    serveDownloads(http.app, { downloads, authenticate, enter, purposes, originOf, bodyBytes: limits.bodyBytes });
    const seals = await readSeals(config.sealsFile);
    const documents = openDocuments({ store, cases, workingTime, seals, publicUrl, now: clock.now });
    const retention = openRetention({ store, log, now: clock.now });
    workers.push(() => retention.close());
    const departmentName = (code: string) => catalogue.departments.get(code)?.name.zh ?? code;
    serveNotices(http.app, { documents, authenticate, attempts, seals, enter, purposes, departmentName });
    servePublicPages(http.app, { supervision, departmentName, wordOf: publicWords(schema), enter });
    const signToken = development ? signDevelopmentToken : undefined;
    serveExplorer(http.app, { catalogue, operations: trusted.all, signToken });
    http.serveHealth(store);
    serveMaterials(http.app, { materials, authenticate, enter, languageOf: preferredLanguage });
    http.serveCallbacks(departments, cases);
    workers.push(() => http.close());
    const url = await http.listen(config.host, port);
    return { url, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function closeAll(
  workers: readonly (() => Promise<unknown>)[],
  closing: readonly (() => Promise<unknown>)[],
): Promise<void> {
  await Promise.all(workers.map((close) => close()));
  for (const step of closing.toReversed()) await step();
}

/** What a department took in, for supervision; a department that does not answer is asked again later. */
function intakeOf({ code, intake }: Department): IntakeSource {
  return {
    code,
    intake: (question) =>
      intake(question, { purpose: INTAKE_PURPOSE, traceId: `intake-${code}` }).catch((error: unknown) => {
        if (error instanceof DepartmentFault) return undefined;
        throw error;
      }),
  };
}

/** What any material of the catalogue allows: which one an upload is for is known when it is used. */
function documentLimits({ materials }: Catalogue): Pick<MaterialsDependencies, 'mediaTypes' | 'bytesMax'> {
  const all = [...materials.values()];
  return {
    mediaTypes: new Set(all.flatMap(({ mediaTypes }) => mediaTypes)),
    bytesMax: Math.max(...all.map(({ bytesMax }) => bytesMax)),
  };
}

const DEVELOPMENT_TOKEN_LASTS = '12 hours';

/** What the explorer's menu of roles hands out. */
function signDevelopmentToken(request: Omit<TokenRequest, 'expires'>): Promise<string> {
  return developmentToken({ ...request, expires: DEVELOPMENT_TOKEN_LASTS });
}

/** Without a file every notice takes the wet-seal path. */
async function readSeals(file: string | undefined): Promise<readonly SealKey[]> {
  return file === undefined ? [] : parseSeals(await readFile(file, 'utf8'));
}

/** Undefined where no Redis is configured: its driver is not loaded then. */
async function sharedFacts(url: string | undefined, key: Uint8Array) {
  return url === undefined ? undefined : (await import('./departments/shared-facts.ts')).openSharedFacts({ url, key });
}

/** Known before anything listens, because departments are told where to call back. */
function freePort(host: string): Promise<number> {
  const server = createServer();
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, host, () => {
      const address = server.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}

/** Held against what the adapters offer, so that an item that nobody can carry out stops the start. */
function loadCatalogue({ offered }: Departments): Catalogue {
  const loaded = load(catalogueFolder, offered);
  if (loaded.kind === 'loaded') return loaded.catalogue;
  throw new StartFault(`The catalogue is faulty:\n${faultReport('catalogue', loaded.faults)}`);
}
