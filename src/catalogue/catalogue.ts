// The catalogue as the rest of the gateway sees it: frozen, complete, every reference resolved.
// A bundle is a tree of plain JSON values, so that a case can pin the whole of it.

import type { JsonObject, JsonValue } from '../departments/port.ts';
import type { CalendarYear } from '../time/calendar.ts';
import type { ClockLimits, LightThresholds } from '../time/clocks.ts';
import type { Closings } from '../time/closings.ts';
import type { TimeLimit } from '../time/time-limit.ts';
import type { WorkingDay } from '../time/working-hours.ts';
import type { CivilDate } from '../values/civil-date.ts';
import type { ExportProfile } from './export-rules.ts';
import type { SpecialProcedure } from './special-procedure.ts';
import type { StatisticsRules } from './statistics-rules.ts';
import type { SupervisionRules } from './supervision.ts';
import type { Text } from './text.ts';

export interface Catalogue {
  /** SM3 over every file's path and bytes, hex: two catalogues with equal fingerprints are equal. */
  readonly fingerprint: string;
  readonly departments: ReadonlyMap<string, Department>;
  /** When departments' systems are closed, by department; none where they never are. */
  readonly closings: ReadonlyMap<string, Closings>;
  readonly purposes: ReadonlyMap<string, Purpose>;
  readonly evidence: ReadonlyMap<string, Evidence>;
  readonly materials: ReadonlyMap<string, Material>;
  /** The letter by which an applicant lets an agent act 授权委托书. */
  readonly agentLetter: Material;
  readonly questions: ReadonlyMap<string, Question>;
  readonly reads: ReadonlyMap<string, DepartmentRead>;
  readonly tasks: ReadonlyMap<string, TaskKind>;
  /** Receivers of cases, by code. */
  readonly exports: ReadonlyMap<string, ExportProfile>;
  readonly items: ReadonlyMap<string, Item>;
  readonly bundles: ReadonlyMap<string, Bundle>;
  /** In ascending order; give them to `calendarFrom` of src/time. */
  readonly calendars: readonly CalendarYear[];
  readonly service: Service;
  readonly supervision: SupervisionRules;
  readonly statistics: StatisticsRules;
}

/** Level at which an authority acts 行使层级, the nineteenth digit of an implementation code. */
export type Level = 'NATIONAL' | 'PROVINCE' | 'CITY' | 'COUNTY' | 'TOWNSHIP' | 'VILLAGE';

export interface Department {
  readonly code: string;
  readonly name: Text;
  readonly creditCode: string;
  readonly level: Level;
  /** Telephone for citizens. */
  readonly hotline: string;
  /** Who took over, from which day; absent while the department exists. Several where it was split. */
  readonly succession?: { readonly departments: readonly string[]; readonly from: CivilDate } | undefined;
}

/** Roles that a token may carry. */
export type Role = 'front-end' | 'window' | 'analyst' | 'supervisor' | 'operator';

export interface Purpose {
  readonly code: string;
  readonly name: Text;
  readonly roles: readonly Role[];
  /** False: personal data stays masked under this purpose. */
  readonly unmasked: boolean;
  /** What departments that ask for a reason are told, by department code; the codes are their own. */
  readonly departmentCodes: Readonly<Record<string, string>>;
}

/** A fact that one part's approval establishes and another part needs, known by its Chinese name. */
export interface Evidence {
  readonly name: string;
  readonly english: string;
  readonly legalBasis: readonly Text[];
  /** JSON Schema of its value. */
  readonly schema: JsonObject;
}

export interface Material {
  readonly code: string;
  readonly name: Text;
  readonly legalBasis: readonly Text[];
  /** The department that holds it, so that it need not be handed in; null where only the applicant has it. */
  readonly sharedFrom: Department | null;
  /** May follow later 容缺. */
  readonly deferrable: boolean;
  /** Time from acceptance within which a deferred one must follow; null where not deferrable. */
  readonly deferral: TimeLimit | null;
  readonly mediaTypes: readonly string[];
  readonly bytesMax: number;
}

/** Asked once for each bundle, however many parts need the answer. */
export interface Question {
  readonly code: string;
  readonly title: Text;
  readonly help: Text | null;
  /** False where an answer may be left out although a part uses it. */
  readonly required: boolean;
  /** JSON Schema of the answer; `title` and `description` inside may be `{zh, en}`. */
  readonly schema: JsonObject;
}

/** A read of the port, as an item may use it; the shape is the canonical one of `adapters/<department>/facts.ts`. */
export interface DepartmentRead {
  readonly name: string;
  readonly department: string;
  readonly schema: JsonObject;
}

/** Work for a named person. */
export interface TaskKind {
  readonly code: string;
  readonly name: Text;
  readonly role: Role;
  readonly timeLimit: TimeLimit;
  /** Done, it leaves nothing of the approval in force; otherwise it is a decision only. */
  readonly undoes: boolean;
}

export interface ProcessStep {
  readonly code: string;
  readonly name: Text;
  readonly timeLimit: TimeLimit;
}

/** A visit that an item needs 踏勘, which one joint visit makes for all. */
export interface SiteVisitRule {
  readonly legalBasis: Text;
  /** Code of the item's special procedure under which it stops the clock; null where it does not. */
  readonly procedure: string | null;
}

/** How an approval is undone: `NONE` for checks that change nothing, `REVOCATION` by the department, `TASK` by a person. */
export type Reversal = { readonly by: 'NONE' | 'REVOCATION' } | { readonly by: 'TASK'; readonly task: string };

