/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** Who acts for an applicant, and by what right 代办人. */
export type AgentInput = {
  /** The applicant's mandate; one that is missing, over or too narrow is a defect 授权委托. */
  mandate?: AgentMandateInput | null | undefined;
  /** Name 姓名. */
  name: string;
  /** Citizen number 公民身份号码. */
  number: string;
  /** Phone 联系电话. */
  phone?: string | null | undefined;
};

/** What an applicant lets an agent do; the signed letter comes along, or is a defect 授权委托. */
export type AgentMandateInput = {
  /** The signed letter that was uploaded 授权委托书文件. */
  fileId?: string | number | null | undefined;
  /** The signed letter itself, where it is small 授权委托书. */
  inline?: InlineMaterialInput | null | undefined;
  /** Codes of the items; absent: whatever is applied for 事项代码. */
  items?: Array<string | number> | null | undefined;
  /** First day 起始日期. */
  validFrom: string;
  /** Last day, itself included 截止日期. */
  validTo: string;
};

/** Who applies: exactly one of the two 申请人. */
export type ApplicantInput =
  {   /** An enterprise 市场主体. */
  enterprise: EnterpriseInput; person?: never; }
  |  { enterprise?: never;   /** A person 自然人. */
  person: PersonInput; };

/** State of a case, folded from its events 办件状态. */
export type CaseState =
  /** Accepted by every department that needs no prerequisite 已受理. */
  | 'ACCEPTED'
  /** Everything is decided, nothing released 待出件. */
  | 'AWAITING_ISSUE'
  /** Accepted because the notice clock ran out 视为受理. */
  | 'DEEMED_ACCEPTED'
  /** Something is missing or wrong 待补正. */
  | 'DEFICIENT'
  /** Licences are handed over 已送达. */
  | 'DELIVERED'
  /** A department has decided, others have not 办理中. */
  | 'IN_PROGRESS'
  /** Licences are released 已出件. */
  | 'ISSUED'
  /** The applicant did not answer a deficiency in time 补正逾期. */
  | 'LAPSED'
  /** Not accepted 不予受理. */
  | 'NOT_ACCEPTED'
  /** Some parts were refused 部分不予许可. */
  | 'PARTLY_REFUSED'
  /** Received by the centre 已收件. */
  | 'RECEIVED'
  /** Refused 不予许可. */
  | 'REFUSED'
  /** The deficiency was answered 已补正. */
  | 'RESUBMITTED'
  /** Revoked after approval 已撤销. */
  | 'REVOKED'
  /** Withdrawn by the applicant 已撤件. */
  | 'WITHDRAWN';

/** Where a submission came from 渠道. */
export type Channel =
  /** Mobile app 移动应用. */
  | 'APP'
  /** Kiosk 自助终端. */
  | 'KIOSK'
  /** Online hall 网上大厅. */
  | 'ONLINE'
  /** WeChat 微信. */
  | 'WECHAT'
  /** Counter of the service centre 综合窗口. */
  | 'WINDOW';

/** Outcome of a decision 决定结果. */
export type DecisionOutcome =
  /** Approved 准予. */
  | 'APPROVED'
  /** Refused 不予许可. */
  | 'REFUSED';

/** Whether the department has the part 子办件送达状态. */
export type DeliveryState =
  /** The department has it 已接收. */
  | 'ACKNOWLEDGED'
  /** Held back while the department is closed 暂存. */
  | 'HELD'
  /** Waits to be sent 待发送. */
  | 'QUEUED'
  /** The department would not take it in 退件. */
  | 'REFUSED'
  /** Sent, no answer yet 已发送. */
  | 'SENT'
  /** Sent, and nobody knows whether it arrived; the department is being asked 待核实. */
  | 'UNKNOWN';

/** An enterprise that applies 市场主体. */
export type EnterpriseInput = {
  /** Credit code 统一社会信用代码. */
  creditCode: string;
  /** Name 名称. */
  name: string;
  /** Phone 联系电话. */
  phone?: string | null | undefined;
};

/** A small document in the request itself 随附文件. */
export type InlineMaterialInput = {
  /** Content, at most 64 KiB once decoded 内容. */
  base64: string;
  /** Media type 文件类型. */
  mediaType: string;
  /** File name 文件名. */
  name: string;
};

