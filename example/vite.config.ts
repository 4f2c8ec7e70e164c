// `npm run example`: the page, with the gateway of `npm run dev` behind the same origin. GATEWAY_URL and MOCKS_URL name others.
import { defineConfig } from 'vite';

const gateway = process.env['GATEWAY_URL'] ?? 'http://127.0.0.1:4000';
const mocks = process.env['MOCKS_URL'] ?? 'http://127.0.0.1:4400';

export default defineConfig({
  server: {
    host: '127.0.0.1',
    proxy: {
      '/graphql': { target: gateway, ws: true },
      '/materials': gateway,
      '/notices': gateway,
      '/explorer': gateway,
      // Valid applications to fill a form with, which only simulators have.
      '/samples': mocks,
    },
  },
});
