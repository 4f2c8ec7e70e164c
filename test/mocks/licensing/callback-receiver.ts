// Where the simulator's callbacks arrive in tests: keeps each with its headers, and can be away or unwilling.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Delivery {
  readonly body: Uint8Array;
  readonly headers: Readonly<Record<string, string | undefined>>;
}

export async function openCallbackReceiver() {
  const deliveries: Delivery[] = [];
  let attempts = 0;
  let status = 204;
  const server = createServer(async (request, response) => {
    attempts += 1;
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    if (status < 300) {
      const headers = Object.entries(request.headers).map(([name, value]) => [name, value?.toString()]);
      deliveries.push({ body: Buffer.concat(chunks), headers: Object.fromEntries(headers) });
    }
    response.writeHead(status).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/callbacks/licensing`,
    deliveries,
    attempts: () => attempts,
    answerWith: (wanted: number) => {
      status = wanted;
    },
    close: () => {
      server.closeAllConnections();
      return new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
