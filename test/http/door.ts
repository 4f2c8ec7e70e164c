// The HTTP side of a gateway with nothing behind it but materials: real sockets, tokens, database and folder.
import { afterAll } from 'vitest';
import { developmentToken, ensureDevelopmentIssuer } from '../../development/issuer.ts';
import { openAuthentication } from '../../src/access/principal.ts';
import { preferredLanguage } from '../../src/graph/context.ts';
import { serveMaterials } from '../../src/http/materials.ts';
import { openHttp } from '../../src/http/server.ts';
import { openLog } from '../../src/log.ts';
import type { MaterialsDependencies } from '../../src/materials/materials.ts';
import { openedMaterials } from '../materials/opened.ts';

/** Closed after the file's tests. */
export async function openDoor(settings: Partial<MaterialsDependencies> = {}, bodyMaxMs = 30_000) {
  const opened = await openedMaterials(settings);
  const authenticate = await openAuthentication(await ensureDevelopmentIssuer(), Date.now);
  const http = openHttp(openLog('silent'), { bodyMaxMs });
  serveMaterials(http.app, {
    materials: opened.materials,
    authenticate,
    enter: async () => undefined,
    languageOf: preferredLanguage,
  });
  http.app.post('/echo', (request) => ({ body: request.body }));
  const url = await http.listen('127.0.0.1', 0);
  afterAll(() => http.close());
  const bearer = async (role: string, subject?: string) =>
    `Bearer ${await developmentToken({ role, subject, expires: '1h' })}`;
  return { ...opened, url, port: Number(new URL(url).port), authorization: await bearer('window'), bearer };
}
