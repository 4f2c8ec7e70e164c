import './workers.ts';
import '@graphiql/react/style.css';
import 'graphiql/graphiql.css';
import '@graphiql/plugin-doc-explorer/style.css';
import '@graphiql/plugin-history/style.css';
import './page.css';
import { createRoot } from 'react-dom/client';
import { readSettings } from './gateway.ts';
import { Page } from './page.tsx';

const root = document.getElementById('root');
if (root) createRoot(root).render(<Page settings={await readSettings()} />);
