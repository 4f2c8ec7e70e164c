// Answers that the contract does not allow, one kind after another, so that a caller meets all of them.

export interface Garbage {
  readonly contentType: string;
  readonly bytes: Buffer;
}

const XML = 'text/xml; charset=utf-8';

/** `damage` is the general damage done to bytes; the other kinds are this wire's own. */
export function garbageOf(damage: (bytes: Uint8Array) => Uint8Array) {
  const kinds: readonly ((answer: Buffer) => Garbage)[] = [
    (answer) => ({ contentType: XML, bytes: answer.subarray(0, Math.floor(answer.length * 0.6)) }),
    (answer) => ({ contentType: XML, bytes: Buffer.from(damage(answer)) }),
    (answer) => ({ contentType: XML, bytes: withDoctype(answer) }),
    () => ({ contentType: 'text/html; charset=utf-8', bytes: Buffer.from('<html><body>系统升级中</body></html>') }),
    () => ({ contentType: XML, bytes: Buffer.alloc(0) }),
    (answer) => ({ contentType: 'text/xml; charset=gbk', bytes: Buffer.concat([answer, Buffer.of(0x80)]) }),
    (answer) => ({ contentType: XML, bytes: replaced(answer, '</S:Body>', '') }),
    (answer) => ({ contentType: XML, bytes: replaced(answer, 'rtn_code', 'rtn_kode') }),
  ];
  let next = 0;
  return (answer: Buffer): Garbage => {
    const kind = kinds[next++ % kinds.length];
    return kind ? kind(answer) : { contentType: XML, bytes: Buffer.alloc(0) };
  };
}

function withDoctype(answer: Buffer): Buffer {
  return replaced(answer, '<S:Envelope', '<!DOCTYPE S [<!ENTITY a "&#60;">]><S:Envelope');
}

function replaced(answer: Buffer, search: string, replacement: string): Buffer {
  return Buffer.from(answer.toString('utf8').replaceAll(search, replacement));
}
