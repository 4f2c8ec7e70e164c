// What every department's simulator is given and must return. Simulators share no code with the gateway or its adapters.
import type { Population } from './population/population.ts';

/** `mocks/<department>/simulator.ts` exports `department: DepartmentSimulator`; found by folder name. */
export interface DepartmentSimulator {
  readonly code: string;
  /** Distance of its port from MOCKS_PORT: tax 1, land 2, licensing 3, police 4. */
  readonly portOffset: number;
  /** KEY=value pairs with which `npm start` talks to this simulator at that host and port. */
  readonly environment: (host: string, port: number) => Readonly<Record<string, string>>;
  readonly start: (context: SimulatorContext) => Promise<RunningSimulator>;
}

export interface RunningSimulator {
  readonly close: () => Promise<void>;
}

export interface SimulatorContext {
  readonly host: string;
  /** 0 picks a free port; then `listening(port)` must be told the one that was picked. */
  readonly port: number;
  readonly listening: (port: number) => void;
  /** A folder of its own under MOCKS_DATA. */
  readonly dataFolder: string;
  readonly population: Population;
  readonly applications: Applications;
  readonly counters: Counters;
  readonly misbehaviour: Misbehaviour;
  /** The centre's time (CLOCK_START, CLOCK_RATE), for what departments write into their records. */
  readonly now: () => Date;
  /** True at night when MOCKS_NIGHT is on: police are closed 22:00-06:00. */
  readonly nightClosure: () => boolean;
}

/** Questions and submissions, handshakes and progress polls are counted apart (contract: GET /counters). */
export interface Counters {
  /** Call when a message arrives; call the returned function when its answer is out. */
  readonly message: (kind: 'message' | 'poll' | 'handshake', records: number) => () => void;
  readonly connectionOpened: () => void;
}

/** What goes wrong with one exchange, drawn once for each message, already counted against the rates in force. */
export interface Mishap {
  /** Latency + jitter to wait before answering. */
  readonly delayMs: number;
  /** Never answer; keep the connection open. */
  readonly hang: boolean;
  /** The department is closed for maintenance, in its own words; nothing is applied. */
  readonly maintenance: boolean;
  /** A technical failure of its own; nothing is applied. */
  readonly error: boolean;
  /** For submissions: apply, then drop the connection instead of answering. For questions: drop the connection. */
  readonly lostReply: boolean;
  /** For submissions: apply, then answer with a technical failure. */
  readonly appliedThenError: boolean;
  /** For submissions: answer nothing, drop the connection after a moment, and apply after this many ms. 0: not. */
  readonly lateApplyMs: number;
  /** Answer with bytes that its contract does not allow. */
  readonly garble: boolean;
}

export interface Misbehaviour {
  readonly draw: (kind: 'question' | 'submission' | 'poll') => Mishap;
  /** True while connections are refused; `onChange` tells when to close or reopen the listener. */
  readonly refuseConnections: () => boolean;
  readonly onChange: (listener: () => void) => void;
  /** For callbacks: how many times to deliver one, and whether to hold it back behind the next. */
  readonly callback: () => { readonly copies: number; readonly heldBack: boolean };
  /** Deterministic garbage: damages the bytes so that no strict reader can take them for an answer. */
  readonly garble: (bytes: Uint8Array) => Uint8Array;
}

export type StepKind =
  | 'ACCEPTED'
  | 'NOT_ACCEPTED'
  | 'DEFICIENT'
  | 'SUSPENDED'
  | 'RESUMED'
  | 'APPROVED'
  | 'REFUSED'
  | 'WITHDRAWN'
  | 'WITHDRAWAL_REFUSED';

/** A step in the life of an application; `sequence` counts 1, 2, 3 … for its key. */
export interface Step {
  readonly sequence: number;
  readonly kind: StepKind;
  readonly at: Date;
  readonly reason: string | null;
}

export interface Application {
  readonly key: string;
  /** The part's code: clearance, transfer, household, establishment, change, deregistration, seal, … */
  readonly effect: string;
  /** The department's own reference, from `reference`. */
  readonly reference: string;
  /** What the department keeps of the message, JSON; enough to issue licences and evidence from. */
  readonly detail: Readonly<Record<string, unknown>>;
  readonly steps: readonly Step[];
}

/** What a department took in: durable (fsync) before `take` resolves, journalled, decided by the decision book. */
export interface Applications {
  /**
   * Takes an application in and journals one effect, even where the key was taken before: a department that
   * deduplicates looks with `find` first. `payload` is hashed into the journal.
   */
  readonly take: (application: {
    readonly key: string;
    readonly effect: string;
    readonly reference: string;
    readonly payload: Uint8Array | string;
    readonly detail: Readonly<Record<string, unknown>>;
    /**
     * For a department that deduplicates: where the key was taken before, even by a message still under way, answers
     * that application once it is durable and journals nothing. `find` alone leaves a gap between two equal messages.
     */
    readonly unlessTaken?: boolean;
  }) => Promise<Application>;
  /** A supplement or withdrawal of an application that was taken; a withdrawal is journalled as `<effect>-withdrawal`. */
  readonly amend: (amendment: {
    readonly key: string;
    readonly of: string;
    readonly kind: 'supplement' | 'withdrawal';
    readonly payload: Uint8Array | string;
    /** As with `take`: an amendment's key that was taken before changes nothing. */
    readonly unlessTaken?: boolean;
  }) => Promise<Application>;
  /** The first application under a key, or the application that an amendment's key is about. */
  readonly find: (key: string) => Application | undefined;
  /** The applications whose keys come after `after` in order of intake. */
  readonly since: (
    after: number,
    first: number,
  ) => readonly { readonly position: number; readonly key: string; readonly at: Date }[];
  /** Next number of a serial of the department's own, durable: certificate numbers and the like. */
  readonly nextSerial: (name: string) => number;
  /**
   * Told of each step when it becomes visible, steps of earlier runs that were not yet told included. The steps of one
   * application come one after another; a step counts as told when the listener's promise resolves, is told again
   * where it rejects, and once more after a crash in between: listeners write so that a repetition changes nothing.
   */
  readonly onStep: (listener: (application: Application, step: Step) => void | Promise<void>) => void;
}
