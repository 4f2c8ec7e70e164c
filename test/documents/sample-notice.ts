// One notice that shows everything a notice can: rare names, a table, an electronic seal, a QR code.
import type { Notice } from '../../src/documents/notice.ts';
import type { PdfMarks } from '../../src/documents/pdf.ts';

export const notice: Notice = {
  kind: 'ACCEPTANCE',
  number: 'S1135042800TE5T030N400011503100020261122000001',
  caseNumber: '2611220000013',
  checkCode: 'Y66ERDA4',
  title: '受理通知书',
  addressee: '许䶮㛃',
  paragraphs: ['你（单位）申请的“存量房转移登记”，经审查，符合受理条件，予以受理。'],
  rows: [
    ['办件编号', '1135042800TE5T030N400011503100020261122000001'],
    ['设定依据', '《中华人民共和国民法典》第二百零九条、第二百一十四条；《不动产登记暂行条例》第十四条、第二十条'],
  ],
  department: null,
  actDate: '2026年11月22日',
};

export const marks: PdfMarks = {
  lead: { label: '办理进度', url: 'http://127.0.0.1/track/2611220000013' },
  qr: [
    [true, false, true],
    [false, true, false],
    [true, true, true],
  ],
  seal: '不动产登记中心',
};

export const renderedAt = new Date('2026-11-22T00:00:00Z');
