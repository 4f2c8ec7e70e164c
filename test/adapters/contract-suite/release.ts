// An adapter that was closed holds nothing any more, whatever was under way.
import { describe, expect, test } from 'vitest';
import { callWithin, type Examined, readOf, required } from './examined.ts';

const CLOSED_WITHIN_MS = 5_000;

export function describeRelease({ reopen, control, example, population }: Examined, code: string): void {
  const [readName = ''] = Object.keys(example.reads);
  const ask = (adapter: Awaited<ReturnType<typeof reopen>>, withinMs: number) =>
    readOf(adapter, readName)([required(example.reads, readName).known(population, 0).key], callWithin(withinMs));

  describe.skipIf(readName === '')('when it is closed', () => {
    test('has given back its sockets', async () => {
      const adapter = await reopen();
      await ask(adapter, 5_000);
      const open = sockets();
      await adapter.close();
      // The other end is in this process too, and counts where the adapter's own idle sockets keep nothing alive.
      await expect.poll(sockets, { timeout: CLOSED_WITHIN_MS }).toBeLessThan(open);
    });

    test('lets no question hang that was under way', async () => {
      const adapter = await reopen();
      await control().setFaults(code, { hang: true });
      const question = ask(adapter, 2_000).then(
        () => 'answered',
        () => 'failed',
      );
      const began = performance.now();
      await adapter.close();
      expect(await question).toBe('failed');
      expect(performance.now() - began).toBeLessThan(CLOSED_WITHIN_MS);
      await control().clearFaults();
    });
  });
}

function sockets(): number {
  return process.getActiveResourcesInfo().filter((resource) => resource === 'TCPSocketWrap').length;
}
