// `node test/documents/draw-reference.ts` draws the reference image anew, to be looked at before it is committed.
import { writeFile } from 'node:fs/promises';
import { PNG } from 'pngjs';
import { renderPdf } from '../../src/documents/pdf.ts';
import { drawPages } from './page-image.ts';
import { marks, notice, renderedAt } from './sample-notice.ts';

const [page] = await drawPages(await renderPdf(notice, marks, renderedAt));
if (!page) throw new Error('The notice has no page.');
await writeFile(new URL('acceptance-notice.png', import.meta.url), PNG.sync.write(page));
