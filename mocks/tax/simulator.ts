// The tax department on its real wire: SOAP 1.1 over HTTP, at most so many calls at once as its contract says.
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import type { DepartmentSimulator, RunningSimulator, SimulatorContext } from '../simulator.ts';
import { openAmendmentIndex } from './amendment-index.ts';
import { rules } from './contract.ts';
import { Desk } from './desk.ts';
import { openOffice } from './office.ts';

export const department: DepartmentSimulator = {
  code: 'tax',
  portOffset: 1,
  environment: (host, port) => ({ TAX_URL: `http://${host}:${port}${rules.service.path}` }),
  start,
};

async function start(context: SimulatorContext): Promise<RunningSimulator> {
  const amendments = await openAmendmentIndex(context.dataFolder);
  const desk = new Desk(context, openOffice({ ...context, amendments }));
  const server = http.createServer((request, response) => void desk.serve(request, response));
  server.on('connection', () => context.counters.connectionOpened());
  const port = await listen(server, context.host, context.port);
  context.listening(port);
  const door = keepDoor(server, context, port);
  return {
    close: async () => {
      await door.close();
      await desk.settled();
      await amendments.close();
    },
  };
}

/** Opens and closes the listener as faults ask for it, one change after another. */
function keepDoor(server: http.Server, { misbehaviour, host }: SimulatorContext, port: number) {
  let closing = false;
  let last: Promise<unknown> = Promise.resolve();
  const settle = async (): Promise<void> => {
    const open = !closing && !misbehaviour.refuseConnections();
    if (open && !server.listening) await listen(server, host, port);
    if (!open && server.listening) await shut(server);
  };
  const change = (): Promise<unknown> => {
    last = last.then(settle, settle);
    return last;
  };
  misbehaviour.onChange(() => void change());
  void change();
  return {
    close: (): Promise<unknown> => {
      closing = true;
      return change();
    },
  };
}

function listen(server: http.Server, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

function shut(server: http.Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
