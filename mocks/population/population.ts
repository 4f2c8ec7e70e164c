// The truth: a town of people, enterprises and homes, computed from a seed. Nothing is stored; every relation can be followed both ways.

export interface PopulationSettings {
  readonly seed: number;
  readonly people: number;
}

export interface PersonTruth {
  readonly index: number;
  readonly number: string;
  readonly name: string;
  readonly household: number;
  readonly taxArrearsFen: number;
  readonly taxStatus: 'NORMAL' | 'ABNORMAL' | 'CANCELLED';
  readonly phone: string;
}

export interface HouseholdTruth {
  readonly index: number;
  readonly number: string;
  readonly address: string;
  readonly members: readonly {
    readonly person: number;
    readonly relation: 'HEAD' | 'SPOUSE' | 'CHILD' | 'PARENT' | 'OTHER';
  }[];
  /** Registers that the household left, oldest first: some have several. */
  readonly history: readonly {
    readonly number: string;
    readonly address: string;
    readonly from: string;
    readonly to: string;
  }[];
  readonly since: string;
}

export interface EnterpriseTruth {
  readonly index: number;
  readonly creditCode: string;
  readonly name: string;
  /** 有限责任公司, 个体工商户 … */
  readonly kind: string;
  readonly state: 'ACTIVE' | 'SUSPENDED' | 'REVOKED' | 'CANCELLED';
  readonly registeredCapitalFen: number;
  readonly establishedOn: string;
  readonly validFrom: string;
  readonly validTo: string | null;
  readonly scope: string;
  readonly address: string;
  readonly county: string;
  readonly industry: string;
  /** The legal representative first. */
  readonly roles: readonly {
    readonly person: number;
    readonly role: 'LEGAL_REPRESENTATIVE' | 'DIRECTOR' | 'SUPERVISOR' | 'MANAGER' | 'SHAREHOLDER';
  }[];
  readonly taxArrearsFen: number;
  readonly taxStatus: 'NORMAL' | 'ABNORMAL' | 'CANCELLED';
}

export interface UnitTruth {
  readonly index: number;
  readonly unitNumber: string;
  readonly county: string;
  readonly address: string;
  readonly usage: 'RESIDENTIAL' | 'COMMERCIAL' | 'OFFICE' | 'INDUSTRIAL' | 'GARAGE';
  /** Hundredths of a square metre. */
  readonly areaHundredths: number;
  readonly state: 'NORMAL' | 'MORTGAGED' | 'SEIZED' | 'MORTGAGED_AND_SEIZED' | 'CANCELLED';
  readonly owners: readonly {
    readonly holder: { readonly kind: 'person' | 'enterprise'; readonly index: number };
    /** `n/d`, or null in joint ownership. */
    readonly share: string | null;
    readonly certificateNumber: string;
    readonly registeredOn: string;
  }[];
  readonly encumbrances: readonly {
    readonly kind: 'MORTGAGE' | 'SEIZURE';
    readonly holder: string;
    readonly registeredOn: string;
  }[];
}

/** Every function is O(1) in the size of the population. `find…` answers undefined for a number nobody has. */
export interface Population {
  readonly settings: PopulationSettings;
  readonly people: number;
  readonly enterprises: number;
  readonly units: number;
  readonly counties: readonly { readonly code: string; readonly name: string }[];
  readonly person: (index: number) => PersonTruth;
  readonly household: (index: number) => HouseholdTruth;
  readonly enterprise: (index: number) => EnterpriseTruth;
  readonly unit: (index: number) => UnitTruth;
  readonly findPerson: (number: string) => number | undefined;
  readonly findEnterprise: (creditCode: string) => number | undefined;
  readonly findUnit: (unitNumber: string) => number | undefined;
  readonly unitsOfPerson: (index: number) => readonly number[];
  readonly unitsOfEnterprise: (index: number) => readonly number[];
  readonly rolesOfPerson: (
    index: number,
  ) => readonly { readonly enterprise: number; readonly role: EnterpriseTruth['roles'][number]['role'] }[];
  /** The contiguous range of enterprises of a county, ordered by credit code. */
  readonly enterprisesOfCounty: (county: string) => { readonly first: number; readonly count: number };
  /** The contiguous range of units of a county, ordered by unit number. */
  readonly unitsOfCounty: (county: string) => { readonly first: number; readonly count: number };
}
