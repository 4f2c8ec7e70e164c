// What makes two submissions the same.
import { createHash } from 'node:crypto';
import type { MaterialRecord } from '../sql/cases.ts';
import { agentContent } from './agents.ts';
import type { Application } from './application.ts';

/** What makes two submissions the same: everything but key and channel; materials by their content. */
export function fingerprintOf(application: Application): Buffer {
  const { bundle, applicant, agent, form, materials } = application;
  const byContent = materials.map(contentOf).sort((a, b) => (a.code < b.code ? -1 : 1));
  return createHash('sha256')
    .update(canonical({ bundle, applicant, agent: agentContent(agent), form, materials: byContent }))
    .digest();
}

/** What makes two materials the same: a document is its bytes, whether it was uploaded before or came along. */
export function contentOf({ code, by, sha256, shared }: MaterialRecord) {
  return { code, by: by === 'inline' ? 'file' : by, sha256, shared };
}

/** JSON with the members of every object in order. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_name, member: unknown) => {
    if (typeof member !== 'object' || member === null || Array.isArray(member)) return member;
    return Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}
