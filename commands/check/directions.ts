// Who may import whom: the architecture as a table. ARCHITECTURE.md draws it; `npm run check` holds the code to it.
import type { Import } from './imports.ts';

/** Open to every room of `src` above them. */
const GROUND = [
  'src/values/',
  'src/crypto/',
  'src/time/',
  'src/clock.ts',
  'src/errors.ts',
  'src/in-passing.ts',
  'src/kept.ts',
  'src/log.ts',
];
/** What a part of the house that decides about cases, or reads them, stands on. */
const RECORDS = [...GROUND, 'src/store/'];
const PORT = ['src/departments/port.ts', 'src/departments/fault.ts'];
const FACTS = 'adapters/*/facts.ts';
const EVERYTHING = ['src/', 'adapters/', 'embedded/', 'development/', 'schema/', 'catalogue/'];
const FRONT = [
  ...GROUND,
  'src/cases/',
  'src/catalogue/',
  'src/access/',
  'src/audit/',
  'src/statistics/',
  'src/supervision/',
  'src/documents/',
  'src/notifications/',
  'src/exchange/',
  'src/tasks/',
  'src/materials/',
  'src/mandates/',
  'src/downloads/',
  'src/departments/',
];

/** The floors of the cases, from the ground up: each stands on those before it. */
const CASE_GROUND = [...RECORDS, 'src/catalogue/', 'src/departments/', 'src/materials/'];
const CASE_SHAPES = ['history/', 'sql/', 'editions.ts', 'case-record.ts', 'known-cases.ts', 'locked-case.ts'];
const CASE_CLOCKS = [...CASE_GROUND, ...CASE_SHAPES.map((each) => `src/cases/${each}`)];
const CASE_RECEPTION = [...CASE_CLOCKS, 'src/cases/clocks/'];
const CASE_RECORD = [...CASE_RECEPTION, 'src/cases/reception/'];
const CASE_DISPATCH = [...CASE_RECORD, 'src/cases/record/'];

/**
 * Room to what it may import besides itself, the most specific room first. `*` stands for one name; a type import
 * may also take what `TYPES` allows.
 */
