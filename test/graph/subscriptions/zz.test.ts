import { test } from 'vitest';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { connect } from 'node:net';
import { WebSocket } from 'ws';
import { runReplicas, tokenOf } from './replicas.ts';
import { CASE_FEED } from './collecting.ts';
const town = await runReplicas(1);
test('x', async () => {
  for (const department of ['tax', 'land', 'police']) await town.control.setDecisions(department, { outcome: 'hold' });
  const number = await town.receive(0);
  await sleep(3000);
  const cpu = async () => { const a = process.cpuUsage(); await sleep(5000); const b = process.cpuUsage(a); return (b.user + b.system) / 5e4; };
  console.log('idle % without', await cpu());
  const authorization = `Bearer ${await tokenOf({ role: 'window' })}`;
  const m0 = process.memoryUsage().heapUsed;
  let acks = 0, next = 0;
  const sockets = [];
  for (let s = 0; s < 8; s++) {
    const socket = new WebSocket(town.socketUrl, 'graphql-transport-ws'); sockets.push(socket);
    socket.on('message', (d) => { const m = JSON.parse(String(d)); if (m.type === 'next') next++; if (m.type==='error') console.log(m); });
    await once(socket, 'open'); socket.send(JSON.stringify({ type: 'connection_init', payload: { authorization } })); await once(socket, 'message');
    for (let i = 0; i < 500; i++) socket.send(JSON.stringify({ type: 'subscribe', id: String(i), payload: { query: CASE_FEED, operationName: 'CaseChanged', variables: { number } } }));
  }
  const t = performance.now();
  while (next === 0) { await town.commitEvents(number, 1); await sleep(500); }
  await sleep(5000);
  console.log('subscribed', performance.now() - t, next, (process.memoryUsage().heapUsed - m0) / 4000);
  console.log('idle % with 4000', await cpu());
  next = 0; const t2 = performance.now();
  await town.commitEvents(number, 1);
  while (next < 4000 && performance.now() - t2 < 20000) await sleep(5);
  console.log('fan out of 4000', next, performance.now() - t2);
  for (const req of ['GET /other HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n', 'GET /graphql HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n']) {
    const c = connect(Number(new URL(town.url).port), '127.0.0.1'); let out = ''; c.on('data', (d) => { out += d; }); c.write(req); await once(c, 'close'); console.log(JSON.stringify(out));
  }
  for (const s of sockets) s.terminate();
}, 120000);
