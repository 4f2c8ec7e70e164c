import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { StatementReader } from '../../../mocks/land/statements.ts';
import {
  dataRow,
  dataRowValues,
  errorResponse,
  MessageSplitter,
  READY,
  startupKind,
} from '../../../mocks/land/wire.ts';

function message(type: string, ...parts: (string | Buffer)[]): Buffer {
  const body = Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(`${part}\0`) : part)));
  const head = Buffer.alloc(5);
  head.write(type, 0, 'latin1');
  head.writeUInt32BE(body.length + 4, 1);
  return Buffer.concat([head, body]);
}

const short = (n: number) => Buffer.from([n >> 8, n & 0xff]);
const bound = (text: string) => Buffer.concat([Buffer.from([0, 0, 0, text.length]), Buffer.from(text)]);
const bind = (portal: string, statement: string, ...values: string[]) =>
  message('B', portal, statement, short(0), short(values.length), ...values.map(bound), short(0));
const execute = (portal: string) => message('E', portal, Buffer.alloc(4));

function splitAll(splitter: MessageSplitter, chunks: readonly Buffer[]): Buffer[] {
  const messages: Buffer[] = [];
  for (const chunk of chunks) {
    splitter.add(chunk);
    for (let next = splitter.next(); next !== undefined; next = splitter.next()) messages.push(next);
  }
  return messages;
}

describe('messages', () => {
  it('come out whole wherever the stream is cut', () => {
    const wanted = [
      READY,
      errorResponse('58000', '前置库内部错误'),
      dataRow([Buffer.from('䶮'), null, Buffer.alloc(0)]),
    ];
    const bytes = Buffer.concat(wanted);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: bytes.length }), { maxLength: 12 }), (cuts) => {
        const edges = [0, ...cuts.sort((one, other) => one - other), bytes.length];
        const chunks = edges.slice(1).map((edge, index) => bytes.subarray(edges[index], edge));
        expect(splitAll(new MessageSplitter(false), chunks)).toEqual(wanted);
      }),
    );
  });

  it.each([0, 3, 0x7fffffff])('of an impossible length are refused: %i', (length) => {
    const splitter = new MessageSplitter(true);
    const bytes = Buffer.alloc(8);
    bytes.writeUInt32BE(length);
    splitter.add(bytes);
    expect(() => splitter.next()).toThrow(RangeError);
  });

  it('of rows keep nulls, empty texts and every byte', () => {
    const value = fc.option(fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes)));
    fc.assert(
      fc.property(fc.array(value, { maxLength: 20 }), (values) => {
        expect(dataRowValues(dataRow(values))).toEqual(values);
      }),
    );
  });

  it('before the login are told apart', () => {
    const packet = (code: number) => {
      const bytes = Buffer.alloc(8);
      bytes.writeUInt32BE(8);
      bytes.writeUInt32BE(code, 4);
      return bytes;
    };
    expect([196608, 80877103, 80877104, 80877102].map((code) => startupKind(packet(code)))).toEqual([
      'startup',
      'encryption',
      'encryption',
      'cancel',
    ]);
  });
});

describe('statements', () => {
  it('are known by what was prepared, in later groups too, with the keys they ask for', () => {
    const reader = new StatementReader();
    const select = 'select qlr from v_qzk_bdcql where bdcdyh = any($1) limit $2';
    expect(reader.read([message('P', 's', select, short(0)), bind('', 's', '{a,b,c}', '9'), execute('')])).toEqual([
      { kind: 'question', records: 3 },
    ]);
    expect(reader.read([bind('p', 's', '{a}', '9'), execute('p')])).toEqual([{ kind: 'question', records: 1 }]);
  });

  it.each([
    ['insert into ea_jc_step_basicinfo_bdc values ($1)', 'submission'],
    ['with a as (insert into x values (1)) select 1', 'submission'],
    ['select * from EA_JC_STEP_PROC_BDC', 'poll'],
    ['select * from ea_jc_step_done_bdc', 'poll'],
    ['select projid from ea_jc_step_basicinfo_bdc', 'question'],
  ])('count as what they do: %s', (sql, kind) => {
    expect(new StatementReader().read([message('Q', sql)])).toMatchObject([{ kind }]);
  });

  it.each(['begin', 'COMMIT', ' rollback', 'set statement_timeout = 0', ''])(
    'of transaction control count for nothing: %j',
    (sql) => {
      expect(new StatementReader().read([message('Q', sql)])).toEqual([]);
    },
  );

  it('in malformed messages are refused', () => {
    expect(() => new StatementReader().read([message('P', Buffer.from('no end'))])).toThrow(RangeError);
    expect(() => new StatementReader().read([message('B', '', '', short(0), short(5))])).toThrow(RangeError);
  });
});
