import type { Locator, Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { hasBrowser, screenshot } from '../support/browser.ts';
import { type ExamplePage, runExample } from './page.ts';

const opening = z.object({
  applicant: z.object({ person: z.object({ number: z.string(), name: z.string(), phone: z.string() }) }),
  form: z.object({
    enterpriseName: z.string(),
    enterpriseKind: z.string(),
    registeredCapital: z.string(),
    businessScope: z.string(),
    industry: z.string(),
    unitNumber: z.string(),
    shareholders: z.array(z.object({ number: z.string(), name: z.string(), capital: z.string() })),
    contactPhone: z.string(),
  }),
});
type Opening = z.infer<typeof opening>;

const ARTICLES = { name: '公司章程.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4\n%%EOF\n') };

describe.skipIf(!hasBrowser)('the example: opening an enterprise by hand', () => {
  let example: ExamplePage;
  let page: Page;
  let facts: Opening;
  beforeAll(async () => {
    example = await runExample();
    page = await example.open();
    facts = opening.parse(await example.town.control.sample('enterprise-opening', 7));
  });

  test('a clerk signs in and picks the bundle', async () => {
    await page.getByRole('button', { name: '窗口人员登录' }).click();
    const card = page.locator('.card', { hasText: '企业开办' });
    await card.getByText('企业设立登记').waitFor();
    await screenshot(page, 'example-bundles');
    await card.getByRole('link', { name: '办理' }).click();
    await page.getByRole('heading', { name: '申请材料' }).waitFor();
    await screenshot(page, 'example-empty');
  });

  test('a rehearsal of an empty form shows every defect, each at its own field', async () => {
    const { number, name } = facts.applicant.person;
    await page.locator('form').getByLabel('公民身份号码').fill(number);
    await page.locator('form').getByLabel('姓名').fill(name);
    await page.getByRole('button', { name: '预审' }).click();
    await page.locator('.wrong li').first().waitFor();
    const listed = await page.locator('.wrong li').count();
    expect(listed).toBeGreaterThan(9);
    for (const label of ['企业名称', '注册资本', '经营范围']) {
      await field(page, label).getByText('未填写').first().waitFor();
    }
    await page.locator('#material-articles-of-association .defect').waitFor();
    await screenshot(page, 'example-defects');
    await page.locator('.wrong button', { hasText: '企业名称' }).click();
    expect(await page.evaluate('document.activeElement.id')).toBe('root_enterpriseName');
  });

  test('what was entered survives a reload', async () => {
    await fillIn(page, facts);
    await page.reload();
    await page.getByRole('heading', { name: '申请材料' }).waitFor();
    expect(await page.getByLabel('企业名称').inputValue()).toBe(facts.form.enterpriseName);
    expect(await page.locator('#material-articles-of-association output').textContent()).toContain(ARTICLES.name);
    await screenshot(page, 'example-filled');
  });

  test('the rehearsal then finds nothing wrong, and says by when all is issued', async () => {
    await page.getByRole('button', { name: '预审' }).click();
    await page.getByText('预审通过').waitFor();
    await page.locator('.right', { hasText: /预计出件：\d{4}-\d{2}-\d{2}/ }).waitFor();
    await screenshot(page, 'example-rehearsed');
  });

  test('a submission whose answer is lost is sent again after a reload, and is the same case', async () => {
    let answersToLose = 1;
    await page.route('**/graphql', async (route) => {
      const isSubmission = route.request().postData()?.includes('idempotencyKey') ?? false;
      if (!isSubmission || answersToLose === 0) return route.continue();
      answersToLose -= 1;
      await route.fetch();
      return route.abort();
    });
    await page.getByRole('button', { name: '提交申请' }).click();
    await page.getByText('未能完成').waitFor();
    expect(answersToLose).toBe(0);
    await page.reload();
    await page.getByRole('heading', { name: '申请材料' }).waitFor();
    await page.getByRole('button', { name: '提交申请' }).click();
    await page.getByText('此前已经收件').waitFor();
  });

  test('the case is followed live to the joint issue, and its notice can be read', async () => {
    await page.locator('.state[data-state="ISSUED"]').waitFor({ timeout: 60_000 });
    await page.getByText('实时更新中').waitFor();
    for (const licence of ['营业执照', '公章备案', '税务登记']) {
      await page.locator('.licence', { hasText: licence }).waitFor();
    }
    await screenshot(page, 'example-issued');
    const notice = page.waitForResponse((response) => response.url().includes('/notices/'));
    await page.getByRole('button', { name: '受理通知书' }).first().click();
    expect((await notice).headers()['content-type']).toBe('application/pdf');
    const effects = await example.town.control.journal();
    expect(effects.filter(({ effect }) => effect === 'establishment')).toHaveLength(1);
  });

  test('speaks English on demand', async () => {
    await page.getByRole('button', { name: 'English' }).click();
    await page.locator('.state', { hasText: 'Licences are released' }).waitFor();
    await page.getByRole('columnheader', { name: 'Department' }).waitFor();
    await screenshot(page, 'example-english');
  });
});

/** The part of the form that asks one question. */
function field(page: Page, label: string): Locator {
  return page.locator('.rjsf-field', { hasText: label }).last();
}

/** As a person does: one field after the other. */
async function fillIn(page: Page, { applicant, form }: Opening): Promise<void> {
  const { person } = applicant;
  const fill = (label: string, text: string) => page.getByLabel(label).first().fill(text);
  await fill('不动产单元号', form.unitNumber);
  await fill('企业名称', form.enterpriseName);
  await page.getByLabel('企业类型').selectOption({ label: form.enterpriseKind });
  await fill('注册资本', form.registeredCapital);
  await fill('经营范围', form.businessScope);
  await fill('国民经济行业代码', form.industry);
  await page.locator('#root_legalRepresentative_number').fill(person.number);
  await page.locator('#root_legalRepresentative_name').fill(person.name);
  for (const [index, shareholder] of form.shareholders.entries()) {
    const row = (name: string) => page.locator(`#root_shareholders_${index}_${name}`);
    if (!(await row('number').isVisible())) await page.getByRole('button', { name: '添加' }).click();
    await row('number').fill(shareholder.number);
    await row('name').fill(shareholder.name);
    await row('capital').fill(shareholder.capital);
  }
  await page.getByLabel('法定名称章').check();
  await page.locator('#root_contactPhone').fill(form.contactPhone);
  await page.locator('#material-articles-of-association input[type=file]').setInputFiles(ARTICLES);
  await page.locator('#material-articles-of-association output', { hasText: '已上传' }).waitFor();
  await page.locator('#material-premises-lease').getByLabel('容缺后补').check();
}
