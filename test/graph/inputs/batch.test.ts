import { expect, test } from 'vitest';
import { z } from 'zod';
import type { SampleInput } from '../../../commands/town/control.ts';
import { runCentre } from '../../cases/running-centre.ts';

const centre = await runCentre();
// A batch is received while a department is closed, too; what waits for it costs the test no time.
await centre.control.setFaults('tax', { maintenance: true });
const sample = await centre.sample('enterprise-closing');

const result = z.object({
  __typename: z.string(),
  receipt: z.object({ number: z.string() }).optional(),
  replayed: z.boolean().optional(),
});
const batch = z.object({
  submitCases: z.object({
    total: z.number(),
    received: z.number(),
    rows: z.array(z.object({ index: z.number(), error: z.string().nullable(), result: result.nullable() })),
  }),
});
const document = `mutation Batch($applications: [JSONObject!]!) { submitCases(applications: $applications) {
  total received
  rows { index error result { __typename ... on CaseReceived { replayed receipt { number } } } }
} }`;

async function submit(applications: readonly unknown[]) {
  return (await centre.window.data({ document, variables: { applications } }, batch)).submitCases;
}

const uploaded = await uploadDocuments(sample);

/** A batch is too long for documents that come along: they are uploaded before, and named. */
async function uploadDocuments(input: SampleInput): Promise<unknown> {
  const materials = input['materials'] as readonly { code: string; inline?: { mediaType: string; base64: string } }[];
  return Promise.all(
    materials.map(async (material) => {
      if (!material.inline) return material;
      const { mediaType, base64 } = material.inline;
      const fileId = await centre.upload(Buffer.from(base64, 'base64'), mediaType);
      return { code: material.code, fileId };
    }),
  );
}

const row = (n: number) => ({ ...sample, materials: uploaded, idempotencyKey: `row-${n}` });

test('five hundred applications are received in one request; a wrong row holds up no other', async () => {
  const rows = Array.from({ length: 500 }, (_, n) => row(n));
  const bad = { ...row(137), applicant: { enterprise: { creditCode: '91350428MA0TE5T16J', name: '某公司' } } };
  const applications = rows.with(137, bad as never);
  const { total, received, rows: answers } = await submit(applications);
  expect([total, received]).toEqual([500, 499]);
  expect(answers.map(({ index }) => index)).toEqual(rows.map((_, index) => index));
  expect(answers[137]).toMatchObject({
    result: null,
    error: expect.stringContaining('applicant.enterprise.creditCode'),
  });
  const numbers = answers.flatMap(({ result }) => result?.receipt?.number ?? []);
  expect(new Set(numbers).size).toBe(499);

  const again = await submit(applications);
  expect(again.rows.filter(({ result }) => result?.replayed === false)).toEqual([]);
  expect(again.rows.flatMap(({ result }) => result?.receipt?.number ?? [])).toEqual(numbers);
}, 120_000);

test('a batch with a name can be asked after by its sender, and by nobody else', async () => {
  const progress = z.object({
    batch: z
      .object({
        total: z.number(),
        ended: z.number(),
        received: z.number(),
        rows: z.array(
          z.object({ index: z.number(), outcome: z.string(), case: z.object({ number: z.string() }).nullable() }),
        ),
      })
      .nullable(),
  });
  const ask = async (name: string) =>
    (
      await centre.window.data(
        {
          document: `query Ask($name: ID!) { batch(name: $name) { total ended received rows { index outcome case { number } } } }`,
          variables: { name },
        },
        progress,
      )
    ).batch;
  const named = `mutation Batch($applications: [JSONObject!]!) {
    submitCases(batch: "monday", applications: $applications) { total received rows { index error result { __typename } } } }`;
  const applications = [
    row(930),
    { ...row(931), materials: [] },
    {},
    row(932),
    { ...row(930), agent: { number: '350428190001010015', name: '张三' } },
  ];
  // Whether a row is in conflict with another one is certain only where that was received before.
  await submit([row(930)]);
  await centre.window.data({ document: named, variables: { applications } }, batch);
  const found = await ask('monday');
  expect(found).toMatchObject({ total: 5, ended: 5, received: 2 });
  expect(found?.rows.map(({ outcome }) => outcome)).toEqual([
    'RECEIVED',
    'DEFICIENT',
    'FAILED',
    'RECEIVED',
    'CONFLICT',
  ]);
  expect(found?.rows[0]?.case?.number).toMatch(/^\d/);
  expect(await ask('tuesday')).toBeNull();
  const { errors } = await centre.operator.ask({ document: '{ batch(name: "monday") { total } }' });
  expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
});

