// The commands as a stranger types them.
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { makeFolder, type TemporaryFolder } from '../../commands/town/folder.ts';
import { openGraph } from '../../commands/town/graph.ts';
import { freeMocksPort } from '../../commands/town/ports.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

interface End {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function npm(words: readonly string[], environment: Readonly<Record<string, string>> = {}): Promise<End> {
  return new Promise((resolve) => {
    const options = { cwd: root, env: machine(environment), maxBuffer: 4_000_000 };
    execFile('npm', words, options, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr });
    });
  });
}

function machine(environment: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  const { PATH, HOME } = process.env;
  return { PATH, HOME, ...environment };
}

describe('npm run demo', () => {
  test('ends by itself with exit code 0, has shown every step, and leaves no folder behind', async () => {
    const temporary = await mkdtemp(join(tmpdir(), 'demo-'));
    const { code, stdout, stderr } = await npm(['run', '--silent', 'demo'], { TMPDIR: temporary });
    expect([code, stderr]).toEqual([0, '']);
    for (const shown of [
      'home-dossier',
      '预审',
      '收件凭证',
      '是否送达待核实',
      '部门系统维护中',
      '两证齐发',
      'exactly once',
    ]) {
      expect(stdout).toContain(shown);
    }
    // Colours are for those who see them.
    expect(stdout).not.toContain('\u001b');
    expect(await leftIn(temporary)).toEqual([]);
    await rm(temporary, { recursive: true });
  }, 90_000);

  test('ends at once at Ctrl-C, in order, and leaves no folder behind', async () => {
    const temporary = await mkdtemp(join(tmpdir(), 'demo-'));
    const demo = spawn(process.execPath, ['commands/demo.ts'], { cwd: root, env: machine({ TMPDIR: temporary }) });
    await line(demo, /The gateway in front/);
    demo.kill('SIGINT');
    expect(await exitOf(demo)).toBe(130);
    expect(await leftIn(temporary)).toEqual([]);
    await rm(temporary, { recursive: true });
  }, 60_000);
});

describe('npm run --silent token', () => {
  test('prints one line: a token', async () => {
    const { code, stdout, stderr } = await npm(['run', '--silent', 'token', '--', 'window', '--purpose', 'acceptance']);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+\n$/);
  });

  test.each([[['emperor']], [['window', '--expires', 'never']]])(
    'prints none for %j, and says how it is used',
    async (words) => {
      const { code, stdout, stderr } = await npm(['run', '--silent', 'token', '--', ...words]);
      expect([code, stdout]).toEqual([2, '']);
      expect(stderr).toContain('usage:');
    },
  );
});

test('npm run --silent mocks -- --env prints KEY=value lines and nothing else, and ends', async () => {
  const { code, stdout } = await npm(['run', '--silent', 'mocks', '--', '--env'], { MOCKS_PORT: '24400' });
  expect(code).toBe(0);
  const lines = stdout.trimEnd().split('\n');
  expect(lines.filter((each) => !/^[A-Z][A-Z_]*=\S+$/.test(each))).toEqual([]);
  const environment = Object.fromEntries(lines.map((each) => each.split(/=(.*)/).slice(0, 2) as [string, string]));
  expect(environment).toMatchObject({ POLICE_ADDRESS: '127.0.0.1:24404', AUTH_AUDIENCE: 'yichuang' });
  expect(environment['TAX_URL']).toContain(':24401');
});

