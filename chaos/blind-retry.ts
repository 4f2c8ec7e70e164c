// The gateway with its promise broken on purpose: asked what became of an unknown submission, its departments always say
// that they do not have it, so that it is sent again without anybody having been asked. For the control of `npm run chaos`.
import { DEVELOPMENT_ISSUER } from '../development/issuer.ts';
import { readConfig } from '../src/config.ts';
import { findDepartments } from '../src/departments/modules.ts';
import type { DepartmentModule } from '../src/departments/port.ts';
import { startGateway } from '../src/gateway.ts';
import { defaultLimits } from '../src/graph/limits.ts';

const read = readConfig(process.env, DEVELOPMENT_ISSUER);
if (!read.ok) throw new Error(read.faults.join('\n'));
const gateway = await startGateway(read.config, defaultLimits, async () => (await findDepartments()).map(forgetful));
process.once('disconnect', () => process.exit(1));
process.send?.({ ready: true, url: gateway.url });

function forgetful(module: DepartmentModule): DepartmentModule {
  return {
    ...module,
    open: async (environment) => ({ ...(await module.open(environment)), lookup: async () => ({ kind: 'absent' }) }),
  };
}
