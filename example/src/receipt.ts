// Receipts of what was submitted in this tab.
const key = (number: string) => `example.receipt.${number}`;

export interface Receipt {
  readonly number: string;
  readonly checkCode: string;
  readonly receivedAt: string;
}

export function storeReceipt(receipt: Receipt, replayed: boolean): void {
  sessionStorage.setItem(key(receipt.number), JSON.stringify({ ...receipt, replayed }));
}

export function storedReceipt(number: string): (Receipt & { readonly replayed: boolean }) | undefined {
  const stored = sessionStorage.getItem(key(number));
  return stored === null ? undefined : (JSON.parse(stored) as Receipt & { replayed: boolean });
}