describe('npm run dev', () => {
  let folder: TemporaryFolder;
  let settings: Record<string, string>;
  beforeAll(async () => {
    folder = await makeFolder();
    settings = {
      DATA_DIR: folder.path,
      PORT: '0',
      MOCKS_PORT: String(await freeMocksPort()),
      MOCKS_POPULATION: '1000',
    };
  });
  afterAll(() => folder.remove());

  const started: ChildProcess[] = [];
  afterEach(async () => {
    for (const running of started.splice(0)) {
      running.kill('SIGTERM');
      await exitOf(running);
    }
  });
  function dev(): ChildProcess {
    const running = spawn(process.execPath, ['commands/dev.ts'], { cwd: root, env: machine(settings) });
    started.push(running);
    return running;
  }

  test('serves with one token a role, and ends at Ctrl-C', async () => {
    const running = dev();
    const [, url = ''] = await line(running, /GraphQL +(http:\S+)\/graphql/);
    const [, frontEnd = ''] = await line(running, /^FRONT_END=(\S+)/m);
    const [, number = ''] = await line(running, /number: \\"(\w+)\\"/);
    for (const role of ['WINDOW', 'ANALYST', 'SUPERVISOR', 'OPERATOR']) {
      await line(running, new RegExp(`^${role}=[\\w-]+\\.[\\w-]+\\.[\\w-]+$`, 'm'));
    }
    const document = `{ person(number: "${number}") { masked name household { address } } }`;
    const { data, errors } = await openGraph(url, frontEnd).ask({ document });
    expect(errors).toBeUndefined();
    expect(data).toMatchObject({ person: { masked: false, household: { address: expect.any(String) } } });
    running.kill('SIGINT');
    expect(await exitOf(running)).toBe(130);
  }, 60_000);

  test('is there again within seconds on a folder that exists', async () => {
    const began = performance.now();
    const running = dev();
    await line(running, /ready in [\d.]+ s/);
    // Three seconds where nothing else runs; here other tests do.
    expect(performance.now() - began).toBeLessThan(20_000);
    running.kill('SIGTERM');
    expect(await exitOf(running)).toBe(143);
  }, 60_000);

  test.each([
    ['src/main.ts', 'The gateway'],
    ['mocks/main.ts', 'The simulators'],
  ])(
    'ends with a reason and exit code 1 when %s dies, and takes the other along',
    async (program, name) => {
      const running = dev();
      await line(running, /ready in [\d.]+ s/);
      const children = await childrenOf(running.pid ?? 0);
      expect(children).toHaveLength(2);
      const victim = children.find(({ command }) => command.includes(program));
      process.kill(victim?.pid ?? 0, 'SIGKILL');
      await line(running, new RegExp(`${name}.* ended by SIGKILL`));
      expect(await exitOf(running)).toBe(1);
      expect(children.filter(({ pid }) => isAlive(pid))).toEqual([]);
    },
    60_000,
  );
});

/** What a command of ours left in a folder for temporary files; npm itself keeps a cache there. */
async function leftIn(folder: string): Promise<readonly string[]> {
  return (await readdir(folder)).filter((name) => name !== 'node-compile-cache');
}

/** The first match in what the process prints, waiting for it; fails with all that was printed where it ends before. */
async function line(child: ChildProcess, pattern: RegExp): Promise<RegExpExecArray> {
  const text = printed(child);
  for (;;) {
    const found = pattern.exec(text());
    if (found !== null) return found;
    if (child.exitCode !== null) throw new Error(`Ended before it printed ${pattern}; it printed:\n${text()}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

const texts = new WeakMap<ChildProcess, () => string>();

function printed(child: ChildProcess): () => string {
  const known = texts.get(child);
  if (known !== undefined) return known;
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (bytes: Buffer) => (text += bytes.toString()));
  const read = () => text;
  texts.set(child, read);
  return read;
}

function exitOf(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve(child.exitCode);
  return new Promise((resolve) => child.once('exit', resolve));
}

function childrenOf(parent: number): Promise<readonly { readonly pid: number; readonly command: string }[]> {
  return new Promise((resolve) => {
    execFile('ps', ['-eo', 'pid=,ppid=,args='], (_, stdout) => {
      const rows = [...stdout.matchAll(/^ *(\d+) +(\d+) (.*)$/gm)].map(([, pid, ppid, command = '']) => ({
        pid: Number(pid),
        ppid: Number(ppid),
        command,
      }));
      resolve(rows.filter(({ ppid, command }) => ppid === parent && command.includes('main.ts')));
    });
  });
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
