// Answers as they came over the wire, named by scenario in wire/, and what must become of each.
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { department } from '../../../adapters/police/adapter.ts';
import { DepartmentFault } from '../../../src/departments/fault.ts';
import { parseCitizenNumber } from '../../../src/values/citizen-number.ts';
import { call, keyOf, payloads, submissionOf } from './open-town.ts';
import { scriptedPolice } from './scripted-police.ts';

type Ending = 'answered' | 'broken' | 'unavailable' | 'maintenance' | 'not-sent' | 'unknown' | 'refused';

const folder = new URL('./wire/', import.meta.url);
const number = parseCitizenNumber('350428190001010015');
if (!number) throw new Error('the number of the examples is not valid');

const SCENARIOS: readonly (readonly [name: string, ending: Ending, says: RegExp])[] = [
  ['frame-longer-than-allowed', 'broken', /states 2147483647 bytes/],
  ['frame-shorter-than-a-header', 'broken', /states 100 bytes/],
  ['frame-of-length-zero', 'broken', /states 0 bytes/],
  ['frame-cut-off-in-the-length', 'broken', /lost before the answer/],
  ['frame-cut-off-in-the-header', 'broken', /lost before the answer/],
  ['frame-cut-off-in-the-records', 'broken', /lost before the answer/],
  ['frame-length-one-short', 'broken', /check code/],
  ['frame-bit-flipped-in-the-records', 'broken', /check code/],
  ['frame-bit-flipped-in-the-sequence-number', 'broken', /check code/],
  ['frame-without-check-code', 'broken', /check code/],
  ['frame-version-unknown', 'broken', /version is not GA24/],
  ['frame-question-echoed', 'broken', /not an answer/],
  ['frame-direction-unknown', 'broken', /field direction .* not-in-list/],
  ['frame-sequence-never-asked', 'broken', /no question in flight/],
  ['frame-sequence-with-letters', 'broken', /field sequence .* not-of-type/],
  ['frame-sequence-blank-filled', 'broken', /field sequence .* not-of-type/],
  ['frame-of-another-transaction', 'broken', /no question in flight/],
  ['frame-message-not-gb18030', 'broken', /field message .* not-encodable/],
  ['frame-of-another-protocol', 'broken', /out of step/],
  ['frame-utf-16', 'broken', /out of step/],
  ['frame-return-code-closed', 'maintenance', /911/],
  ['frame-return-code-quota', 'unavailable', /912/],
  ['frame-return-code-operator-unknown', 'broken', /903: compare the gateway's registration/],
  ['frame-return-code-layout-wrong', 'broken', /902/],
  ['frame-return-code-system-failure', 'broken', /999/],
  ['frame-return-code-never-stated', 'broken', /777/],
  ['frame-return-code-failure-with-records', 'broken', /999/],
  ['residents-valid', 'answered', /"name":"王䶮".*35042800000001.*"relation":"SPOUSE".*"name":"陈𬱖"/],
  ['residents-valid-departure-still-open', 'answered', /35042800000001/],
  ['residents-valid-without-a-register', 'answered', /"household":null/],
  ['residents-valid-nobody', 'answered', /^\[null\]$/],
  ['residents-name-half-a-character', 'broken', /field name .* not-encodable/],
  ['residents-name-half-a-four-byte-character', 'broken', /field name .* not-encodable/],
  ['residents-name-in-utf-8', 'broken', /another name in the register/],
  ['residents-name-with-byte-80', 'broken', /field name .* not-encodable/],
  ['residents-name-with-line-break', 'broken', /field name .* forbidden-character/],
  ['residents-name-with-writing-direction-mark', 'broken', /field name .* forbidden-character/],
  ['residents-name-with-replacement-character', 'broken', /field name .* forbidden-character/],
  ['residents-name-filled-with-nul', 'broken', /field name .* forbidden-character/],
  ['residents-name-after-a-blank', 'broken', /field name .* outer-blank/],
  ['residents-name-missing', 'broken', /on record without a name/],
  ['residents-number-of-another-person', 'broken', /not the one asked for/],
  ['residents-result-unknown', 'broken', /field result .* not-in-list/],
  ['residents-photo-delivered', 'broken', /field photo .* not-in-list/],
  ['residents-nobody-with-a-name', 'broken', /nobody on record/],
  ['residents-nobody-with-registers', 'broken', /nobody on record/],
  ['residents-register-since-30-february', 'broken', /field from .* not-of-type/],
  ['residents-register-state-unknown', 'broken', /field state .* not-in-list/],
  ['residents-register-current-yet-left', 'broken', /contradict/],
  ['residents-register-left-without-a-date', 'broken', /contradict/],
  ['residents-register-of-another-person', 'broken', /register of another person/],
  ['residents-register-without-an-address', 'broken', /field address .* blank/],
  ['residents-two-registers-current-since-the-same-day', 'broken', /same day/],
  ['residents-former-register-with-members', 'broken', /not current/],
  ['residents-more-registers-announced-than-sent', 'broken', /not a whole H/],
  ['residents-fewer-registers-announced-than-sent', 'broken', /bytes follow/],
  ['residents-more-members-announced-than-sent', 'broken', /not a whole M/],
  ['residents-fewer-members-announced-than-sent', 'broken', /122 bytes follow/],
  ['residents-member-count-with-letters', 'broken', /field members .* not-of-type/],
  ['residents-member-relation-unknown', 'broken', /field relation .* not-in-list/],
  ['residents-member-number-wrong-check', 'broken', /no citizen number/],
  ['residents-member-of-another-register', 'broken', /member of another register/],
  ['residents-members-out-of-order', 'broken', /out of their order/],
  ['residents-members-without-the-person', 'broken', /leaves out/],
  ['residents-record-unknown', 'broken', /41 bytes follow/],
  ['residents-record-cut-off', 'broken', /not a whole M/],
  ['residents-records-miscounted', 'broken', /states 5 records and holds 6/],
  ['residents-bytes-after-the-last-record', 'broken', /2 bytes follow/],
  ['residents-second-person-not-asked-for', 'broken', /bytes follow/],
  ['residents-answer-empty', 'broken', /not a whole P/],
  ['identities-valid', 'answered', /^\["MATCH"\]$/],
  ['identities-verdict-unknown', 'broken', /field verdict .* not-in-list/],
  ['identities-verdict-of-another-person', 'broken', /not about the person/],
  ['identities-verdict-missing', 'broken', /not a whole V/],
  ['identities-verdict-twice', 'broken', /bytes follow/],
  ['identities-time-at-hour-25', 'broken', /field at .* not-of-type/],
  ['receipt-valid', 'answered', /GA2026112300000001/],
  ['receipt-for-another-serial-number', 'unknown', /another serial number/],
  ['receipt-without-a-reference', 'unknown', /field reference .* blank/],
  ['receipt-missing', 'unknown', /not a whole K/],
  ['receipt-twice', 'unknown', /bytes follow/],
  ['receipt-return-code-system-failure', 'unknown', /999/],
  ['receipt-return-code-never-stated', 'unknown', /777/],
  ['receipt-return-code-closed', 'not-sent', /911/],
  ['receipt-return-code-quota', 'not-sent', /912/],
  ['receipt-return-code-terminal-unknown', 'not-sent', /905/],
  ['receipt-return-code-layout-wrong', 'refused', /902.*报文格式错误/],
  ['receipt-return-code-name-differs', 'refused', /102.*姓名与号码不一致/],
  ['lookup-valid', 'answered', /"found","reference":"GA2026112300000001"/],
  ['lookup-of-another-serial-number', 'broken', /not asked for/],
  ['lookup-found-without-a-reference', 'broken', /found without a reference/],
  ['lookup-absent-with-a-reference', 'broken', /found without a reference/],
  ['lookup-missing', 'broken', /not a whole U/],
  ['lookup-return-code-closed', 'maintenance', /911/],
  ['progress-valid', 'answered', /"ACCEPTED".*2026-11-23T09:30:02\+08:00.*"APPROVED".*公章备案/],
  ['progress-with-a-gap', 'broken', /gap or out of order/],
  ['progress-out-of-order', 'broken', /gap or out of order/],
  ['progress-step-unknown', 'broken', /field step .* not-in-list/],
  ['progress-step-of-another-application', 'broken', /step of another application/],
  ['progress-of-another-application', 'broken', /not asked for/],
  ['progress-licence-without-a-number', 'broken', /licence without kind or number/],
  ['progress-time-at-hour-25', 'broken', /field at .* not-of-type/],
  ['progress-fewer-steps-announced-than-sent', 'broken', /bytes follow/],
  ['intake-valid', 'answered', /"next":"2"/],
  ['intake-positions-descending', 'broken', /do not ascend/],
  ['intake-position-before-the-cursor', 'broken', /do not ascend/],
  ['intake-more-than-asked-for', 'broken', /more records than were asked for/],
];

/** Asks what the scenario's first word answers, and hears its bytes and then the end of the connection. */
async function hear(name: string): Promise<{ ending: Ending; said: string }> {
  const bytes = Buffer.from(readFileSync(new URL(`${name}.hex`, folder), 'utf8').replaceAll('\n', ''), 'hex');
  const police = await scriptedPolice({ onFrame: (_content, socket) => socket.end(bytes) });
  const adapter = await department.open({ settings: { POLICE_ADDRESS: police.address }, nowMs: Date.now });
  try {
    return await ask(name.split('-')[0] ?? '', adapter);
  } finally {
    await adapter.close();
    await police.close();
  }
}

async function ask(
  about: string,
  adapter: Awaited<ReturnType<typeof department.open>>,
): Promise<{ ending: Ending; said: string }> {
  if (about === 'receipt') {
    const outcome = await adapter.submits.seal(submissionOf(1, payloads.seal), call());
    const said = 'fault' in outcome ? outcome.fault.message : JSON.stringify(outcome);
    return { ending: outcome.kind === 'acknowledged' ? 'answered' : outcome.kind, said };
  }
  try {
    return { ending: 'answered', said: JSON.stringify(await read(about, adapter)) };
  } catch (fault) {
    if (!(fault instanceof DepartmentFault)) throw fault;
    const ending = fault.maintenance ? 'maintenance' : fault.kind === 'timeout' ? 'unknown' : fault.kind;
    return { ending, said: fault.message };
  }
}

function read(about: string, adapter: Awaited<ReturnType<typeof department.open>>): Promise<unknown> {
  if (!number) throw new Error('unreachable');
  switch (about) {
    case 'identities':
      return adapter.reads.identities([{ number, name: '王䶮' }], call());
    case 'lookup':
      return adapter.lookup(keyOf(1), call());
    case 'progress':
      return adapter.progress([keyOf(1)], call());
    case 'intake':
      return adapter.intake({ after: null, first: 2 }, call());
    default:
      return adapter.reads.residents([number], call());
  }
}

describe('answers of the police, byte by byte', () => {
  it('has an expectation for every recorded answer and a recording for every expectation', () => {
    const recorded = readdirSync(folder).map((file) => file.replace(/\.hex$/, ''));
    expect(recorded.sort()).toEqual(SCENARIOS.map(([name]) => name).sort());
  });

  it.each(SCENARIOS)('%s: %s', async (name, ending, says) => {
    const heard = await hear(name);
    expect(heard.said).toMatch(says);
    expect(heard.ending).toBe(ending);
    if (ending !== 'answered') expect(heard.said).not.toMatch(/王|350428190001010015/);
  });
});
