// Builds `bundle/`, which is committed: a gateway serves it from a bare clone, and without the hundred megabytes of an editor
// among its packages.
import { defineConfig, type Plugin } from 'vite';
import { SOURCES_FILE, sourcesHash } from './sources.ts';

/** By which `npm run check` tells whether the bundle is that of these sources. */
const nameSources: Plugin = {
  name: 'name-sources',
  generateBundle() {
    this.emitFile({ type: 'asset', fileName: SOURCES_FILE, source: `${sourcesHash(import.meta.dirname)}\n` });
  },
};

export default defineConfig({
  base: '/explorer/',
  plugins: [nameSources],
  build: {
    outDir: 'bundle',
    target: 'es2022',
    // The font of the editor's icons is a file of its own; the page's policy allows both.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 4_000,
    rolldownOptions: {
      onwarn: (warning, warn) => {
        // Marks of server components, which mean nothing in a browser.
        if (warning.code !== 'MODULE_LEVEL_DIRECTIVE') warn(warning);
      },
    },
  },
});
