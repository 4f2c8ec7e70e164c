// What a worker takes on.
import type { LeasedDelivery } from '../sql/deliveries.ts';

export interface DeliveryTask extends LeasedDelivery {
  /** Machine time at which its lease, and the attempt that may have begun with it, was not yet committed. */
  readonly takenMs: number;
}
