import { useEffect, useState } from 'react';

export interface Loaded<Value> {
  readonly value: Value | undefined;
  readonly problem: string | undefined;
}

/** What `load` brings, loaded anew when it is another function; an answer that was overtaken is dropped. */
export function useLoaded<Value>(load: () => Promise<Value>): Loaded<Value> {
  const [loaded, setLoaded] = useState<Loaded<Value>>({ value: undefined, problem: undefined });
  useEffect(() => {
    let isOvertaken = false;
    load().then(
      (value) => {
        if (!isOvertaken) setLoaded({ value, problem: undefined });
      },
      (error: unknown) => {
        if (!isOvertaken) setLoaded(({ value }) => ({ value, problem: messageOf(error) }));
      },
    );
    return () => {
      isOvertaken = true;
    };
  }, [load]);
  return loaded;
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
