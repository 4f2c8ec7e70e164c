// Messages of PostgreSQL's protocol, version 3, as far as a proxy must read and write them.

/** Above any message of a sane peer. */
const MESSAGE_BYTES_MAX = 64 * 1024 * 1024;

/** Cuts a stream of bytes into whole messages. Throws where a length is impossible. */
export class MessageSplitter {
  #rest: Buffer = Buffer.alloc(0);
  /** The first packets of a client carry no type byte. */
  untyped: boolean;

  constructor(untyped: boolean) {
    this.untyped = untyped;
  }

  add(bytes: Buffer): void {
    this.#rest = this.#rest.length === 0 ? bytes : Buffer.concat([this.#rest, bytes]);
  }

  /** The next whole message, type and length included; undefined while it is incomplete. */
  next(): Buffer | undefined {
    const lengthAt = this.untyped ? 0 : 1;
    if (this.#rest.length < lengthAt + 4) return undefined;
    const length = this.#rest.readUInt32BE(lengthAt);
    if (length < 4 || length > MESSAGE_BYTES_MAX) throw new RangeError(`message of ${length} bytes`);
    if (this.#rest.length < lengthAt + length) return undefined;
    const message = this.#rest.subarray(0, lengthAt + length);
    this.#rest = this.#rest.subarray(lengthAt + length);
    return message;
  }
}

export function typeOf(message: Buffer): string {
  return String.fromCharCode(message[0] ?? 0);
}

const PROTOCOL_3 = 3;
export const REFUSED_ENCRYPTION = Buffer.from('N');

/** What an untyped packet asks for: requests for encryption are refused, the rest is the server's business. */
export function startupKind(packet: Buffer): 'startup' | 'encryption' | 'cancel' {
  if (packet.length < 8) return 'startup';
  if (packet.readUInt16BE(4) === PROTOCOL_3) return 'startup';
  const code = packet.readUInt32BE(4);
  return code === 80877103 || code === 80877104 ? 'encryption' : 'cancel';
}

function framed(type: string, body: Buffer): Buffer {
  const head = Buffer.alloc(5);
  head.write(type, 0, 'latin1');
  head.writeUInt32BE(body.length + 4, 1);
  return Buffer.concat([head, body]);
}

/** An error of severity ERROR: the statement failed, the connection lives. */
export function errorResponse(sqlState: string, message: string): Buffer {
  return framed('E', Buffer.from(`SERROR\0VERROR\0C${sqlState}\0M${message}\0\0`));
}

/** Ready for the next statement, outside a transaction. */
export const READY = framed('Z', Buffer.from('I'));

export function commandComplete(tag: Uint8Array): Buffer {
  return framed('C', Buffer.concat([tag, Buffer.from([0])]));
}

/** The tag of a CommandComplete without its terminator. */
export function commandTag(message: Buffer): Buffer {
  return message.subarray(5, message.length - 1);
}

export function fieldCount(rowDescription: Buffer): number {
  return rowDescription.readUInt16BE(5);
}

export type Values = (Buffer | null)[];

export function dataRowValues(message: Buffer): Values {
  return lengthPrefixed(message, 5).values;
}

export function dataRow(values: Values): Buffer {
  const count = Buffer.alloc(2);
  count.writeUInt16BE(values.length);
  const parts = values.flatMap((value) => {
    const length = Buffer.alloc(4);
    length.writeInt32BE(value === null ? -1 : value.length);
    return value === null ? [length] : [length, value];
  });
  return framed('D', Buffer.concat([count, ...parts]));
}

/** Count, then each value behind its length; -1 is null. */
function lengthPrefixed(message: Buffer, at: number): { values: Values; end: number } {
  const values: Values = [];
  let offset = at + 2;
  for (let left = message.readUInt16BE(at); left > 0; left--) {
    const length = message.readInt32BE(offset);
    offset += 4;
    values.push(length < 0 ? null : message.subarray(offset, offset + length));
    if (length > 0) offset += length;
  }
  return { values, end: offset };
}

/** A text that ends with a zero byte, and where the next thing begins. */
function zeroEnded(message: Buffer, at: number): { text: string; next: number } {
  const end = message.indexOf(0, at);
  if (end < 0) throw new RangeError('unterminated text');
  return { text: message.toString('utf8', at, end), next: end + 1 };
}

export function parseMessage(message: Buffer): { name: string; sql: string } {
  const name = zeroEnded(message, 5);
  return { name: name.text, sql: zeroEnded(message, name.next).text };
}

export function bindMessage(message: Buffer): { portal: string; statement: string; values: Values } {
  const portal = zeroEnded(message, 5);
  const statement = zeroEnded(message, portal.next);
  const formats = message.readUInt16BE(statement.next);
  const { values } = lengthPrefixed(message, statement.next + 2 + 2 * formats);
  return { portal: portal.text, statement: statement.text, values };
}

export function executedPortal(message: Buffer): string {
  return zeroEnded(message, 5).text;
}

export function simpleQuery(message: Buffer): string {
  return zeroEnded(message, 5).text;
}
