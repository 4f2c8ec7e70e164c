import { once } from 'node:events';
import net, { type AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { shortReadsSocket } from '../../../adapters/wire/short-reads.ts';

it('keeps apart what several sockets read at the same time, and tells each of its end', async () => {
  const said = (name: number) => Buffer.alloc(300_000, String(name));
  let connections = 0;
  const server = net.createServer((socket) => socket.end(said(connections++)));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const heard = await Promise.all(
    Array.from({ length: 5 }, async () => {
      const chunks: Buffer[] = [];
      const socket = shortReadsSocket().on('data', (chunk: Buffer) => chunks.push(chunk));
      await once(socket.connect({ host: '127.0.0.1', port }), 'end');
      return Buffer.concat(chunks);
    }),
  );
  expect(heard.toSorted(Buffer.compare).map((bytes, name) => bytes.equals(said(name)))).toEqual(Array(5).fill(true));
  await new Promise((resolve) => server.close(resolve));
});
