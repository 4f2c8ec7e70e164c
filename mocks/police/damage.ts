// Answers that the contract does not allow: each kind of damage in turn.
import type { Misbehaviour } from '../simulator.ts';
import { frameOf, headerBytes, sealed } from './records.ts';

export interface DamagedFrame {
  readonly bytes: Uint8Array;
  /** Nothing can follow on this connection. */
  readonly last: boolean;
}

export class Damage {
  readonly #garble: Misbehaviour['garble'];
  #turn = 0;

  constructor(garble: Misbehaviour['garble']) {
    this.#garble = garble;
  }

  next(content: Uint8Array): DamagedFrame {
    const kinds = [this.#anywhere, this.#recordsUnderTheirCheck, this.#endlessLength, this.#cutOff, this.#shortLength];
    const kind = kinds[this.#turn % kinds.length] ?? this.#anywhere;
    this.#turn += 1;
    return kind(content);
  }

  readonly #anywhere = (content: Uint8Array): DamagedFrame => ({ bytes: frameOf(this.#garble(content)), last: false });

  /** The check code is right and what it covers is not: only a strict reader of records notices. */
  readonly #recordsUnderTheirCheck = (content: Uint8Array): DamagedFrame => {
    const [head, body] = [content.subarray(0, headerBytes()), content.subarray(headerBytes())];
    return { bytes: frameOf(sealed(Buffer.from(head), this.#garble(body))), last: false };
  };

  readonly #endlessLength = (content: Uint8Array): DamagedFrame => {
    const frame = frameOf(content);
    frame.fill(0xff, 0, frame.length - content.length);
    return { bytes: frame, last: false };
  };

  readonly #cutOff = (content: Uint8Array): DamagedFrame => {
    const frame = frameOf(content);
    return { bytes: frame.subarray(0, Math.ceil(frame.length / 2)), last: true };
  };

  /** The length leaves out the last byte; whatever follows is out of step. */
  readonly #shortLength = (content: Uint8Array): DamagedFrame => {
    const frame = frameOf(content.subarray(0, content.length - 1));
    return { bytes: Buffer.concat([frame, content.subarray(-1)]), last: false };
  };
}