export interface Item {
  readonly code: string;
  readonly version: string;
  readonly name: Text;
  readonly department: Department;
  readonly implementationCode: string;
  readonly level: Level;
  readonly kind: 'ON_THE_SPOT' | 'PROMISED';
  readonly legalBasis: readonly Text[];
  readonly conditions: readonly Text[];
  readonly materials: readonly Material[];
  readonly process: readonly ProcessStep[];
  readonly timeLimit: TimeLimit;
  readonly statutoryLimit: TimeLimit & { readonly legalBasis: Text };
  /** Yuan; "0.00" where it is free. */
  readonly fee: { readonly amount: string; readonly note: Text };
  readonly serviceHours: Text;
  readonly sampleDocuments: readonly { readonly material: string; readonly name: Text }[];
  readonly questions: readonly Question[];
  /** Name of the adapter's submit capability. */
  readonly submit: string;
  readonly payload: Readonly<Record<string, PayloadSource>>;
  readonly facts: Readonly<Record<string, { readonly read: string; readonly key: string }>>;
  readonly checks: readonly FactCheck[];
  readonly produces: readonly string[];
  /** Kinds of licence that an approval issues. */
  readonly licences: readonly string[];
  readonly specialProcedures: readonly SpecialProcedure[];
  /** Null where nobody need go there. Editions from before there were visits say nothing. */
  readonly siteVisit?: SiteVisitRule | null;
  readonly reversible: boolean;
  readonly reversal: Reversal;
}

/**
 * Where a payload field comes from: a JSON pointer into `{form, applicant, facts, evidence, case}`; several, whose
 * values are concatenated into one array; the same with only some members picked of each; or a constant.
 * A pointer or member ending in `?` may lead nowhere: the field, or the member, is left out.
 */
export type PayloadSource =
  | string
  | readonly string[]
  | { readonly const: JsonValue }
  | { readonly from: string | readonly string[]; readonly pick: readonly string[] };

/** What a fetched fact must say for the application to be acceptable; a contradiction is a deficiency. */
export interface FactCheck {
  readonly code: string;
  /** Pointer to the value that is judged, into `{form, facts}`. */
  readonly of: string;
  readonly must: FactRule;
  /** The answer that is contradicted, as a pointer into `{form}`. */
  readonly field: string;
  readonly problem: Text;
  readonly remedy: Text;
}
/** `contain`: every value at that pointer is among those judged; of objects the member `by` is compared. */
export type FactRule =
  | { readonly exist: true }
  | { readonly beOneOf: readonly JsonValue[] }
  | { readonly contain: string; readonly by: string };

export interface Need {
  readonly part: string;
  readonly evidence: string;
}

/** True when the form's answer (or its default) equals `is`. */
export interface PartCondition {
  readonly question: string;
  readonly is: JsonValue;
}

export interface BundlePart {
  readonly code: string;
  readonly item: Item;
  readonly needs: readonly Need[];
  /** Null for a part that every case of the bundle has. */
  readonly when: PartCondition | null;
}

export interface BundleMaterial {
  readonly material: Material;
  /** Codes of the parts that need it, in the order of the bundle. */
  readonly parts: readonly string[];
}

export interface BundleQuestion {
  readonly question: Question;
  /** Codes of the parts that ask it; none where only the bundle itself does. */
  readonly parts: readonly string[];
}

export type Issuance =
  | { readonly rule: 'ALL' | 'AVAILABLE'; readonly group: readonly string[] }
  | { readonly rule: 'LEAD'; readonly group: readonly string[]; readonly lead: string };

/** What happens to one part when another is refused or the case is withdrawn. */
export type Remedy =
  | { readonly do: 'keep' }
  /** Ask the department to let the open application go; when it refuses and approves, the granted remedy follows. */
  | { readonly do: 'withdraw' }
  /** Ask the department to revoke what it granted; when it refuses, the task. */
  | { readonly do: 'revoke'; readonly otherwise: string }
  | { readonly do: 'task'; readonly task: string };

export interface RemedyRule {
  readonly part: string;
  readonly open: Remedy;
  readonly granted: Remedy;
  /** Parts whose own remedies must be settled first: those that depend on it, and those the bundle names. */
  readonly after: readonly string[];
}

export interface Compensation {
  /** By the code of the part that was refused or not accepted. */
  readonly refused: Readonly<Record<string, readonly RemedyRule[]>>;
  /** When the applicant withdraws the case. */
  readonly withdrawal: readonly RemedyRule[];
}

export interface Bundle {
  readonly code: string;
  readonly version: string;
  readonly name: Text;
  readonly description: Text;
  readonly applicants: readonly ('person' | 'enterprise')[];
  readonly parts: readonly BundlePart[];
  readonly materials: readonly BundleMaterial[];
  readonly questions: readonly BundleQuestion[];
  /** One JSON Schema (draft-07) for the whole form, in both languages. */
  readonly form: { readonly zh: JsonObject; readonly en: JsonObject };
  readonly issuance: Issuance;
  readonly compensation: Compensation;
}

/** The centre's own rules. */
export interface Service {
  readonly workingDay: WorkingDay;
  readonly lights: LightThresholds;
  readonly clocks: ClockLimits;
  /** Reasons for which a case may go ahead of others 绿色通道, by code. */
  readonly greenChannel: ReadonlyMap<string, Text>;
  /** Cases a month: more than `high` is a high-frequency item, fewer than `low` a low-frequency one. */
  readonly frequency: { readonly high: number; readonly low: number };
  /** Of one account: rows in 24 hours, downloads under way, and how long a finished one is kept. */
  readonly downloads: { readonly rowsPerDay: number; readonly atOnce: number; readonly keptHours: number };
}

/** What a department's adapter offers: the names of its reads and submissions. What items ask for is held against it. */
export interface OfferedCapabilities {
  readonly reads: readonly string[];
  readonly submits: readonly string[];
}
