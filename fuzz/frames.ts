// Frames of the police, damaged, through the adapter over real sockets. A frame whose check code still fits must be read field
// by field as its bytes stand: what the adapter takes is encoded again by the simulator's own code and compared.
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { department } from '../adapters/police/adapter.ts';
import type { Resident } from '../adapters/police/facts.ts';
import type { Chance } from '../commands/history/chance.ts';
import { writeGb18030 } from '../mocks/police/gb18030.ts';
import {
  frameOf,
  headerBytes,
  layout,
  readMessage,
  readQuestion,
  sealed,
  writeAnswer,
} from '../mocks/police/records.ts';
import { answerResidents } from '../mocks/police/residents.ts';
import { createPopulation } from '../mocks/population/town.ts';
import { DepartmentFault } from '../src/departments/fault.ts';
import type { CitizenNumber } from '../src/values/citizen-number.ts';
import { damageBytes } from './damage.ts';
import { heldBytes } from './memory.ts';
import { finding, type OpenTarget, type Plant, type Target, type Verdict } from './target.ts';

const REPLACES: Plant = { name: 'puts a replacement where a character is broken' };
const WITHIN_MS = 2_000;
const population = createPopulation({ seed: 1, people: 200 });

export const frames: Target = {
  name: 'frames',
  inputs: 10_000,
  atOnce: 1,
  plants: [REPLACES],
  open: async (plant) => openFrames(plant === REPLACES),
};

/** Connections end after each answer; a port that had too many of them has no more numbers for new ones. */
const ANSWERS_PER_PORT = 5_000;

interface Line {
  readonly server: Server;
  readonly adapter: Awaited<ReturnType<typeof department.open>>;
}

async function openFrames(replaces: boolean): Promise<OpenTarget> {
  let chance: Chance | undefined;
  let sent: Buffer | undefined;
  let line: Line | undefined;
  let answers = 0;
  let ended = Promise.resolve();
  const onConnection = (socket: Socket) => {
    let held = Buffer.alloc(0);
    ended = new Promise((resolve) => socket.once('close', () => resolve()));
    socket.on('error', () => socket.destroy());
    socket.on('data', (bytes: Buffer) => {
      held = Buffer.concat([held, bytes]);
      if (!chance || sent || held.length < 4 || held.length < 4 + held.readUInt32BE(0)) return;
      sent = answerTo(held.subarray(4), chance);
      socket.end(sent);
    });
  };
  return {
    run: async (drawn) => {
      if (!line || answers % ANSWERS_PER_PORT === 0) {
        await close(line);
        line = await openLine(onConnection);
      }
      answers += 1;
      [chance, sent] = [drawn, undefined];
      const people = new Set(Array.from({ length: 1 + drawn.below(3) }, () => drawn.below(population.people)));
      const numbers = [...people].map((index) => population.person(index).number as CitizenNumber);
      const call = { signal: AbortSignal.timeout(WITHIN_MS), purpose: 'acceptance', traceId: 'fuzz' };
      try {
        return judge(await readResidents(line, numbers, call), sent);
      } catch (error) {
        if (!(error instanceof DepartmentFault)) throw error;
        if (!sent) return finding(`the question never came: ${error.message}`, '');
        if (error.kind === 'timeout') return finding('a connection that had ended was waited for', sent);
        return replaces ? judge(replaced(numbers, sent), sent) : { kind: 'refused' };
      } finally {
        // So that the next question does not go out on a connection that is about to end.
        await ended;
      }
    },
    memoryBytes: heldBytes,
    close: () => close(line),
  };
}

async function openLine(onConnection: (socket: Socket) => void): Promise<Line> {
  const server = createServer(onConnection);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const settings = { POLICE_ADDRESS: `127.0.0.1:${port}` };
  return { server, adapter: await department.open({ settings, nowMs: Date.now }) };
}

async function close(line: Line | undefined): Promise<void> {
  await line?.adapter.close();
  await new Promise<void>((resolve) => (line ? line.server.close(() => resolve()) : resolve()));
}

type ReadResidents = (numbers: readonly CitizenNumber[], call: object) => Promise<readonly (Resident | null)[]>;

async function readResidents({ adapter }: Line, ...question: Parameters<ReadResidents>) {
  const residents = await (adapter.reads.residents as ReadResidents)(...question);
  for (const resident of residents) if (resident instanceof DepartmentFault) throw resident;
  return residents;
}

