// The decision book of one department: its default for what arrives, and orders for keys that have not arrived yet.
import type { Order } from './course.ts';

export const USUAL: Order = { outcome: 'approve', afterMs: 150, reason: null };

export class DecisionBook {
  usual: Order = USUAL;
  readonly #ahead = new Map<string, Order>();

  /** The later of two orders for one key counts. */
  orderAhead(key: string, given: Order): void {
    this.#ahead.set(key, given);
  }

  /** The order for an application that arrives now; one given ahead is used up by it. */
  orderFor(key: string): Order {
    const ahead = this.#ahead.get(key);
    this.#ahead.delete(key);
    return ahead ?? this.usual;
  }
}
