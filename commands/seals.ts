// `npm run seals -- verify FILE SIGNATURE PUBLIC_KEY`: whether a sealed document is the one that was sealed. Needs nothing of ours
// but this file: the signature and the key come from GET /notices/NUMBER/seal.
import { readFile } from 'node:fs/promises';
import { verifySeal } from '../src/documents/seal.ts';

const [action, file, signature, publicKey, ...rest] = process.argv.slice(2);
if (action !== 'verify' || !file || !signature || !publicKey || rest.length > 0) {
  console.error('usage: npm run seals -- verify FILE SIGNATURE PUBLIC_KEY');
  process.exit(2);
}
if (!/^04[0-9a-f]{128}$/.test(publicKey)) {
  console.error('PUBLIC_KEY is no uncompressed SM2 key of 130 hex digits.');
  process.exit(2);
}
const valid = verifySeal(await readFile(file), signature, publicKey);
console.log(valid ? `${file}: the seal is valid 印章有效` : `${file}: the seal does NOT fit this file 印章无效`);
process.exit(valid ? 0 : 1);
