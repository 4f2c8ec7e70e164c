// Small documents for samples: real PDF and PNG files, no two alike.
import { crc32, deflateSync } from 'node:zlib';

export interface InlineDocument {
  readonly name: string;
  readonly mediaType: string;
  readonly base64: string;
}

/** One page with one line of Latin text. */
export function pdf(name: string, text: string): InlineDocument {
  const stream = `BT /F1 12 Tf 72 760 Td (${text.replace(/[^A-Za-z0-9 .,:-]/g, ' ')}) Tj ET`;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${stream.length} >>\nstream\n${stream}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ];
  let body = '%PDF-1.4\n';
  const offsets = objects.map((object, index) => {
    const offset = body.length;
    body += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const size = objects.length + 1;
  const file = `${body}xref\n0 ${size}\n0000000000 65535 f \n${table}trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${body.length}\n%%EOF\n`;
  return { name: `${name}.pdf`, mediaType: 'application/pdf', base64: Buffer.from(file, 'latin1').toString('base64') };
}

const SIDE = 8;
const SHADES = 256;
/** By their first shade; to compress them costs more than all else of a sample. */
const drawn = new Map<number, Buffer>();

/** Eight grey pixels a side, with name and number as a comment. */
export function png(name: string, number: number): InlineDocument {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(SIDE, 0);
  header.writeUInt32BE(SIDE, 4);
  header.set([8, 0, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const comment = Buffer.from(`Comment\0${name} ${number}`, 'latin1');
  const file = Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('tEXt', comment),
    pixels((number + 1) % SHADES),
    chunk('IEND', Buffer.alloc(0)),
  ]);
  return { name: `${name}.png`, mediaType: 'image/png', base64: file.toString('base64') };
}

function pixels(shade: number): Buffer {
  const known = drawn.get(shade);
  if (known !== undefined) return known;
  const rows = Buffer.alloc(SIDE * (SIDE + 1));
  for (let row = 0; row < SIDE; row += 1) {
    for (let column = 0; column < SIDE; column += 1) {
      rows[row * (SIDE + 1) + 1 + column] = Math.imul(shade, 31 * row + column + 1) % SHADES;
    }
  }
  const data = chunk('IDAT', deflateSync(rows));
  drawn.set(shade, data);
  return data;
}

function chunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const framed = Buffer.alloc(named.length + 8);
  framed.writeUInt32BE(data.length, 0);
  named.copy(framed, 4);
  framed.writeUInt32BE(crc32(named), named.length + 4);
  return framed;
}
