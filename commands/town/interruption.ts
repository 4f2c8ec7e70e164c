// The ways in which whoever started a command ends it before its time.

/** `exitCode` follows the shells: 128 and the number of the signal. */
export class Interrupted extends Error {
  readonly exitCode: number;

  constructor(exitCode: number) {
    super('Interrupted');
    this.exitCode = exitCode;
  }
}

const SIGNALS = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;
const READER_GONE = 141;

/** Rejects with `Interrupted` at a signal, or when nobody reads standard output any more. Further signals are ignored. */
export function interruption(): Promise<never> {
  const interrupted = new Promise<never>((_, reject) => {
    for (const [signal, exitCode] of Object.entries(SIGNALS)) {
      process.on(signal as keyof typeof SIGNALS, () => reject(new Interrupted(exitCode)));
    }
    process.stdout.on('error', () => reject(new Interrupted(READER_GONE)));
  });
  interrupted.catch(() => undefined);
  return interrupted;
}