test('every row ends in its own way', async () => {
  await submit([row(0)]);
  const { rows } = await submit([
    row(0),
    { ...row(0), agent: { number: '350428190001010015', name: '张三' } },
    { ...row(901), materials: [] },
    { ...row(902), bundle: 'no-such-bundle' },
    { ...row(903), channel: 'PIGEON' },
    {},
    row(904),
    row(904),
  ]);
  expect(rows.map(({ result, error }) => result?.__typename ?? error)).toEqual([
    'CaseReceived',
    'IdempotencyConflict',
    'CaseDeficient',
    expect.stringContaining('There is no bundle "no-such-bundle"'),
    expect.stringContaining('channel'),
    expect.stringContaining('idempotencyKey'),
    'CaseReceived',
    'CaseReceived',
  ]);
  expect(rows[6]?.result?.receipt).toEqual(rows[7]?.result?.receipt);
});

test.each([0, 501])('a batch of %i is refused as a whole', async (count) => {
  const applications = Array.from({ length: count }, () => ({}));
  const { errors } = await centre.window.ask({ document, variables: { applications } });
  expect(errors).toMatchObject([{ extensions: { code: expect.stringMatching(/BAD_USER_INPUT|QUERY_TOO_COMPLEX/) } }]);
});

test('a batch of five hundred is told its notices, however many defects they have', async () => {
  const notices = z.object({
    submitCases: z.object({
      rows: z.array(
        z.object({ result: z.object({ notice: z.object({ deficiencies: z.array(z.object({ code: z.string() })) }) }) }),
      ),
    }),
  });
  const withNotices = `mutation Batch($applications: [JSONObject!]!) { submitCases(applications: $applications) { rows {
    error result { ... on CaseDeficient { notice { deficiencies { code problem remedy material { code } item { name } } } } }
  } } }`;
  const materials = Array.from({ length: 15 }, (_, n) => ({ code: `no-such-${n}`, deferred: true }));
  const wanting = Array.from({ length: 500 }, (_, n) => ({ ...row(2_000 + n), materials }));
  const told = await centre.window.data({ document: withNotices, variables: { applications: wanting } }, notices);
  const lengths = told.submitCases.rows.map(({ result: { notice } }) => notice.deficiencies.length);
  expect(lengths).toHaveLength(500);
  // More entries than an answer to a query may have: what a mutation has done is told all the same.
  expect(Math.min(...lengths)).toBeGreaterThanOrEqual(15);
}, 120_000);

test('a notice lists two hundred defects, and says how many more there are', async () => {
  const deficiency = z.object({ code: z.string(), problem: z.string() });
  const rehearsal = z.object({ rehearseCase: z.object({ deficiencies: z.array(deficiency) }) });
  const rehearse = async (unknown: number) => {
    const materials = Array.from({ length: unknown }, (_, n) => ({ code: `no-such-${n}`, deferred: true }));
    const query = 'query($input: SubmitCaseInput!) { rehearseCase(input: $input) { deficiencies { code problem } } }';
    const variables = { input: { ...sample, materials: [...(sample['materials'] as object[]), ...materials] } };
    return (await centre.window.data({ document: query, variables }, rehearsal)).rehearseCase.deficiencies;
  };
  const whole = await rehearse(200);
  expect([whole.length, whole.at(-1)?.code]).toEqual([200, 'MATERIAL_UNKNOWN']);
  const cut = await rehearse(201);
  expect([cut.length, cut.at(-1)?.code]).toEqual([200, 'MORE']);
  expect(cut.at(-1)?.problem).toContain('2');
});
