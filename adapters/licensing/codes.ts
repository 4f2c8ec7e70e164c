// The department's code tables in canonical words. `contract/openapi.yaml` has them as `x-code-tables`; a test compares the two.
import type { ProgressKind, TimeUnit } from '../../src/departments/port.ts';
import type { BusinessLicence, EnterpriseRole } from './facts.ts';

/** Codes of the envelope. `refusal`: the department judged the application; `access`: it did not let us in. */
export const answerCodes = {
  '00': 'success',
  '01': 'refusal',
  '02': 'access',
  '03': 'access',
  '04': 'access',
  '10': 'refusal',
  '11': 'refusal',
  '12': 'refusal',
  '13': 'refusal',
  '14': 'refusal',
  '90': 'maintenance',
  '99': 'failure',
} as const;
export type AnswerClass = (typeof answerCodes)[keyof typeof answerCodes];

export const licenceStates: Readonly<Record<string, BusinessLicence['state']>> = {
  '1': 'ACTIVE',
  '2': 'REVOKED',
  '3': 'CANCELLED',
  '4': 'SUSPENDED',
};

export const enterpriseKinds: Readonly<Record<string, string>> = {
  '1100': '有限责任公司',
  '1130': '有限责任公司(自然人投资或控股)',
  '1140': '有限责任公司(国有独资)',
  '1150': '有限责任公司(自然人独资)',
  '1151': '有限责任公司(法人独资)',
  '1200': '股份有限公司',
  '1210': '股份有限公司(上市)',
  '1220': '股份有限公司(非上市)',
  '1222': '股份有限公司(非上市、自然人投资或控股)',
  '2100': '有限责任公司分公司',
  '3100': '全民所有制',
  '3200': '集体所有制',
  '3500': '股份合作制',
  '4530': '普通合伙企业',
  '4531': '合伙企业',
  '4532': '有限合伙企业',
  '4540': '个人独资企业',
  '6150': '外商投资有限责任公司',
  '9100': '农民专业合作社',
  '9500': '个体工商户',
};

export const positions: Readonly<Record<string, EnterpriseRole['role']>> = {
  '01': 'LEGAL_REPRESENTATIVE',
  '02': 'DIRECTOR',
  '03': 'SUPERVISOR',
  '04': 'MANAGER',
  '05': 'SHAREHOLDER',
};

/** Renminbi. Money is yuan here: an amount in another currency cannot be mapped. */
export const yuanCurrency = '156';

export const nodes: Readonly<Record<string, ProgressKind>> = {
  '10': 'ACCEPTED',
  '11': 'NOT_ACCEPTED',
  '20': 'DEFICIENT',
  '30': 'SUSPENDED',
  '31': 'RESUMED',
  '40': 'APPROVED',
  '41': 'REFUSED',
  '50': 'WITHDRAWN',
  '51': 'WITHDRAWAL_REFUSED',
  '60': 'REVOKED',
};

export const applicationTypes = { '01': 'establishment', '02': 'change', '03': 'deregistration' } as const;
export type ApplicationType = (typeof applicationTypes)[keyof typeof applicationTypes];

export const amendmentTypes = { supplement: '1', withdrawal: '2' } as const;
export const applicantTypes = { person: '1', enterprise: '2' } as const;
export const promiseUnits: Readonly<Record<TimeUnit, string>> = {
  WORKING_DAY: '1',
  WORKING_HOUR: '2',
  CALENDAR_DAY: '3',
};

export const certificateKinds: Readonly<Record<string, string>> = { '01': '营业执照', '02': '注销登记通知书' };

/** The code of an enterprise kind, brackets of either width; undefined for a kind the department does not register. */
export function enterpriseKindCode(kind: string): string | undefined {
  const normalised = kind.replaceAll('（', '(').replaceAll('）', ')');
  return Object.entries(enterpriseKinds).find(([, name]) => name === normalised)?.[0];
}
