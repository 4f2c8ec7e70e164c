// `npm run sbom`: a bill of materials of what production runs, as CycloneDX, from the lock file alone; to a file where one is named.
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { licensedPackages } from './licences/packages.ts';

const ARGUMENTS = ['sbom', '--sbom-format', 'cyclonedx', '--package-lock-only'];
const BYTES_MAX = 64 * 1024 * 1024;

interface Bill {
  readonly metadata: { readonly component: { name: string; readonly 'bom-ref': string } };
  components: readonly { readonly 'bom-ref': string; readonly name: string; readonly version: string }[];
  dependencies: readonly { readonly ref: string; readonly dependsOn: readonly string[] }[];
}

const [file, ...more] = process.argv.slice(2);
if (more.length > 0) {
  console.error('usage: npm run --silent sbom [-- FILE]');
  process.exit(2);
}
const root = fileURLToPath(new URL('..', import.meta.url));
const made = execFileSync('npm', ARGUMENTS, { cwd: root, maxBuffer: BYTES_MAX, stdio: ['ignore', 'pipe', 'ignore'] });
const text = `${JSON.stringify(ofProduction(JSON.parse(made.toString('utf8')) as Bill), undefined, 2)}\n`;
if (file === undefined) process.stdout.write(text);
else writeFileSync(file, text);

/** npm leaves out of production what development needs as well; the lock file knows better. */
function ofProduction(bill: Bill): Bill {
  const shipped = new Set(
    licensedPackages(root)
      .filter((each) => each.shipped)
      .map(({ name, version }) => `${name}@${version}`),
  );
  // npm calls the whole after the folder it lies in.
  bill.metadata.component.name = 'yichuang';
  bill.components = bill.components.filter(({ name, version }) => shipped.has(`${name}@${version}`));
  const kept = new Set([bill.metadata.component['bom-ref'], ...bill.components.map((each) => each['bom-ref'])]);
  bill.dependencies = bill.dependencies
    .filter(({ ref }) => kept.has(ref))
    .map(({ ref, dependsOn }) => ({ ref, dependsOn: dependsOn.filter((each) => kept.has(each)) }));
  return bill;
}
