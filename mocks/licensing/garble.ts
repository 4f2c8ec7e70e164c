// Answers that the contract does not allow, one manner after another, none of which a strict reader can take for one.
import type { Misbehaviour } from '../simulator.ts';

const JSON_TYPE = 'application/json; charset=utf-8';

type Garbled = { readonly bytes: Uint8Array; readonly contentType: string };

export function garbler(damage: Misbehaviour['garble']): (answer: Buffer) => Garbled {
  const manners: readonly ((answer: Buffer) => Garbled)[] = [
    truncated,
    codeAsNumber,
    (answer) => ({ bytes: damage(answer), contentType: JSON_TYPE }),
    codeTwice,
    errorPage,
  ];
  let turn = 0;
  return (answer) => {
    const manner = manners[turn % manners.length] ?? truncated;
    turn += 1;
    return manner(answer);
  };
}

function truncated(answer: Buffer): Garbled {
  return { bytes: answer.subarray(0, answer.length >> 1), contentType: JSON_TYPE };
}

function codeAsNumber(answer: Buffer): Garbled {
  const bytes = Buffer.from(answer.toString('utf8').replace(/"code":"\d(\d)"/, '"code":$1'));
  return { bytes, contentType: JSON_TYPE };
}

function codeTwice(answer: Buffer): Garbled {
  return { bytes: Buffer.from(answer.toString('utf8').replace('{', '{"code":"00",')), contentType: JSON_TYPE };
}

function errorPage(): Garbled {
  return {
    bytes: Buffer.from('<html><body>系统繁忙，请稍后再试</body></html>'),
    contentType: 'text/html; charset=utf-8',
  };
}
