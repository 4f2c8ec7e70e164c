// A headless Chromium for tests of pages: CHROMIUM, else Debian's, installed where that can be done. Without one such tests are
// skipped, which is a failure where CI is set. SCREENSHOTS names a folder in which tests leave what they saw.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll } from 'vitest';

const DEBIAN = '/usr/bin/chromium';
/** Nothing but the page under test is asked for over the network. */
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const executable = findChromium();
export const hasBrowser = executable !== undefined;
if (!hasBrowser) {
  const reason = 'There is no Chromium: set CHROMIUM to one, or install it; tests of pages are skipped.';
  if (process.env['CI'] === 'true') throw new Error(reason);
  console.warn(reason);
}

/** Declared with the file's tests: a hook that is declared while another runs is never called. */
const opened: Browser[] = [];
afterAll(async () => {
  for (const browser of opened.splice(0)) await browser.close();
});

/** Closed after the file's tests. */
export async function openBrowser(): Promise<Browser> {
  if (executable === undefined) throw new Error('Tests that need Chromium depend on hasBrowser.');
  const browser = await chromium.launch({ executablePath: executable, args: FLAGS });
  opened.push(browser);
  return browser;
}

export async function screenshot(page: Page, name: string): Promise<void> {
  const folder = process.env['SCREENSHOTS'];
  if (folder) await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
}

function findChromium(): string | undefined {
  const stated = process.env['CHROMIUM'];
  if (stated) return stated;
  if (existsSync(DEBIAN)) return DEBIAN;
  if (process.getuid?.() !== 0 || !existsSync('/etc/debian_version')) return undefined;
  try {
    execFileSync('apt-get', ['update', '-qq']);
    execFileSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-noto-cjk'], {
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
  } catch {
    return undefined;
  }
  return existsSync(DEBIAN) ? DEBIAN : undefined;
}
