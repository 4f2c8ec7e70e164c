// The example's page as a developer has it: Vite in front of a running town, on a free port.
import { type ChildProcess, spawn } from 'node:child_process';
import type { Page } from 'playwright-core';
import { afterAll } from 'vitest';
import { freeMocksPort } from '../../commands/town/ports.ts';
import { root } from '../architecture/files.ts';
import { openBrowser } from '../support/browser.ts';
import { type RunningTown, runTown } from '../support/town.ts';

export interface ExamplePage {
  readonly town: RunningTown;
  readonly url: string;
  /** In a browser profile of its own. */
  readonly open: () => Promise<Page>;
}

const STARTS_WITHIN_MS = 60_000;

/** Declared with the file's tests: a hook that is declared while another runs is never called. */
const servers: ChildProcess[] = [];
afterAll(() => {
  for (const server of servers.splice(0)) server.kill();
});

/** Ends after the file's tests. */
export async function runExample(): Promise<ExamplePage> {
  const [town, browser, port] = await Promise.all([runTown(), openBrowser(), freeMocksPort()]);
  const vite = `${root}node_modules/vite/bin/vite.js`;
  const server = spawn(process.execPath, [vite, 'example', '--port', String(port), '--strictPort'], {
    cwd: root,
    env: { ...process.env, GATEWAY_URL: town.url, MOCKS_URL: town.control.url },
    stdio: 'ignore',
  });
  servers.push(server);
  const url = `http://127.0.0.1:${port}/`;
  await answers(url);
  const open = async () => {
    const context = await browser.newContext({ locale: 'zh-CN', viewport: { width: 1200, height: 900 } });
    const page = await context.newPage();
    await page.goto(url);
    return page;
  };
  return { town, url, open };
}

async function answers(url: string): Promise<void> {
  const endsMs = Date.now() + STARTS_WITHIN_MS;
  while (Date.now() < endsMs) {
    if (
      await fetch(url).then(
        ({ ok }) => ok,
        () => false,
      )
    )
      return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`Nothing answers at ${url}.`);
}
