// What an adapter must satisfy, in canonical words. No department's own word stands here, and nothing runs here.
// A department declares its shapes by extending the empty interfaces below from its own `facts.ts`.
import type { DepartmentFault } from './fault.ts';

/** Reads by key: `{ name: { key, value } }`. */
// biome-ignore lint/suspicious/noEmptyInterface: departments extend it
export interface Reads {}
/** Reads page by page: `{ name: { where, item } }`. */
// biome-ignore lint/suspicious/noEmptyInterface: departments extend it
export interface Listings {}

export type ReadName = keyof Reads & string;
export type ListingName = keyof Listings & string;
type KeyOf<Name extends ReadName> = Reads[Name] extends { key: infer Key } ? Key : never;
type ValueOf<Name extends ReadName> = Reads[Name] extends { value: infer Value } ? Value : never;
type WhereOf<Name extends ListingName> = Listings[Name] extends { where: infer Where } ? Where : never;
type ItemOf<Name extends ListingName> = Listings[Name] extends { item: infer Item } ? Item : never;

export type { ItemOf, KeyOf, ValueOf, WhereOf };

/** For how long an answer may be told again, in seconds. */
export interface Freshness {
  /** To anybody who asks under equal authority; 0 for what must be asked each time. */
  readonly freshnessS: number;
  /** With its age, while the department itself says that it is closed; 0 for what must not outlive its freshness. */
  readonly closedS: number;
}

/** How a read may be asked. Units: keys a message, messages at once. */
export interface ReadCapability extends Freshness {
  readonly batchMax: number;
  readonly concurrency: number;
}

export interface ListingCapability extends Freshness {
  readonly pageMax: number;
  readonly concurrency: number;
}

/** How an application may be submitted, and what is known of it afterwards. */
export interface SubmitCapability {
  /** `none`: a check that changes nothing and may be asked again at will. */
  readonly effect: 'none' | 'once';
  /** The department itself drops a second submission under the same key. */
  readonly deduplicates: boolean;
  /** Worst time after the last byte sent at which a submission may still be applied. */
  readonly lateApplyMaxMs: number;
}

/** How the department tells what became of applications; `callback` is polled too, seldom, for what got lost. */
export interface ProgressCapability {
  readonly by: 'poll' | 'callback';
  readonly batchMax: number;
  readonly everyMs: number;
}

/** Its clerks work off the task list: each step is on record with the case at once, and nothing is asked for. */
export interface ProgressByTask {
  readonly by: 'task';
}

export interface Capabilities {
  readonly reads: { readonly [Name in ReadName]?: ReadCapability };
  readonly listings: { readonly [Name in ListingName]?: ListingCapability };
  readonly submits: Readonly<Record<string, SubmitCapability>>;
  readonly progress?: ProgressCapability | ProgressByTask;
  /** Whether it is told why it is asked: what it answers for one purpose is then not told for another. Assumed where absent. */
  readonly toldPurpose?: boolean;
  /** Messages of any kind in flight at once, and those that may wait for a place. */
  readonly bulkhead: { readonly concurrency: number; readonly queue: number };
}

/** What goes with every question and submission. */
export interface Call {
  /** Ends the exchange at the deadline; the transport must free its socket. */
  readonly signal: AbortSignal;
  /** Code of `catalogue/purposes.yaml`, for departments that must be told why. */
  readonly purpose: string;
  readonly traceId: string;
}

/** One value a key, in the order of the keys; null where the department has no such record; a fault where only that key failed. */
export type ReadFunction<Name extends ReadName> = (
  keys: readonly KeyOf<Name>[],
  call: Call,
) => Promise<readonly (ValueOf<Name> | null | DepartmentFault)[]>;

/** `after` is the `next` of the page before; `next` is null on the last page. `totalCount` counts all pages. */
export interface Page<Item> {
  readonly items: readonly Item[];
  readonly next: string | null;
  readonly totalCount: number;
}
export type ListingFunction<Name extends ListingName> = (
  question: { readonly where: WhereOf<Name>; readonly first: number; readonly after: string | null },
  call: Call,
) => Promise<Page<ItemOf<Name>>>;

export type JsonValue = string | number | boolean | null | readonly JsonValue[] | JsonObject;
export interface JsonObject {
  readonly [name: string]: JsonValue;
}

export type TimeUnit = 'WORKING_DAY' | 'WORKING_HOUR' | 'CALENDAR_DAY';

/** What a department is handed for one part. */
export interface Submission {
  /** `Part.key`: the business key, 45 characters of `0-9A-Z`. Equal for every attempt at the same part. */
  readonly key: string;
  readonly caseNumber: string;
  readonly item: { readonly code: string; readonly name: string; readonly implementationCode: string };
  readonly applicant: {
    readonly kind: 'person' | 'enterprise';
    readonly number: string;
    readonly name: string;
    readonly phone: string | null;
  };
  /** What the item's `payload` maps out of the form, fetched facts and evidence; the adapter parses it. */
  readonly payload: JsonObject;
  readonly materials: readonly { readonly code: string; readonly sha256: string; readonly name: string }[];
  /** RFC 3339 with offset; the centre's time of receipt. */
  readonly receivedAt: string;
  readonly promise: { readonly amount: number; readonly unit: TimeUnit };
  /** Where a department that calls back may do so. */
  readonly callbackUrl: string;
}

/** A later message about an application the department already has: an answer to its 补正, or a request to withdraw. */
export interface Amendment {
  /** Its own business key, 45 characters, equal for every attempt. */
  readonly key: string;
  /** `Part.key` of the application it is about. */
  readonly of: string;
  readonly kind: 'supplement' | 'withdrawal';
  readonly reason: string;
  readonly payload: JsonObject;
  readonly materials: Submission['materials'];
}

