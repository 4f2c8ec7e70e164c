// Documents of a running gateway: each from what is on record, printed twice the same, sealed or to be stamped, and the pages on
// which whoever holds a paper follows, prints and verifies.
import { setTimeout as sleep } from 'node:timers/promises';
import { PDFDocument } from 'pdf-lib';
import { beforeAll, expect, test } from 'vitest';
import { type House, runHouse } from '../support/house.ts';

const SUBMIT = `mutation ($input: SubmitCaseInput!) { submitCase(input: $input) {
  ... on CaseReceived { receipt { number checkCode } }
  ... on CaseDeficient { notice { number checkCode issuedAt deficiencies { code } } } } }`;
const NOTICES = 'query ($number: ID!) { case(number: $number) { parts { code state notices { kind number } } } }';
const clerk = { role: 'window', purpose: 'acceptance' };
let house: House;

beforeAll(async () => {
  house = await runHouse();
});

async function submit(input: unknown) {
  return (await house.ask({ query: SUBMIT, variables: { input } }, clerk)).data.submitCase;
}

async function fetched(path: string, init?: RequestInit) {
  const response = await fetch(`${house.url}${path}`, { redirect: 'manual', ...init });
  return { status: response.status, headers: response.headers, bytes: Buffer.from(await response.arrayBuffer()) };
}

/** The number of the first notice of that kind on the case, once there is one. */
async function noticeOf(number: string, kind: string): Promise<string> {
  for (let turn = 0; turn < 300; turn += 1) {
    const { data } = await house.ask({ query: NOTICES, variables: { number } }, clerk);
    const all = data.case.parts.flatMap(({ notices }: { notices: { kind: string; number: string }[] }) => notices);
    const found = all.find((notice: { kind: string }) => notice.kind === kind);
    if (found) return found.number;
    await sleep(100);
  }
  throw new Error(`Case ${number} came to no ${kind}.`);
}

test('An application that is not taken in gets one notice of everything, which can be printed, and the same one again', async () => {
  const sample = await house.control.sample('home-transfer', 3);
  const input = { ...sample, materials: [] };
  const [{ notice }, again] = [await submit(input), await submit(input)];
  expect(again.notice).toEqual(notice);
  expect(notice.number).toMatch(/^G\d{13}$/);
  const page = await fetched(`/notices/${notice.number}.html?check=${notice.checkCode}`);
  expect(page.bytes.toString()).toContain('一次性告知单');
  expect(page.bytes.toString().match(/第 \d+ 项/g)).toHaveLength(notice.deficiencies.length);
  // There is no case to follow yet.
  const place = `/verify?number=${notice.number}`;
  expect(page.bytes.toString()).toContain(place);
  expect(page.bytes.toString()).not.toContain('/track');
  expect((await fetched(place)).bytes.toString()).toContain(`value="${notice.number}"`);
  expect((await fetched(`/track/${notice.number}`)).bytes.toString()).toContain('没有收件');
  const pdf = await fetched(`/notices/${notice.number}.pdf?check=${notice.checkCode}`);
  expect([pdf.status, pdf.headers.get('content-type')]).toEqual([200, 'application/pdf']);
  expect((await fetched(`/notices/${notice.number}.pdf?check=WRONG222`)).status).toBe(404);
  const other = await submit({ ...input, form: {} });
  expect(other.notice.number).not.toBe(notice.number);
  const many = await fetched(`/notices/${other.notice.number}.pdf?check=${other.notice.checkCode}`);
  expect((await PDFDocument.load(many.bytes)).getPageCount()).toBeGreaterThan(1);
});

test('A reprint is the same bytes; one flipped bit is told from the sealed document', async () => {
  const { receipt } = await submit(await house.control.sample('home-transfer', 1));
  const number = await noticeOf(receipt.number, 'ACCEPTANCE');
  const place = `/notices/${number}`;
  const check = `?check=${receipt.checkCode}`;
  const [first, second] = [await fetched(`${place}.pdf${check}`), await fetched(`${place}.pdf${check}`)];
  expect(second.bytes.equals(first.bytes)).toBe(true);
  const verify = async (body: Buffer) => {
    const headers = { 'content-type': 'application/pdf' };
    const answer = await fetched(`${place}/verify${check}`, { method: 'POST', headers, body: new Uint8Array(body) });
    return JSON.parse(answer.bytes.toString());
  };
  expect(await verify(first.bytes)).toMatchObject({ genuine: true });
  for (const at of [0, first.bytes.length >> 1, first.bytes.length - 1]) {
    const forged = Buffer.from(first.bytes);
    forged[at] = (forged[at] ?? 0) ^ 1;
    expect(await verify(forged)).toMatchObject({ genuine: false });
  }
  expect((await fetched(`${place}/verify?check=WRONG222`, { method: 'POST' })).status).toBe(404);
});

test('Whoever holds the receipt follows the case and prints at a kiosk; nothing personal is shown', async () => {
  const sample = await house.control.sample('home-transfer', 2);
  const { receipt } = await submit(sample);
  const { person } = sample['applicant'] as { person: { name: string; number: string } };
  const tracked = await fetched(`/track/${receipt.number}?check=${receipt.checkCode}`);
  expect(tracked.bytes.toString()).toContain(receipt.number);
  expect(tracked.headers.get('content-security-policy')).toContain("default-src 'none'");
  const board = await fetched('/board');
  expect(board.bytes.toString()).toContain(receipt.number);
  for (const { bytes } of [tracked, board])
    expect(bytes.toString()).not.toMatch(new RegExp(`${person.name}|${person.number}`));
  expect((await fetched(`/track/${receipt.number}?check=WRONG222`)).status).toBe(404);
  expect((await fetched('/track/<script>alert(1)</script>')).bytes.toString()).not.toContain('<script>');
  const printed = await fetched(`/print?number=${receipt.number}&check=${receipt.checkCode}`);
  expect([printed.status, printed.headers.get('location')]).toEqual([
    303,
    `/notices/${receipt.number}.pdf?check=${receipt.checkCode}`,
  ]);
  expect((await fetched('/verify')).bytes.toString()).toContain('电子印章核验');
});

test('What a department asks for once more, and what it refuses, can be printed with its own date and reason', async () => {
  await house.control.setDecisions('tax', { outcome: 'deficient', afterMs: 0 });
  const asked = (await submit(await house.control.sample('enterprise-closing', 4))).receipt;
  const more = await noticeOf(asked.number, 'DEFICIENCY');
  expect(more).toMatch(/^D[0-9A-Z]{45}01$/);
  const page = await fetched(`/notices/${more}.html?check=${asked.checkCode}`);
  expect(page.bytes.toString()).toContain('补正告知书');
  expect((await fetched(`/notices/${more.slice(0, -1)}2.html?check=${asked.checkCode}`)).status).toBe(404);
  await house.control.setDecisions('tax', { outcome: 'refuse', afterMs: 0 });
  const refused = (await submit(await house.control.sample('enterprise-closing', 5))).receipt;
  const decision = await noticeOf(refused.number, 'DECISION');
  const words = (await fetched(`/notices/${decision}.html?check=${refused.checkCode}`)).bytes.toString();
  expect(words).toContain('不予许可决定书');
  expect(words).toContain('行政复议');
});
