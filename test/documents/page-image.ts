// Pages as a viewer draws them, with the engine that browsers use, compiled to WebAssembly: the same pixels on every machine.
import { PDFiumLibrary } from '@hyzyla/pdfium';
import { PNG } from 'pngjs';

const SCALE = 1.25;

export async function drawPages(pdf: Uint8Array): Promise<readonly PNG[]> {
  const library = await PDFiumLibrary.init();
  const document = await library.loadDocument(pdf);
  try {
    const drawn: PNG[] = [];
    for (const page of document.pages()) {
      const { width, height, data } = await page.render({ scale: SCALE, render: 'bitmap' });
      const image = new PNG({ width, height });
      image.data = Buffer.from(data);
      drawn.push(image);
    }
    return drawn;
  } finally {
    document.destroy();
    library.destroy();
  }
}
