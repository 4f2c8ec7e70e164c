/** Does the work when it is called and was not done for so long: by whoever comes past, without a timer. */
export function inPassing(everyMs: number, work: () => void): () => void {
  let doneMs = performance.now();
  return () => {
    const nowMs = performance.now();
    if (nowMs - doneMs < everyMs) return;
    doneMs = nowMs;
    work();
  };
}
