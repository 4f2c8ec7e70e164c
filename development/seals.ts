// Seals for the development issuer: made on first need, for every department of the catalogue but the police, who stamp by hand.
import { fileURLToPath } from 'node:url';
import { sm2 } from 'sm-crypto-v2';
import { createOnce, folder } from './keep.ts';

const SEALED_DEPARTMENTS = ['tax', 'land', 'licensing'] as const;
const file = new URL('seals.json', folder);

/** The file of seals that a development gateway is told of. */
export async function ensureDevelopmentSeals(): Promise<string> {
  const seals = SEALED_DEPARTMENTS.map((department) => {
    const { publicKey, privateKey } = sm2.generateKeyPairHex();
    return {
      id: `development-${department}`,
      department,
      publicKey,
      privateKey,
      validFrom: '2020-01-01',
      validTo: '2099-12-31',
    };
  });
  await createOnce(file, JSON.stringify(seals), 0o600);
  return fileURLToPath(file);
}
