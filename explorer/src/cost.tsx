// What the query in the editor would cost, kept up while it is typed.
import { useGraphiQL, useOperationsEditorState, useVariablesEditorState } from '@graphiql/react';
import { useEffect, useState } from 'react';
import { type Cost, estimate } from './gateway.ts';
import type { Session } from './session.ts';
import type { Words } from './words.ts';

const QUIET_MS = 400;

export function CostOf({ session, say }: { readonly session: Session; readonly say: Words }) {
  const [query] = useOperationsEditorState();
  const [variables] = useVariablesEditorState();
  const operationName = useGraphiQL((state) => state.operationName);
  const [cost, setCost] = useState<Cost>();
  useEffect(() => {
    const values = variablesIn(variables);
    if (query.trim() === '' || values === undefined) {
      setCost(undefined);
      return;
    }
    let outdated = false;
    const timer = setTimeout(async () => {
      const found = await estimate({ query, variables: values, operationName }, session).catch(() => undefined);
      if (!outdated) setCost(found);
    }, QUIET_MS);
    return () => {
      outdated = true;
      clearTimeout(timer);
    };
  }, [query, variables, operationName, session]);
  if (!cost) return null;
  if (cost.kind === 'refused') {
    return (
      <output className="cost refused" title={cost.reason}>
        {say.refused}：{cost.reason}
      </output>
    );
  }
  const over = cost.cost > cost.allowed;
  return (
    <output className={over ? 'cost refused' : 'cost'} title={say.costHelp}>
      {say.cost} <b>{cost.cost.toLocaleString()}</b> / {cost.allowed.toLocaleString()}
      {over && ` · ${say.overBudget}`}
    </output>
  );
}

/** Undefined while what is typed is no object yet. */
function variablesIn(text: string): Readonly<Record<string, unknown>> | undefined {
  if (text.trim() === '') return {};
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === 'object' && parsed !== null ? (parsed as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
