// How the demonstration speaks: a line a step, with the time since its start. Colours only where a person reads.
import { styleText } from 'node:util';

type Style = Parameters<typeof styleText>[0];

export interface Narration {
  readonly title: (text: string) => void;
  /** Opens a chapter. */
  readonly chapter: (title: string) => void;
  /** Something happened. */
  readonly step: (text: string) => void;
  /** Something was shown to hold. */
  readonly proof: (text: string) => void;
  /** More about the step before. */
  readonly detail: (text: string) => void;
  readonly seconds: () => string;
}

export function openNarration(output: NodeJS.WriteStream): Narration {
  const paint = (style: Style, text: string) => styleText(style, text, { stream: output });
  // Counted from the start of the process.
  const seconds = () => (performance.now() / 1000).toFixed(2);
  const timed = (mark: string, text: string) =>
    output.write(`${paint('dim', `${seconds().padStart(6)} s`)}  ${mark} ${text}\n`);
  return {
    title: (text) => output.write(`${paint(['bold', 'cyan'], text)}\n\n`),
    chapter: (title) => output.write(`\n${paint('bold', title)}\n`),
    step: (text) => timed(paint('cyan', '·'), text),
    proof: (text) => timed(paint('green', '✓'), paint('green', text)),
    detail: (text) => output.write(`            ${text}\n`),
    seconds,
  };
}

/** Pads to a number of columns; Chinese characters take two. */
export function column(text: string, columns: number): string {
  const width = [...text].reduce((sum, character) => sum + ((character.codePointAt(0) ?? 0) > 0x2e7f ? 2 : 1), 0);
  return text + ' '.repeat(Math.max(0, columns - width));
}