/** State of joint issuance 统一出件状态. */
export type IssuanceState =
  /** Licences are handed over 已送达. */
  | 'HANDED_OVER'
  /** Everything is there, nothing released 可出件. */
  | 'READY'
  /** Licences are released 已出件. */
  | 'RELEASED'
  /** Decisions are open 等待决定. */
  | 'WAITING';

/** A material and one of four ways to provide it 材料. */
export type MaterialInput = {
  /** Code 材料编码. */
  code: string | number;
  /** It follows later 容缺. */
  deferred?: boolean | null | undefined;
  /** A file that was uploaded 已上传文件. */
  fileId?: string | number | null | undefined;
  /** A small document 随附文件. */
  inline?: InlineMaterialInput | null | undefined;
  /** Number of a department's own record 共享记录编号. */
  shared?: string | null | undefined;
};

/** What the department has done with a part 子办件业务状态. */
export type PartState =
  /** Accepted 已受理. */
  | 'ACCEPTED'
  /** Approved 准予. */
  | 'APPROVED'
  /** Accepted because the notice clock ran out 视为受理. */
  | 'DEEMED_ACCEPTED'
  /** Something is missing or wrong 待补正. */
  | 'DEFICIENT'
  /** With the department 审查中. */
  | 'IN_REVIEW'
  /** Not accepted 不予受理. */
  | 'NOT_ACCEPTED'
  /** Refused 不予许可. */
  | 'REFUSED'
  /** The deficiency was answered 已补正. */
  | 'RESUBMITTED'
  /** Revoked after approval 已撤销. */
  | 'REVOKED'
  /** The clock is stopped by a special procedure 特别程序中. */
  | 'SUSPENDED'
  /** A prerequisite is open 等待前置. */
  | 'WAITING'
  /** The department was asked to let it be withdrawn 撤件待确认. */
  | 'WITHDRAWAL_PENDING'
  /** Withdrawn 已撤件. */
  | 'WITHDRAWN';

/** A natural person who applies or acts 自然人. */
export type PersonInput = {
  /** Name 姓名. */
  name: string;
  /** Citizen number 公民身份号码. */
  number: string;
  /** Phone 联系电话. */
  phone?: string | null | undefined;
};

/** One submission for all departments 申请. */
export type SubmitCaseInput = {
  /** Who acts for the applicant 代办人. */
  agent?: AgentInput | null | undefined;
  /** Who applies 申请人. */
  applicant: ApplicantInput;
  /** Code of the bundle 一件事代码. */
  bundle: string | number;
  /** Where it comes from 渠道. */
  channel: Channel;
  /** Answers, by the bundle's schema 表单. */
  form: Readonly<Record<string, unknown>>;
  /** Chosen by the caller; equal keys of one applicant mean the same submission 幂等键. */
  idempotencyKey: string;
  /** Materials 材料. */
  materials: Array<MaterialInput>;
};

/** Unit of a time limit 时限单位. */
export type TimeUnit =
  /** Days of the calendar 自然日. */
  | 'CALENDAR_DAY'
  /** Working days by the State Council's calendar 工作日. */
  | 'WORKING_DAY'
  /** Hours of service 工作小时. */
  | 'WORKING_HOUR';

export type ExampleBundleQueryVariables = Exact<{
  code: string | number;
}>;


export type ExampleBundleQuery = { bundle: { code: string, name: string, form: Readonly<Record<string, unknown>>, materials: Array<{ code: string, name: string, legalBasis: string, deferrable: boolean, sharedFrom: { code: string, name: string } | null }>, parts: Array<{ code: string, optional: boolean, item: { name: string, timeLimit: { amount: number, unit: TimeUnit } }, department: { code: string, name: string } }> } | null };

export type ExampleBundlesQueryVariables = Exact<{ [key: string]: never; }>;


export type ExampleBundlesQuery = { bundles: Array<{ code: string, name: string, parts: Array<{ code: string, item: { name: string }, department: { code: string, name: string } }> }> };

export type ExampleCaseChangedSubscriptionVariables = Exact<{
  number: string | number;
  after?: string | null | undefined;
}>;


