// A certificate authority for one test file, and doors that speak TLS before what does not.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer as createTlsServer } from 'node:tls';
import { generate } from 'selfsigned';
import { afterAll } from 'vitest';

export interface Authority {
  /** PEM files. */
  readonly caFile: string;
  readonly issue: (wanted?: { readonly host?: string; readonly expired?: boolean }) => Promise<IssuedIdentity>;
}

export interface IssuedIdentity {
  readonly certificate: string;
  readonly key: string;
  readonly certificateFile: string;
  readonly keyFile: string;
}

const DAY_MS = 24 * 60 * 60_000;

/** Gone after the file's tests, with every certificate. */
export async function makeAuthority(): Promise<Authority> {
  const folder = mkdtempSync(join(tmpdir(), 'yichuang-authority-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const ca = await generate([{ name: 'commonName', value: 'Throw-away authority' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true },
    ],
  });
  const write = (name: string, text: string) => {
    const file = join(folder, name);
    writeFileSync(file, text, { mode: 0o600 });
    return file;
  };
  let issued = 0;
  return {
    caFile: write('ca.pem', ca.cert),
    issue: async ({ host = '127.0.0.1', expired = false } = {}) => {
      const now = Date.now();
      const { cert, private: key } = await generate([{ name: 'commonName', value: host }], {
        keyType: 'ec',
        algorithm: 'sha256',
        ca: { key: ca.private, cert: ca.cert },
        notBeforeDate: new Date(now - 2 * DAY_MS),
        notAfterDate: new Date(expired ? now - DAY_MS : now + DAY_MS),
        extensions: [{ name: 'subjectAltName', altNames: [{ type: 7, ip: host }] }],
      });
      issued += 1;
      return {
        certificate: cert,
        key,
        certificateFile: write(`certificate-${issued}.pem`, cert),
        keyFile: write(`key-${issued}.pem`, key),
      };
    },
  };
}

/** Speaks TLS and passes on what is inside; `postgres`: after the question whether it may. Closed after the file's tests. */
export async function openTlsDoor(
  target: number,
  identity: IssuedIdentity,
  { postgres = false, clientsOf }: { postgres?: boolean; clientsOf?: string } = {},
): Promise<{ readonly port: number }> {
  const sockets = new Set<Socket>();
  // It listens nowhere: connections are handed to it when the time for TLS has come.
  const secured = createTlsServer(
    {
      cert: identity.certificate,
      key: identity.key,
      ...(clientsOf === undefined ? {} : { ca: clientsOf, requestCert: true, rejectUnauthorized: true }),
    },
    (socket) => {
      const inner = connect(target, '127.0.0.1');
      for (const each of [socket, inner]) each.on('error', () => socket.destroy());
      socket.pipe(inner).pipe(socket);
    },
  );
  const pass = (socket: Socket) => secured.emit('connection', socket);
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    if (!postgres) pass(socket);
    else
      socket.once('data', () => {
        socket.write('S');
        pass(socket);
      });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  afterAll(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });
  return { port: (server.address() as AddressInfo).port };
}
