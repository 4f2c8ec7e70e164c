// A process that owns an embedded server, for tests that kill it. Prints the address, then does as told.
import { startPostgres } from '../../embedded/postgres.ts';

const [folder = '', then = 'hold'] = process.argv.slice(2);
const server = await startPostgres({ folder });
console.log(JSON.stringify({ url: server.url, pid: server.pid() }));
if (then === 'hold') setInterval(() => undefined, 60_000);
if (then === 'throw') throw new Error('An error nobody catches');
