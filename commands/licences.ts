// `npm run licences`: every package with its licence, those that production runs first; ends with 1 where one is not allowed.
import { fileURLToPath } from 'node:url';
import { isAllowed, licensedPackages } from './licences/packages.ts';

const packages = licensedPackages(fileURLToPath(new URL('..', import.meta.url)));
for (const { name, version, licence, shipped } of packages) {
  console.log(`${shipped ? 'shipped    ' : 'development'} ${`${name}@${version}`.padEnd(60)} ${licence}`);
}
const refused = packages.filter(({ licence }) => !isAllowed(licence));
for (const { name, licence } of refused) {
  console.error(
    `${name} is under "${licence}": see whether it may be used, then allow it in commands/licences/packages.ts.`,
  );
}
process.exitCode = refused.length === 0 ? 0 : 1;
