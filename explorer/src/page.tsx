import { DOC_EXPLORER_PLUGIN, DocExplorerStore } from '@graphiql/plugin-doc-explorer';
import { HISTORY_PLUGIN, HistoryStore } from '@graphiql/plugin-history';
import { GraphiQLProvider } from '@graphiql/react';
import { GraphiQL, GraphiQLInterface } from 'graphiql';
import { useEffect, useMemo, useRef, useState } from 'react';
import { Bar } from './bar.tsx';
import { openFetcher } from './fetcher.ts';
import type { Settings } from './gateway.ts';
import { Results } from './results.tsx';
import { type Session, storedSession, storeSession } from './session.ts';
import { words } from './words.ts';

const PLUGINS = [DOC_EXPLORER_PLUGIN, HISTORY_PLUGIN];

export function Page({ settings }: { settings: Settings }) {
  const [session, setSession] = useState(storedSession);
  const [data, setData] = useState<unknown>();
  const current = useRef<Session>(session);
  const say = words[session.language];
  const fetcher = useMemo(() => openFetcher(() => current.current, setData), []);
  const change = (changed: Partial<Session>) => {
    current.current = { ...current.current, ...changed };
    storeSession(current.current);
    setSession(current.current);
  };
  useEffect(() => {
    document.documentElement.lang = session.language === 'zh' ? 'zh-CN' : 'en';
  }, [session.language]);
  return (
    // What was typed may name people: it stays in this tab, as the token does.
    <GraphiQLProvider
      fetcher={fetcher}
      storage={sessionStorage}
      plugins={PLUGINS}
      referencePlugin={DOC_EXPLORER_PLUGIN}
      defaultQuery={say.welcome}
      defaultTheme="light"
    >
      <Bar settings={settings} session={session} say={say} change={change} />
      <main className="page-main">
        <HistoryStore>
          <DocExplorerStore>
            <GraphiQLInterface
              isHeadersEditorEnabled={false}
              defaultEditorToolsVisibility="variables"
              forcedTheme="light"
              showPersistHeadersSettings={false}
            >
              <GraphiQL.Footer>
                <Results data={data} say={say} />
              </GraphiQL.Footer>
            </GraphiQLInterface>
          </DocExplorerStore>
        </HistoryStore>
      </main>
    </GraphiQLProvider>
  );
}
