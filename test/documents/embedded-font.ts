// The font in a notice's PDF, as a viewer finds it.
import { deflateSync, inflateSync } from 'node:zlib';
import fontkit from '@pdf-lib/fontkit';
import { PDFDocument, PDFRawStream } from 'pdf-lib';

const TRUETYPE = Buffer.from([0, 1, 0, 0]);

export async function embeddedFont(pdf: Uint8Array) {
  const [found] = fontsOf(await PDFDocument.load(pdf));
  if (!found) throw new Error('The file holds no font.');
  return fontkit.create(found.bytes);
}

/** The same file with every outline of its font taken away: its text is still there to be found, and nothing is drawn. */
export async function withoutOutlines(pdf: Uint8Array): Promise<Uint8Array> {
  const document = await PDFDocument.load(pdf);
  for (const { reference, stream, bytes } of fontsOf(document)) {
    const blank = Buffer.from(bytes);
    blank.fill(0, ...tableOf(blank, 'loca'));
    const { dict } = stream;
    document.context.assign(reference, PDFRawStream.of(dict, deflateSync(blank)));
  }
  return document.save({ useObjectStreams: false });
}

function fontsOf(document: PDFDocument) {
  return [...document.context.enumerateIndirectObjects()].flatMap(([reference, object]) => {
    const bytes = object instanceof PDFRawStream ? inflated(object.contents) : undefined;
    if (!(object instanceof PDFRawStream) || !bytes?.subarray(0, 4).equals(TRUETYPE)) return [];
    return [{ reference, stream: object, bytes }];
  });
}

function inflated(contents: Uint8Array): Buffer | undefined {
  try {
    return inflateSync(contents);
  } catch {
    return undefined;
  }
}

/** Where a table of a TrueType font begins and ends. */
function tableOf(font: Buffer, tag: string): readonly [from: number, to: number] {
  const tables = font.readUInt16BE(4);
  for (let index = 0; index < tables; index += 1) {
    const entry = 12 + index * 16;
    if (font.toString('latin1', entry, entry + 4) !== tag) continue;
    const from = font.readUInt32BE(entry + 8);
    return [from, from + font.readUInt32BE(entry + 12)];
  }
  throw new Error(`The font has no table ${tag}.`);
}
