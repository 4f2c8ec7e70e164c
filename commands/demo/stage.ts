// What every chapter of the demonstration works with.
import type { ControlApi, SampleInput } from '../town/control.ts';
import type { GraphClient } from '../town/graph.ts';
import type { Narration } from './narration.ts';

export interface Stage {
  readonly say: Narration;
  readonly graph: GraphClient;
  readonly control: ControlApi;
  /** The application that is handed in, and where its home and its seller stand in the town's books. */
  readonly subject: Subject;
}

export interface Subject {
  readonly input: SampleInput;
  readonly unit: { readonly number: string; readonly index: number };
  readonly seller: { readonly number: string; readonly index: number };
}

/** Names by which people know the departments. */
export const DEPARTMENT_NAMES: Readonly<Record<string, string>> = {
  tax: '税务 tax',
  land: '不动产登记 land registry',
  licensing: '市场监管 licensing',
  police: '公安 police',
};