/** Damaged on the wire, or before the check code was made: then only what stands in the records can be wrong. */
function answerTo(content: Uint8Array, chance: Chance): Buffer {
  const message = readMessage(content);
  const questions = message && readQuestion(message);
  if (!message || !questions) throw new Error('The adapter sent no question that the police understand.');
  const intact = Buffer.from(writeAnswer(message.head, '000', answerResidents(population, questions)));
  if (chance.percent(10)) return frameOf(intact);
  if (chance.percent(35)) return damageBytes(frameOf(intact), chance);
  const [head, body] = [Buffer.from(intact.subarray(0, headerBytes())), intact.subarray(headerBytes())];
  return frameOf(sealed(head, damageBytes(body, chance).subarray(0, body.length)));
}

function replaced(numbers: readonly CitizenNumber[], sent: Buffer): readonly Resident[] {
  const name = new TextDecoder('gb18030').decode(sent.subarray(4 + headerBytes() + 29, 4 + headerBytes() + 89)).trim();
  return numbers.map((number) => ({ number, name, household: null }));
}

function judge(residents: readonly (Resident | null)[], sent: Buffer | undefined): Verdict {
  if (!sent) throw new Error('The adapter answered before it was answered.');
  // What came after the frame is none of this answer.
  const content = sent.subarray(4, 4 + sent.readUInt32BE(0));
  const body = content.subarray(headerBytes());
  if (!readMessage(content)) return finding('was taken, though its check code does not fit', sent);
  const said = recordsOf(body);
  if (!said) return finding('was taken, though it is not made of records', sent);
  const people = said.filter(({ letter }) => letter === 'P');
  if (people.length !== residents.length) return finding(`names ${people.length} people`, sent);
  const wrong = residents.flatMap((resident, index) => wrongFields(resident, people[index], said));
  return wrong.length === 0 ? { kind: 'taken' } : finding(`read ${wrong.join(', ')} otherwise than it stands`, sent);
}

/** A record's fields as bytes. */
interface SaidRecord {
  readonly letter: string;
  readonly fields: ReadonlyMap<string, Buffer>;
}

function recordsOf(body: Buffer): readonly SaidRecord[] | undefined {
  const records: SaidRecord[] = [];
  for (let at = 0; at < body.length; ) {
    const letter = String.fromCharCode(body[at] ?? 0);
    const stated = layout.records[letter]?.fields;
    if (!stated) return undefined;
    at += 1;
    const fields = new Map<string, Buffer>();
    for (const { name, bytes } of stated) {
      fields.set(name, body.subarray(at, at + bytes));
      at += bytes;
    }
    records.push({ letter, fields });
  }
  return records;
}

function wrongFields(resident: Resident | null, person: SaidRecord | undefined, said: readonly SaidRecord[]) {
  if (!resident) return stands(person, 'result', '库中无此号') ? [] : ['a person who is not there'];
  const { number, name, household } = resident;
  const wrong = [
    ...(stands(person, 'number', number) ? [] : ['the number']),
    ...(stands(person, 'name', name) ? [] : ['the name']),
  ];
  if (!household) return wrong;
  const register = said.find(
    (record) =>
      record.letter === 'H' &&
      stands(record, 'number', number) &&
      stands(record, 'register', household.number) &&
      stands(record, 'state', '1') &&
      stands(record, 'to', ''),
  );
  if (!stands(register, 'address', household.address)) wrong.push('the address');
  const members = said.filter((record) => record.letter === 'M' && stands(record, 'number', number));
  if (members.length !== household.members.length) wrong.push('the members');
  household.members.forEach((member, index) => {
    if (!stands(members[index], 'memberNumber', member.number)) wrong.push('the number of a member');
    if (!stands(members[index], 'memberName', member.name)) wrong.push('the name of a member');
  });
  return wrong;
}

/** Whether the field's bytes are this value's, filled with blanks. */
function stands(record: SaidRecord | undefined, field: string, value: string): boolean {
  const bytes = record?.fields.get(field);
  const written = writeGb18030(value);
  if (!bytes || !written || written.length > bytes.length) return false;
  const filled = Buffer.alloc(bytes.length, ' ');
  filled.set(written);
  return filled.equals(bytes);
}