/** One application in the order in which the department took it in. */
export interface IntakeRecord {
  readonly key: string;
  readonly at: string;
}

/** How a submission ended. A timeout after sending is `unknown`; `not-sent` is certain. */
export type Outcome =
  | { readonly kind: 'acknowledged'; readonly reference: string; readonly progress: readonly Progress[] }
  | { readonly kind: 'refused'; readonly code: string; readonly reason: string }
  | { readonly kind: 'not-sent'; readonly fault: DepartmentFault }
  | { readonly kind: 'unknown'; readonly fault: DepartmentFault };

/** What the department says when asked whether it has a key. A failed look-up throws `DepartmentFault`. */
export type Lookup = { readonly kind: 'found'; readonly reference: string } | { readonly kind: 'absent' };

export type ProgressKind =
  | 'ACCEPTED'
  | 'NOT_ACCEPTED'
  | 'DEFICIENT'
  | 'SUSPENDED'
  | 'RESUMED'
  | 'APPROVED'
  | 'REFUSED'
  | 'WITHDRAWN'
  | 'WITHDRAWAL_REFUSED'
  | 'REVOKED';

/** One step of one application, as the department numbered it: 1, 2, 3 … without gaps for a key. */
export interface Progress {
  readonly key: string;
  readonly sequence: number;
  /** Identifies the event at its source; a repetition carries the same. */
  readonly sourceId: string;
  readonly at: string;
  readonly kind: ProgressKind;
  readonly reason: string | null;
  /** Licences that an approval issued. */
  readonly licences: readonly { readonly kind: string; readonly number: string }[];
  /** Evidence for other parts, under the catalogue's names, such as 完税证明. */
  readonly evidence: JsonObject;
}

/** The functions that a department's capabilities require; a missing one does not compile. */
export interface Adapter<C extends Capabilities = Capabilities> {
  readonly code: string;
  readonly capabilities: C;
  readonly reads: { readonly [Name in keyof C['reads'] & ReadName]: ReadFunction<Name> };
  readonly listings: { readonly [Name in keyof C['listings'] & ListingName]: ListingFunction<Name> };
  readonly submits: { readonly [Name in keyof C['submits'] & string]: SubmitFunction };
  /** Whether the department has an application or amendment under this key. */
  readonly lookup: (key: string, call: Call) => Promise<Lookup>;
  /** Sent once for each key; a lost reply is settled by `lookup` with the amendment's key. */
  readonly amend: (amendment: Amendment, call: Call) => Promise<Outcome>;
  /** What the department took in after a cursor of its own, at most `first`; for finding records without a case. */
  readonly intake: (
    question: { readonly after: string | null; readonly first: number },
    call: Call,
  ) => Promise<{ readonly items: readonly IntakeRecord[]; readonly next: string | null }>;
  /** Every step so far of each application; at most `progress.batchMax` keys. */
  readonly progress: (keys: readonly string[], call: Call) => Promise<readonly Progress[]>;
  /** Parses and authenticates one callback; throws `DepartmentFault` where it is forged, stale or malformed. */
  readonly callback?: (body: Uint8Array, headers: Readonly<Record<string, string | undefined>>) => readonly Progress[];
  readonly close: () => Promise<void>;
}

/** Never throws for what a department may do: every ending is an `Outcome`. */
export type SubmitFunction = (submission: Submission, call: Call) => Promise<Outcome>;

/** What `adapters/<department>/adapter.ts` exports: its settings' names, and the way to open it. */
export interface DepartmentModule<C extends Capabilities = Capabilities> {
  readonly code: string;
  /** Names of the environment variables it needs; read by `src/config.ts`, handed to `open`. */
  readonly settings: readonly string[];
  readonly open: (environment: DepartmentEnvironment) => Promise<Adapter<C>>;
}

export interface DepartmentEnvironment {
  readonly settings: Readonly<Record<string, string>>;
  /** The machine's time, for signatures and staleness. */
  readonly nowMs: () => number;
  /** For departments that work by tasks; the others need none. */
  readonly taskList?: TaskList | undefined;
  readonly tls?: DepartmentTls;
}

/**
 * The gateway's own list of work for people: what a department without a system of its own has instead of one. It takes each
 * key once and answers a repetition as it did the first time. Anything that it throws leaves open whether it has the key.
 */
export interface TaskList {
  readonly take: (department: string, submission: Submission) => Promise<TakenIn>;
  readonly amend: (department: string, amendment: Amendment) => Promise<TakenIn>;
  /** Undefined where it does not have the key. */
  readonly find: (department: string, key: string) => Promise<TakenIn | undefined>;
  /** Every step so far of each application. */
  readonly steps: (department: string, keys: readonly string[]) => Promise<readonly Progress[]>;
  readonly intake: (
    department: string,
    question: { readonly after: string | null; readonly first: number },
  ) => Promise<{ readonly items: readonly IntakeRecord[]; readonly next: string | null }>;
}

export interface TakenIn {
  /** The number under which the department's clerks find it. */
  readonly reference: string;
}

/** How a connection to a department is protected, where it is. A certificate that does not hold is a connection that fails. */
export interface DepartmentTls {
  /** TLS is required where no address says so. */
  readonly required: boolean;
  /** PEM of the authorities that are believed instead of the system's. */
  readonly ca: string | undefined;
  /** By which the department knows the gateway; PEM. */
  readonly client: { readonly certificate: string; readonly key: string } | undefined;
}
