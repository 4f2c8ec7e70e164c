import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FrameSplitter, frameOf } from '../../../adapters/wire/frames.ts';

const limits = { lengthBytes: 4, minBytes: 1, maxBytes: 100_000 };
const textOf = (bodies: readonly Uint8Array[]) => bodies.map((body) => Buffer.from(body).toString('latin1'));

describe('frames on a stream', () => {
  it('come back whole however the stream is cut', () => {
    const bodies = fc.array(fc.uint8Array({ minLength: 1, maxLength: 300 }), { maxLength: 12 });
    fc.assert(
      fc.property(bodies, fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 1 }), (sent, cuts) => {
        const stream = Buffer.concat(sent.map((body) => frameOf(body, limits)));
        const splitter = new FrameSplitter(limits);
        const received: Uint8Array[] = [];
        for (let at = 0, turn = 0; at < stream.length; turn++) {
          const end = at + (cuts[turn % cuts.length] ?? 1);
          received.push(...splitter.push(stream.subarray(at, end)));
          at = end;
        }
        expect(textOf(received)).toEqual(textOf(sent));
        expect(splitter.pendingBytes).toBe(0);
      }),
    );
  });

  it('give several bodies of one chunk and keep the rest', () => {
    const splitter = new FrameSplitter(limits);
    const [one, two] = [frameOf(Buffer.from('one'), limits), frameOf(Buffer.from('two'), limits)];
    const received = splitter.push(Buffer.concat([one, two, two.subarray(0, 5)]));
    expect(textOf(received)).toEqual(['one', 'two']);
    expect(splitter.pendingBytes).toBe(5);
    expect(textOf(splitter.push(two.subarray(5)))).toEqual(['two']);
  });

  it.each([
    ['longer than allowed', [0, 1, 0x86, 0xa1]],
    ['as long as can be stated', [0xff, 0xff, 0xff, 0xff]],
    ['of nothing', [0, 0, 0, 0]],
  ])('are refused when %s, as soon as the length is known', (_scenario, length) => {
    const splitter = new FrameSplitter(limits);
    expect(splitter.push(Buffer.from(length.slice(0, 3)))).toEqual([]);
    expect(() => splitter.push(Buffer.from(length.slice(3)))).toThrow(/out of step/);
  });

  it('are not written beyond their limits', () => {
    expect(() => frameOf(new Uint8Array(0), limits)).toThrow(/0 bytes/);
    expect(() => frameOf(new Uint8Array(100_001), limits)).toThrow(/100001 bytes/);
    expect(frameOf(new Uint8Array(100_000), limits)).toHaveLength(100_004);
  });

  it('take time in proportion to their length, in however many pieces they come', () => {
    const splitter = new FrameSplitter({ ...limits, maxBytes: 4_000_000 });
    const frame = frameOf(new Uint8Array(4_000_000), { ...limits, maxBytes: 4_000_000 });
    let received = 0;
    const began = performance.now();
    for (let at = 0; at < frame.length; at += 200) received += splitter.push(frame.subarray(at, at + 200)).length;
    expect(received).toBe(1);
    // 20,000 pieces: joined at each one, this would copy 40 GB.
    expect(performance.now() - began).toBeLessThan(3000);
  });
});
