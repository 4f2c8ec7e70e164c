import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { hasBrowser, openBrowser, screenshot } from '../support/browser.ts';
import { golden, type RunningTown, runTown } from '../support/town.ts';

/** Of the page with everything that it loads until a query has been run, compressed; answers aside. */
const SENT_BYTES_MAX = 2_000_000;

describe.skipIf(!hasBrowser)('the explorer', () => {
  let town: RunningTown;
  let page: Page;
  const refused: string[] = [];
  const asked: string[] = [];
  let sentBytes = 0;
  beforeAll(async () => {
    const [opened, browser] = await Promise.all([runTown(), openBrowser()]);
    town = opened;
    page = await (await browser.newContext({ locale: 'zh-CN', viewport: { width: 1440, height: 900 } })).newPage();
    page.on('request', (request) => asked.push(request.url()));
    page.on('response', (response) => {
      if (response.url().includes('/explorer')) sentBytes += Number(response.headers()['content-length'] ?? 0);
    });
    page.on('console', (message) => {
      if (/Content Security Policy|Refused to/.test(message.text())) refused.push(message.text());
    });
    page.on('pageerror', (error) => refused.push(String(error)));
    await page.goto(`${town.url}/explorer`);
  });

  async function signIn(role: string): Promise<void> {
    const signedIn = page.getByRole('button', { name: '退出' });
    if (await signedIn.isVisible()) await signedIn.click();
    await page.getByRole('button', { name: '登录' }).click();
    await page.getByRole('dialog').getByRole('button', { name: role, exact: true }).click();
    await page.locator('.bearer', { hasText: role }).waitFor();
  }

  async function open(query: string, variables: unknown): Promise<void> {
    await page.getByLabel('常用查询').selectOption(query);
    await page.evaluate(
      ([text]) => {
        const { editor } = (globalThis as unknown as { __MONACO: Monaco }).__MONACO;
        const model = editor.getModels().find((each) => /variables\.json/.test(each.uri.toString()));
        model?.setValue(text);
      },
      [JSON.stringify(variables, null, 2)] as const,
    );
  }

  async function run(): Promise<void> {
    const answer = page.waitForResponse(
      (response) => response.url().endsWith('/graphql') && response.request().method() === 'POST',
    );
    await page.getByRole('button', { name: /Execute query/ }).click();
    await answer;
  }

  test('signs a development token for a role and runs a shipped query under a purpose', async () => {
    await signIn('window');
    const { number } = town.population.person(0);
    await open('PersonDossier', { number });
    await run();
    await page.locator('.result-window', { hasText: number }).waitFor();
    expect(sentBytes).toBeGreaterThan(500_000);
    expect(sentBytes).toBeLessThan(SENT_BYTES_MAX);
    await screenshot(page, 'explorer-json');
    await page.getByLabel('用途').selectOption('');
    await run();
    await page.locator('.result-window', { hasText: '"masked": true' }).waitFor();
    expect(await page.locator('.result-window').textContent()).not.toContain(number);
  });

  test('says what a query would cost before it is run', async () => {
    await signIn('analyst');
    await open('EnterpriseList', { county: '350428' });
    const cost = page.locator('output.cost');
    await cost.filter({ hasText: /预计成本\s*[\d,]+ \/ 20,000/ }).waitFor();
    await page.getByLabel('常用查询').selectOption('SubmitCase');
    await cost.filter({ hasText: '不会被受理' }).waitFor();
  });

  test('shows an answer as a table and as a chart', async () => {
    for (const n of [1, 2]) {
      const input = await town.control.sample('enterprise-opening', n);
      await town.window.ask({ document: golden('submit-case'), variables: { input } });
    }
    await signIn('analyst');
    await open('CaseStatistics', { from: '2026-01-01', to: '2030-12-31' });
    await page.getByRole('tab', { name: '表格' }).click();
    const rows = page.locator('.answer tbody tr');
    await expect
      .poll(async () => {
        await run();
        return rows.count();
      })
      .toBeGreaterThan(3);
    await screenshot(page, 'explorer-table');
    expect(await page.locator('.answer th').allTextContents()).toContain('DEPARTMENT');
    await page.getByRole('tab', { name: '图表' }).click();
    await page.locator('.answer canvas').waitFor();
    await screenshot(page, 'explorer-chart');
    expect(await drawnPixels(page)).toBeGreaterThan(1000);
  });

  test('asks nobody but its own gateway, and nothing that its policy refuses', () => {
    expect(asked.length).toBeGreaterThan(10);
    expect(
      asked.filter((url) => !url.startsWith(town.url) && !url.startsWith('data:') && !url.startsWith('blob:')),
    ).toEqual([]);
    expect(refused).toEqual([]);
  });
});

interface Monaco {
  readonly editor: { getModels: () => { uri: { toString: () => string }; setValue: (text: string) => void }[] };
}

/** Pixels of the chart that are not blank. */
function drawnPixels(page: Page): Promise<number> {
  return page.locator('.answer canvas').evaluate((canvas) => {
    const { width, height } = canvas as unknown as { width: number; height: number };
    const drawing = (canvas as unknown as { getContext: (kind: '2d') => Drawing }).getContext('2d');
    const { data } = drawing.getImageData(0, 0, width, height);
    let drawn = 0;
    for (let place = 3; place < data.length; place += 4) if (data[place] !== 0) drawn += 1;
    return drawn;
  });
}

interface Drawing {
  readonly getImageData: (x: number, y: number, width: number, height: number) => { data: Uint8ClampedArray };
}
