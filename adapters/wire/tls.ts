// How TLS to a department is spoken: its certificate is always checked, against its own authorities where they were named.
import type { ConnectionOptions } from 'node:tls';
import type { DepartmentTls } from '../../src/departments/port.ts';

export type Protection = DepartmentTls | undefined;

/** `rejectUnauthorized` stands here so that no variable of the process can switch it off. */
export function tlsOptions(protection: Protection): Pick<ConnectionOptions, 'ca' | 'cert' | 'key' | 'minVersion'> & {
  readonly rejectUnauthorized: true;
} {
  const { ca, client } = protection ?? {};
  return {
    rejectUnauthorized: true,
    minVersion: 'TLSv1.2',
    ...(ca === undefined ? {} : { ca }),
    ...(client === undefined ? {} : { cert: client.certificate, key: client.key }),
  };
}
