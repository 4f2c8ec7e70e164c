// `npm run --silent token -- ROLE [--purpose P] [--subject NUMBER] [--expires 1h]`: one token signed with the development key.
import { parseArgs } from 'node:util';
import { developmentToken } from '../development/issuer.ts';
import { roles } from '../src/access/principal.ts';

const USAGE = `usage: npm run --silent token -- ROLE [--purpose P] [--subject NUMBER] [--expires 1h]
ROLE is one of: ${roles.join(', ')}`;

function fail(message: string): never {
  console.error(`${message}\n${USAGE}`);
  process.exit(2);
}

function readArguments() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        purpose: { type: 'string' },
        subject: { type: 'string' },
        expires: { type: 'string', default: '1h' },
      },
    });
  } catch (error) {
    return fail(error instanceof Error ? error.message : String(error));
  }
}

const { values, positionals } = readArguments();
const [role, ...rest] = positionals;
if (role === undefined || rest.length > 0 || !roles.some((known) => known === role)) fail('Give one role.');
if (!/^\d+ ?(s|m|h|d|w|y|seconds?|minutes?|hours?|days?|weeks?|years?)$/.test(values.expires)) {
  fail(`--expires ${values.expires} is no span of time; write 30m, 1h or 2d.`);
}
console.log(await developmentToken({ role, ...values }));
