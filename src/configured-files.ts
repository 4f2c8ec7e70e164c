// What the configuration names by file: secrets, and what TLS needs. Read once at the start; a fault names the variable and what
// is wrong, never a value.
import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { variables } from './variables.ts';

type Given = Readonly<Record<string, string>>;

export interface ReadFiles<Value> {
  readonly value: Value;
  readonly faults: readonly string[];
}

/** Every secret may come from the file that `NAME_FILE` names instead of from `NAME`. */
export function withSecretFiles(given: Given): ReadFiles<Given> {
  const value: Record<string, string> = { ...given };
  const faults: string[] = [];
  for (const { name } of variables.filter(({ secret }) => secret === true)) {
    const file = given[`${name}_FILE`];
    if (file === undefined) continue;
    const read = readText(`${name}_FILE`, file);
    if (given[name] !== undefined) faults.push(`${name}_FILE: ${name} is set too; set one of the two.`);
    else if ('fault' in read) faults.push(read.fault);
    else if (read.text.trim() === '') faults.push(`${name}_FILE: the file is empty; it must hold the secret.`);
    // Editors end a file with a line break that no secret means.
    else value[name] = read.text.replace(/\r?\n$/, '');
  }
  return { value, faults };
}

/** A certificate and its key, as PEM. */
export interface Identity {
  readonly certificate: string;
  readonly key: string;
}

/** Both files or none; the key must be the certificate's. */
export function readIdentity(certificateName: string, keyName: string, given: Given): ReadFiles<Identity | undefined> {
  const [certificateFile, keyFile] = [given[certificateName], given[keyName]];
  if (certificateFile === undefined && keyFile === undefined) return { value: undefined, faults: [] };
  if (certificateFile === undefined || keyFile === undefined) {
    const [missing, other] = certificateFile === undefined ? [certificateName, keyName] : [keyName, certificateName];
    return { value: undefined, faults: [`${missing}: not set, although ${other} is; set both or none.`] };
  }
  const certificate = readCertificates(certificateName, certificateFile);
  const key = readKey(keyName, keyFile);
  const faults = [certificate, key].flatMap((read) => ('fault' in read ? [read.fault] : []));
  if ('fault' in certificate || 'fault' in key) return { value: undefined, faults };
  if (!certificate.first.checkPrivateKey(key.key)) {
    return { value: undefined, faults: [`${keyName}: is not the key of the certificate in ${certificateName}.`] };
  }
  return { value: { certificate: certificate.text, key: key.text }, faults: [] };
}

/** The certificates of those that are believed, as PEM. */
export function readAuthority(name: string, given: Given): ReadFiles<string | undefined> {
  const file = given[name];
  if (file === undefined) return { value: undefined, faults: [] };
  const read = readCertificates(name, file);
  return 'fault' in read ? { value: undefined, faults: [read.fault] } : { value: read.text, faults: [] };
}

interface Fault {
  readonly fault: string;
}

function readCertificates(name: string, file: string): { text: string; first: X509Certificate } | Fault {
  const read = readText(name, file);
  if ('fault' in read) return read;
  const blocks = read.text.match(/-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g) ?? [];
  try {
    const [first] = blocks.map((block) => new X509Certificate(block));
    if (!first) return { fault: `${name}: holds no certificate; give a file with PEM certificates.` };
    if (first.validToDate < new Date()) {
      return { fault: `${name}: the certificate ended on ${first.validToDate.toISOString()}; put a new one there.` };
    }
    return { text: read.text, first };
  } catch {
    return { fault: `${name}: holds a certificate that cannot be read; give a file with PEM certificates.` };
  }
}

function readKey(name: string, file: string): { text: string; key: KeyObject } | Fault {
  const read = readText(name, file);
  if ('fault' in read) return read;
  try {
    return { text: read.text, key: createPrivateKey(read.text) };
  } catch {
    return { fault: `${name}: holds no private key that can be read without a passphrase; give a PEM file.` };
  }
}

function readText(name: string, file: string): { text: string } | Fault {
  try {
    return { text: readFileSync(file, 'utf8') };
  } catch (error) {
    return { fault: `${name}: the file cannot be read (${String((error as NodeJS.ErrnoException).code)}).` };
  }
}