const DIRECTIONS: readonly (readonly [room: string, targets: readonly string[]])[] = [
  ['src/main.ts', EVERYTHING],
  ['src/gateway.ts', EVERYTHING],
  ['src/installation.ts', RECORDS],
  ['src/foundation.ts', [...RECORDS, 'src/config.ts', 'src/installation.ts', 'embedded/']],
  ['src/config.ts', [...GROUND, 'src/variables.ts', 'src/configured-files.ts']],
  ['src/configured-files.ts', ['src/variables.ts']],
  ['src/variables.ts', []],
  ['src/clock.ts', ['src/values/', 'src/time/']],
  ['src/door.ts', []],
  ['src/errors.ts', []],
  ['src/in-passing.ts', []],
  ['src/kept.ts', []],
  ['src/log.ts', ['src/errors.ts']],
  ['src/values/', []],
  ['src/crypto/', ['src/values/']],
  ['src/time/', ['src/values/']],
  ['src/store/', GROUND],
  // Finds the adapters by the names of their folders.
  ['src/departments/modules.ts', [...GROUND, 'src/departments/', 'adapters/']],
  ['src/departments/', GROUND],
  ['src/catalogue/', [...GROUND, 'src/departments/', 'catalogue/']],
  ['src/access/', [...GROUND, 'src/catalogue/']],
  ['src/audit/', RECORDS],
  // The list is what the port hands to departments that have nothing else.
  ['src/tasks/', [...RECORDS, 'src/departments/port.ts']],
  ['src/materials/', RECORDS],
  ['src/mandates/', RECORDS],
  ['src/cases/history/', ['src/catalogue/', 'src/departments/']],
  ['src/cases/sql/', [...CASE_GROUND, 'src/cases/history/']],
  ['src/cases/clocks/', CASE_CLOCKS],
  ['src/cases/reception/', CASE_RECEPTION],
  ['src/cases/record/', CASE_RECORD],
  ['src/cases/dispatch/', CASE_DISPATCH],
  ['src/cases/feed/', [...RECORDS, 'src/cases/sql/']],
  ['src/cases/', [...RECORDS, 'src/catalogue/', 'src/departments/', 'src/tasks/', 'src/materials/', 'src/mandates/']],
  ['src/downloads/', RECORDS],
  ['src/supervision/', [...RECORDS, 'src/cases/', 'src/access/']],
  ['src/documents/', [...RECORDS, 'src/cases/']],
  ['src/exchange/', [...RECORDS, 'src/cases/', 'src/catalogue/', 'src/access/']],
  ['src/notifications/', [...RECORDS, 'src/cases/']],
  ['src/statistics/', [...RECORDS, 'src/cases/']],
  ['src/graph/', [...FRONT, 'src/door.ts', 'schema/']],
  ['src/http/explorer-bundle.ts', ['explorer/bundle']],
  ['src/http/', [...FRONT, 'src/door.ts']],
  ['adapters/wire/', [...PORT, 'src/kept.ts', 'src/values/', 'src/crypto/']],
  ['adapters/task-list/', PORT],
  ['adapters/*/', [...PORT, 'adapters/wire/', 'adapters/task-list/', 'src/values/', 'src/crypto/']],
  // A bug that mapping and simulator shared would pass every test: simulators read artefacts and data, never code.
  ['mocks/', ['embedded/', 'development/', 'adapters/*/contract/', 'catalogue/']],
  ['embedded/', []],
  ['development/', []],
  // A gateway that is wrong on purpose, put together as the real one is.
  ['chaos/blind-retry.ts', EVERYTHING],
  ['chaos/', ['commands/town/', 'mocks/', 'embedded/', 'development/', 'test/golden/']],
  // Processes are measured from outside; only the shapes of what they answer are known here, and the tables.
  [
    'bench/',
    ['commands/town/', 'mocks/', 'embedded/', 'development/', 'catalogue/documents/', 'src/store/migrations/'],
  ],
  ['commands/', [...EVERYTHING, 'mocks/', 'docs/', 'test/golden/', 'explorer/sources.ts']],
  // Sends damaged input to what takes it, and judges by other readers: the simulators', and other libraries'.
  [
    'fuzz/',
    [
      ...['src/', 'adapters/', 'mocks/', 'development/', 'test/golden/'],
      ...['bench/stage.ts', 'commands/town/', 'commands/history/chance.ts'],
    ],
  ],
];

/** Shapes that are somebody else's business too, and are erased before anything runs. */
const TYPES: Readonly<Record<string, readonly string[]>> = {
  'src/graph/': [FACTS],
  'src/http/': ['src/store/'],
  'src/documents/': ['src/catalogue/catalogue.ts'],
  'src/supervision/': ['src/catalogue/supervision.ts', 'src/departments/port.ts'],
  'src/exchange/': ['src/departments/port.ts'],
  'src/downloads/': ['src/access/principal.ts'],
  'src/statistics/': ['src/catalogue/statistics-rules.ts'],
};

/** One line for each import that goes the wrong way. */
export function wrongDirections(imports: readonly Import[]): readonly string[] {
  return imports.filter((each) => ROOMS.test(each.to) && !isAllowed(each)).map(describe);
}

const ROOMS =
  /^(src|adapters|mocks|embedded|development|commands|chaos|fuzz|explorer|test|bench|schema|catalogue|docs)\//;

function isAllowed({ from, to, typeOnly }: Import): boolean {
  const found = DIRECTIONS.find(([room]) => covers(room, from));
  if (found === undefined) return false;
  const [room, targets] = found;
  const own = room.endsWith('/') && prefix(room, from) === prefix(room, to);
  return (
    own ||
    targets.some((target) => covers(target, to)) ||
    (typeOnly && (TYPES[room] ?? []).some((target) => covers(target, to)))
  );
}

function describe({ from, to, line }: Import): string {
  return `${from}:${line} imports ${to}`;
}

/** The leading part of the path that the pattern stands for; undefined where it does not fit. */
function prefix(pattern: string, path: string): string | undefined {
  return new RegExp(
    `^${pattern.replaceAll('.', '\\.').replaceAll('*', '[^/]+')}${pattern.endsWith('/') ? '' : '$'}`,
  ).exec(path)?.[0];
}

function covers(pattern: string, path: string): boolean {
  return prefix(pattern, path) !== undefined;
}