export type ExampleCaseChangedSubscription = { caseChanged: { sequence: number, cursor: string | null } };

export type ExampleCaseQueryVariables = Exact<{
  number: string | number;
}>;


export type ExampleCaseQuery = { case: { number: string, state: CaseState, receivedAt: string, bundle: { name: string }, parts: Array<{ code: string, delivery: DeliveryState, state: PartState, item: { name: string }, department: { name: string }, acceptanceNotice: { number: string, acceptedAt: string, promisedBy: string | null } | null, decision: { outcome: DecisionOutcome, decidedAt: string, reason: string | null } | null, licences: Array<{ kind: string, number: string }> }>, issuance: { state: IssuanceState, releasedAt: string | null }, events: { nodes: Array<{ sequence: number, cursor: string | null, at: string, part: string | null, message: string }> } } | null };

export type ExampleRehearseQueryVariables = Exact<{
  input: SubmitCaseInput;
}>;


export type ExampleRehearseQuery = { rehearseCase: { acceptable: boolean, issueOn: string | null, uncheckedDepartments: Array<string>, deficiencies: Array<{ code: string, part: string | null, field: string | null, problem: string, remedy: string, material: { code: string } | null }>, parts: Array<{ code: string, dueAt: string | null, department: { name: string } }> } };

export type ExampleSubmitMutationVariables = Exact<{
  input: SubmitCaseInput;
}>;


export type ExampleSubmitMutation = { submitCase:
    | { __typename: 'CaseDeficient', notice: { deficiencies: Array<{ code: string, part: string | null, field: string | null, problem: string, remedy: string, material: { code: string } | null }> } }
    | { __typename: 'CaseReceived', replayed: boolean, receipt: { number: string, checkCode: string, receivedAt: string } }
    | { __typename: 'IdempotencyConflict', message: string }
   };

export class TypedDocumentString<TResult, TVariables>
  extends String
  implements DocumentTypeDecoration<TResult, TVariables>
{
  __apiType?: NonNullable<DocumentTypeDecoration<TResult, TVariables>['__apiType']>;
  private value: string;
  public __meta__?: Record<string, any> | undefined;

  constructor(value: string, __meta__?: Record<string, any> | undefined) {
    super(value);
    this.value = value;
    this.__meta__ = __meta__;
  }

  override toString(): string & DocumentTypeDecoration<TResult, TVariables> {
    return this.value;
  }
}

export const ExampleBundleDocument = {"__meta__":{"hash":"sha256:d1961cb578308199f417fafbdc9a4dead63e7dbb30eb33a36564a441906609d3"}} as unknown as TypedDocumentString<ExampleBundleQuery, ExampleBundleQueryVariables>;
export const ExampleBundlesDocument = {"__meta__":{"hash":"sha256:da3e53d3e01562ca1c6b5f3398c89ef0fe804826f15e7e1fe2ff0e990941bb9b"}} as unknown as TypedDocumentString<ExampleBundlesQuery, ExampleBundlesQueryVariables>;
export const ExampleCaseChangedDocument = {"__meta__":{"hash":"sha256:dfcbec42ffebc2153f5aefdab3a23a66e0d362fef44abb5568dccbbffae01438"}} as unknown as TypedDocumentString<ExampleCaseChangedSubscription, ExampleCaseChangedSubscriptionVariables>;
export const ExampleCaseDocument = {"__meta__":{"hash":"sha256:14c12432cfe2220b0d1bb7015e817dc2bb948372e115a11f9ec73a7758423089"}} as unknown as TypedDocumentString<ExampleCaseQuery, ExampleCaseQueryVariables>;
export const ExampleRehearseDocument = {"__meta__":{"hash":"sha256:6ead6e54254569d9360a85db167e7e68e4db1d4ce35b109154ddd7d6a27a19ee"}} as unknown as TypedDocumentString<ExampleRehearseQuery, ExampleRehearseQueryVariables>;
export const ExampleSubmitDocument = {"__meta__":{"hash":"sha256:21eac2afce5d5771aa65387cc9400b5df780ab2511906abd3a409c6d09fffc2e"}} as unknown as TypedDocumentString<ExampleSubmitMutation, ExampleSubmitMutationVariables>;