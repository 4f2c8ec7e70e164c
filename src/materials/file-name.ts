// Names that senders give to their files: shown to people and handed to departments, never used as a path.

const LENGTH_MAX = 200;
/** Control characters, and those that turn the direction of what follows: `exe.fdp` would be read as `pdf.exe`. */
const UNREADABLE = /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Zl}\p{Zp}]/gu;

/** The last part of a path, readable and of bounded length; empty where nothing of it is left. */
export function fileName(given: string): string {
  const last = given.normalize('NFC').split(/[/\\]/).at(-1) ?? '';
  const readable = last.toWellFormed().replace(UNREADABLE, '').trim();
  const characters = [...readable];
  if (characters.length <= LENGTH_MAX) return readable;
  const ending = /\.[A-Za-z0-9]{1,8}$/.exec(readable)?.[0] ?? '';
  return characters.slice(0, LENGTH_MAX - ending.length).join('') + ending;
}
