// A page that shows a CPU profile in speedscope, whose parts are all put into the page itself.
import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const viewerFolder = new URL('./', import.meta.resolve('speedscope/dist/release/index.html'));

export async function flameGraph(name: string, profile: Uint8Array): Promise<string> {
  const files = await readdir(fileURLToPath(viewerFolder));
  const part = async (pattern: RegExp) => {
    const found = files.find((file) => pattern.test(file));
    if (found === undefined) throw new Error(`speedscope has no file like ${pattern}; its release has changed.`);
    return readFile(new URL(found, viewerFolder), 'utf8');
  };
  const [style, program] = await Promise.all([part(/^speedscope-.*\.css$/), part(/^speedscope-.*\.js$/)]);
  const content = JSON.stringify(Buffer.from(profile).toString('base64'));
  return `<!DOCTYPE html>
<html>
<head><meta charset="UTF-8"><title>${name}</title><style>${style}</style></head>
<body>
<script>${inScript(program)}</script>
<script>
  // The viewer looks for a profile of its own first.
  addEventListener('load', () => setTimeout(() => speedscope.loadFileFromBase64(${JSON.stringify(name)}, ${content})));
</script>
</body>
</html>
`;
}

/** Nothing in a script may look like its end. */
function inScript(text: string): string {
  return text.replaceAll('</script', '<\\/script');
}
