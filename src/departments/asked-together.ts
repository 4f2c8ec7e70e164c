// Departments of whom many ask at the same time, each for an application of its own: questions of one read that come together go
// in one message. Nothing is told again: every message leaves after all who asked in it.
import { DepartmentFault } from './fault.ts';
import type { KeyOf, ReadName, ValueOf } from './port.ts';
import { QuestionQueue } from './question-queue.ts';
import type { Departments, Reader } from './registry.ts';
import { defaultResilience, type Exchange } from './resilience.ts';

export function askedTogether(departments: Departments, nowMs: () => number): Departments {
  const queues = new Map<string, QuestionQueue>();
  const queueOf = (name: ReadName, purpose: string): QuestionQueue => {
    const reader = departments.reader(name);
    // A department that is told the purpose answers for one purpose at a time.
    const place = reader.toldPurpose ? `${name}\n${purpose}` : name;
    const queue = queues.get(place) ?? openQueue(reader, nowMs);
    queues.set(place, queue);
    return queue;
  };
  return {
    ...departments,
    reader: <Name extends ReadName>(name: Name): Reader<Name> => ({
      ...departments.reader(name),
      read: async (keys, exchange) => {
        const queue = queueOf(name, exchange.purpose);
        return Promise.all(keys.map((key) => askOne<Name>(queue, key, exchange)));
      },
    }),
  };
}

async function askOne<Name extends ReadName>(queue: QuestionQueue, key: KeyOf<Name>, exchange: Exchange) {
  try {
    return (await queue.ask(key, exchange)).value as ValueOf<Name> | null;
  } catch (error) {
    if (error instanceof DepartmentFault) return error;
    throw error;
  }
}

function openQueue<Name extends ReadName>(reader: Reader<Name>, nowMs: () => number): QuestionQueue {
  const { department, capability, waitingMax, read } = reader;
  return new QuestionQueue({
    ...{ department, waitingMax, nowMs, deadlineMs: defaultResilience.readDeadlineMs },
    ...{ batchMax: capability.batchMax, concurrency: capability.concurrency },
    ask: async (keys, exchange) => {
      // Two applications may be about the same person; a department is asked about each once.
      const names = keys.map((key) => JSON.stringify(key));
      const distinct = new Map(names.map((name, index) => [name, keys[index] as KeyOf<Name>]));
      const values = await read([...distinct.values()], exchange);
      const byName = new Map([...distinct.keys()].map((name, index) => [name, values[index]]));
      return names.map((name) => byName.get(name));
    },
  });
}
