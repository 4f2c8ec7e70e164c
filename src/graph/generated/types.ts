import type { CitizenNumber } from '../../values/citizen-number.ts';
import type { CreditCode } from '../../values/credit-code.ts';
import type { JsonObject } from '../../departments/port.ts';
import type { UnitNumber } from '../../values/unit-number.ts';
import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { PersonParent, EnterprisePage, UnitPage, RolePage, EnterpriseParent, UnitParent, HouseholdParent, HouseholdMemberParent, TaxAccountParent, EnterpriseRoleParent, EndedBatchRowParent, HandOverParent, AuditPageParent, ActorParent, PartyParent, AgentParent, MeParent } from '../parents/parents.ts';
import type { BusinessLicence as BusinessLicenceParent } from '../../../adapters/licensing/facts.ts';
import type { Department as DepartmentParent, Bundle as BundleParent, BundlePart as BundlePartParent, Item, Material } from '../../catalogue/catalogue.ts';
import type { CaseRecord, PartRecord, EventRecord } from '../../cases/case-record.ts';
import type { Owner, Encumbrance as EncumbranceParent } from '../../../adapters/land/facts.ts';
import type { BatchProgress as BatchProgressParent } from '../../cases/batches.ts';
import type { DeficiencyRecord } from '../../cases/reception/review.ts';
import type { Received, Deficient, Conflict, SubmitResult } from '../../cases/reception/submit-result.ts';
import type { FoundEntry } from '../../audit/search.ts';
import type { EntityParent } from '../parents/references.ts';
import type { RehearsedPart as RehearsedPartParent, Rehearsal as RehearsalParent } from '../../cases/reception/rehearse.ts';
import type { OpenMatter as OpenMatterParent, Supplemented, SupplementResult } from '../../cases/actions/supplement.ts';
import type { WorkOrderParent, SupervisionParent, ClockParent, CaseConnectionParent, ClockProofParent, ComplaintParent, RuleParent, SpotCheckParent, PublicBoardParent } from '../parents/supervision-parents.ts';
import type { Mandate as MandateParent } from '../../mandates/scope.ts';
import type { TaskRow } from '../../cases/sql/tasks.ts';
import type { SiteVisitParent, VisitedPartParent, SiteVisitRecorded as SiteVisitRecordedParent, SiteVisitAnswer } from '../parents/visit-parents.ts';
import type { StepRow } from '../../tasks/sql.ts';
import type { TaskMessageParent } from '../parents/task-parents.ts';
import type { Handled, HandlingResult } from '../../cases/actions/handle-task.ts';
import type { QueuedDelivery } from '../../cases/sql/queue.ts';
import type { Pause } from '../../cases/clocks/pauses.ts';
import type { TotalClock as TotalClockParent } from '../../cases/clocks/total.ts';
import type { MoveRow, AlertRow, FindingRow, BacklogRow, BoardDepartmentRow } from '../../supervision/sql/records.ts';
import type { RatingRow } from '../../supervision/sql/complaints.ts';
import type { NotificationParent, NotificationPageParent } from '../parents/notification-page.ts';
import type { EnumWords, ValueWords } from '../labels.ts';
import type { CaseExportParent, CaseExportBatchParent } from '../parents/case-export.ts';
import type { RequestContext } from '../context.ts';
export type Maybe<T> = T | null;
export type InputMaybe<T> = T | null | undefined;
export type Omit<T, K extends keyof T> = Pick<T, Exclude<keyof T, K>>;
export type RequireFields<T, K extends keyof T> = Omit<T, K> & { [P in K]-?: NonNullable<T[P]> };
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  /** Citizen number of 18 characters, GB 11643, as a string 公民身份号码. */
  CitizenNumber: { input: CitizenNumber; output: string; }
  /** Unified credit code of 18 characters, GB 32100 统一社会信用代码. */
  CreditCode: { input: CreditCode; output: string; }
  /** A day of the calendar, `yyyy-mm-dd` 日期. */
  Date: { input: string; output: string; }
  /** An instant with offset, RFC 3339 时间. */
  DateTime: { input: string; output: string; }
  /** A JSON object JSON 对象. */
  JSONObject: { input: JsonObject; output: JsonObject; }
  /** An amount in yuan as a decimal string with two digits 金额（元）. */
  Money: { input: string; output: string; }
  /** Real-estate unit number of 28 characters 不动产单元号. */
  UnitNumber: { input: UnitNumber; output: string; }
  /** Reference to an entity: `__typename` and the fields of one of its keys 实体引用. */
  _Any: { input: JsonObject; output: JsonObject; }
};

/** A department's act of acceptance 受理通知书. */
export type AcceptanceNotice = {
  readonly __typename?: 'AcceptanceNotice';
  /** When the department accepted 受理时间. */
  readonly acceptedAt: Scalars['DateTime']['output'];
  /** Number 文书编号. */
  readonly number: Scalars['ID']['output'];
  /** By when it promised to decide; null where no calendar is published for that day 承诺办结时间. */
  readonly promisedBy?: Maybe<Scalars['DateTime']['output']>;
};

/** A batch arrived whole, and was applied 确认批次. */
export type AcknowledgeCaseExportInput = {
  /** Code of the receiver 接收方代码. */
  readonly consumer: Scalars['ID']['input'];
  /** Number of the batch 批次号. */
  readonly number: Scalars['Int']['input'];
  /** SHA-256 of the text as it arrived 校验值. */
  readonly sha256: Scalars['String']['input'];
};

/** Who acts for an applicant, and by what right 代办人. */
export type AgentInput = {
  /** The applicant's mandate; one that is missing, over or too narrow is a defect 授权委托. */
  readonly mandate?: InputMaybe<AgentMandateInput>;
  /** Name 姓名. */
  readonly name: Scalars['String']['input'];
  /** Citizen number 公民身份号码. */
  readonly number: Scalars['CitizenNumber']['input'];
  /** Phone 联系电话. */
  readonly phone?: InputMaybe<Scalars['String']['input']>;
};

/** What an applicant lets an agent do; the signed letter comes along, or is a defect 授权委托. */
export type AgentMandateInput = {
  /** The signed letter that was uploaded 授权委托书文件. */
  readonly fileId?: InputMaybe<Scalars['ID']['input']>;
  /** The signed letter itself, where it is small 授权委托书. */
  readonly inline?: InputMaybe<InlineMaterialInput>;
  /** Codes of the items; absent: whatever is applied for 事项代码. */
  readonly items?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** First day 起始日期. */
  readonly validFrom: Scalars['Date']['input'];
  /** Last day, itself included 截止日期. */
  readonly validTo: Scalars['Date']['input'];
};

/** A light that was reached, told once and never changed 预警. */
export type Alert = {
  readonly __typename?: 'Alert';
  /** When the light was reached 触发时间. */
  readonly at?: Maybe<Scalars['DateTime']['output']>;
  /** Calendars by which it was counted then 当时的日历版本. */
  readonly calendarVersion?: Maybe<Scalars['String']['output']>;
  /** The case's number; null where it is about the centre 办件编号. */
  readonly caseNumber?: Maybe<Scalars['ID']['output']>;
  /** Place in the feed of alerts 游标. */
  readonly cursor: Scalars['String']['output'];
  /** The department; null for the case as a whole 部门. */
  readonly department?: Maybe<Department>;
  /** The deadline as it stood then 当时的到期时间. */
  readonly dueAt?: Maybe<Scalars['DateTime']['output']>;
  /** The light; null for an alert that no clock gave 亮灯. */
  readonly light?: Maybe<Light>;
  /** Code of the part; null for the case as a whole 环节代码. */
  readonly part?: Maybe<Scalars['ID']['output']>;
  /** When it was given 发出时间. */
  readonly raisedAt: Scalars['DateTime']['output'];
  /** The rule that fired 规则. */
  readonly rule: SupervisionRule;
  /** What it is about, such as the year whose calendar is missing 对象. */
  readonly subject: Scalars['String']['output'];
};

/** Alerts in the order in which they were given 预警列表. */
export type AlertConnection = {
  readonly __typename?: 'AlertConnection';
  /** The page 当前页. */
  readonly nodes: ReadonlyArray<Alert>;
  /** Where the page ends; ask again with `endCursor`, and nothing is missed or repeated 分页信息. */
  readonly pageInfo: PageInfo;
};

/** Which alerts 预警筛选. */
export type AlertFilter = {
  /** About this case 办件编号. */
  readonly caseNumber?: InputMaybe<Scalars['ID']['input']>;
  /** About one of these departments 部门代码. */
  readonly department?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** One of these lights 亮灯. */
  readonly light?: InputMaybe<ReadonlyArray<Light>>;
  /** Of one of these rules 规则编号. */
  readonly rule?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
};

/** Answers a complaint 答复投诉. */
export type AnswerComplaintInput = {
  /** The answer 答复. */
  readonly answer: Scalars['String']['input'];
  /** The complaint's number 投诉编号. */
  readonly number: Scalars['ID']['input'];
};

/** Who applies: exactly one of the two 申请人. */
export type ApplicantInput =
  /** An enterprise 市场主体. */
  { readonly enterprise: EnterpriseInput; readonly person?: never; }
  |  /** A person 自然人. */
  { readonly enterprise?: never; readonly person: PersonInput; };

/** Whether a department came to a site visit 到场情况. */
export type Attendance =
  /** It was absent; the part is followed up 缺席. */
  | 'ABSENT'
  /** It is called, and nothing was told yet 已通知. */
  | 'CALLED'
  /** The visit was cancelled 已取消. */
  | 'CANCELLED'
  /** It was there 到场. */
  | 'PRESENT';

/** A role in a token, or everybody 访问角色. */
export type Audience =
  /** An analyst 分析人员. */
  | 'ANALYST'
  /** No token is needed 任何人. */
  | 'ANYONE'
  /** A citizen's front end 前端. */
  | 'FRONT_END'
  /** An operator 运维人员. */
  | 'OPERATOR'
  /** A supervisor 监管人员. */
  | 'SUPERVISOR'
  /** Window software 综合窗口. */
  | 'WINDOW';

/** Who asked 操作人. */
export type AuditActor = {
  readonly __typename?: 'AuditActor';
  /** Role in the token 角色. */
  readonly role: Scalars['String']['output'];
  /** Subject of the token: a clerk, or a citizen's number, masked where no purpose allows it 账号. */
  readonly subject?: Maybe<Scalars['String']['output']>;
};

/** One operation that concerned somebody, or that was refused 审计记录. */
export type AuditEntry = {
  readonly __typename?: 'AuditEntry';
  /** Who asked; null where no token was shown, or one that is not valid 操作人. */
  readonly actor?: Maybe<AuditActor>;
  /** When it was about to be answered, by the machine's clock 时间. */
  readonly at: Scalars['DateTime']['output'];
  /** Numbers of the cases that it touched 涉及办件. */
  readonly cases: ReadonlyArray<Scalars['String']['output']>;
  /** Whether something was done in the matter of whom was asked about 是否办理其事项. */
  readonly changed: Scalars['Boolean']['output'];
  /** Code of the first error 错误代码. */
  readonly code?: Maybe<Scalars['String']['output']>;
  /** SHA-256 of the document 文档摘要. */
  readonly document?: Maybe<Scalars['String']['output']>;
  /** Fields at its root 操作字段. */
  readonly fields: ReadonlyArray<Scalars['String']['output']>;
  /** query, mutation, subscription, event, sign-in, upload or notice 类型. */
  readonly kind: Scalars['String']['output'];
  /** Name of the operation in its document 操作名称. */
  readonly operation?: Maybe<Scalars['String']['output']>;
  /** How it ended 结果. */
  readonly outcome: AuditOutcome;
  /** Of how many people personal data was shown unmasked 被查阅人数. */
  readonly peopleRead: Scalars['Int']['output'];
  /** For what purpose 用途. */
  readonly purpose?: Maybe<Scalars['String']['output']>;
  /** Whether personal data of the person that was asked about was shown unmasked 是否查阅其个人信息. */
  readonly read: Scalars['Boolean']['output'];
  /** Place in the trail: 1, 2, 3 … 序号. */
  readonly sequence: Scalars['ID']['output'];
  /** Correlation id of the request 关联编号. */
  readonly traceId: Scalars['String']['output'];
};

/** Entries, latest first 审计记录列表. */
export type AuditEntryConnection = {
  readonly __typename?: 'AuditEntryConnection';
  /** The page 当前页. */
  readonly nodes: ReadonlyArray<AuditEntry>;
  /** Where the page ends 分页信息. */
  readonly pageInfo: PageInfo;
  /** How many there are in all; computed only when asked for 总数. */
  readonly totalCount: Scalars['Int']['output'];
};

/** Which entries: all that is said must hold 审计筛选. */
export type AuditFilter = {
  /** Subject of the token that asked 账号. */
  readonly actor?: InputMaybe<Scalars['String']['input']>;
  /** Number of a case that was touched 办件编号. */
  readonly case?: InputMaybe<Scalars['ID']['input']>;
  /** In whose matter something was done 市场主体. */
  readonly enterprise?: InputMaybe<Scalars['CreditCode']['input']>;
  /** From this time on 起始时间. */
  readonly from?: InputMaybe<Scalars['DateTime']['input']>;
  /** Whose personal data was shown, or in whose matter something was done 自然人. */
  readonly person?: InputMaybe<Scalars['CitizenNumber']['input']>;
  /** Before this time 截止时间. */
  readonly to?: InputMaybe<Scalars['DateTime']['input']>;
};

/** How an operation ended 结果. */
export type AuditOutcome =
  /** It was answered 已答复. */
  | 'ANSWERED'
  /** It failed on the centre's side 失败. */
  | 'FAILED'
  /** It was answered in part 部分答复. */
  | 'PARTIAL'
  /** It was not let in 已拒绝. */
  | 'REFUSED';

/** Applications handed in together, each independent of the others 批量申请. */
export type Batch = {
  readonly __typename?: 'Batch';
  /** Rows that were received, replays included 已收件行数. */
  readonly received: Scalars['Int']['output'];
  /** Each row, in the order of the batch 各行结果. */
  readonly rows: ReadonlyArray<BatchRow>;
  /** Rows in the batch 总行数. */
  readonly total: Scalars['Int']['output'];
};

/** How far a batch is 批量申请的进度. */
export type BatchProgress = {
  readonly __typename?: 'BatchProgress';
  /** When it was first handed in 提交时间. */
  readonly at: Scalars['DateTime']['output'];
  /** Rows that have ended 已处理行数. */
  readonly ended: Scalars['Int']['output'];
  /** Its name 批次名称. */
  readonly name: Scalars['ID']['output'];
  /** Rows that were received 已收件行数. */
  readonly received: Scalars['Int']['output'];
  /** Those that have ended, in the order of the batch 已处理的各行. */
  readonly rows: ReadonlyArray<EndedBatchRow>;
  /** Rows in the batch 总行数. */
  readonly total: Scalars['Int']['output'];
};

/** One application of a batch 批量申请的一行. */
export type BatchRow = {
  readonly __typename?: 'BatchRow';
  /** What is wrong with the row where it could not be read 错误. */
  readonly error?: Maybe<Scalars['String']['output']>;
  /** Place in the batch, from 0 行号. */
  readonly index: Scalars['Int']['output'];
  /** How it ended; null where the row could not be read 结果. */
  readonly result?: Maybe<SubmitCaseResult>;
};

/** How a row of a batch has ended 批量申请各行的结果. */
export type BatchRowOutcome =
  /** Its key was used for another application; nothing was created 幂等键冲突. */
  | 'CONFLICT'
  /** Something is missing or wrong; nothing was created 需补正. */
  | 'DEFICIENT'
  /** The row could not be read, or something failed 处理失败. */
  | 'FAILED'
  /** A case was received, now or before 已收件. */
  | 'RECEIVED';

/** A case as everybody may see it 公示的办件. */
export type BoardCase = {
  readonly __typename?: 'BoardCase';
  /** Name of the bundle 一件事. */
  readonly bundle: Scalars['String']['output'];
  /** When it is due 到期时间. */
  readonly dueAt?: Maybe<Scalars['DateTime']['output']>;
  /** Light of the case as a whole 亮灯. */
  readonly light?: Maybe<Light>;
  /** Number 办件编号. */
  readonly number: Scalars['ID']['output'];
  /** Day of receipt 收件日期. */
  readonly receivedOn: Scalars['Date']['output'];
  /** State 状态. */
  readonly state: CaseState;
};

/** A department as everybody may see it 公示的部门. */
export type BoardDepartment = {
  readonly __typename?: 'BoardDepartment';
  /** The department 部门. */
  readonly department: Department;
  /** Parts that are open with it 在办件数. */
  readonly open: Scalars['Int']['output'];
  /** Of these, parts whose promise is overdue 其中超期件数. */
  readonly overdue: Scalars['Int']['output'];
};

/** State of the circuit breaker before a department 熔断器状态. */
export type BreakerState =
  /** Questions go through 闭合. */
  | 'CLOSED'
  /** One question is let through to try 半开. */
  | 'HALF_OPEN'
  /** Questions are refused at once 断开. */
  | 'OPEN';

/** Items of several departments in one submission 一件事. */
export type Bundle = {
  readonly __typename?: 'Bundle';
  /** Code 一件事代码. */
  readonly code: Scalars['ID']['output'];
  /** One JSON Schema for all parts; each question is asked once 表单. */
  readonly form: Scalars['JSONObject']['output'];
  /** How licences are issued 出件方式. */
  readonly issuance: BundleIssuance;
  /** Materials, each asked for once 申请材料. */
  readonly materials: ReadonlyArray<MaterialRequirement>;
  /** Name 名称. */
  readonly name: Scalars['String']['output'];
  /** Parts in the order of their prerequisites 环节. */
  readonly parts: ReadonlyArray<BundlePart>;
  /** Version 版本. */
  readonly version: Scalars['String']['output'];
};

/** How licences of a bundle are issued 出件方式. */
export type BundleIssuance = {
  readonly __typename?: 'BundleIssuance';
  /** Parts whose licences are issued by the rule 适用环节. */
  readonly parts: ReadonlyArray<Scalars['String']['output']>;
  /** The rule 规则. */
  readonly rule: IssuanceRule;
};

/** A department's share of a bundle 一件事环节. */
export type BundlePart = {
  readonly __typename?: 'BundlePart';
  /** Code 环节代码. */
  readonly code: Scalars['ID']['output'];
  /** The department 部门. */
  readonly department: Department;
  /** The item 事项. */
  readonly item: ServiceItem;
  /** What it needs from other parts 前置条件. */
  readonly needs: ReadonlyArray<PartNeed>;
  /** Whether the applicant may do without it 是否可选. */
  readonly optional: Scalars['Boolean']['output'];
};

/** Hours of business on a working day 工作时间. */
export type BusinessHours = {
  readonly __typename?: 'BusinessHours';
  /** From, `HH:MM` 起. */
  readonly from: Scalars['String']['output'];
  /** To, `HH:MM` 止. */
  readonly to: Scalars['String']['output'];
};

/** The business licence on record 营业执照. */
export type BusinessLicence = {
  readonly __typename?: 'BusinessLicence';
  /** Registered premises 住所. */
  readonly address: Scalars['String']['output'];
  /** As of when the department that registers it told this 数据时点. */
  readonly asOf?: Maybe<Scalars['DateTime']['output']>;
  /** County of registration, GB/T 2260 登记机关所在区县. */
  readonly county: Scalars['String']['output'];
  /** Day of establishment 成立日期. */
  readonly establishedOn: Scalars['Date']['output'];
  /** Industry by GB/T 4754 行业代码. */
  readonly industry: Scalars['String']['output'];
  /** Kind of enterprise 市场主体类型. */
  readonly kind: Scalars['String']['output'];
  /** Registered capital in yuan 注册资本. */
  readonly registeredCapital: Scalars['Money']['output'];
  /** Scope of business 经营范围. */
  readonly scope: Scalars['String']['output'];
  /** State 登记状态. */
  readonly state: LicenceState;
  /** First day of the term 营业期限自. */
  readonly validFrom: Scalars['Date']['output'];
  /** Last day of the term; null where it is unlimited 营业期限至. */
  readonly validTo?: Maybe<Scalars['Date']['output']>;
};

/** A calendar by which a deadline was counted 日历. */
export type CalendarInForce = {
  readonly __typename?: 'CalendarInForce';
  /** The notice that it comes from 依据文件. */
  readonly document: Scalars['String']['output'];
  /** Version, such as 2026.1 版本. */
  readonly version: Scalars['String']['output'];
};

/** A visit is called 通知联合踏勘. */
export type CallSiteVisitInput = {
  /** When it is to begin, within the next 60 days 踏勘时间. */
  readonly at: Scalars['DateTime']['input'];
  /** The case's number 办件编号. */
  readonly caseNumber: Scalars['ID']['input'];
  /** Chosen by the caller; the same key and content are the same call 幂等键. */
  readonly idempotencyKey: Scalars['String']['input'];
  /** Where those concerned meet 集合地点. */
  readonly place?: InputMaybe<Scalars['String']['input']>;
};

/** A visit is cancelled 取消联合踏勘. */
export type CancelSiteVisitInput = {
  /** The case's number 办件编号. */
  readonly caseNumber: Scalars['ID']['input'];
  /** Chosen by the caller; the same key and content are the same cancellation 幂等键. */
  readonly idempotencyKey: Scalars['String']['input'];
  /** Why 理由. */
  readonly reason: Scalars['String']['input'];
  /** The visit 踏勘标识. */
  readonly visit: Scalars['ID']['input'];
};

/** One submission of a bundle by one applicant 办件. */
export type Case = {
  readonly __typename?: 'Case';
  /** Who acts for the applicant; null where nobody does 代办人. */
  readonly agent?: Maybe<CaseAgent>;
  /** Alerts that were given about it, oldest first 预警. */
  readonly alerts: ReadonlyArray<Alert>;
  /** The applicant 申请人. */
  readonly applicant: Party;
  /** The bundle in the version under which it was received 一件事. */
  readonly bundle: Bundle;
  /** Where it came from 渠道. */
  readonly channel: Channel;
  /** How `light` and `dueAt` come about 全件时钟. */
  readonly clock: TotalClock;
  /** Deadlines that a new calendar moved 期限调整. */
  readonly deadlineMoves: ReadonlyArray<DeadlineMove>;
  /** When the case as a whole is due; before acceptance as if accepted at receipt 到期时间. */
  readonly dueAt?: Maybe<Scalars['DateTime']['output']>;
  /** Why `dueAt` is null 期限未定原因. */
  readonly dueAtUnknown?: Maybe<DueAtUnknown>;
  /** The last events, oldest first 最近事件. */
  readonly events: CaseEventConnection;
  /** Whether and why it goes ahead of others; null where it does not 绿色通道. */
  readonly greenChannel?: Maybe<GreenChannel>;
  /** Who took which licences, when and where, in that order 送达记录. */
  readonly handOvers: ReadonlyArray<HandOver>;
  /** Opaque and stable 标识. */
  readonly id: Scalars['ID']['output'];
  /** Joint issuance 统一出件. */
  readonly issuance: Issuance;
  /** On the spot or promised; null before acceptance 办件类型. */
  readonly kind?: Maybe<CaseKind>;
  /** Light of the case as a whole; null where the calendar is not published 亮灯. */
  readonly light?: Maybe<Light>;
  /** Number, short enough to read out 办件编号. */
  readonly number: Scalars['ID']['output'];
  /** One part for each department's item 子办件. */
  readonly parts: ReadonlyArray<Part>;
  /** The applicant's rating; null where there is none 好差评. */
  readonly rating?: Maybe<Rating>;
  /** Time of receipt 收件时间. */
  readonly receivedAt: Scalars['DateTime']['output'];
  /** Joint site visits, in the order in which they were called 联合踏勘. */
  readonly siteVisits: ReadonlyArray<SiteVisit>;
  /** State 状态. */
  readonly state: CaseState;
  /** The hotline's orders about it, open ones first 工单. */
  readonly workOrders: ReadonlyArray<WorkOrder>;
};


/** One submission of a bundle by one applicant 办件. */
export type CaseEventsArgs = {
  last?: InputMaybe<Scalars['Int']['input']>;
};

/** Who acts for the applicant of a case 代办人. */
export type CaseAgent = {
  readonly __typename?: 'CaseAgent';
  /** Codes of the items that it covers; null for all of the case 授权事项. */
  readonly items?: Maybe<ReadonlyArray<Scalars['ID']['output']>>;
  /** Name 姓名. */
  readonly name?: Maybe<Scalars['String']['output']>;
  /** Citizen number 公民身份号码. */
  readonly number?: Maybe<Scalars['String']['output']>;
  /** First day of the mandate 授权起始日期. */
  readonly validFrom?: Maybe<Scalars['Date']['output']>;
  /** Last day of the mandate 授权截止日期. */
  readonly validTo?: Maybe<Scalars['Date']['output']>;
};

/** A page of cases 办件列表. */
export type CaseConnection = {
  readonly __typename?: 'CaseConnection';
  /** The page 当前页. */
  readonly nodes: ReadonlyArray<Case>;
  /** Where the page ends 分页信息. */
  readonly pageInfo: PageInfo;
  /** How many there are in all; computed only when asked for 总数. */
  readonly totalCount: Scalars['Int']['output'];
};

/** Nothing was created: the submission has defects 未收件. */
export type CaseDeficient = {
  readonly __typename?: 'CaseDeficient';
  /** All of them 一次性告知单. */
  readonly notice: DeficiencyNotice;
};

/** What happened to a case 办件事件. */
export type CaseEvent = {
  readonly __typename?: 'CaseEvent';
  /** When it happened at its source 发生时间. */
  readonly at: Scalars['DateTime']['output'];
  /** Who brought it about: the applicant's agent is told apart from the applicant 事件主体. */
  readonly by: EventParty;
  /** The case's number 办件编号. */
  readonly caseNumber: Scalars['ID']['output'];
  /** Place in the feed of all cases; null while it is less than a moment old 游标. */
  readonly cursor?: Maybe<Scalars['String']['output']>;
  /** Kind 事件类型. */
  readonly kind: Scalars['String']['output'];
  /** What to tell the applicant 说明. */
  readonly message: Scalars['String']['output'];
  /** Code of the part; null for the case as a whole 环节代码. */
  readonly part?: Maybe<Scalars['String']['output']>;
  /** Place in the case's own history: 1, 2, 3 … 序号. */
  readonly sequence: Scalars['Int']['output'];
  /** State of the part, or of the case, after it 之后的状态. */
  readonly state: Scalars['String']['output'];
};

/** Events, page by page 事件列表. */
export type CaseEventConnection = {
  readonly __typename?: 'CaseEventConnection';
  /** The page 当前页. */
  readonly nodes: ReadonlyArray<CaseEvent>;
};

/** A page of the feed of all cases 事件流. */
export type CaseEventFeed = {
  readonly __typename?: 'CaseEventFeed';
  /** Cursor to go on from; repeats `after` when nothing is new 续读游标. */
  readonly endCursor?: Maybe<Scalars['String']['output']>;
  /** Whether more can be read at once 是否有后续. */
  readonly hasNextPage: Scalars['Boolean']['output'];
  /** Events in the order of the feed 事件. */
  readonly nodes: ReadonlyArray<CaseEvent>;
};

/** A receiver of cases, and how far it has come 数据上报接收方. */
export type CaseExport = {
  readonly __typename?: 'CaseExport';
  /** Code of the receiver in the catalogue 接收方代码. */
  readonly consumer: Scalars['ID']['output'];
  /** When a batch was last acknowledged 最近确认时间. */
  readonly lastAcknowledgedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Number of the last batch that was made; null before the first 最近批次号. */
  readonly lastNumber?: Maybe<Scalars['Int']['output']>;
  /** Its name 接收方名称. */
  readonly name: Scalars['String']['output'];
  /** Number of the batch that waits for its acknowledgement 待确认批次号. */
  readonly openNumber?: Maybe<Scalars['Int']['output']>;
  /** Since when it waits 待确认批次生成时间. */
  readonly openSince?: Maybe<Scalars['DateTime']['output']>;
  /** Version of its profile of fields 字段方案版本. */
  readonly profile: Scalars['String']['output'];
  /** Events of cases that no batch holds yet 待上报事件数. */
  readonly waitingEvents: Scalars['Int']['output'];
};

/** Cases that changed, as they were when the batch was made; a batch never changes 上报批次. */
export type CaseExportBatch = {
  readonly __typename?: 'CaseExportBatch';
  /** When it was acknowledged; null before that 确认时间. */
  readonly acknowledgedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Code of the receiver 接收方代码. */
  readonly consumer: Scalars['ID']['output'];
  /** The same as text, one case a line: what the checksum is made of 原文. */
  readonly content: Scalars['String']['output'];
  /** How many cases it holds 办件数. */
  readonly count: Scalars['Int']['output'];
  /** When it was made 生成时间. */
  readonly madeAt: Scalars['DateTime']['output'];
  /** Number: 1, 2, 3 …, in the order in which they are to be applied 批次号. */
  readonly number: Scalars['Int']['output'];
  /** Version of the profile of fields 字段方案版本. */
  readonly profile: Scalars['String']['output'];
  /** One object for each case, in the receiver's names and codes 办件. */
  readonly records: ReadonlyArray<Scalars['JSONObject']['output']>;
  /** SHA-256 of the bytes of the text in UTF-8, in lower-case hexadecimal digits 校验值. */
  readonly sha256: Scalars['String']['output'];
};

/** Which cases. What is stated must hold together; of a list, one of its values 办件筛选. */
export type CaseFilter = {
  /** All of these hold 且. */
  readonly and?: InputMaybe<ReadonlyArray<CaseFilter>>;
  /** Number of the applicant; for roles that may see it, under a purpose 申请人证件号码. */
  readonly applicantNumber?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** Code of the bundle 一件事代码. */
  readonly bundle?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** Where it came from 渠道. */
  readonly channel?: InputMaybe<ReadonlyArray<Channel>>;
  /** Code of a department that has a part in it 部门代码. */
  readonly department?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** First day on which the case as a whole is due 到期起始日. */
  readonly dueFrom?: InputMaybe<Scalars['Date']['input']>;
  /** Last day on which it is due, inclusive 到期截止日. */
  readonly dueTo?: InputMaybe<Scalars['Date']['input']>;
  /** Code of an item that one of its parts is 事项编码. */
  readonly item?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** On the spot or promised 办件类型. */
  readonly kind?: InputMaybe<ReadonlyArray<CaseKind>>;
  /** Light of the case as a whole, now 亮灯. */
  readonly light?: InputMaybe<ReadonlyArray<Light>>;
  /** This does not hold 非. */
  readonly not?: InputMaybe<CaseFilter>;
  /** One of these holds 或. */
  readonly or?: InputMaybe<ReadonlyArray<CaseFilter>>;
  /** First day of receipt 收件起始日. */
  readonly receivedFrom?: InputMaybe<Scalars['Date']['input']>;
  /** Last day of receipt, inclusive 收件截止日. */
  readonly receivedTo?: InputMaybe<Scalars['Date']['input']>;
  /** County, GB/T 2260, as statistics have it 区县代码. */
  readonly region?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** State 状态. */
  readonly state?: InputMaybe<ReadonlyArray<CaseState>>;
};

/** Kind of case, fixed at acceptance 办件类型. */
export type CaseKind =
  /** Decided on the spot 即办件. */
  | 'ON_THE_SPOT'
  /** Decided by a promised day 承诺件. */
  | 'PROMISED';

/** In which order 排序. */
export type CaseOrder =
  /** Due first; what has no deadline that can be told comes last 按到期时间升序. */
  | 'DUE_AT_ASC'
  /** Due last; what has no deadline that can be told comes first 按到期时间降序. */
  | 'DUE_AT_DESC'
  /** Oldest first 按收件时间升序. */
  | 'RECEIVED_AT_ASC'
  /** Newest first 按收件时间降序. */
  | 'RECEIVED_AT_DESC';

/** The submission was received 已收件. */
export type CaseReceived = {
  readonly __typename?: 'CaseReceived';
  /** The case as it is now 办件. */
  readonly case: Case;
  /** The receipt; a replay repeats it 收件凭证. */
  readonly receipt: IntakeReceipt;
  /** Whether the same submission had been received before 是否重复提交. */
  readonly replayed: Scalars['Boolean']['output'];
};

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

/** Figures about cases 办件统计. */
export type CaseStatistics = {
  readonly __typename?: 'CaseStatistics';
  /** Everything that the centre was told before this instant is counted 截止时间. */
  readonly cutOff: Scalars['DateTime']['output'];
  /** What the figures mean 统计口径. */
  readonly definitions: ReadonlyArray<MeasureDefinition>;
  /** One row for each group that has cases, ordered by the dimensions 统计结果. */
  readonly rows: ReadonlyArray<CaseStatisticsRow>;
  /** What is counted 统计单位. */
  readonly unit: CountedUnit;
  /**
   * Small groups that are left out of `rows`; null where there is none. Whom that concerns, and which dimensions, stands in the
   * centre's `statistics.yaml` 小数保护.
   */
  readonly withheld?: Maybe<WithheldGroups>;
};

/** Which cases are counted: all that is said must hold 统计范围. */
export type CaseStatisticsFilter = {
  /** All of these hold 同时满足. */
  readonly and?: InputMaybe<ReadonlyArray<CaseStatisticsFilter>>;
  /** Bundles 一件事. */
  readonly bundle?: InputMaybe<CodeFilter>;
  /** Channels 渠道. */
  readonly channel?: InputMaybe<ChannelFilter>;
  /** Days of receipt, `2026-11-23` 收件日. */
  readonly day?: InputMaybe<CodeFilter>;
  /** Departments; where cases are counted: of which any part is theirs 部门. */
  readonly department?: InputMaybe<CodeFilter>;
  /** Weeks of receipt, `2026-W48` 收件周. */
  readonly isoWeek?: InputMaybe<CodeFilter>;
  /** Items; where cases are counted: of which any part is one of them 事项. */
  readonly item?: InputMaybe<CodeFilter>;
  /** Kinds 办件类型. */
  readonly kind?: InputMaybe<KindFilter>;
  /** Lights, at the cut-off 亮灯. */
  readonly light?: InputMaybe<LightFilter>;
  /** Months of receipt, `2026-11` 收件月. */
  readonly month?: InputMaybe<CodeFilter>;
  /** This does not hold 排除. */
  readonly not?: InputMaybe<CaseStatisticsFilter>;
  /** At least one of these holds 满足其一. */
  readonly or?: InputMaybe<ReadonlyArray<CaseStatisticsFilter>>;
  /** Received on this day or later, by the centre's calendar 收件日起. */
  readonly receivedFrom?: InputMaybe<Scalars['Date']['input']>;
  /** Received on this day or earlier 收件日止（含当日）. */
  readonly receivedTo?: InputMaybe<Scalars['Date']['input']>;
  /** Counties 区县. */
  readonly region?: InputMaybe<CodeFilter>;
  /** States 状态. */
  readonly state?: InputMaybe<CountedStateFilter>;
  /** Years of receipt, `2026` 收件年. */
  readonly year?: InputMaybe<CodeFilter>;
};

/** Figures of one group 一组数字. */
export type CaseStatisticsRow = {
  readonly __typename?: 'CaseStatisticsRow';
  /** Open at the cut-off 在办数. */
  readonly backlog: Scalars['Int']['output'];
  /** Completed of those 办结数. */
  readonly completed: Scalars['Int']['output'];
  /** The group, in the order of the dimensions asked for 分组. */
  readonly keys: ReadonlyArray<DimensionValue>;
  /** Median of the working hours from receipt to completion 办理用时中位数（工作小时）. */
  readonly medianWorkingHours?: Maybe<Scalars['Float']['output']>;
  /** Since when the oldest of these could be worked on 最早在办时间. */
  readonly oldestOpenAt?: Maybe<Scalars['DateTime']['output']>;
  /** On the spot, of those received 即办率（占收件）. */
  readonly onTheSpot: Share;
  /** On the spot, of those completed 即办率（占办结）. */
  readonly onTheSpotOfCompleted: Share;
  /** Completed late, or late and still open 超时数. */
  readonly overdue: Scalars['Int']['output'];
  /** 90th percentile of the same 办理用时第90百分位（工作小时）. */
  readonly p90WorkingHours?: Maybe<Scalars['Float']['output']>;
  /** Received in the range 收件数. */
  readonly received: Scalars['Int']['output'];
  /** Refused or partly refused 不予许可数. */
  readonly refusals: Scalars['Int']['output'];
  /** Rated “basically satisfied” or better; null where so few rated that persons would show 满意率. */
  readonly satisfaction?: Maybe<Share>;
  /** Had to be put right at least once 补正件数. */
  readonly supplements: Scalars['Int']['output'];
  /** Completed within the promise 按时办结率. */
  readonly withinPromise: Share;
};

/** The supplement was received 已补正. */
export type CaseSupplemented = {
  readonly __typename?: 'CaseSupplemented';
  /** The case as it is now 办件. */
  readonly case: Case;
  /** What is still open 仍待补事项. */
  readonly open: ReadonlyArray<OpenMatter>;
};

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

/** Channels 按渠道限定. */
export type ChannelFilter = {
  /** One of these 属于. */
  readonly in?: InputMaybe<ReadonlyArray<Channel>>;
  /** None of these 不属于. */
  readonly notIn?: InputMaybe<ReadonlyArray<Channel>>;
};

/** A budget of time and what became of it; everything is derived from events and the calendar 时钟. */
export type Clock = {
  readonly __typename?: 'Clock';
  /** How much time there is 时限. */
  readonly budget: TimeLimit;
  /** Calendars by which it was counted, such as 2026.1 日历版本. */
  readonly calendarVersion?: Maybe<Scalars['String']['output']>;
  /** When it is due; while a pause lasts, as if that ended now 到期时间. */
  readonly dueAt?: Maybe<Scalars['DateTime']['output']>;
  /** Why `dueAt` is null 期限未定原因. */
  readonly dueAtUnknown?: Maybe<DueAtUnknown>;
  /** When it ended; null while it runs 终止时间. */
  readonly endedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Pauses, credited or not, in order 扣除时段. */
  readonly intervals: ReadonlyArray<ClockInterval>;
  /** What it measures 时钟类型. */
  readonly kind: ClockKind;
  /** What it rests on 法律依据. */
  readonly legalBasis: ReadonlyArray<Scalars['String']['output']>;
  /** Its light; of an ended one GREEN or RED for good 亮灯. */
  readonly light?: Maybe<Light>;
  /** What it is called 名称. */
  readonly name: Scalars['String']['output'];
  /** When it began 起算时间. */
  readonly startedAt: Scalars['DateTime']['output'];
  /** How much is used, in units of the budget; null where the calendar is not published 已用. */
  readonly used?: Maybe<Scalars['Float']['output']>;
};

/** A span in which a clock stood still, or was claimed to 扣除时段. */
export type ClockInterval = {
  readonly __typename?: 'ClockInterval';
  /** Whether it stops the clock 是否计入扣除. */
  readonly credited: Scalars['Boolean']['output'];
  /** Until when it stops the clock, where that is earlier than its end 计入扣除的截止时间. */
  readonly creditedTo?: Maybe<Scalars['DateTime']['output']>;
  /** When the centre learned that it had ended 结束报送时间. */
  readonly endReportedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Why it, or the rest of it, does not 不计入的原因. */
  readonly fault?: Maybe<PauseFault>;
  /** When it began, as its source says 开始. */
  readonly from: Scalars['DateTime']['output'];
  /** What allows it; null where nothing does 法律依据. */
  readonly legalBasis?: Maybe<Scalars['String']['output']>;
  /** What it was for 事由. */
  readonly reason?: Maybe<Scalars['String']['output']>;
  /** When the centre learned that it had begun 报送时间. */
  readonly reportedAt: Scalars['DateTime']['output'];
  /** When it ended; null while it lasts 结束. */
  readonly to?: Maybe<Scalars['DateTime']['output']>;
};

/** What a clock measures 时钟类型. */
export type ClockKind =
  /** From a complaint to its answer 投诉办理时限. */
  | 'COMPLAINT'
  /** Until a deferred material must have come 容缺材料补齐时限. */
  | 'DEFERRED_MATERIAL'
  /** From the decision to the hand-over of the licence 送达时限. */
  | 'DELIVERY'
  /** From receipt by the department to its word on acceptance; run out, the part is deemed accepted 受理告知时限. */
  | 'NOTICE'
  /** From acceptance to the decision, as promised 承诺办理时限. */
  | 'PROMISE'
  /** From acceptance to the decision, as the law has it 法定办理时限. */
  | 'STATUTE'
  /** Steps of the process between two events that tell of them 办理环节时限. */
  | 'STEP'
  /** From a notice of what is missing or wrong to the applicant's answer; run out, the application lapses 补正期限. */
  | 'SUPPLEMENT'
  /** The case as a whole, along its longest chain of promises 全件时限. */
  | 'TOTAL';

/** Everything from which a reader can count a deadline again 时限凭证. */
export type ClockProof = {
  readonly __typename?: 'ClockProof';
  /** How much time was promised 承诺时限. */
  readonly budget: TimeLimit;
  /** Calendars by which it was counted, such as 2026.1 日历版本. */
  readonly calendarVersion?: Maybe<Scalars['String']['output']>;
  /** The same with their sources 日历来源. */
  readonly calendars: ReadonlyArray<CalendarInForce>;
  /** Day by day, for a budget in days 逐日计算. */
  readonly days: ReadonlyArray<ProofDay>;
  /** The department 部门. */
  readonly department: Department;
  /** When it is due 到期时间. */
  readonly dueAt?: Maybe<Scalars['DateTime']['output']>;
  /** Why `dueAt` is null 期限未定原因. */
  readonly dueAtUnknown?: Maybe<DueAtUnknown>;
  /** When it ended 终止时间. */
  readonly endedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Pauses, credited or not 扣除时段. */
  readonly intervals: ReadonlyArray<ClockInterval>;
  /** The item in the version under which the case was received 事项. */
  readonly item: ServiceItem;
  /** What the promise and the way of counting rest on 法律依据. */
  readonly legalBasis: ReadonlyArray<Scalars['String']['output']>;
  /** Number of the acceptance notice 受理通知书编号. */
  readonly noticeNumber: Scalars['ID']['output'];
  /** Whether it was, or is, overdue; null where that cannot be told 是否超期. */
  readonly overdue?: Maybe<Scalars['Boolean']['output']>;
  /** When it began: the day itself does not count 起算时间. */
  readonly startedAt: Scalars['DateTime']['output'];
  /** How much is used 已用. */
  readonly used?: Maybe<Scalars['Float']['output']>;
  /** Business stops and goes on at these times 工作时间. */
  readonly workingHours: ReadonlyArray<BusinessHours>;
};

/** Values by code: one of these, none of those 按代码限定. */
export type CodeFilter = {
  /** One of these 属于. */
  readonly in?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** None of these; what has no value is kept 不属于. */
  readonly notIn?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
};

/** A complaint about how a part is handled 投诉. */
export type Complaint = {
  readonly __typename?: 'Complaint';
  /** The answer 答复. */
  readonly answer?: Maybe<Scalars['String']['output']>;
  /** When it was answered 答复时间. */
  readonly answeredAt?: Maybe<Scalars['DateTime']['output']>;
  /** The case it is about 办件. */
  readonly case: Case;
  /** By when it must be answered 答复期限. */
  readonly dueAt?: Maybe<Scalars['DateTime']['output']>;
  /** Why `dueAt` is null 期限未定原因. */
  readonly dueAtUnknown?: Maybe<DueAtUnknown>;
  /** Number 投诉编号. */
  readonly number: Scalars['ID']['output'];
  /** Code of the part it is about 环节代码. */
  readonly part: Scalars['ID']['output'];
  /** Where to reach whoever filed it 联系电话. */
  readonly phone?: Maybe<Scalars['String']['output']>;
  /** When it was filed 投诉时间. */
  readonly receivedAt: Scalars['DateTime']['output'];
  /** What it says 投诉内容. */
  readonly text?: Maybe<Scalars['String']['output']>;
};

/** State of what is counted: a case or a part 办件或子办件状态. */
export type CountedState =
  /** Accepted 已受理. */
  | 'ACCEPTED'
  /** Part: approved 准予. */
  | 'APPROVED'
  /** Case: everything is decided, nothing released 待出件. */
  | 'AWAITING_ISSUE'
  /** Accepted because the notice clock ran out 视为受理. */
  | 'DEEMED_ACCEPTED'
  /** Something is missing or wrong 待补正. */
  | 'DEFICIENT'
  /** Case: licences are handed over 已送达. */
  | 'DELIVERED'
  /** Case: a department has decided, others have not 办理中. */
  | 'IN_PROGRESS'
  /** Part: with the department 审查中. */
  | 'IN_REVIEW'
  /** Case: licences are released 已出件. */
  | 'ISSUED'
  /** Case: the applicant did not answer a deficiency in time 补正逾期. */
  | 'LAPSED'
  /** Not accepted 不予受理. */
  | 'NOT_ACCEPTED'
  /** Case: some parts were refused 部分不予许可. */
  | 'PARTLY_REFUSED'
  /** Case: received by the centre 已收件. */
  | 'RECEIVED'
  /** Refused 不予许可. */
  | 'REFUSED'
  /** The deficiency was answered 已补正. */
  | 'RESUBMITTED'
  /** Revoked after approval 已撤销. */
  | 'REVOKED'
  /** Part: the clock is stopped by a special procedure 特别程序中. */
  | 'SUSPENDED'
  /** Part: a prerequisite is open 等待前置. */
  | 'WAITING'
  /** Part: the department was asked to let it be withdrawn 撤件待确认. */
  | 'WITHDRAWAL_PENDING'
  /** Withdrawn 已撤件. */
  | 'WITHDRAWN';

/** States of what is counted 按状态限定. */
export type CountedStateFilter = {
  /** One of these 属于. */
  readonly in?: InputMaybe<ReadonlyArray<CountedState>>;
  /** None of these 不属于. */
  readonly notIn?: InputMaybe<ReadonlyArray<CountedState>>;
};

/** What is counted 统计单位. */
export type CountedUnit =
  /** Cases 办件. */
  | 'CASE'
  /** Parts: one for each department's item 子办件. */
  | 'PART';

/** A deadline that a new calendar moved 期限调整. */
export type DeadlineMove = {
  readonly __typename?: 'DeadlineMove';
  /** When it was moved 调整时间. */
  readonly at: Scalars['DateTime']['output'];
  /** The deadline before; null where it could not be told 原到期时间. */
  readonly from?: Maybe<Scalars['DateTime']['output']>;
  /** Why 原因. */
  readonly reason: Scalars['String']['output'];
  /** The deadline since 现到期时间. */
  readonly to?: Maybe<Scalars['DateTime']['output']>;
};

/** A department's decision 决定. */
export type Decision = {
  readonly __typename?: 'Decision';
  /** When it was made 决定时间. */
  readonly decidedAt: Scalars['DateTime']['output'];
  /** Its outcome 结果. */
  readonly outcome: DecisionOutcome;
  /** Why, where it was refused 理由. */
  readonly reason?: Maybe<Scalars['String']['output']>;
};

/** Outcome of a decision 决定结果. */
export type DecisionOutcome =
  /** Approved 准予. */
  | 'APPROVED'
  /** Refused 不予许可. */
  | 'REFUSED';

/** Something that is missing or wrong 不符合项. */
export type Deficiency = {
  readonly __typename?: 'Deficiency';
  /** Code of the kind of defect 问题代码. */
  readonly code: Scalars['String']['output'];
  /** JSON pointer to the answer in the form 表单字段. */
  readonly field?: Maybe<Scalars['String']['output']>;
  /** The item 事项. */
  readonly item?: Maybe<ServiceItem>;
  /** The material 材料. */
  readonly material?: Maybe<MaterialRequirement>;
  /** Code of the part it belongs to; null for the submission as a whole 环节代码. */
  readonly part?: Maybe<Scalars['String']['output']>;
  /** What is wrong 问题. */
  readonly problem: Scalars['String']['output'];
  /** What to do 补正方法. */
  readonly remedy: Scalars['String']['output'];
};

/** One notice of everything that is missing or wrong 一次性告知单. */
export type DeficiencyNotice = {
  readonly __typename?: 'DeficiencyNotice';
  /** Code that lets its holder print it 校验码. */
  readonly checkCode?: Maybe<Scalars['String']['output']>;
  /** Every defect of every department; the first 200 where there are more 不符合项. */
  readonly deficiencies: ReadonlyArray<Deficiency>;
  /** When it was first given: the same application with the same defects gets the same notice 告知时间. */
  readonly issuedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Number under which it can be printed; null where only a supplement was deficient 告知单编号. */
  readonly number?: Maybe<Scalars['ID']['output']>;
};

/** A message on its way to a department 送达件. */
export type Delivery = {
  readonly __typename?: 'Delivery';
  /** Attempts so far 尝试次数. */
  readonly attempts: Scalars['Int']['output'];
  /** The case's number 办件编号. */
  readonly caseNumber: Scalars['ID']['output'];
  /** The department 部门. */
  readonly department: Department;
  /** Business key under which it is sent 业务键. */
  readonly key: Scalars['ID']['output'];
  /** Submission, supplement or withdrawal 类型. */
  readonly kind: Scalars['String']['output'];
  /** How the last attempt ended 最近结果. */
  readonly lastOutcome?: Maybe<Scalars['String']['output']>;
  /** When it is worked on next; null while it is worked on 下次处理时间. */
  readonly nextAt?: Maybe<Scalars['DateTime']['output']>;
  /** Since when it waits 入队时间. */
  readonly queuedAt: Scalars['DateTime']['output'];
  /** State 送达状态. */
  readonly state: DeliveryState;
};

/** Which deliveries 送达件筛选. */
export type DeliveryFilter = {
  /** Code of a department 部门代码. */
  readonly department?: InputMaybe<Scalars['ID']['input']>;
  /** State 送达状态. */
  readonly state?: InputMaybe<DeliveryState>;
};

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

/** An authority with its own system 部门. */
export type Department = {
  readonly __typename?: 'Department';
  /** State of the circuit breaker 熔断器. */
  readonly breaker: BreakerState;
  /** Code 部门代码. */
  readonly code: Scalars['ID']['output'];
  /** The maintenance it is in; null where it is open 维护时段. */
  readonly maintenance?: Maybe<MaintenanceWindow>;
  /** Name 部门名称. */
  readonly name: Scalars['String']['output'];
  /** Since when the oldest of them waits 最早待发时间. */
  readonly oldestQueuedAt?: Maybe<Scalars['DateTime']['output']>;
  /** 95th percentile of the answers' times in the last five minutes; null without answers 第95百分位响应时间（毫秒）. */
  readonly p95Ms?: Maybe<Scalars['Float']['output']>;
  /** Submissions that wait to be sent 待发件数. */
  readonly queueDepth: Scalars['Int']['output'];
  /** Whether its system answers 系统状态. */
  readonly state: DepartmentState;
  /** Departments that took over from it; several where it was split, none while it exists 承接部门. */
  readonly succeededBy: ReadonlyArray<Department>;
  /** From which day; null while it exists 承接日期. */
  readonly succeededOn?: Maybe<Scalars['Date']['output']>;
};

/** Open work of a department 部门积压. */
export type DepartmentBacklog = {
  readonly __typename?: 'DepartmentBacklog';
  /** The department 部门. */
  readonly department: Department;
  /** Since when the oldest of them has been open 最早在办时间. */
  readonly oldestAt?: Maybe<Scalars['DateTime']['output']>;
  /** Number of its case 最早在办件编号. */
  readonly oldestCase?: Maybe<Scalars['ID']['output']>;
  /** Its age in working hours; null where the calendar is not published 最早在办件的工作小时数. */
  readonly oldestWorkingHours?: Maybe<Scalars['Float']['output']>;
  /** Parts that are open with it, or wait to be sent to it 在办件数. */
  readonly open: Scalars['Int']['output'];
};

/** Whether a department's system answers 部门系统状态. */
export type DepartmentState =
  /** It said that it is closed for maintenance 维护中. */
  | 'MAINTENANCE'
  /** It answers 正常. */
  | 'OPEN'
  /** It does not answer 不可用. */
  | 'UNAVAILABLE';

/** By what cases are told apart 统计维度. */
export type Dimension =
  /** Bundle 一件事. */
  | 'BUNDLE'
  /** Where the submission came from 渠道. */
  | 'CHANNEL'
  /** Day of receipt at the centre, `2026-11-23` 收件日. */
  | 'DAY'
  /** Department; parts are counted 部门. */
  | 'DEPARTMENT'
  /** Week of receipt by ISO 8601, `2026-W48` 收件周. */
  | 'ISO_WEEK'
  /** Item; parts are counted 事项. */
  | 'ITEM'
  /** On the spot or promised; none before acceptance 办件类型. */
  | 'KIND'
  /** Light of the case, or of the part's promise; none where no clock runs or no calendar is published 亮灯. */
  | 'LIGHT'
  /** Month of receipt, `2026-11` 收件月. */
  | 'MONTH'
  /** County by GB/T 2260: of the unit of the land register, else of the enterprise, else of the department 区县. */
  | 'REGION'
  /** State of the case, or of the part where parts are counted 状态. */
  | 'STATE'
  /** Year of receipt, `2026` 收件年. */
  | 'YEAR';

/** A value of a dimension 维度值. */
export type DimensionValue = {
  readonly __typename?: 'DimensionValue';
  /** The dimension 维度. */
  readonly dimension: Dimension;
  /** How people call it 名称. */
  readonly label: Scalars['String']['output'];
  /** Code or name of the value; null where the case has none 值. */
  readonly value?: Maybe<Scalars['String']['output']>;
};

/** Why a deadline cannot be told 期限未定原因. */
export type DueAtUnknown =
  /** The State Council has not published the calendar of that year yet 工作日安排尚未公布. */
  | 'CALENDAR_NOT_PUBLISHED';

/** A mortgage or seizure 权利负担. */
export type Encumbrance = {
  readonly __typename?: 'Encumbrance';
  /** Mortgagee, or the court that seized 抵押权人或查封机关. */
  readonly holder?: Maybe<Scalars['String']['output']>;
  /** Its kind 类型. */
  readonly kind: EncumbranceKind;
  /** Day of registration 登记日期. */
  readonly registeredOn?: Maybe<Scalars['Date']['output']>;
};

/** Kind of an encumbrance 权利负担类型. */
export type EncumbranceKind =
  /** Mortgage 抵押. */
  | 'MORTGAGE'
  /** Seizure 查封. */
  | 'SEIZURE';

/** A row of a batch that has ended 批量申请中已处理的一行. */
export type EndedBatchRow = {
  readonly __typename?: 'EndedBatchRow';
  /** The case that was received, as it is now 办件. */
  readonly case?: Maybe<Case>;
  /** What failed 错误. */
  readonly error?: Maybe<Scalars['String']['output']>;
  /** Place in the batch, from 0 行号. */
  readonly index: Scalars['Int']['output'];
  /** How 结果. */
  readonly outcome: BatchRowOutcome;
};

/** A company or sole trader, as several departments know it 市场主体. */
export type Enterprise = {
  readonly __typename?: 'Enterprise';
  /** The unified credit code 统一社会信用代码. */
  readonly creditCode?: Maybe<Scalars['String']['output']>;
  /** Opaque and stable, the same in every answer 标识. */
  readonly id: Scalars['ID']['output'];
  /** The legal representative 法定代表人. */
  readonly legalRepresentative?: Maybe<Person>;
  /** The licence; null where none is on record 营业执照. */
  readonly licence?: Maybe<BusinessLicence>;
  /** Name on record 名称. */
  readonly name?: Maybe<Scalars['String']['output']>;
  /** Units in which the enterprise has a share, ordered by unit number 名下不动产. */
  readonly realEstate?: Maybe<RealEstateUnitConnection>;
  /** The account; null where the enterprise is no taxpayer 纳税人账户. */
  readonly taxAccount?: Maybe<TaxAccount>;
};


/** A company or sole trader, as several departments know it 市场主体. */
export type EnterpriseRealEstateArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};

/** Enterprises, page by page 市场主体列表. */
export type EnterpriseConnection = {
  readonly __typename?: 'EnterpriseConnection';
  /** As of when the department that registers it told this 数据时点. */
  readonly asOf?: Maybe<Scalars['DateTime']['output']>;
  /** The page 当前页. */
  readonly nodes: ReadonlyArray<Enterprise>;
  /** Where the page ends 分页信息. */
  readonly pageInfo: PageInfo;
  /**
   * How many there are in all; computed only when asked for, and refused with QUERY_TOO_COMPLEX where more than 2,000 entries
   * would have to be looked at 总数.
   */
  readonly totalCount: Scalars['Int']['output'];
};

/**
 * Which enterprises: all that is said must hold; of a list, one of its values. Licensing lists those of a county and finds them
 * by credit code, so one or the other must be named, in every branch of `or` too. The other conditions are held against what it
 * lists: a page looks at 2,000 entries at most, may be short, and goes on behind its `endCursor` 市场主体筛选.
 */
export type EnterpriseFilter = {
  /** All of these hold 且. */
  readonly and?: InputMaybe<ReadonlyArray<EnterpriseFilter>>;
  /** Registered capital in yuan, at least 注册资本不低于. */
  readonly capitalFrom?: InputMaybe<Scalars['Money']['input']>;
  /** Registered capital in yuan, at most 注册资本不高于. */
  readonly capitalTo?: InputMaybe<Scalars['Money']['input']>;
  /** County of registration, GB/T 2260 区县代码. */
  readonly county?: InputMaybe<Scalars['String']['input']>;
  /** One of these counties 区县属于. */
  readonly countyIn?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** One of these credit codes, 500 at most 统一社会信用代码. */
  readonly creditCode?: InputMaybe<ReadonlyArray<Scalars['CreditCode']['input']>>;
  /** Established on this day or later 成立日期起. */
  readonly establishedFrom?: InputMaybe<Scalars['Date']['input']>;
  /** Established on this day or earlier 成立日期止. */
  readonly establishedTo?: InputMaybe<Scalars['Date']['input']>;
  /** Industry by GB/T 4754, or the beginning of its code 行业代码. */
  readonly industry?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** Kind of enterprise 市场主体类型. */
  readonly kind?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** A part of the name 名称包含. */
  readonly nameContains?: InputMaybe<Scalars['String']['input']>;
  /** This does not hold 非. */
  readonly not?: InputMaybe<EnterpriseFilter>;
  /** One of these holds 或. */
  readonly or?: InputMaybe<ReadonlyArray<EnterpriseFilter>>;
  /** State of the licence 登记状态. */
  readonly state?: InputMaybe<ReadonlyArray<LicenceState>>;
  /** Its term ends on this day or later; one without an end does 营业期限止于该日或以后. */
  readonly validToFrom?: InputMaybe<Scalars['Date']['input']>;
  /** Its term ends on this day or earlier 营业期限止于该日或以前. */
  readonly validToTo?: InputMaybe<Scalars['Date']['input']>;
};

/** An enterprise that applies 市场主体. */
export type EnterpriseInput = {
  /** Credit code 统一社会信用代码. */
  readonly creditCode: Scalars['CreditCode']['input'];
  /** Name 名称. */
  readonly name: Scalars['String']['input'];
  /** Phone 联系电话. */
  readonly phone?: InputMaybe<Scalars['String']['input']>;
};

/**
 * In which order. Licensing lists by credit code; any other order needs the whole list, and is refused with QUERY_TOO_COMPLEX
 * where that has more than 2,000 entries 排序.
 */
export type EnterpriseOrder =
  /** By credit code 按统一社会信用代码. */
  | 'CREDIT_CODE_ASC'
  /** Oldest first 按成立日期升序. */
  | 'ESTABLISHED_ON_ASC'
  /** Newest first 按成立日期降序. */
  | 'ESTABLISHED_ON_DESC'
  /** Least capital first 按注册资本升序. */
  | 'REGISTERED_CAPITAL_ASC'
  /** Most capital first 按注册资本降序. */
  | 'REGISTERED_CAPITAL_DESC';

/** A role and the enterprise in which it is held 任职. */
export type EnterpriseRole = {
  readonly __typename?: 'EnterpriseRole';
  /** The enterprise 市场主体. */
  readonly enterprise: Enterprise;
  /** The role 职务. */
  readonly role: EnterpriseRoleKind;
};

/** Roles, page by page 任职列表. */
export type EnterpriseRoleConnection = {
  readonly __typename?: 'EnterpriseRoleConnection';
  /** As of when the department that registers it told this 数据时点. */
  readonly asOf?: Maybe<Scalars['DateTime']['output']>;
  /** The page 当前页. */
  readonly nodes: ReadonlyArray<EnterpriseRole>;
  /** Where the page ends 分页信息. */
  readonly pageInfo: PageInfo;
  /** How many there are in all 总数. */
  readonly totalCount: Scalars['Int']['output'];
};

/** A person's role in an enterprise 任职. */
export type EnterpriseRoleKind =
  /** Director 董事. */
  | 'DIRECTOR'
  /** Legal representative 法定代表人. */
  | 'LEGAL_REPRESENTATIVE'
  /** Manager 经理. */
  | 'MANAGER'
  /** Shareholder 股东. */
  | 'SHAREHOLDER'
  /** Supervisor 监事. */
  | 'SUPERVISOR';

/** A value of an enumeration, in words 枚举值名称. */
export type EnumLabel = {
  readonly __typename?: 'EnumLabel';
  /** In English 英文名称. */
  readonly en: Scalars['String']['output'];
  /** In the language of the request 名称. */
  readonly label: Scalars['String']['output'];
  /** The value 枚举值. */
  readonly value: Scalars['ID']['output'];
  /** In Chinese 中文名称. */
  readonly zh: Scalars['String']['output'];
};

/** An enumeration, in words 枚举名称. */
export type EnumLabels = {
  readonly __typename?: 'EnumLabels';
  /** Its name in the schema 枚举类型. */
  readonly name: Scalars['ID']['output'];
  /** Its values, in the schema's order 枚举值. */
  readonly values: ReadonlyArray<EnumLabel>;
};

/** Who brought an event about 事件主体. */
export type EventParty =
  /** The applicant's agent 代办人. */
  | 'AGENT'
  /** The applicant 申请人. */
  | 'APPLICANT'
  /** The centre 政务服务中心. */
  | 'CENTRE'
  /** The department 部门. */
  | 'DEPARTMENT';

/** A case that is to go ahead 列入绿色通道. */
export type ExpediteCaseInput = {
  /** The case's number 办件编号. */
  readonly caseNumber: Scalars['ID']['input'];
  /** What shows that it applies 说明. */
  readonly note?: InputMaybe<Scalars['String']['input']>;
  /** Code of the reason 情形代码. */
  readonly reason: Scalars['ID']['input'];
};

/** What became of it 列入结果. */
export type ExpediteCaseResult = {
  readonly __typename?: 'ExpediteCaseResult';
  /** The case as it is now 办件. */
  readonly case: Case;
};

/** Complains about a part that was accepted 投诉. */
export type FileComplaintInput = {
  /** The receipt's check code 校验码. */
  readonly checkCode: Scalars['String']['input'];
  /** Number of the acceptance notice 受理通知书编号. */
  readonly noticeNumber: Scalars['ID']['input'];
  /** Where to reach the applicant 联系电话. */
  readonly phone?: InputMaybe<Scalars['String']['input']>;
  /** What is wrong 投诉内容. */
  readonly text: Scalars['String']['input'];
};

/** The complaint, and what the clock of the part shows 投诉结果. */
export type FileComplaintResult = {
  readonly __typename?: 'FileComplaintResult';
  /** The complaint 投诉. */
  readonly complaint: Complaint;
  /** The proof of the promise's clock, as it is attached to the complaint 时限凭证. */
  readonly proof: ClockProof;
};

/** Something that no deadline shows 监察发现. */
export type Finding = {
  readonly __typename?: 'Finding';
  /** When it happened 发生时间. */
  readonly at: Scalars['DateTime']['output'];
  /** The case's number; null where there is no case 办件编号. */
  readonly caseNumber?: Maybe<Scalars['ID']['output']>;
  /** Place in the list of findings 游标. */
  readonly cursor: Scalars['String']['output'];
  /** The department 部门. */
  readonly department?: Maybe<Department>;
  /** The facts 事实. */
  readonly detail: Scalars['JSONObject']['output'];
  /** When it was found 发现时间. */
  readonly foundAt: Scalars['DateTime']['output'];
  /** Code of the part 环节代码. */
  readonly part?: Maybe<Scalars['ID']['output']>;
  /** The rule 规则. */
  readonly rule: SupervisionRule;
  /** What it is about, such as the key of an application that no case has 对象. */
  readonly subject: Scalars['String']['output'];
};

/** Findings in the order in which they were made 监察发现列表. */
export type FindingConnection = {
  readonly __typename?: 'FindingConnection';
  /** The page 当前页. */
  readonly nodes: ReadonlyArray<Finding>;
  /** Where the page ends 分页信息. */
  readonly pageInfo: PageInfo;
};

/** How often an item is asked for 事项频次. */
export type Frequency =
  /** More than the upper bound a month 高频. */
  | 'HIGH'
  /** Fewer than the lower bound a month 低频. */
  | 'LOW'
  /** Neither, both bounds included 中频. */
  | 'MIDDLE';

/** A mandate to be granted 授权. */
export type GrantMandateInput = {
  /** Code of the department 部门代码. */
  readonly department: Scalars['ID']['input'];
  /** Number of the signed paper 委托书编号. */
  readonly document: Scalars['String']['input'];
  /** The clerk, by the subject of the token; absent: every clerk of the counter 受托人. */
  readonly holder?: InputMaybe<Scalars['String']['input']>;
  /** Codes of the items; absent: all of the department 事项代码. */
  readonly items?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** Codes of the counties; absent: all 区划代码. */
  readonly regions?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** The clerk for whom the holder stands in AB 岗. */
  readonly substituteFor?: InputMaybe<Scalars['String']['input']>;
  /** First day 起始日期. */
  readonly validFrom: Scalars['Date']['input'];
  /** Last day, itself included 截止日期. */
  readonly validTo: Scalars['Date']['input'];
};

/** That a case goes ahead of others, and why 绿色通道. */
export type GreenChannel = {
  readonly __typename?: 'GreenChannel';
  /** Since when 起始时间. */
  readonly at: Scalars['DateTime']['output'];
  /** What the clerk wrote 说明. */
  readonly note?: Maybe<Scalars['String']['output']>;
  /** The reason 情形. */
  readonly reason: GreenChannelReason;
};

/** Why a case may go ahead of others 绿色通道情形. */
export type GreenChannelReason = {
  readonly __typename?: 'GreenChannelReason';
  /** Code 代码. */
  readonly code: Scalars['ID']['output'];
  /** Name 名称. */
  readonly name: Scalars['String']['output'];
};

/** Licences that somebody took 送达记录. */
export type HandOver = {
  readonly __typename?: 'HandOver';
  /** When 送达时间. */
  readonly at: Scalars['DateTime']['output'];
  /** Where 渠道. */
  readonly channel: Channel;
  /** Codes of the parts whose licences were taken 环节代码. */
  readonly parts: ReadonlyArray<Scalars['String']['output']>;
  /** Who took them 领取人姓名. */
  readonly recipientName?: Maybe<Scalars['String']['output']>;
  /** Citizen number of whoever took them 领取人公民身份号码. */
  readonly recipientNumber?: Maybe<Scalars['String']['output']>;
};

/** The licences of a case are handed over 送达. */
export type HandOverCaseInput = {
  /** The case's number 办件编号. */
  readonly caseNumber: Scalars['ID']['input'];
  /** Where 渠道. */
  readonly channel: Channel;
  /** Who takes them 领取人. */
  readonly recipient: RecipientInput;
};

/** What became of a hand-over 送达结果. */
export type HandOverCaseResult = {
  readonly __typename?: 'HandOverCaseResult';
  /** The case as it is now 办件. */
  readonly case: Case;
};

/** The next step with an application 办理. */
export type HandleTaskInput = {
  /** What an approval establishes, by its Chinese name 办理结果. */
  readonly evidence?: InputMaybe<Scalars['JSONObject']['input']>;
  /** The task 任务编号. */
  readonly id: Scalars['ID']['input'];
  /** Chosen by the caller; the same key and content are the same step 幂等键. */
  readonly idempotencyKey: Scalars['String']['input'];
  /** What an approval issues 证照. */
  readonly licences?: InputMaybe<ReadonlyArray<IssuedLicenceInput>>;
  /** Code of the special procedure that a suspension is for 特别程序. */
  readonly procedure?: InputMaybe<Scalars['ID']['input']>;
  /** Why; the applicant reads it 理由. */
  readonly reason?: InputMaybe<Scalars['String']['input']>;
  /** What is done 步骤. */
  readonly step: TaskStepKind;
};

/** How handling a task ends 办理结果. */
export type HandleTaskResult = IdempotencyConflict | TaskHandled;

/** A household register that is current 户口. */
export type Household = {
  readonly __typename?: 'Household';
  /** Registered address 户籍地址. */
  readonly address?: Maybe<Scalars['String']['output']>;
  /** As of when the department that registers it told this 数据时点. */
  readonly asOf?: Maybe<Scalars['DateTime']['output']>;
  /** Everybody in the register 户内成员. */
  readonly members: ReadonlyArray<HouseholdMember>;
  /** Number of the register 户号. */
  readonly number?: Maybe<Scalars['String']['output']>;
};

/** One person of a household 户成员. */
export type HouseholdMember = {
  readonly __typename?: 'HouseholdMember';
  /** The member 成员. */
  readonly person: Person;
  /** Relation to the head 与户主关系. */
  readonly relation: HouseholdRelation;
};

/** Relation to the head of the household 与户主关系. */
export type HouseholdRelation =
  /** Child of the head 子女. */
  | 'CHILD'
  /** The head 户主. */
  | 'HEAD'
  /** Any other relation 其他. */
  | 'OTHER'
  /** Parent of the head 父母. */
  | 'PARENT'
  /** Husband or wife of the head 配偶. */
  | 'SPOUSE';

/** The applicant used the key before, for something else; nothing was created 重复键冲突. */
export type IdempotencyConflict = {
  readonly __typename?: 'IdempotencyConflict';
  /** What to do 说明. */
  readonly message: Scalars['String']['output'];
};

/** A small document in the request itself 随附文件. */
export type InlineMaterialInput = {
  /** Content, at most 64 KiB once decoded 内容. */
  readonly base64: Scalars['String']['input'];
  /** Media type 文件类型. */
  readonly mediaType: Scalars['String']['input'];
  /** File name 文件名. */
  readonly name: Scalars['String']['input'];
};

/** Proof that the centre received a submission 收件凭证. */
export type IntakeReceipt = {
  readonly __typename?: 'IntakeReceipt';
  /** Code that lets its holder follow the case 校验码. */
  readonly checkCode: Scalars['String']['output'];
  /** Number of the receipt, which is the case's 办件编号. */
  readonly number: Scalars['ID']['output'];
  /** Time of receipt, by the centre's clock 收件时间. */
  readonly receivedAt: Scalars['DateTime']['output'];
};

/** Joint issuance of a case 统一出件. */
export type Issuance = {
  readonly __typename?: 'Issuance';
  /** When the last of the released licences were handed over; null while some were not 送达时间. */
  readonly handedOverAt?: Maybe<Scalars['DateTime']['output']>;
  /** When licences were first released 出件时间. */
  readonly releasedAt?: Maybe<Scalars['DateTime']['output']>;
  /** The bundle's rule 出件规则. */
  readonly rule: IssuanceRule;
  /** Its state 出件状态. */
  readonly state: IssuanceState;
};

/** Rule of joint issuance 出件规则. */
export type IssuanceRule =
  /** Together or not at all 齐发. */
  | 'ALL'
  /** Each when it is ready 分发. */
  | 'AVAILABLE'
  /** With the lead licence 随主证. */
  | 'LEAD';

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

/** A licence that an approval issues 核发的证照. */
export type IssuedLicenceInput = {
  /** Kind, as the item names it 证照类型. */
  readonly kind: Scalars['String']['input'];
  /** Number 证照编号. */
  readonly number: Scalars['String']['input'];
};

/** High- and low-frequency items of a month 高频低频事项. */
export type ItemFrequencies = {
  readonly __typename?: 'ItemFrequencies';
  /** Everything that the centre was told before this instant is counted 截止时间. */
  readonly cutOff: Scalars['DateTime']['output'];
  /** More than this a month is high 高频上界（不含）. */
  readonly high: Scalars['Int']['output'];
  /** Every item of the catalogue or of a case, the most frequent first 事项. */
  readonly items: ReadonlyArray<ItemFrequency>;
  /** Fewer than this a month is low 低频下界（不含）. */
  readonly low: Scalars['Int']['output'];
  /** The month 月份. */
  readonly month: Scalars['String']['output'];
};

/** An item and how often it was asked for 事项频次. */
export type ItemFrequency = {
  readonly __typename?: 'ItemFrequency';
  /** Code of the item 事项编码. */
  readonly code: Scalars['ID']['output'];
  /** What that makes it 频次. */
  readonly frequency: Frequency;
  /** Its name 事项名称. */
  readonly name: Scalars['String']['output'];
  /** Received in the month 当月收件数. */
  readonly received: Scalars['Int']['output'];
};

/** Kinds of case 按办件类型限定. */
export type KindFilter = {
  /** One of these 属于. */
  readonly in?: InputMaybe<ReadonlyArray<CaseKind>>;
  /** None of these; what was not accepted yet is kept 不属于. */
  readonly notIn?: InputMaybe<ReadonlyArray<CaseKind>>;
};

/** What an approval issued, once it is released 证照. */
export type Licence = {
  readonly __typename?: 'Licence';
  /** Kind, such as 不动产权证书 证照类型. */
  readonly kind: Scalars['String']['output'];
  /** Number 证照编号. */
  readonly number: Scalars['String']['output'];
};

/** State of a business licence 登记状态. */
export type LicenceState =
  /** In business 在营. */
  | 'ACTIVE'
  /** Deregistered 注销. */
  | 'CANCELLED'
  /** Revoked by the authority 吊销. */
  | 'REVOKED'
  /** Suspended at the enterprise's own request 歇业. */
  | 'SUSPENDED';

/** How much of a deadline is used 亮灯. */
export type Light =
  /** In time 绿灯. */
  | 'GREEN'
  /** Overdue 红牌. */
  | 'RED'
  /** Most of the budget is used 预警. */
  | 'WARNING'
  /** The last working day, or the last hours 黄牌. */
  | 'YELLOW';

/** Lights 按亮灯限定. */
export type LightFilter = {
  /** One of these 属于. */
  readonly in?: InputMaybe<ReadonlyArray<Light>>;
  /** None of these; what has no light is kept 不属于. */
  readonly notIn?: InputMaybe<ReadonlyArray<Light>>;
};

/** An order to be linked to a case 关联工单. */
export type LinkWorkOrderInput = {
  /** The case's number 办件编号. */
  readonly caseNumber: Scalars['ID']['input'];
  /** What the citizen said 诉求内容. */
  readonly content: Scalars['String']['input'];
  /** Day on which the hotline wants the reply 办理期限. */
  readonly dueOn: Scalars['Date']['input'];
  /** The hotline's number 工单编号. */
  readonly number: Scalars['ID']['input'];
  /** Code of the part that it is about 环节代码. */
  readonly part?: InputMaybe<Scalars['ID']['input']>;
};

/** A window of maintenance 维护时段. */
export type MaintenanceWindow = {
  readonly __typename?: 'MaintenanceWindow';
  /** Since when 开始. */
  readonly from: Scalars['DateTime']['output'];
  /** Until when, where it is known 结束. */
  readonly to?: Maybe<Scalars['DateTime']['output']>;
};

/** A department's authority for a clerk to act in its name 授权委托书. */
export type Mandate = {
  readonly __typename?: 'Mandate';
  /** The department in whose name the holder acts; null where the catalogue knows it no more 委托部门. */
  readonly department?: Maybe<Department>;
  /** Number of the signed paper 委托书编号. */
  readonly document: Scalars['String']['output'];
  /** When it was granted 授权时间. */
  readonly grantedAt: Scalars['DateTime']['output'];
  /** The clerk, by the subject of the token; null for every clerk of the counter 受托人. */
  readonly holder?: Maybe<Scalars['String']['output']>;
  /** Identifies it 标识. */
  readonly id: Scalars['ID']['output'];
  /** Codes of the items; null for all of the department 事项范围. */
  readonly items?: Maybe<ReadonlyArray<Scalars['ID']['output']>>;
  /** Codes of the counties; null for all 地域范围. */
  readonly regions?: Maybe<ReadonlyArray<Scalars['ID']['output']>>;
  /** Why it was revoked 撤销理由. */
  readonly revocationReason?: Maybe<Scalars['String']['output']>;
  /** When it was revoked 撤销时间. */
  readonly revokedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Whether it may be acted under today 状态. */
  readonly state: MandateState;
  /** The clerk for whom the holder stands in; null for a holder in his or her own right AB 岗. */
  readonly substituteFor?: Maybe<Scalars['String']['output']>;
  /** First day 起始日期. */
  readonly validFrom: Scalars['Date']['output'];
  /** Last day 截止日期. */
  readonly validTo: Scalars['Date']['output'];
};

/** Whether a mandate may be acted under 授权状态. */
export type MandateState =
  /** Over 已到期. */
  | 'EXPIRED'
  /** In force 有效. */
  | 'IN_FORCE'
  /** Begins later 尚未生效. */
  | 'NOT_YET'
  /** Revoked 已撤销. */
  | 'REVOKED';

/** What became of a mark 已读标记. */
export type MarkedNotifications = {
  readonly __typename?: 'MarkedNotifications';
  /** How many are still not read 未读数. */
  readonly unreadCount: Scalars['Int']['output'];
};

/** How a value of personal data is masked 脱敏方式. */
export type MaskingForm =
  /** The first 6 and the last 4 characters stay 公民身份号码. */
  | 'CITIZEN_NUMBER'
  /** Nothing stays: the value is null 不予显示. */
  | 'HIDDEN'
  /** The first character stays, then one `*` for each further one 姓名. */
  | 'NAME';

/** A material and one of four ways to provide it 材料. */
export type MaterialInput = {
  /** Code 材料编码. */
  readonly code: Scalars['ID']['input'];
  /** It follows later 容缺. */
  readonly deferred?: InputMaybe<Scalars['Boolean']['input']>;
  /** A file that was uploaded 已上传文件. */
  readonly fileId?: InputMaybe<Scalars['ID']['input']>;
  /** A small document 随附文件. */
  readonly inline?: InputMaybe<InlineMaterialInput>;
  /** Number of a department's own record 共享记录编号. */
  readonly shared?: InputMaybe<Scalars['String']['input']>;
};

/** Something the applicant must provide 材料. */
export type MaterialRequirement = {
  readonly __typename?: 'MaterialRequirement';
  /** Code 材料编码. */
  readonly code: Scalars['ID']['output'];
  /** Whether it may follow later 是否可容缺. */
  readonly deferrable: Scalars['Boolean']['output'];
  /** Why it may be asked for 设定依据. */
  readonly legalBasis: Scalars['String']['output'];
  /** Name 材料名称. */
  readonly name: Scalars['String']['output'];
  /** The department that holds it already: it is fetched, not asked for 共享来源部门. */
  readonly sharedFrom?: Maybe<Department>;
};

/** The citizen who is signed in 本人. */
export type Me = {
  readonly __typename?: 'Me';
  /** Own cases, newest first 本人办件. */
  readonly cases: CaseConnection;
  /** What happened in them 本人通知. */
  readonly notifications: NotificationConnection;
  /** As the departments know him or her 自然人. */
  readonly person: Person;
};


/** The citizen who is signed in 本人. */
export type MeCasesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** The citizen who is signed in 本人. */
export type MeNotificationsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  unreadOnly?: InputMaybe<Scalars['Boolean']['input']>;
};

/** What a figure means 统计口径. */
export type MeasureDefinition = {
  readonly __typename?: 'MeasureDefinition';
  /** Field of the row that shows it 字段. */
  readonly field: Scalars['String']['output'];
  /** Id 口径编号. */
  readonly id: Scalars['ID']['output'];
  /** What is counted, and of what 含义. */
  readonly meaning: Scalars['String']['output'];
  /** Name 名称. */
  readonly name: Scalars['String']['output'];
  /** Version; a new one where the meaning changed 版本. */
  readonly version: Scalars['String']['output'];
};

/** What may be done 操作. */
export type Mutation = {
  readonly __typename?: 'Mutation';
  /** Acknowledges a batch, so that the next one can be taken; repeated, it changes nothing 确认批次. */
  readonly acknowledgeCaseExport: CaseExportBatch;
  /** Answers a complaint, which ends its clock 答复投诉. */
  readonly answerComplaint: Complaint;
  /**
   * Calls every department whose part of the case needs a site visit and had none: to the first one, or to what makes up for one
   * that it missed 通知联合踏勘.
   */
  readonly callSiteVisit: SiteVisitResult;
  /** Cancels a visit for the parts of which nothing was told 取消联合踏勘. */
  readonly cancelSiteVisit: SiteVisitResult;
  /** Closes an order with the reply to the citizen 办结工单. */
  readonly closeWorkOrder: WorkOrder;
  /** Lets a case go ahead of others in every department's queue, for a reason that stays on record 列入绿色通道. */
  readonly expediteCase: ExpediteCaseResult;
  /** Files a complaint, with the proof of the clock attached 投诉. */
  readonly fileComplaint: FileComplaintResult;
  /** Grants a mandate 授权. */
  readonly grantMandate: Mandate;
  /** Records who took the licences 送达. */
  readonly handOverCase: HandOverCaseResult;
  /** Takes the next step with an application of a department that has no system of its own 办理部门事项. */
  readonly handleTask: HandleTaskResult;
  /** Links an order of the hotline to the case that it is about 关联工单. */
  readonly linkWorkOrder: WorkOrder;
  /** Marks own notifications as read, up to and including the one whose event has this cursor 标记已读. */
  readonly markNotificationsRead: MarkedNotifications;
  /** Rates the service; a second rating is refused 好差评. */
  readonly rateCase: RateCaseResult;
  /** Records who came and what was found; a department that was absent holds up its own part alone 登记联合踏勘. */
  readonly recordSiteVisit: SiteVisitResult;
  /** Has a delivery worked on at once: sent if it waits, asked after if its fate is unknown 立即处理. */
  readonly retryDelivery: Delivery;
  /** Revokes a mandate from now on; what was done under it stands 撤销授权. */
  readonly revokeMandate: Mandate;
  /** Settles work for a person 办结任务. */
  readonly settleTask: Task;
  /** Submits one application to all departments, once 提交申请. */
  readonly submitCase: SubmitCaseResult;
  /**
   * Submits up to 500 applications; a row that is wrong does not hold up the others. The documents of a batch are uploaded
   * before and named by fileId: a request has at most 1 MiB 批量提交.
   */
  readonly submitCases: Batch;
  /** Takes an order up; from then on a supervisor closes it 督办. */
  readonly superviseWorkOrder: WorkOrder;
  /** Answers what a department found missing or wrong 补正. */
  readonly supplementCase: SupplementCaseResult;
  /** The batch that waits for its acknowledgement, or a new one of at most `first` cases; null where nothing is new 取批次. */
  readonly takeCaseExport?: Maybe<CaseExportBatch>;
  /** Asks every department to let the application be withdrawn, by the bundle's policy 撤件. */
  readonly withdrawCase: WithdrawCaseResult;
};


/** What may be done 操作. */
export type MutationAcknowledgeCaseExportArgs = {
  input: AcknowledgeCaseExportInput;
};


/** What may be done 操作. */
export type MutationAnswerComplaintArgs = {
  input: AnswerComplaintInput;
};


/** What may be done 操作. */
export type MutationCallSiteVisitArgs = {
  input: CallSiteVisitInput;
};


/** What may be done 操作. */
export type MutationCancelSiteVisitArgs = {
  input: CancelSiteVisitInput;
};


/** What may be done 操作. */
export type MutationCloseWorkOrderArgs = {
  number: Scalars['ID']['input'];
  reply: Scalars['String']['input'];
};


/** What may be done 操作. */
export type MutationExpediteCaseArgs = {
  input: ExpediteCaseInput;
};


/** What may be done 操作. */
export type MutationFileComplaintArgs = {
  input: FileComplaintInput;
};


/** What may be done 操作. */
export type MutationGrantMandateArgs = {
  input: GrantMandateInput;
};


/** What may be done 操作. */
export type MutationHandOverCaseArgs = {
  input: HandOverCaseInput;
};


/** What may be done 操作. */
export type MutationHandleTaskArgs = {
  input: HandleTaskInput;
};


/** What may be done 操作. */
export type MutationLinkWorkOrderArgs = {
  input: LinkWorkOrderInput;
};


/** What may be done 操作. */
export type MutationMarkNotificationsReadArgs = {
  upTo: Scalars['String']['input'];
};


/** What may be done 操作. */
export type MutationRateCaseArgs = {
  input: RateCaseInput;
};


/** What may be done 操作. */
export type MutationRecordSiteVisitArgs = {
  input: RecordSiteVisitInput;
};


/** What may be done 操作. */
export type MutationRetryDeliveryArgs = {
  key: Scalars['ID']['input'];
};


/** What may be done 操作. */
export type MutationRevokeMandateArgs = {
  id: Scalars['ID']['input'];
  reason: Scalars['String']['input'];
};


/** What may be done 操作. */
export type MutationSettleTaskArgs = {
  input: SettleTaskInput;
};


/** What may be done 操作. */
export type MutationSubmitCaseArgs = {
  input: SubmitCaseInput;
};


/** What may be done 操作. */
export type MutationSubmitCasesArgs = {
  applications: ReadonlyArray<Scalars['JSONObject']['input']>;
  batch?: InputMaybe<Scalars['ID']['input']>;
};


/** What may be done 操作. */
export type MutationSuperviseWorkOrderArgs = {
  instruction: Scalars['String']['input'];
  number: Scalars['ID']['input'];
};


/** What may be done 操作. */
export type MutationSupplementCaseArgs = {
  input: SupplementCaseInput;
};


/** What may be done 操作. */
export type MutationTakeCaseExportArgs = {
  consumer: Scalars['ID']['input'];
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** What may be done 操作. */
export type MutationWithdrawCaseArgs = {
  input: WithdrawCaseInput;
};

/** Kind of a printed document 文书类型. */
export type NoticeKind =
  /** Acceptance 受理通知书. */
  | 'ACCEPTANCE'
  /** Decision 决定书. */
  | 'DECISION'
  /** What a department asks for once more 补正告知书. */
  | 'DEFICIENCY'
  /** Refusal to take the application in 不予受理通知书. */
  | 'NON_ACCEPTANCE'
  /** Everything that was wrong with an application 一次性告知单. */
  | 'ONE_TIME'
  /** Receipt of the centre 收件凭证. */
  | 'RECEIPT';

/** Something that happened in one's own case 通知. */
export type Notification = {
  readonly __typename?: 'Notification';
  /** In which case 办件. */
  readonly case: Case;
  /** What happened 办件事件. */
  readonly event: CaseEvent;
  /** What it is about 通知类型. */
  readonly kind: NotificationKind;
  /** Whether it was marked as read 是否已读. */
  readonly read: Scalars['Boolean']['output'];
};

/** Notifications, newest first 通知列表. */
export type NotificationConnection = {
  readonly __typename?: 'NotificationConnection';
  /** The page 当前页. */
  readonly nodes: ReadonlyArray<Notification>;
  /** Where the page ends 分页信息. */
  readonly pageInfo: PageInfo;
  /** How many there are in all 总数. */
  readonly totalCount: Scalars['Int']['output'];
  /** How many of all were not read yet 未读数. */
  readonly unreadCount: Scalars['Int']['output'];
};

/** What a notification is about 通知类型. */
export type NotificationKind =
  /** A department accepted, or is deemed to have accepted 受理通知. */
  | 'ACCEPTANCE'
  /** A department decided, or would not accept 决定通知. */
  | 'DECISION'
  /** Something is missing or wrong 补正通知. */
  | 'DEFICIENCY'
  /** Licences are released, or were handed over 出件通知. */
  | 'ISSUE'
  /** A clock was stopped, or goes on 特别程序通知. */
  | 'PROCEDURE'
  /** A withdrawal was granted or refused 撤件通知. */
  | 'WITHDRAWAL';

/** Something of a case that is still open for the applicant 待补事项. */
export type OpenMatter = {
  readonly __typename?: 'OpenMatter';
  /** The material that is still to come; null where the department asks for something else 材料. */
  readonly material?: Maybe<MaterialRequirement>;
  /** Code of the part 环节代码. */
  readonly part: Scalars['String']['output'];
  /** What is open 问题. */
  readonly problem: Scalars['String']['output'];
};

/** A holder's title to a unit 权利人. */
export type Ownership = {
  readonly __typename?: 'Ownership';
  /** Number of the holder's certificate 不动产权证号. */
  readonly certificateNumber?: Maybe<Scalars['String']['output']>;
  /** The holder 权利人. */
  readonly holder: Party;
  /** Day of registration 登记日期. */
  readonly registeredOn?: Maybe<Scalars['Date']['output']>;
  /** Fraction `n/d`; null in joint ownership 份额（共同共有为空）. */
  readonly share?: Maybe<Scalars['String']['output']>;
};

/** Where a page of a connection ends 分页信息. */
export type PageInfo = {
  readonly __typename?: 'PageInfo';
  /** Cursor of the last node; null on an empty page 结束游标. */
  readonly endCursor?: Maybe<Scalars['String']['output']>;
  /** Whether more follows 是否有下一页. */
  readonly hasNextPage: Scalars['Boolean']['output'];
  /** Whether something comes before 是否有上一页. */
  readonly hasPreviousPage: Scalars['Boolean']['output'];
  /** Cursor of the first node; null on an empty page 起始游标. */
  readonly startCursor?: Maybe<Scalars['String']['output']>;
};

/** One department's share of a case 子办件. */
export type Part = {
  readonly __typename?: 'Part';
  /** The act of acceptance; null before it 受理通知书. */
  readonly acceptanceNotice?: Maybe<AcceptanceNotice>;
  /** Its clocks, in the order in which they matter 时钟. */
  readonly clocks: ReadonlyArray<Clock>;
  /** Code within the bundle 环节代码. */
  readonly code: Scalars['ID']['output'];
  /** The decision; null before it 决定. */
  readonly decision?: Maybe<Decision>;
  /** Whether the department has it 送达状态. */
  readonly delivery: DeliveryState;
  /** The department 部门. */
  readonly department: Department;
  /** Number that the department gave it 部门受理编号. */
  readonly departmentReference?: Maybe<Scalars['String']['output']>;
  /** The item 事项. */
  readonly item: ServiceItem;
  /** Business key under which the department knows the part 办件编号. */
  readonly key: Scalars['String']['output'];
  /** Licences that were released 证照. */
  readonly licences: ReadonlyArray<Licence>;
  /** Documents of the department's acts so far, which can be printed 文书. */
  readonly notices: ReadonlyArray<PrintedNotice>;
  /** What the department has done with it 业务状态. */
  readonly state: PartState;
};

/** Evidence that flows from one part to another 前置要件. */
export type PartNeed = {
  readonly __typename?: 'PartNeed';
  /** The evidence 要件名称. */
  readonly evidence: Scalars['String']['output'];
  /** Code of the part that produces it 前置子办件. */
  readonly part: Scalars['String']['output'];
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

/** Who applies or holds: a person or an enterprise 申请人或权利人. */
export type Party = Enterprise | Person;

/** Why a pause, or the rest of it, does not stop a clock 不计入扣除的原因. */
export type PauseFault =
  /** It lasted longer than its kind may 超过最长期限. */
  | 'BEYOND_MAXIMUM'
  /** Neither the law nor the item allows this kind 无法定依据. */
  | 'NOT_WHITELISTED'
  /** It was reported too long after it began 事后补报. */
  | 'REPORTED_LATE';

/** A natural person, as several departments know them 自然人. */
export type Person = {
  readonly __typename?: 'Person';
  /** The current household; null where none is on record 户口. */
  readonly household?: Maybe<Household>;
  /** Opaque and stable, the same in every answer 标识. */
  readonly id: Scalars['ID']['output'];
  /** Whether personal data in this answer is masked 是否已脱敏. */
  readonly masked: Scalars['Boolean']['output'];
  /** Name on record with the police, masked where no purpose allows it 姓名. */
  readonly name?: Maybe<Scalars['String']['output']>;
  /** The citizen number, masked where no purpose allows it 公民身份号码. */
  readonly number?: Maybe<Scalars['String']['output']>;
  /** Units in which the person has a share, ordered by unit number 名下不动产. */
  readonly realEstate?: Maybe<RealEstateUnitConnection>;
  /** Roles in enterprises, ordered by credit code, then role 任职情况. */
  readonly roles?: Maybe<EnterpriseRoleConnection>;
  /** The account; null where the person is no taxpayer 纳税人账户. */
  readonly taxAccount?: Maybe<TaxAccount>;
};


/** A natural person, as several departments know them 自然人. */
export type PersonRealEstateArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** A natural person, as several departments know them 自然人. */
export type PersonRolesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};

/** A natural person who applies or acts 自然人. */
export type PersonInput = {
  /** Name 姓名. */
  readonly name: Scalars['String']['input'];
  /** Citizen number 公民身份号码. */
  readonly number: Scalars['CitizenNumber']['input'];
  /** Phone 联系电话. */
  readonly phone?: InputMaybe<Scalars['String']['input']>;
};

/** A document that can be printed: `GET /notices/NUMBER.pdf` 文书. */
export type PrintedNotice = {
  readonly __typename?: 'PrintedNotice';
  /** Kind 文书类型. */
  readonly kind: NoticeKind;
  /** Number 文书编号. */
  readonly number: Scalars['ID']['output'];
};

/** A day between start and deadline, and whether it counts 逐日计算. */
export type ProofDay = {
  readonly __typename?: 'ProofDay';
  /** Whether it uses up a day of the budget 是否计入. */
  readonly counted: Scalars['Boolean']['output'];
  /** The day 日期. */
  readonly date: Scalars['Date']['output'];
  /** Why, or why not 理由. */
  readonly reason: Scalars['String']['output'];
};

/** What the centre publishes; no personal data 公示. */
export type PublicBoard = {
  readonly __typename?: 'PublicBoard';
  /** The cases received last 最近收件. */
  readonly cases: ReadonlyArray<BoardCase>;
  /** As of when 截止时间. */
  readonly cutOff: Scalars['DateTime']['output'];
  /** Departments 部门. */
  readonly departments: ReadonlyArray<BoardDepartment>;
};

/** What may be asked 查询. */
export type Query = {
  readonly __typename?: 'Query';
  /** Entities by reference, at most 500 at once; null where there is none or it may not be known 实体查询. */
  readonly _entities: ReadonlyArray<Maybe<_Entity>>;
  /** For the composition of a supergraph 子图. */
  readonly _service: _Service;
  /** Who read or did what, on whom, for what purpose, and how it ended 审计查询. */
  readonly auditTrail: AuditEntryConnection;
  /** How far a batch is that the caller handed in under a name; null where there is none 批量申请进度. */
  readonly batch?: Maybe<BatchProgress>;
  /** A bundle in force 一件事. */
  readonly bundle?: Maybe<Bundle>;
  /** Every bundle in force 一件事列表. */
  readonly bundles: ReadonlyArray<Bundle>;
  /** A case by its number; null where there is none or it may not be known 办件. */
  readonly case?: Maybe<Case>;
  /** Durable feed of all cases: ask again with the last cursor, nothing is missed or repeated 事件流. */
  readonly caseEvents: CaseEventFeed;
  /** A batch once more, acknowledged or not, as it was sent; null where there is none of that number 重发批次. */
  readonly caseExportBatch?: Maybe<CaseExportBatch>;
  /** Every receiver of cases, and how far it has come 数据上报. */
  readonly caseExports: ReadonlyArray<CaseExport>;
  /** Figures about cases by any dimensions; cases are counted, or parts where departments or items are told apart 办件统计. */
  readonly caseStatistics: CaseStatistics;
  /**
   * Cases in the order asked for, by time of receipt unless another is; a front end sees its own citizen's alone. A filter by
   * county and day may mean so few cases that it is refused to whom the centre's `statistics.yaml` names 办件列表.
   */
  readonly cases: CaseConnection;
  /** Proof of the promise of a part, for whoever holds its notice and the receipt 时限凭证. */
  readonly clockProof?: Maybe<ClockProof>;
  /** Messages that are not settled yet, oldest first 待处理送达件. */
  readonly deliveries: ReadonlyArray<Delivery>;
  /** Every department and how its system behaves 部门列表. */
  readonly departments: ReadonlyArray<Department>;
  /** An enterprise by credit code 市场主体. */
  readonly enterprise?: Maybe<Enterprise>;
  /** Enterprises under a filter 市场主体列表. */
  readonly enterprises?: Maybe<EnterpriseConnection>;
  /** Enumerations that the role can meet, in words for a screen; the one of that name, or all 枚举名称. */
  readonly enumLabels: ReadonlyArray<EnumLabels>;
  /** Reasons for which a case may go ahead 绿色通道情形. */
  readonly greenChannelReasons: ReadonlyArray<GreenChannelReason>;
  /** How often items were asked for in a month such as `2026-11` 高频低频事项. */
  readonly itemFrequencies: ItemFrequencies;
  /** Mandates, the last ones granted first; a clerk sees those that hold for him or her 授权委托. */
  readonly mandates: ReadonlyArray<Mandate>;
  /** The citizen whose number the token carries; null where it carries none 本人. */
  readonly me?: Maybe<Me>;
  /** A person by citizen number; null where there is none or it may not be known 自然人. */
  readonly person?: Maybe<Person>;
  /** What the centre publishes 公示. */
  readonly publicBoard: PublicBoard;
  /** A unit of the land register by its number 不动产单元. */
  readonly realEstateUnit?: Maybe<RealEstateUnit>;
  /** Units of the land register under a filter 不动产单元列表. */
  readonly realEstateUnits?: Maybe<RealEstateUnitConnection>;
  /** The same input as submitCase; tells every defect and the plan, and writes nothing 预审. */
  readonly rehearseCase: Rehearsal;
  /** A report for a period such as `2026-W48`, `2026-11` or `2026`; null where there is no such report 某期报表. */
  readonly report?: Maybe<ReportIssue>;
  /** The centre's reports 固定报表. */
  readonly reports: ReadonlyArray<Report>;
  /** Electronic supervision 电子监察. */
  readonly supervision: Supervision;
  /** Open work for people, oldest first; `department`: of its clerks alone 待办任务. */
  readonly tasks: ReadonlyArray<Task>;
  /** Progress of a case, for whoever holds its receipt; null where number and check code do not belong together 进度查询. */
  readonly trackCase?: Maybe<TrackedCase>;
};


/** What may be asked 查询. */
export type Query_EntitiesArgs = {
  representations: ReadonlyArray<Scalars['_Any']['input']>;
};


/** What may be asked 查询. */
export type QueryAuditTrailArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  where?: InputMaybe<AuditFilter>;
};


/** What may be asked 查询. */
export type QueryBatchArgs = {
  name: Scalars['ID']['input'];
};


/** What may be asked 查询. */
export type QueryBundleArgs = {
  code: Scalars['ID']['input'];
};


/** What may be asked 查询. */
export type QueryCaseArgs = {
  number: Scalars['ID']['input'];
};


/** What may be asked 查询. */
export type QueryCaseEventsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** What may be asked 查询. */
export type QueryCaseExportBatchArgs = {
  consumer: Scalars['ID']['input'];
  number: Scalars['Int']['input'];
};


/** What may be asked 查询. */
export type QueryCaseStatisticsArgs = {
  by: ReadonlyArray<Dimension>;
  where?: InputMaybe<CaseStatisticsFilter>;
};


/** What may be asked 查询. */
export type QueryCasesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<CaseOrder>;
  where?: InputMaybe<CaseFilter>;
};


/** What may be asked 查询. */
export type QueryClockProofArgs = {
  checkCode: Scalars['String']['input'];
  noticeNumber: Scalars['ID']['input'];
};


/** What may be asked 查询. */
export type QueryDeliveriesArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  where?: InputMaybe<DeliveryFilter>;
};


/** What may be asked 查询. */
export type QueryEnterpriseArgs = {
  creditCode: Scalars['CreditCode']['input'];
};


/** What may be asked 查询. */
export type QueryEnterprisesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<EnterpriseOrder>;
  where: EnterpriseFilter;
};


/** What may be asked 查询. */
export type QueryEnumLabelsArgs = {
  name?: InputMaybe<Scalars['String']['input']>;
};


/** What may be asked 查询. */
export type QueryItemFrequenciesArgs = {
  month: Scalars['String']['input'];
};


/** What may be asked 查询. */
export type QueryMandatesArgs = {
  department?: InputMaybe<Scalars['ID']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  holder?: InputMaybe<Scalars['String']['input']>;
};


/** What may be asked 查询. */
export type QueryPersonArgs = {
  number: Scalars['CitizenNumber']['input'];
};


/** What may be asked 查询. */
export type QueryPublicBoardArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** What may be asked 查询. */
export type QueryRealEstateUnitArgs = {
  unitNumber: Scalars['UnitNumber']['input'];
};


/** What may be asked 查询. */
export type QueryRealEstateUnitsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<RealEstateUnitOrder>;
  where: RealEstateUnitFilter;
};


/** What may be asked 查询. */
export type QueryRehearseCaseArgs = {
  input: SubmitCaseInput;
};


/** What may be asked 查询. */
export type QueryReportArgs = {
  code: Scalars['ID']['input'];
  period: Scalars['String']['input'];
};


/** What may be asked 查询. */
export type QueryTasksArgs = {
  department?: InputMaybe<Scalars['ID']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  role?: InputMaybe<Scalars['String']['input']>;
};


/** What may be asked 查询. */
export type QueryTrackCaseArgs = {
  checkCode: Scalars['String']['input'];
  number: Scalars['ID']['input'];
};

/** Rates the service, once 评价. */
export type RateCaseInput = {
  /** The case's number 办件编号. */
  readonly caseNumber: Scalars['ID']['input'];
  /** The receipt's check code 校验码. */
  readonly checkCode: Scalars['String']['input'];
  /** 5 very satisfied to 1 very dissatisfied 评价等级. */
  readonly level: Scalars['Int']['input'];
  /** Why; required below 3 理由. */
  readonly reason?: InputMaybe<Scalars['String']['input']>;
};

/** The rating as it was kept 评价结果. */
export type RateCaseResult = {
  readonly __typename?: 'RateCaseResult';
  /** The rating 评价. */
  readonly rating: Rating;
};

/** What the applicant thought of the service 好差评. */
export type Rating = {
  readonly __typename?: 'Rating';
  /** 5 very satisfied, 4 satisfied, 3 fairly satisfied, 2 dissatisfied, 1 very dissatisfied 评价等级. */
  readonly level: Scalars['Int']['output'];
  /** When it was given 评价时间. */
  readonly ratedAt: Scalars['DateTime']['output'];
  /** Why; required below 3 理由. */
  readonly reason?: Maybe<Scalars['String']['output']>;
};

/** A home, shop or other unit of the land register 不动产单元. */
export type RealEstateUnit = {
  readonly __typename?: 'RealEstateUnit';
  /** Address in the register 坐落. */
  readonly address?: Maybe<Scalars['String']['output']>;
  /** Floor area in square metres 建筑面积（平方米）. */
  readonly areaSquareMetres?: Maybe<Scalars['Float']['output']>;
  /** As of when the department that registers it told this 数据时点. */
  readonly asOf?: Maybe<Scalars['DateTime']['output']>;
  /** Mortgages and seizures in force 权利负担. */
  readonly encumbrances?: Maybe<ReadonlyArray<Encumbrance>>;
  /** Opaque and stable, the same in every answer 标识. */
  readonly id: Scalars['ID']['output'];
  /** Every holder, in the register's order 权利人. */
  readonly owners?: Maybe<ReadonlyArray<Ownership>>;
  /** State in the register 权属状态. */
  readonly state?: Maybe<UnitState>;
  /** The unit's number in the register 不动产单元号. */
  readonly unitNumber?: Maybe<Scalars['String']['output']>;
  /** Use in the register 用途. */
  readonly usage?: Maybe<UnitUsage>;
};

/** Units, page by page 不动产单元列表. */
export type RealEstateUnitConnection = {
  readonly __typename?: 'RealEstateUnitConnection';
  /** As of when the department that registers it told this 数据时点. */
  readonly asOf?: Maybe<Scalars['DateTime']['output']>;
  /** The page 当前页. */
  readonly nodes: ReadonlyArray<RealEstateUnit>;
  /** Where the page ends 分页信息. */
  readonly pageInfo: PageInfo;
  /**
   * How many there are in all; computed only when asked for, and refused with QUERY_TOO_COMPLEX where more than 2,000 entries
   * would have to be looked at 总数.
   */
  readonly totalCount: Scalars['Int']['output'];
};

/**
 * Which units: all that is said must hold; of a list, one of its values. The registry finds units by county, by number and by
 * holder, so one of these must be named, in every branch of `or` too. The other conditions are held against what it lists: a
 * page looks at 2,000 entries at most, may be short, and goes on behind its `endCursor` 不动产单元筛选.
 */
export type RealEstateUnitFilter = {
  /** All of these hold 且. */
  readonly and?: InputMaybe<ReadonlyArray<RealEstateUnitFilter>>;
  /** Floor area in square metres, at least 建筑面积不小于. */
  readonly areaFrom?: InputMaybe<Scalars['Float']['input']>;
  /** Floor area in square metres, at most 建筑面积不大于. */
  readonly areaTo?: InputMaybe<Scalars['Float']['input']>;
  /** County, GB/T 2260 区县代码. */
  readonly county?: InputMaybe<Scalars['String']['input']>;
  /** One of these counties 区县属于. */
  readonly countyIn?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** One of these holds a share; a citizen's number is for roles that may see it, under a purpose 权利人证件号码. */
  readonly holderNumber?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** This does not hold 非. */
  readonly not?: InputMaybe<RealEstateUnitFilter>;
  /** One of these holds 或. */
  readonly or?: InputMaybe<ReadonlyArray<RealEstateUnitFilter>>;
  /** State in the register 权属状态. */
  readonly state?: InputMaybe<ReadonlyArray<UnitState>>;
  /** One of these numbers, 500 at most 不动产单元号. */
  readonly unitNumber?: InputMaybe<ReadonlyArray<Scalars['UnitNumber']['input']>>;
  /** Use in the register 用途. */
  readonly usage?: InputMaybe<ReadonlyArray<UnitUsage>>;
};

/**
 * In which order. The registry lists by number; any other order needs the whole list, and is refused with QUERY_TOO_COMPLEX
 * where that has more than 2,000 entries 排序.
 */
export type RealEstateUnitOrder =
  /** Smallest first 按建筑面积升序. */
  | 'AREA_ASC'
  /** Largest first 按建筑面积降序. */
  | 'AREA_DESC'
  /** By number 按不动产单元号. */
  | 'UNIT_NUMBER_ASC';

/** Who takes the licences 领取人. */
export type RecipientInput = {
  /** Name 姓名. */
  readonly name: Scalars['String']['input'];
  /** Citizen number 公民身份号码. */
  readonly number: Scalars['CitizenNumber']['input'];
};

/** A visit is put on record, by one department or for all 登记联合踏勘. */
export type RecordSiteVisitInput = {
  /** The case's number 办件编号. */
  readonly caseNumber: Scalars['ID']['input'];
  /** Chosen by the caller; the same key and content are the same record 幂等键. */
  readonly idempotencyKey: Scalars['String']['input'];
  /** Each part of which something is told 各环节结果. */
  readonly results: ReadonlyArray<VisitResultInput>;
  /** The visit 踏勘标识. */
  readonly visit: Scalars['ID']['input'];
};

/** What would become of a submission; nothing was written 预审. */
export type Rehearsal = {
  readonly __typename?: 'Rehearsal';
  /** Whether it would be received 是否可收件. */
  readonly acceptable: Scalars['Boolean']['output'];
  /** Codes of the parts that determine that day, first part first 关键路径. */
  readonly criticalPath: ReadonlyArray<Scalars['String']['output']>;
  /** Every defect of every department; the first 200 where there are more 不符合项. */
  readonly deficiencies: ReadonlyArray<Deficiency>;
  /** Day on which the last licence of the joint issue would be there; null where no calendar is published 预计出件日期. */
  readonly issueOn?: Maybe<Scalars['Date']['output']>;
  /** Parts in the order of their prerequisites 环节. */
  readonly parts: ReadonlyArray<RehearsedPart>;
  /** Departments that could not be asked now: what they find later was not visible here 未能核查的部门. */
  readonly uncheckedDepartments: ReadonlyArray<Scalars['String']['output']>;
};

/** When a part can start and is due, as far as it can be foreseen 环节预计. */
export type RehearsedPart = {
  readonly __typename?: 'RehearsedPart';
  /** Code within the bundle 环节代码. */
  readonly code: Scalars['ID']['output'];
  /** The department 部门. */
  readonly department: Department;
  /** By when it would be decided; null where no calendar is published 预计办结时间. */
  readonly dueAt?: Maybe<Scalars['DateTime']['output']>;
  /** When its prerequisites are met; null where no calendar is published 预计开始时间. */
  readonly startsAt?: Maybe<Scalars['DateTime']['output']>;
};

/** A report that the centre draws up again and again 固定报表. */
export type Report = {
  readonly __typename?: 'Report';
  /** By what it tells cases apart 维度. */
  readonly by: ReadonlyArray<Dimension>;
  /** Code 报表代码. */
  readonly code: Scalars['ID']['output'];
  /** Name 名称. */
  readonly name: Scalars['String']['output'];
  /** How long it covers 周期. */
  readonly period: ReportPeriod;
};

/** A report for one period 某期报表. */
export type ReportIssue = {
  readonly __typename?: 'ReportIssue';
  /** Its first day 起. */
  readonly from: Scalars['Date']['output'];
  /** The period, such as `2026-W48`, `2026-11` or `2026` 期别. */
  readonly period: Scalars['String']['output'];
  /** The report 报表. */
  readonly report: Report;
  /** The figures 数字. */
  readonly statistics: CaseStatistics;
  /** Its last day 止（含当日）. */
  readonly to: Scalars['Date']['output'];
};

/** How long a report covers 报表周期. */
export type ReportPeriod =
  /** A month 月. */
  | 'MONTH'
  /** A week 周. */
  | 'WEEK'
  /** A year 年. */
  | 'YEAR';

/** One thing a department does for an applicant 事项. */
export type ServiceItem = {
  readonly __typename?: 'ServiceItem';
  /** Code 事项编码. */
  readonly code: Scalars['ID']['output'];
  /** Conditions of acceptance 受理条件. */
  readonly conditions: ReadonlyArray<Scalars['String']['output']>;
  /** The department 实施部门. */
  readonly department: Department;
  /** Fee in yuan 收费金额. */
  readonly fee: Scalars['Money']['output'];
  /** Implementation code of 31 characters 实施编码. */
  readonly implementationCode: Scalars['String']['output'];
  /** On the spot or promised 办件类型. */
  readonly kind: CaseKind;
  /** Legal basis 设定依据. */
  readonly legalBasis: ReadonlyArray<Scalars['String']['output']>;
  /** Materials 申请材料. */
  readonly materials: ReadonlyArray<MaterialRequirement>;
  /** Name 事项名称. */
  readonly name: Scalars['String']['output'];
  /** Steps of the process 办理流程. */
  readonly process: ReadonlyArray<Scalars['String']['output']>;
  /** Time limit by statute 法定时限. */
  readonly statutoryLimit?: Maybe<TimeLimit>;
  /** Promised time limit 承诺时限. */
  readonly timeLimit: TimeLimit;
  /** Version 版本. */
  readonly version: Scalars['String']['output'];
};

/** A task is settled 办结任务. */
export type SettleTaskInput = {
  /** The task 任务编号. */
  readonly id: Scalars['ID']['input'];
  /** What was found and done 说明. */
  readonly note: Scalars['String']['input'];
  /** How 办理结果. */
  readonly outcome: TaskOutcome;
};

/** A share, never without its base 比率. */
export type Share = {
  readonly __typename?: 'Share';
  /** What the denominator counts 分母口径. */
  readonly base: ShareBase;
  /** Id of the definition 口径编号. */
  readonly definition: Scalars['ID']['output'];
  /** Of how many 分母. */
  readonly denominator: Scalars['Int']['output'];
  /** How many 分子. */
  readonly numerator: Scalars['Int']['output'];
  /** In percent with two decimals, rounded half up; null over a zero base 百分比. */
  readonly percent?: Maybe<Scalars['Float']['output']>;
};

/** Of what a share is taken 分母口径. */
export type ShareBase =
  /** Everything completed 办结. */
  | 'COMPLETED'
  /** Completed under a promise whose end the published calendar tells 有承诺到期日的办结件. */
  | 'COMPLETED_UNDER_PROMISE'
  /** Everything that was rated 已评价. */
  | 'RATED'
  /** Everything received 收件. */
  | 'RECEIVED';

/** A joint site visit: one for all parts that need it 联合踏勘. */
export type SiteVisit = {
  readonly __typename?: 'SiteVisit';
  /** When it begins 踏勘时间. */
  readonly at: Scalars['DateTime']['output'];
  /** When the departments were called 通知时间. */
  readonly calledAt: Scalars['DateTime']['output'];
  /** The earlier visit for which it makes up 补勘所对应的踏勘. */
  readonly followUpOf?: Maybe<Scalars['ID']['output']>;
  /** Identifies it 标识. */
  readonly id: Scalars['ID']['output'];
  /** The parts that it serves 所涉环节. */
  readonly parts: ReadonlyArray<VisitedPart>;
  /** Where those concerned meet, beside the address of the matter itself 集合地点. */
  readonly place?: Maybe<Scalars['String']['output']>;
};

/** The visit is on record 已登记. */
export type SiteVisitRecorded = {
  readonly __typename?: 'SiteVisitRecorded';
  /** The case as it is now 办件. */
  readonly case: Case;
  /** Whether this repeats an earlier answer 是否为重复请求. */
  readonly replayed: Scalars['Boolean']['output'];
};

/** How a change to a site visit ends 登记结果. */
export type SiteVisitResult = IdempotencyConflict | SiteVisitRecorded;

/** A sample that whoever has the seed can draw again 抽查. */
export type SpotCheck = {
  readonly __typename?: 'SpotCheck';
  /** The sample 样本. */
  readonly cases: ReadonlyArray<Case>;
  /** From how many cases it was drawn 总体数量. */
  readonly population: Scalars['Int']['output'];
  /** The seed 种子. */
  readonly seed: Scalars['String']['output'];
};

/** One submission for all departments 申请. */
export type SubmitCaseInput = {
  /** Who acts for the applicant 代办人. */
  readonly agent?: InputMaybe<AgentInput>;
  /** Who applies 申请人. */
  readonly applicant: ApplicantInput;
  /** Code of the bundle 一件事代码. */
  readonly bundle: Scalars['ID']['input'];
  /** Where it comes from 渠道. */
  readonly channel: Channel;
  /** Answers, by the bundle's schema 表单. */
  readonly form: Scalars['JSONObject']['input'];
  /** Chosen by the caller; equal keys of one applicant mean the same submission 幂等键. */
  readonly idempotencyKey: Scalars['String']['input'];
  /** Materials 材料. */
  readonly materials: ReadonlyArray<MaterialInput>;
};

/** How a submission ends 提交结果. */
export type SubmitCaseResult = CaseDeficient | CaseReceived | IdempotencyConflict;

/** What may be followed 订阅. */
export type Subscription = {
  readonly __typename?: 'Subscription';
  /**
   * Events of a case: those after the cursor in `after`, then each as it comes; without `after`, those from now on. Subscribe
   * again with the last cursor, nothing is missed or repeated. A case that is not there, or may not be known, is refused 办件动态.
   */
  readonly caseChanged: CaseEvent;
};


/** What may be followed 订阅. */
export type SubscriptionCaseChangedArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  number: Scalars['ID']['input'];
};

/** Electronic supervision 电子监察. */
export type Supervision = {
  readonly __typename?: 'Supervision';
  /** The feed of alerts 预警. */
  readonly alerts: AlertConnection;
  /** Open work, by department 积压. */
  readonly backlog: ReadonlyArray<DepartmentBacklog>;
  /** Complaints, open ones first 投诉. */
  readonly complaints: ReadonlyArray<Complaint>;
  /** What was found beside deadlines 监察发现. */
  readonly findings: FindingConnection;
  /** Every rule 规则. */
  readonly rules: ReadonlyArray<SupervisionRule>;
  /** A sample of the cases received in a span of days: the same seed and days give the same sample 抽查. */
  readonly spotCheck: SpotCheck;
  /** The hotline's orders, open ones first 工单. */
  readonly workOrders: ReadonlyArray<WorkOrder>;
};


/** Electronic supervision 电子监察. */
export type SupervisionAlertsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  where?: InputMaybe<AlertFilter>;
};


/** Electronic supervision 电子监察. */
export type SupervisionComplaintsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  open?: InputMaybe<Scalars['Boolean']['input']>;
};


/** Electronic supervision 电子监察. */
export type SupervisionFindingsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  where?: InputMaybe<AlertFilter>;
};


/** Electronic supervision 电子监察. */
export type SupervisionSpotCheckArgs = {
  receivedFrom: Scalars['Date']['input'];
  receivedTo: Scalars['Date']['input'];
  seed: Scalars['String']['input'];
  size?: InputMaybe<Scalars['Int']['input']>;
};


/** Electronic supervision 电子监察. */
export type SupervisionWorkOrdersArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  open?: InputMaybe<Scalars['Boolean']['input']>;
};

/** A rule of electronic supervision 监察规则. */
export type SupervisionRule = {
  readonly __typename?: 'SupervisionRule';
  /** The clock, for a rule about deadlines 时钟类型. */
  readonly clock?: Maybe<ClockKind>;
  /** Its id, such as JC-113 规则编号. */
  readonly id: Scalars['ID']['output'];
  /** The light at which it fires 亮灯. */
  readonly light?: Maybe<Light>;
  /** What it watches 名称. */
  readonly name: Scalars['String']['output'];
};

/** An answer to what a department found missing or wrong 补正. */
export type SupplementCaseInput = {
  /** The case's agent hands it in; refused once the agent's mandate is over 由代办人办理. */
  readonly byAgent?: InputMaybe<Scalars['Boolean']['input']>;
  /** The case's number 办件编号. */
  readonly caseNumber: Scalars['ID']['input'];
  /** Answers that replace earlier ones 表单. */
  readonly form?: InputMaybe<Scalars['JSONObject']['input']>;
  /** Chosen by the caller; equal keys of one case mean the same supplement 幂等键. */
  readonly idempotencyKey: Scalars['String']['input'];
  /** Materials that replace or complete earlier ones 材料. */
  readonly materials?: InputMaybe<ReadonlyArray<MaterialInput>>;
  /** Code of the part that is answered; every deficient part where it is left out 环节代码. */
  readonly part?: InputMaybe<Scalars['ID']['input']>;
};

/** How a supplement ends 补正结果. */
export type SupplementCaseResult = CaseDeficient | CaseSupplemented | IdempotencyConflict;

/** Work for a named person 专人任务. */
export type Task = {
  readonly __typename?: 'Task';
  /** The case 办件. */
  readonly case: Case;
  /** The case's number 办件编号. */
  readonly caseNumber: Scalars['ID']['output'];
  /** The department whose clerks handle it, step by step; null for the centre's own work 承办部门. */
  readonly department?: Maybe<Department>;
  /** When it is due; null where no calendar is published 办理期限. */
  readonly due?: Maybe<Scalars['DateTime']['output']>;
  /** Identifies it 任务编号. */
  readonly id: Scalars['ID']['output'];
  /** Kind, as in the centre's catalogue 任务类型. */
  readonly kind: Scalars['String']['output'];
  /** What the department was handed, oldest first 来件. */
  readonly messages: ReadonlyArray<TaskMessage>;
  /** Name of the kind 任务名称. */
  readonly name: Scalars['String']['output'];
  /** When it was opened 开始时间. */
  readonly openedAt: Scalars['DateTime']['output'];
  /** How it was settled 办理结果. */
  readonly outcome?: Maybe<TaskOutcome>;
  /** Code of the part 环节代码. */
  readonly part?: Maybe<Scalars['String']['output']>;
  /** What may be done next 可办步骤. */
  readonly possibleSteps: ReadonlyArray<TaskStepKind>;
  /** Role whose work it is 承办岗位. */
  readonly role: Scalars['String']['output'];
  /** When it was settled 办结时间. */
  readonly settledAt?: Maybe<Scalars['DateTime']['output']>;
  /** What was done, oldest first 已办步骤. */
  readonly steps: ReadonlyArray<TaskStep>;
  /** For how long it has waited, in working hours; null once it is settled, and where no calendar is published 已等待工作小时. */
  readonly workingHoursOpen?: Maybe<Scalars['Float']['output']>;
};

/** The step is on record 已办理. */
export type TaskHandled = {
  readonly __typename?: 'TaskHandled';
  /** Whether this repeats an earlier answer 是否为重复请求. */
  readonly replayed: Scalars['Boolean']['output'];
  /** The task as it is now 任务. */
  readonly task: Task;
};

/** What a department was handed 来件. */
export type TaskMessage = {
  readonly __typename?: 'TaskMessage';
  /** When it came 来件时间. */
  readonly at: Scalars['DateTime']['output'];
  /** What it is 来件类型. */
  readonly kind: TaskMessageKind;
  /** Codes of the materials that came with it 材料. */
  readonly materials: ReadonlyArray<Scalars['ID']['output']>;
  /** Its fields 内容. */
  readonly payload?: Maybe<Scalars['JSONObject']['output']>;
};

/** What a message to a department is 来件类型. */
export type TaskMessageKind =
  /** The application 申请. */
  | 'SUBMISSION'
  /** An answer to what was missing or wrong 补正. */
  | 'SUPPLEMENT'
  /** A request to withdraw 撤件申请. */
  | 'WITHDRAWAL';

/** How a person settled a task 任务办理结果. */
export type TaskOutcome =
  /** The department does not have the application 部门未收到. */
  | 'ABSENT'
  /** It was done 已办结. */
  | 'DONE'
  /** The department has the application 部门已收到. */
  | 'FOUND'
  /** What was granted is released by itself 单独发证. */
  | 'RELEASE';

/** A step that a clerk took 已办步骤. */
export type TaskStep = {
  readonly __typename?: 'TaskStep';
  /** When, by the server's clock 时间. */
  readonly at: Scalars['DateTime']['output'];
  /** Account of the clerk 经办人. */
  readonly by: Scalars['String']['output'];
  /** What was done 步骤. */
  readonly kind: TaskStepKind;
  /** The reason that was given 理由. */
  readonly reason?: Maybe<Scalars['String']['output']>;
  /** 1, 2, 3 … for each application 序号. */
  readonly sequence: Scalars['Int']['output'];
};

/** A step that a clerk takes with an application 办理步骤. */
export type TaskStepKind =
  /** Accepted 受理. */
  | 'ACCEPTED'
  /** Approved, with what that establishes 准予. */
  | 'APPROVED'
  /** Something is missing or wrong; the applicant is told what 要求补正. */
  | 'DEFICIENT'
  /** Not accepted, with a reason 不予受理. */
  | 'NOT_ACCEPTED'
  /** Refused, with a reason 不予许可. */
  | 'REFUSED'
  /** The special procedure has ended 特别程序结束. */
  | 'RESUMED'
  /** What was granted is revoked 撤销. */
  | 'REVOKED'
  /** A special procedure begins 特别程序开始. */
  | 'SUSPENDED'
  /** The withdrawal is refused, with a reason 不同意撤件. */
  | 'WITHDRAWAL_REFUSED'
  /** The withdrawal is granted 同意撤件. */
  | 'WITHDRAWN';

/** A taxpayer's account 纳税人账户. */
export type TaxAccount = {
  readonly __typename?: 'TaxAccount';
  /** Tax that is overdue, in yuan 欠税金额. */
  readonly arrears?: Maybe<Scalars['Money']['output']>;
  /** As of when the department that registers it told this 数据时点. */
  readonly asOf?: Maybe<Scalars['DateTime']['output']>;
  /** State of the registration 纳税人状态. */
  readonly status?: Maybe<TaxpayerStatus>;
  /** Citizen number or credit code under which the taxpayer is known 纳税人识别号. */
  readonly taxpayerNumber?: Maybe<Scalars['String']['output']>;
};

/** State of a taxpayer's registration 纳税人状态. */
export type TaxpayerStatus =
  /** Could not be reached by the authority 非正常户. */
  | 'ABNORMAL'
  /** Deregistered 注销. */
  | 'CANCELLED'
  /** In order 正常. */
  | 'NORMAL';

/** An amount of time 时限. */
export type TimeLimit = {
  readonly __typename?: 'TimeLimit';
  /** How many units 数量. */
  readonly amount: Scalars['Int']['output'];
  /** The unit 单位. */
  readonly unit: TimeUnit;
};

/** Unit of a time limit 时限单位. */
export type TimeUnit =
  /** Days of the calendar 自然日. */
  | 'CALENDAR_DAY'
  /** Working days by the State Council's calendar 工作日. */
  | 'WORKING_DAY'
  /** Hours of service 工作小时. */
  | 'WORKING_HOUR';

/** The clock of a case as a whole 全件时钟. */
export type TotalClock = {
  readonly __typename?: 'TotalClock';
  /** Codes of the parts that determine the end, first part first 关键路径. */
  readonly criticalPath: ReadonlyArray<Scalars['ID']['output']>;
  /** When it is due; before acceptance as if accepted at receipt 到期时间. */
  readonly dueAt?: Maybe<Scalars['DateTime']['output']>;
  /** Why `dueAt` is null 期限未定原因. */
  readonly dueAtUnknown?: Maybe<DueAtUnknown>;
  /** When everything was settled 办结时间. */
  readonly endedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Pauses of those parts: others do not move the end 关键路径上的扣除时段. */
  readonly intervals: ReadonlyArray<ClockInterval>;
  /** Its light; before acceptance that of the departments' notices 亮灯. */
  readonly light?: Maybe<Light>;
  /** When the case was accepted; null before 受理时间. */
  readonly startedAt?: Maybe<Scalars['DateTime']['output']>;
};

/** A case as its receipt shows it to whoever holds it; no personal data 办件进度. */
export type TrackedCase = {
  readonly __typename?: 'TrackedCase';
  /** When it is due 到期时间. */
  readonly dueAt?: Maybe<Scalars['DateTime']['output']>;
  /** Why `dueAt` is null 期限未定原因. */
  readonly dueAtUnknown?: Maybe<DueAtUnknown>;
  /** Light of the case as a whole 亮灯. */
  readonly light?: Maybe<Light>;
  /** Number 办件编号. */
  readonly number: Scalars['ID']['output'];
  /** One for each department's item 子办件. */
  readonly parts: ReadonlyArray<TrackedPart>;
  /** Time of receipt 收件时间. */
  readonly receivedAt: Scalars['DateTime']['output'];
  /** State 状态. */
  readonly state: CaseState;
};

/** A department's share of a case, for everybody 公开的子办件. */
export type TrackedPart = {
  readonly __typename?: 'TrackedPart';
  /** The department 部门. */
  readonly department: Department;
  /** What the department has done with it 业务状态. */
  readonly state: PartState;
};

/** State of a unit in the register 权属状态. */
export type UnitState =
  /** No longer current 已注销. */
  | 'CANCELLED'
  /** Mortgaged 已抵押. */
  | 'MORTGAGED'
  /** Mortgaged and seized 已抵押且已查封. */
  | 'MORTGAGED_AND_SEIZED'
  /** Free of encumbrances 正常. */
  | 'NORMAL'
  /** Seized by a court 已查封. */
  | 'SEIZED';

/** What a unit may be used for 用途. */
export type UnitUsage =
  /** Shop 商业. */
  | 'COMMERCIAL'
  /** Garage 车库. */
  | 'GARAGE'
  /** Factory or warehouse 工业. */
  | 'INDUSTRIAL'
  /** Office 办公. */
  | 'OFFICE'
  /** Home 住宅. */
  | 'RESIDENTIAL';

/** What a department did at a visit 到场登记. */
export type VisitResultInput = {
  /** What it found; absent: the department did not come 踏勘意见. */
  readonly finding?: InputMaybe<Scalars['String']['input']>;
  /** Code of the part 环节代码. */
  readonly part: Scalars['ID']['input'];
};

/** What a site visit is for one part 踏勘环节. */
export type VisitedPart = {
  readonly __typename?: 'VisitedPart';
  /** Whether it came 到场情况. */
  readonly attendance: Attendance;
  /** The department that is called 部门. */
  readonly department: Department;
  /** What it found, or why the visit was cancelled 踏勘意见. */
  readonly finding?: Maybe<Scalars['String']['output']>;
  /** Why the item needs a visit 法律依据. */
  readonly legalBasis?: Maybe<Scalars['String']['output']>;
  /** Code of the part 环节代码. */
  readonly part: Scalars['ID']['output'];
  /** When that was put on record 登记时间. */
  readonly recordedAt?: Maybe<Scalars['DateTime']['output']>;
};

/** A request to withdraw a whole case 撤件. */
export type WithdrawCaseInput = {
  /** The case's agent asks for it; refused once the agent's mandate is over 由代办人办理. */
  readonly byAgent?: InputMaybe<Scalars['Boolean']['input']>;
  /** The case's number 办件编号. */
  readonly caseNumber: Scalars['ID']['input'];
  /** Chosen by the caller; equal keys of one case mean the same request 幂等键. */
  readonly idempotencyKey: Scalars['String']['input'];
  /** Why 理由. */
  readonly reason: Scalars['String']['input'];
};

/** What became of a request to withdraw 撤件结果. */
export type WithdrawCaseResult = {
  readonly __typename?: 'WithdrawCaseResult';
  /** The case as it is now 办件. */
  readonly case: Case;
  /** Work for people that the withdrawal brought about 专人任务. */
  readonly tasks: ReadonlyArray<Task>;
};

/** Small groups that are left out, because together with others they could point at a person 小数保护. */
export type WithheldGroups = {
  readonly __typename?: 'WithheldGroups';
  /** Below which a group is small 小数下限. */
  readonly floor: Scalars['Int']['output'];
  /** How many groups 隐去的组数. */
  readonly groups: Scalars['Int']['output'];
  /** Received in all of them; null where even that is too few to be told 隐去的收件数. */
  readonly received?: Maybe<Scalars['Int']['output']>;
};

/** An order of the citizens' hotline 12345 about a case 工单. */
export type WorkOrder = {
  readonly __typename?: 'WorkOrder';
  /** The case 办件. */
  readonly case: Case;
  /** When it was closed; null while it is open 办结时间. */
  readonly closedAt?: Maybe<Scalars['DateTime']['output']>;
  /** What the citizen said 诉求内容. */
  readonly content?: Maybe<Scalars['String']['output']>;
  /** Day on which the hotline wants the reply 办理期限. */
  readonly dueOn: Scalars['Date']['output'];
  /** What the supervisor wants done 督办意见. */
  readonly instruction?: Maybe<Scalars['String']['output']>;
  /** When it was linked to the case 关联时间. */
  readonly linkedAt: Scalars['DateTime']['output'];
  /** The hotline's number 工单编号. */
  readonly number: Scalars['ID']['output'];
  /** Whether that day is over and the order is open 是否逾期. */
  readonly overdue: Scalars['Boolean']['output'];
  /** Code of the part that it is about; null for the case as a whole 环节代码. */
  readonly part?: Maybe<Scalars['ID']['output']>;
  /** The reply 答复. */
  readonly reply?: Maybe<Scalars['String']['output']>;
  /** When a supervisor took it up 督办时间. */
  readonly urgedAt?: Maybe<Scalars['DateTime']['output']>;
};

/** What other services of a supergraph may refer to 实体. */
export type _Entity = Case | Department | Enterprise | Person | RealEstateUnit;

/** This service, as part of a supergraph 子图. */
export type _Service = {
  readonly __typename?: '_Service';
  /** The schema for the composition of a supergraph 子图定义. */
  readonly sdl: Scalars['String']['output'];
};



export type ResolverTypeWrapper<T> = Promise<T> | T;


export type ResolverWithResolve<TResult, TParent, TContext, TArgs> = {
  resolve: ResolverFn<TResult, TParent, TContext, TArgs>;
};
export type Resolver<TResult, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = ResolverFn<TResult, TParent, TContext, TArgs> | ResolverWithResolve<TResult, TParent, TContext, TArgs>;

export type ResolverFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => Promise<TResult> | TResult;

export type SubscriptionSubscribeFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => AsyncIterable<TResult> | Promise<AsyncIterable<TResult>>;

export type SubscriptionResolveFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;

export interface SubscriptionSubscriberObject<TResult, TKey extends string, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<{ [key in TKey]: TResult }, TParent, TContext, TArgs>;
  resolve?: SubscriptionResolveFn<TResult, { [key in TKey]: TResult }, TContext, TArgs>;
}

export interface SubscriptionResolverObject<TResult, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<any, TParent, TContext, TArgs>;
  resolve: SubscriptionResolveFn<TResult, any, TContext, TArgs>;
}

export type SubscriptionObject<TResult, TKey extends string, TParent, TContext, TArgs> =
  | SubscriptionSubscriberObject<TResult, TKey, TParent, TContext, TArgs>
  | SubscriptionResolverObject<TResult, TParent, TContext, TArgs>;

export type SubscriptionResolver<TResult, TKey extends string, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> =
  | ((...args: any[]) => SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>)
  | SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>;

export type TypeResolveFn<TTypes, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (
  parent: TParent,
  context: TContext,
  info: GraphQLResolveInfo
) => Maybe<TTypes> | Promise<Maybe<TTypes>>;

export type IsTypeOfResolverFn<T = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (obj: T, context: TContext, info: GraphQLResolveInfo) => boolean | Promise<boolean>;

export type NextResolverFn<T> = () => Promise<T>;

export type DirectiveResolverFn<TResult = Record<PropertyKey, never>, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = (
  next: NextResolverFn<TResult>,
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;





/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  AcceptanceNotice: ResolverTypeWrapper<AcceptanceNotice>;
  AcknowledgeCaseExportInput: AcknowledgeCaseExportInput;
  AgentInput: AgentInput;
  AgentMandateInput: AgentMandateInput;
  Alert: ResolverTypeWrapper<AlertRow>;
  AlertConnection: ResolverTypeWrapper<Omit<AlertConnection, 'nodes'> & { nodes: ReadonlyArray<ResolversTypes['Alert']> }>;
  AlertFilter: AlertFilter;
  AnswerComplaintInput: AnswerComplaintInput;
  ApplicantInput: ApplicantInput;
  Attendance: Attendance;
  Audience: Audience;
  AuditActor: ResolverTypeWrapper<ActorParent>;
  AuditEntry: ResolverTypeWrapper<FoundEntry>;
  AuditEntryConnection: ResolverTypeWrapper<AuditPageParent>;
  AuditFilter: AuditFilter;
  AuditOutcome: AuditOutcome;
  Batch: ResolverTypeWrapper<Omit<Batch, 'rows'> & { rows: ReadonlyArray<ResolversTypes['BatchRow']> }>;
  BatchProgress: ResolverTypeWrapper<BatchProgressParent>;
  BatchRow: ResolverTypeWrapper<Omit<BatchRow, 'result'> & { result?: Maybe<ResolversTypes['SubmitCaseResult']> }>;
  BatchRowOutcome: BatchRowOutcome;
  BoardCase: ResolverTypeWrapper<CaseRecord>;
  BoardDepartment: ResolverTypeWrapper<BoardDepartmentRow>;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  BreakerState: BreakerState;
  Bundle: ResolverTypeWrapper<BundleParent>;
  BundleIssuance: ResolverTypeWrapper<BundleIssuance>;
  BundlePart: ResolverTypeWrapper<BundlePartParent>;
  BusinessHours: ResolverTypeWrapper<BusinessHours>;
  BusinessLicence: ResolverTypeWrapper<BusinessLicenceParent>;
  CalendarInForce: ResolverTypeWrapper<CalendarInForce>;
  CallSiteVisitInput: CallSiteVisitInput;
  CancelSiteVisitInput: CancelSiteVisitInput;
  Case: ResolverTypeWrapper<CaseRecord>;
  CaseAgent: ResolverTypeWrapper<AgentParent>;
  CaseConnection: ResolverTypeWrapper<CaseConnectionParent>;
  CaseDeficient: ResolverTypeWrapper<Deficient>;
  CaseEvent: ResolverTypeWrapper<EventRecord>;
  CaseEventConnection: ResolverTypeWrapper<Omit<CaseEventConnection, 'nodes'> & { nodes: ReadonlyArray<ResolversTypes['CaseEvent']> }>;
  CaseEventFeed: ResolverTypeWrapper<Omit<CaseEventFeed, 'nodes'> & { nodes: ReadonlyArray<ResolversTypes['CaseEvent']> }>;
  CaseExport: ResolverTypeWrapper<CaseExportParent>;
  CaseExportBatch: ResolverTypeWrapper<CaseExportBatchParent>;
  CaseFilter: CaseFilter;
  CaseKind: CaseKind;
  CaseOrder: CaseOrder;
  CaseReceived: ResolverTypeWrapper<Received>;
  CaseState: CaseState;
  CaseStatistics: ResolverTypeWrapper<CaseStatistics>;
  CaseStatisticsFilter: CaseStatisticsFilter;
  CaseStatisticsRow: ResolverTypeWrapper<CaseStatisticsRow>;
  CaseSupplemented: ResolverTypeWrapper<Supplemented>;
  Channel: Channel;
  ChannelFilter: ChannelFilter;
  CitizenNumber: ResolverTypeWrapper<Scalars['CitizenNumber']['output']>;
  Clock: ResolverTypeWrapper<ClockParent>;
  ClockInterval: ResolverTypeWrapper<Pause>;
  ClockKind: ClockKind;
  ClockProof: ResolverTypeWrapper<ClockProofParent>;
  CodeFilter: CodeFilter;
  Complaint: ResolverTypeWrapper<ComplaintParent>;
  CountedState: CountedState;
  CountedStateFilter: CountedStateFilter;
  CountedUnit: CountedUnit;
  CreditCode: ResolverTypeWrapper<Scalars['CreditCode']['output']>;
  Date: ResolverTypeWrapper<Scalars['Date']['output']>;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  DeadlineMove: ResolverTypeWrapper<MoveRow>;
  Decision: ResolverTypeWrapper<Decision>;
  DecisionOutcome: DecisionOutcome;
  Deficiency: ResolverTypeWrapper<DeficiencyRecord>;
  DeficiencyNotice: ResolverTypeWrapper<Omit<DeficiencyNotice, 'deficiencies'> & { deficiencies: ReadonlyArray<ResolversTypes['Deficiency']> }>;
  Delivery: ResolverTypeWrapper<QueuedDelivery>;
  DeliveryFilter: DeliveryFilter;
  DeliveryState: DeliveryState;
  Department: ResolverTypeWrapper<DepartmentParent>;
  DepartmentBacklog: ResolverTypeWrapper<BacklogRow>;
  DepartmentState: DepartmentState;
  Dimension: Dimension;
  DimensionValue: ResolverTypeWrapper<DimensionValue>;
  DueAtUnknown: DueAtUnknown;
  Encumbrance: ResolverTypeWrapper<EncumbranceParent>;
  EncumbranceKind: EncumbranceKind;
  EndedBatchRow: ResolverTypeWrapper<EndedBatchRowParent>;
  Enterprise: ResolverTypeWrapper<EnterpriseParent>;
  EnterpriseConnection: ResolverTypeWrapper<EnterprisePage>;
  EnterpriseFilter: EnterpriseFilter;
  EnterpriseInput: EnterpriseInput;
  EnterpriseOrder: EnterpriseOrder;
  EnterpriseRole: ResolverTypeWrapper<EnterpriseRoleParent>;
  EnterpriseRoleConnection: ResolverTypeWrapper<RolePage>;
  EnterpriseRoleKind: EnterpriseRoleKind;
  EnumLabel: ResolverTypeWrapper<ValueWords>;
  EnumLabels: ResolverTypeWrapper<EnumWords>;
  EventParty: EventParty;
  ExpediteCaseInput: ExpediteCaseInput;
  ExpediteCaseResult: ResolverTypeWrapper<Omit<ExpediteCaseResult, 'case'> & { case: ResolversTypes['Case'] }>;
  FileComplaintInput: FileComplaintInput;
  FileComplaintResult: ResolverTypeWrapper<Omit<FileComplaintResult, 'complaint' | 'proof'> & { complaint: ResolversTypes['Complaint'], proof: ResolversTypes['ClockProof'] }>;
  Finding: ResolverTypeWrapper<FindingRow>;
  FindingConnection: ResolverTypeWrapper<Omit<FindingConnection, 'nodes'> & { nodes: ReadonlyArray<ResolversTypes['Finding']> }>;
  Float: ResolverTypeWrapper<Scalars['Float']['output']>;
  Frequency: Frequency;
  GrantMandateInput: GrantMandateInput;
  GreenChannel: ResolverTypeWrapper<GreenChannel>;
  GreenChannelReason: ResolverTypeWrapper<GreenChannelReason>;
  HandOver: ResolverTypeWrapper<HandOverParent>;
  HandOverCaseInput: HandOverCaseInput;
  HandOverCaseResult: ResolverTypeWrapper<Omit<HandOverCaseResult, 'case'> & { case: ResolversTypes['Case'] }>;
  HandleTaskInput: HandleTaskInput;
  HandleTaskResult: ResolverTypeWrapper<HandlingResult>;
  Household: ResolverTypeWrapper<HouseholdParent>;
  HouseholdMember: ResolverTypeWrapper<HouseholdMemberParent>;
  HouseholdRelation: HouseholdRelation;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  IdempotencyConflict: ResolverTypeWrapper<Conflict>;
  InlineMaterialInput: InlineMaterialInput;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
  IntakeReceipt: ResolverTypeWrapper<IntakeReceipt>;
  Issuance: ResolverTypeWrapper<Issuance>;
  IssuanceRule: IssuanceRule;
  IssuanceState: IssuanceState;
  IssuedLicenceInput: IssuedLicenceInput;
  ItemFrequencies: ResolverTypeWrapper<ItemFrequencies>;
  ItemFrequency: ResolverTypeWrapper<ItemFrequency>;
  JSONObject: ResolverTypeWrapper<Scalars['JSONObject']['output']>;
  KindFilter: KindFilter;
  Licence: ResolverTypeWrapper<Licence>;
  LicenceState: LicenceState;
  Light: Light;
  LightFilter: LightFilter;
  LinkWorkOrderInput: LinkWorkOrderInput;
  MaintenanceWindow: ResolverTypeWrapper<MaintenanceWindow>;
  Mandate: ResolverTypeWrapper<MandateParent>;
  MandateState: MandateState;
  MarkedNotifications: ResolverTypeWrapper<MarkedNotifications>;
  MaskingForm: MaskingForm;
  MaterialInput: MaterialInput;
  MaterialRequirement: ResolverTypeWrapper<Material>;
  Me: ResolverTypeWrapper<MeParent>;
  MeasureDefinition: ResolverTypeWrapper<MeasureDefinition>;
  Money: ResolverTypeWrapper<Scalars['Money']['output']>;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  NoticeKind: NoticeKind;
  Notification: ResolverTypeWrapper<NotificationParent>;
  NotificationConnection: ResolverTypeWrapper<NotificationPageParent>;
  NotificationKind: NotificationKind;
  OpenMatter: ResolverTypeWrapper<OpenMatterParent>;
  Ownership: ResolverTypeWrapper<Owner>;
  PageInfo: ResolverTypeWrapper<PageInfo>;
  Part: ResolverTypeWrapper<PartRecord>;
  PartNeed: ResolverTypeWrapper<PartNeed>;
  PartState: PartState;
  Party: ResolverTypeWrapper<PartyParent>;
  PauseFault: PauseFault;
  Person: ResolverTypeWrapper<PersonParent>;
  PersonInput: PersonInput;
  PrintedNotice: ResolverTypeWrapper<PrintedNotice>;
  ProofDay: ResolverTypeWrapper<ProofDay>;
  PublicBoard: ResolverTypeWrapper<PublicBoardParent>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  RateCaseInput: RateCaseInput;
  RateCaseResult: ResolverTypeWrapper<Omit<RateCaseResult, 'rating'> & { rating: ResolversTypes['Rating'] }>;
  Rating: ResolverTypeWrapper<RatingRow>;
  RealEstateUnit: ResolverTypeWrapper<UnitParent>;
  RealEstateUnitConnection: ResolverTypeWrapper<UnitPage>;
  RealEstateUnitFilter: RealEstateUnitFilter;
  RealEstateUnitOrder: RealEstateUnitOrder;
  RecipientInput: RecipientInput;
  RecordSiteVisitInput: RecordSiteVisitInput;
  Rehearsal: ResolverTypeWrapper<RehearsalParent>;
  RehearsedPart: ResolverTypeWrapper<RehearsedPartParent>;
  Report: ResolverTypeWrapper<Report>;
  ReportIssue: ResolverTypeWrapper<ReportIssue>;
  ReportPeriod: ReportPeriod;
  ServiceItem: ResolverTypeWrapper<Item>;
  SettleTaskInput: SettleTaskInput;
  Share: ResolverTypeWrapper<Share>;
  ShareBase: ShareBase;
  SiteVisit: ResolverTypeWrapper<SiteVisitParent>;
  SiteVisitRecorded: ResolverTypeWrapper<SiteVisitRecordedParent>;
  SiteVisitResult: ResolverTypeWrapper<SiteVisitAnswer>;
  SpotCheck: ResolverTypeWrapper<SpotCheckParent>;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
  SubmitCaseInput: SubmitCaseInput;
  SubmitCaseResult: ResolverTypeWrapper<SubmitResult>;
  Subscription: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Supervision: ResolverTypeWrapper<SupervisionParent>;
  SupervisionRule: ResolverTypeWrapper<RuleParent>;
  SupplementCaseInput: SupplementCaseInput;
  SupplementCaseResult: ResolverTypeWrapper<SupplementResult>;
  Task: ResolverTypeWrapper<TaskRow>;
  TaskHandled: ResolverTypeWrapper<Handled>;
  TaskMessage: ResolverTypeWrapper<TaskMessageParent>;
  TaskMessageKind: TaskMessageKind;
  TaskOutcome: TaskOutcome;
  TaskStep: ResolverTypeWrapper<StepRow>;
  TaskStepKind: TaskStepKind;
  TaxAccount: ResolverTypeWrapper<TaxAccountParent>;
  TaxpayerStatus: TaxpayerStatus;
  TimeLimit: ResolverTypeWrapper<TimeLimit>;
  TimeUnit: TimeUnit;
  TotalClock: ResolverTypeWrapper<TotalClockParent>;
  TrackedCase: ResolverTypeWrapper<CaseRecord>;
  TrackedPart: ResolverTypeWrapper<PartRecord>;
  UnitNumber: ResolverTypeWrapper<Scalars['UnitNumber']['output']>;
  UnitState: UnitState;
  UnitUsage: UnitUsage;
  VisitResultInput: VisitResultInput;
  VisitedPart: ResolverTypeWrapper<VisitedPartParent>;
  WithdrawCaseInput: WithdrawCaseInput;
  WithdrawCaseResult: ResolverTypeWrapper<Omit<WithdrawCaseResult, 'case' | 'tasks'> & { case: ResolversTypes['Case'], tasks: ReadonlyArray<ResolversTypes['Task']> }>;
  WithheldGroups: ResolverTypeWrapper<WithheldGroups>;
  WorkOrder: ResolverTypeWrapper<WorkOrderParent>;
  _Any: ResolverTypeWrapper<Scalars['_Any']['output']>;
  _Entity: ResolverTypeWrapper<EntityParent>;
  _Service: ResolverTypeWrapper<_Service>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  AcceptanceNotice: AcceptanceNotice;
  AcknowledgeCaseExportInput: AcknowledgeCaseExportInput;
  AgentInput: AgentInput;
  AgentMandateInput: AgentMandateInput;
  Alert: AlertRow;
  AlertConnection: Omit<AlertConnection, 'nodes'> & { nodes: ReadonlyArray<ResolversParentTypes['Alert']> };
  AlertFilter: AlertFilter;
  AnswerComplaintInput: AnswerComplaintInput;
  ApplicantInput: ApplicantInput;
  AuditActor: ActorParent;
  AuditEntry: FoundEntry;
  AuditEntryConnection: AuditPageParent;
  AuditFilter: AuditFilter;
  Batch: Omit<Batch, 'rows'> & { rows: ReadonlyArray<ResolversParentTypes['BatchRow']> };
  BatchProgress: BatchProgressParent;
  BatchRow: Omit<BatchRow, 'result'> & { result?: Maybe<ResolversParentTypes['SubmitCaseResult']> };
  BoardCase: CaseRecord;
  BoardDepartment: BoardDepartmentRow;
  Boolean: Scalars['Boolean']['output'];
  Bundle: BundleParent;
  BundleIssuance: BundleIssuance;
  BundlePart: BundlePartParent;
  BusinessHours: BusinessHours;
  BusinessLicence: BusinessLicenceParent;
  CalendarInForce: CalendarInForce;
  CallSiteVisitInput: CallSiteVisitInput;
  CancelSiteVisitInput: CancelSiteVisitInput;
  Case: CaseRecord;
  CaseAgent: AgentParent;
  CaseConnection: CaseConnectionParent;
  CaseDeficient: Deficient;
  CaseEvent: EventRecord;
  CaseEventConnection: Omit<CaseEventConnection, 'nodes'> & { nodes: ReadonlyArray<ResolversParentTypes['CaseEvent']> };
  CaseEventFeed: Omit<CaseEventFeed, 'nodes'> & { nodes: ReadonlyArray<ResolversParentTypes['CaseEvent']> };
  CaseExport: CaseExportParent;
  CaseExportBatch: CaseExportBatchParent;
  CaseFilter: CaseFilter;
  CaseReceived: Received;
  CaseStatistics: CaseStatistics;
  CaseStatisticsFilter: CaseStatisticsFilter;
  CaseStatisticsRow: CaseStatisticsRow;
  CaseSupplemented: Supplemented;
  ChannelFilter: ChannelFilter;
  CitizenNumber: Scalars['CitizenNumber']['output'];
  Clock: ClockParent;
  ClockInterval: Pause;
  ClockProof: ClockProofParent;
  CodeFilter: CodeFilter;
  Complaint: ComplaintParent;
  CountedStateFilter: CountedStateFilter;
  CreditCode: Scalars['CreditCode']['output'];
  Date: Scalars['Date']['output'];
  DateTime: Scalars['DateTime']['output'];
  DeadlineMove: MoveRow;
  Decision: Decision;
  Deficiency: DeficiencyRecord;
  DeficiencyNotice: Omit<DeficiencyNotice, 'deficiencies'> & { deficiencies: ReadonlyArray<ResolversParentTypes['Deficiency']> };
  Delivery: QueuedDelivery;
  DeliveryFilter: DeliveryFilter;
  Department: DepartmentParent;
  DepartmentBacklog: BacklogRow;
  DimensionValue: DimensionValue;
  Encumbrance: EncumbranceParent;
  EndedBatchRow: EndedBatchRowParent;
  Enterprise: EnterpriseParent;
  EnterpriseConnection: EnterprisePage;
  EnterpriseFilter: EnterpriseFilter;
  EnterpriseInput: EnterpriseInput;
  EnterpriseRole: EnterpriseRoleParent;
  EnterpriseRoleConnection: RolePage;
  EnumLabel: ValueWords;
  EnumLabels: EnumWords;
  ExpediteCaseInput: ExpediteCaseInput;
  ExpediteCaseResult: Omit<ExpediteCaseResult, 'case'> & { case: ResolversParentTypes['Case'] };
  FileComplaintInput: FileComplaintInput;
  FileComplaintResult: Omit<FileComplaintResult, 'complaint' | 'proof'> & { complaint: ResolversParentTypes['Complaint'], proof: ResolversParentTypes['ClockProof'] };
  Finding: FindingRow;
  FindingConnection: Omit<FindingConnection, 'nodes'> & { nodes: ReadonlyArray<ResolversParentTypes['Finding']> };
  Float: Scalars['Float']['output'];
  GrantMandateInput: GrantMandateInput;
  GreenChannel: GreenChannel;
  GreenChannelReason: GreenChannelReason;
  HandOver: HandOverParent;
  HandOverCaseInput: HandOverCaseInput;
  HandOverCaseResult: Omit<HandOverCaseResult, 'case'> & { case: ResolversParentTypes['Case'] };
  HandleTaskInput: HandleTaskInput;
  HandleTaskResult: HandlingResult;
  Household: HouseholdParent;
  HouseholdMember: HouseholdMemberParent;
  ID: Scalars['ID']['output'];
  IdempotencyConflict: Conflict;
  InlineMaterialInput: InlineMaterialInput;
  Int: Scalars['Int']['output'];
  IntakeReceipt: IntakeReceipt;
  Issuance: Issuance;
  IssuedLicenceInput: IssuedLicenceInput;
  ItemFrequencies: ItemFrequencies;
  ItemFrequency: ItemFrequency;
  JSONObject: Scalars['JSONObject']['output'];
  KindFilter: KindFilter;
  Licence: Licence;
  LightFilter: LightFilter;
  LinkWorkOrderInput: LinkWorkOrderInput;
  MaintenanceWindow: MaintenanceWindow;
  Mandate: MandateParent;
  MarkedNotifications: MarkedNotifications;
  MaterialInput: MaterialInput;
  MaterialRequirement: Material;
  Me: MeParent;
  MeasureDefinition: MeasureDefinition;
  Money: Scalars['Money']['output'];
  Mutation: Record<PropertyKey, never>;
  Notification: NotificationParent;
  NotificationConnection: NotificationPageParent;
  OpenMatter: OpenMatterParent;
  Ownership: Owner;
  PageInfo: PageInfo;
  Part: PartRecord;
  PartNeed: PartNeed;
  Party: PartyParent;
  Person: PersonParent;
  PersonInput: PersonInput;
  PrintedNotice: PrintedNotice;
  ProofDay: ProofDay;
  PublicBoard: PublicBoardParent;
  Query: Record<PropertyKey, never>;
  RateCaseInput: RateCaseInput;
  RateCaseResult: Omit<RateCaseResult, 'rating'> & { rating: ResolversParentTypes['Rating'] };
  Rating: RatingRow;
  RealEstateUnit: UnitParent;
  RealEstateUnitConnection: UnitPage;
  RealEstateUnitFilter: RealEstateUnitFilter;
  RecipientInput: RecipientInput;
  RecordSiteVisitInput: RecordSiteVisitInput;
  Rehearsal: RehearsalParent;
  RehearsedPart: RehearsedPartParent;
  Report: Report;
  ReportIssue: ReportIssue;
  ServiceItem: Item;
  SettleTaskInput: SettleTaskInput;
  Share: Share;
  SiteVisit: SiteVisitParent;
  SiteVisitRecorded: SiteVisitRecordedParent;
  SiteVisitResult: SiteVisitAnswer;
  SpotCheck: SpotCheckParent;
  String: Scalars['String']['output'];
  SubmitCaseInput: SubmitCaseInput;
  SubmitCaseResult: SubmitResult;
  Subscription: Record<PropertyKey, never>;
  Supervision: SupervisionParent;
  SupervisionRule: RuleParent;
  SupplementCaseInput: SupplementCaseInput;
  SupplementCaseResult: SupplementResult;
  Task: TaskRow;
  TaskHandled: Handled;
  TaskMessage: TaskMessageParent;
  TaskStep: StepRow;
  TaxAccount: TaxAccountParent;
  TimeLimit: TimeLimit;
  TotalClock: TotalClockParent;
  TrackedCase: CaseRecord;
  TrackedPart: PartRecord;
  UnitNumber: Scalars['UnitNumber']['output'];
  VisitResultInput: VisitResultInput;
  VisitedPart: VisitedPartParent;
  WithdrawCaseInput: WithdrawCaseInput;
  WithdrawCaseResult: Omit<WithdrawCaseResult, 'case' | 'tasks'> & { case: ResolversParentTypes['Case'], tasks: ReadonlyArray<ResolversParentTypes['Task']> };
  WithheldGroups: WithheldGroups;
  WorkOrder: WorkOrderParent;
  _Any: Scalars['_Any']['output'];
  _Entity: EntityParent;
  _Service: _Service;
};

export type AccessDirectiveArgs = {
  audited?: Maybe<Scalars['Boolean']['input']>;
  everywhere?: Maybe<Scalars['Boolean']['input']>;
  to: ReadonlyArray<Audience>;
};

export type AccessDirectiveResolver<Result, Parent, ContextType = RequestContext, Args = AccessDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type CostDirectiveArgs = {
  weight: Scalars['Int']['input'];
};

export type CostDirectiveResolver<Result, Parent, ContextType = RequestContext, Args = CostDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type KeyDirectiveArgs = {
  fields: Scalars['String']['input'];
};

export type KeyDirectiveResolver<Result, Parent, ContextType = RequestContext, Args = KeyDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type ListSizeDirectiveArgs = {
  assumedSize?: Maybe<Scalars['Int']['input']>;
  sizedFields?: Maybe<ReadonlyArray<Scalars['String']['input']>>;
  slicingArguments?: Maybe<ReadonlyArray<Scalars['String']['input']>>;
};

export type ListSizeDirectiveResolver<Result, Parent, ContextType = RequestContext, Args = ListSizeDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type OwnDirectiveArgs = { };

export type OwnDirectiveResolver<Result, Parent, ContextType = RequestContext, Args = OwnDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type PersonalDirectiveArgs = {
  as: MaskingForm;
};

export type PersonalDirectiveResolver<Result, Parent, ContextType = RequestContext, Args = PersonalDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type ShareableDirectiveArgs = { };

export type ShareableDirectiveResolver<Result, Parent, ContextType = RequestContext, Args = ShareableDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type AcceptanceNoticeResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['AcceptanceNotice'] = ResolversParentTypes['AcceptanceNotice']> = {
  acceptedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  number?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  promisedBy?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type AlertResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Alert'] = ResolversParentTypes['Alert']> = {
  at?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  calendarVersion?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  caseNumber?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  department?: Resolver<Maybe<ResolversTypes['Department']>, ParentType, ContextType>;
  dueAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  light?: Resolver<Maybe<ResolversTypes['Light']>, ParentType, ContextType>;
  part?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  raisedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  rule?: Resolver<ResolversTypes['SupervisionRule'], ParentType, ContextType>;
  subject?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type AlertConnectionResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['AlertConnection'] = ResolversParentTypes['AlertConnection']> = {
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Alert']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type AuditActorResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['AuditActor'] = ResolversParentTypes['AuditActor']> = {
  role?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  subject?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type AuditEntryResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['AuditEntry'] = ResolversParentTypes['AuditEntry']> = {
  actor?: Resolver<Maybe<ResolversTypes['AuditActor']>, ParentType, ContextType>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  cases?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  changed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  code?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  document?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  fields?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  operation?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  outcome?: Resolver<ResolversTypes['AuditOutcome'], ParentType, ContextType>;
  peopleRead?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  purpose?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  read?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  sequence?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  traceId?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type AuditEntryConnectionResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['AuditEntryConnection'] = ResolversParentTypes['AuditEntryConnection']> = {
  nodes?: Resolver<ReadonlyArray<ResolversTypes['AuditEntry']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type BatchResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Batch'] = ResolversParentTypes['Batch']> = {
  received?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  rows?: Resolver<ReadonlyArray<ResolversTypes['BatchRow']>, ParentType, ContextType>;
  total?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type BatchProgressResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['BatchProgress'] = ResolversParentTypes['BatchProgress']> = {
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  ended?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  received?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  rows?: Resolver<ReadonlyArray<ResolversTypes['EndedBatchRow']>, ParentType, ContextType>;
  total?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type BatchRowResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['BatchRow'] = ResolversParentTypes['BatchRow']> = {
  error?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  index?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  result?: Resolver<Maybe<ResolversTypes['SubmitCaseResult']>, ParentType, ContextType>;
};

export type BoardCaseResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['BoardCase'] = ResolversParentTypes['BoardCase']> = {
  bundle?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  dueAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  light?: Resolver<Maybe<ResolversTypes['Light']>, ParentType, ContextType>;
  number?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  receivedOn?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  state?: Resolver<ResolversTypes['CaseState'], ParentType, ContextType>;
};

export type BoardDepartmentResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['BoardDepartment'] = ResolversParentTypes['BoardDepartment']> = {
  department?: Resolver<ResolversTypes['Department'], ParentType, ContextType>;
  open?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  overdue?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type BundleResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Bundle'] = ResolversParentTypes['Bundle']> = {
  code?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  form?: Resolver<ResolversTypes['JSONObject'], ParentType, ContextType>;
  issuance?: Resolver<ResolversTypes['BundleIssuance'], ParentType, ContextType>;
  materials?: Resolver<ReadonlyArray<ResolversTypes['MaterialRequirement']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  parts?: Resolver<ReadonlyArray<ResolversTypes['BundlePart']>, ParentType, ContextType>;
  version?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type BundleIssuanceResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['BundleIssuance'] = ResolversParentTypes['BundleIssuance']> = {
  parts?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  rule?: Resolver<ResolversTypes['IssuanceRule'], ParentType, ContextType>;
};

export type BundlePartResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['BundlePart'] = ResolversParentTypes['BundlePart']> = {
  code?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  department?: Resolver<ResolversTypes['Department'], ParentType, ContextType>;
  item?: Resolver<ResolversTypes['ServiceItem'], ParentType, ContextType>;
  needs?: Resolver<ReadonlyArray<ResolversTypes['PartNeed']>, ParentType, ContextType>;
  optional?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type BusinessHoursResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['BusinessHours'] = ResolversParentTypes['BusinessHours']> = {
  from?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  to?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type BusinessLicenceResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['BusinessLicence'] = ResolversParentTypes['BusinessLicence']> = {
  address?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  asOf?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  county?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  establishedOn?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  industry?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  registeredCapital?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  scope?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  state?: Resolver<ResolversTypes['LicenceState'], ParentType, ContextType>;
  validFrom?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  validTo?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
};

export type CalendarInForceResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['CalendarInForce'] = ResolversParentTypes['CalendarInForce']> = {
  document?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type CaseResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Case'] = ResolversParentTypes['Case']> = {
  agent?: Resolver<Maybe<ResolversTypes['CaseAgent']>, ParentType, ContextType>;
  alerts?: Resolver<ReadonlyArray<ResolversTypes['Alert']>, ParentType, ContextType>;
  applicant?: Resolver<ResolversTypes['Party'], ParentType, ContextType>;
  bundle?: Resolver<ResolversTypes['Bundle'], ParentType, ContextType>;
  channel?: Resolver<ResolversTypes['Channel'], ParentType, ContextType>;
  clock?: Resolver<ResolversTypes['TotalClock'], ParentType, ContextType>;
  deadlineMoves?: Resolver<ReadonlyArray<ResolversTypes['DeadlineMove']>, ParentType, ContextType>;
  dueAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  dueAtUnknown?: Resolver<Maybe<ResolversTypes['DueAtUnknown']>, ParentType, ContextType>;
  events?: Resolver<ResolversTypes['CaseEventConnection'], ParentType, ContextType, RequireFields<CaseEventsArgs, 'last'>>;
  greenChannel?: Resolver<Maybe<ResolversTypes['GreenChannel']>, ParentType, ContextType>;
  handOvers?: Resolver<ReadonlyArray<ResolversTypes['HandOver']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  issuance?: Resolver<ResolversTypes['Issuance'], ParentType, ContextType>;
  kind?: Resolver<Maybe<ResolversTypes['CaseKind']>, ParentType, ContextType>;
  light?: Resolver<Maybe<ResolversTypes['Light']>, ParentType, ContextType>;
  number?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  parts?: Resolver<ReadonlyArray<ResolversTypes['Part']>, ParentType, ContextType>;
  rating?: Resolver<Maybe<ResolversTypes['Rating']>, ParentType, ContextType>;
  receivedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  siteVisits?: Resolver<ReadonlyArray<ResolversTypes['SiteVisit']>, ParentType, ContextType>;
  state?: Resolver<ResolversTypes['CaseState'], ParentType, ContextType>;
  workOrders?: Resolver<ReadonlyArray<ResolversTypes['WorkOrder']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type CaseAgentResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['CaseAgent'] = ResolversParentTypes['CaseAgent']> = {
  items?: Resolver<Maybe<ReadonlyArray<ResolversTypes['ID']>>, ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  number?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  validFrom?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  validTo?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
};

export type CaseConnectionResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['CaseConnection'] = ResolversParentTypes['CaseConnection']> = {
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Case']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type CaseDeficientResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['CaseDeficient'] = ResolversParentTypes['CaseDeficient']> = {
  notice?: Resolver<ResolversTypes['DeficiencyNotice'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type CaseEventResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['CaseEvent'] = ResolversParentTypes['CaseEvent']> = {
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  by?: Resolver<ResolversTypes['EventParty'], ParentType, ContextType>;
  caseNumber?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  cursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  part?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  sequence?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  state?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type CaseEventConnectionResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['CaseEventConnection'] = ResolversParentTypes['CaseEventConnection']> = {
  nodes?: Resolver<ReadonlyArray<ResolversTypes['CaseEvent']>, ParentType, ContextType>;
};

export type CaseEventFeedResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['CaseEventFeed'] = ResolversParentTypes['CaseEventFeed']> = {
  endCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['CaseEvent']>, ParentType, ContextType>;
};

export type CaseExportResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['CaseExport'] = ResolversParentTypes['CaseExport']> = {
  consumer?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  lastAcknowledgedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  lastNumber?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  openNumber?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  openSince?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  profile?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  waitingEvents?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type CaseExportBatchResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['CaseExportBatch'] = ResolversParentTypes['CaseExportBatch']> = {
  acknowledgedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  consumer?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  content?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  count?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  madeAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  number?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  profile?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  records?: Resolver<ReadonlyArray<ResolversTypes['JSONObject']>, ParentType, ContextType>;
  sha256?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type CaseReceivedResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['CaseReceived'] = ResolversParentTypes['CaseReceived']> = {
  case?: Resolver<ResolversTypes['Case'], ParentType, ContextType>;
  receipt?: Resolver<ResolversTypes['IntakeReceipt'], ParentType, ContextType>;
  replayed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type CaseStatisticsResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['CaseStatistics'] = ResolversParentTypes['CaseStatistics']> = {
  cutOff?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  definitions?: Resolver<ReadonlyArray<ResolversTypes['MeasureDefinition']>, ParentType, ContextType>;
  rows?: Resolver<ReadonlyArray<ResolversTypes['CaseStatisticsRow']>, ParentType, ContextType>;
  unit?: Resolver<ResolversTypes['CountedUnit'], ParentType, ContextType>;
  withheld?: Resolver<Maybe<ResolversTypes['WithheldGroups']>, ParentType, ContextType>;
};

export type CaseStatisticsRowResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['CaseStatisticsRow'] = ResolversParentTypes['CaseStatisticsRow']> = {
  backlog?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  completed?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  keys?: Resolver<ReadonlyArray<ResolversTypes['DimensionValue']>, ParentType, ContextType>;
  medianWorkingHours?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  oldestOpenAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  onTheSpot?: Resolver<ResolversTypes['Share'], ParentType, ContextType>;
  onTheSpotOfCompleted?: Resolver<ResolversTypes['Share'], ParentType, ContextType>;
  overdue?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  p90WorkingHours?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  received?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  refusals?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  satisfaction?: Resolver<Maybe<ResolversTypes['Share']>, ParentType, ContextType>;
  supplements?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  withinPromise?: Resolver<ResolversTypes['Share'], ParentType, ContextType>;
};

export type CaseSupplementedResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['CaseSupplemented'] = ResolversParentTypes['CaseSupplemented']> = {
  case?: Resolver<ResolversTypes['Case'], ParentType, ContextType>;
  open?: Resolver<ReadonlyArray<ResolversTypes['OpenMatter']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export interface CitizenNumberScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['CitizenNumber'], any> {
  name: 'CitizenNumber';
}

export type ClockResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Clock'] = ResolversParentTypes['Clock']> = {
  budget?: Resolver<ResolversTypes['TimeLimit'], ParentType, ContextType>;
  calendarVersion?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  dueAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  dueAtUnknown?: Resolver<Maybe<ResolversTypes['DueAtUnknown']>, ParentType, ContextType>;
  endedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  intervals?: Resolver<ReadonlyArray<ResolversTypes['ClockInterval']>, ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['ClockKind'], ParentType, ContextType>;
  legalBasis?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  light?: Resolver<Maybe<ResolversTypes['Light']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  startedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  used?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
};

export type ClockIntervalResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['ClockInterval'] = ResolversParentTypes['ClockInterval']> = {
  credited?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  creditedTo?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  endReportedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  fault?: Resolver<Maybe<ResolversTypes['PauseFault']>, ParentType, ContextType>;
  from?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  legalBasis?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  reason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  reportedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  to?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type ClockProofResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['ClockProof'] = ResolversParentTypes['ClockProof']> = {
  budget?: Resolver<ResolversTypes['TimeLimit'], ParentType, ContextType>;
  calendarVersion?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  calendars?: Resolver<ReadonlyArray<ResolversTypes['CalendarInForce']>, ParentType, ContextType>;
  days?: Resolver<ReadonlyArray<ResolversTypes['ProofDay']>, ParentType, ContextType>;
  department?: Resolver<ResolversTypes['Department'], ParentType, ContextType>;
  dueAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  dueAtUnknown?: Resolver<Maybe<ResolversTypes['DueAtUnknown']>, ParentType, ContextType>;
  endedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  intervals?: Resolver<ReadonlyArray<ResolversTypes['ClockInterval']>, ParentType, ContextType>;
  item?: Resolver<ResolversTypes['ServiceItem'], ParentType, ContextType>;
  legalBasis?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  noticeNumber?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  overdue?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  startedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  used?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  workingHours?: Resolver<ReadonlyArray<ResolversTypes['BusinessHours']>, ParentType, ContextType>;
};

export type ComplaintResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Complaint'] = ResolversParentTypes['Complaint']> = {
  answer?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  answeredAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  case?: Resolver<ResolversTypes['Case'], ParentType, ContextType>;
  dueAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  dueAtUnknown?: Resolver<Maybe<ResolversTypes['DueAtUnknown']>, ParentType, ContextType>;
  number?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  part?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  phone?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  receivedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  text?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export interface CreditCodeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['CreditCode'], any> {
  name: 'CreditCode';
}

export interface DateScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['Date'], any> {
  name: 'Date';
}

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export type DeadlineMoveResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['DeadlineMove'] = ResolversParentTypes['DeadlineMove']> = {
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  from?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  to?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type DecisionResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Decision'] = ResolversParentTypes['Decision']> = {
  decidedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  outcome?: Resolver<ResolversTypes['DecisionOutcome'], ParentType, ContextType>;
  reason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type DeficiencyResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Deficiency'] = ResolversParentTypes['Deficiency']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  field?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  item?: Resolver<Maybe<ResolversTypes['ServiceItem']>, ParentType, ContextType>;
  material?: Resolver<Maybe<ResolversTypes['MaterialRequirement']>, ParentType, ContextType>;
  part?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  problem?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  remedy?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type DeficiencyNoticeResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['DeficiencyNotice'] = ResolversParentTypes['DeficiencyNotice']> = {
  checkCode?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  deficiencies?: Resolver<ReadonlyArray<ResolversTypes['Deficiency']>, ParentType, ContextType>;
  issuedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  number?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
};

export type DeliveryResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Delivery'] = ResolversParentTypes['Delivery']> = {
  attempts?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  caseNumber?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  department?: Resolver<ResolversTypes['Department'], ParentType, ContextType>;
  key?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  lastOutcome?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  nextAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  queuedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  state?: Resolver<ResolversTypes['DeliveryState'], ParentType, ContextType>;
};

export type DepartmentResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Department'] = ResolversParentTypes['Department']> = {
  breaker?: Resolver<ResolversTypes['BreakerState'], ParentType, ContextType>;
  code?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  maintenance?: Resolver<Maybe<ResolversTypes['MaintenanceWindow']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  oldestQueuedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  p95Ms?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  queueDepth?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  state?: Resolver<ResolversTypes['DepartmentState'], ParentType, ContextType>;
  succeededBy?: Resolver<ReadonlyArray<ResolversTypes['Department']>, ParentType, ContextType>;
  succeededOn?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type DepartmentBacklogResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['DepartmentBacklog'] = ResolversParentTypes['DepartmentBacklog']> = {
  department?: Resolver<ResolversTypes['Department'], ParentType, ContextType>;
  oldestAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  oldestCase?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  oldestWorkingHours?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  open?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type DimensionValueResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['DimensionValue'] = ResolversParentTypes['DimensionValue']> = {
  dimension?: Resolver<ResolversTypes['Dimension'], ParentType, ContextType>;
  label?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  value?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type EncumbranceResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Encumbrance'] = ResolversParentTypes['Encumbrance']> = {
  holder?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['EncumbranceKind'], ParentType, ContextType>;
  registeredOn?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
};

export type EndedBatchRowResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['EndedBatchRow'] = ResolversParentTypes['EndedBatchRow']> = {
  case?: Resolver<Maybe<ResolversTypes['Case']>, ParentType, ContextType>;
  error?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  index?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  outcome?: Resolver<ResolversTypes['BatchRowOutcome'], ParentType, ContextType>;
};

export type EnterpriseResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Enterprise'] = ResolversParentTypes['Enterprise']> = {
  creditCode?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  legalRepresentative?: Resolver<Maybe<ResolversTypes['Person']>, ParentType, ContextType>;
  licence?: Resolver<Maybe<ResolversTypes['BusinessLicence']>, ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  realEstate?: Resolver<Maybe<ResolversTypes['RealEstateUnitConnection']>, ParentType, ContextType, RequireFields<EnterpriseRealEstateArgs, 'first'>>;
  taxAccount?: Resolver<Maybe<ResolversTypes['TaxAccount']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type EnterpriseConnectionResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['EnterpriseConnection'] = ResolversParentTypes['EnterpriseConnection']> = {
  asOf?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Enterprise']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type EnterpriseRoleResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['EnterpriseRole'] = ResolversParentTypes['EnterpriseRole']> = {
  enterprise?: Resolver<ResolversTypes['Enterprise'], ParentType, ContextType>;
  role?: Resolver<ResolversTypes['EnterpriseRoleKind'], ParentType, ContextType>;
};

export type EnterpriseRoleConnectionResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['EnterpriseRoleConnection'] = ResolversParentTypes['EnterpriseRoleConnection']> = {
  asOf?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['EnterpriseRole']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type EnumLabelResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['EnumLabel'] = ResolversParentTypes['EnumLabel']> = {
  en?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  label?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  value?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  zh?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type EnumLabelsResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['EnumLabels'] = ResolversParentTypes['EnumLabels']> = {
  name?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  values?: Resolver<ReadonlyArray<ResolversTypes['EnumLabel']>, ParentType, ContextType>;
};

export type ExpediteCaseResultResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['ExpediteCaseResult'] = ResolversParentTypes['ExpediteCaseResult']> = {
  case?: Resolver<ResolversTypes['Case'], ParentType, ContextType>;
};

export type FileComplaintResultResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['FileComplaintResult'] = ResolversParentTypes['FileComplaintResult']> = {
  complaint?: Resolver<ResolversTypes['Complaint'], ParentType, ContextType>;
  proof?: Resolver<ResolversTypes['ClockProof'], ParentType, ContextType>;
};

export type FindingResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Finding'] = ResolversParentTypes['Finding']> = {
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  caseNumber?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  department?: Resolver<Maybe<ResolversTypes['Department']>, ParentType, ContextType>;
  detail?: Resolver<ResolversTypes['JSONObject'], ParentType, ContextType>;
  foundAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  part?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  rule?: Resolver<ResolversTypes['SupervisionRule'], ParentType, ContextType>;
  subject?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type FindingConnectionResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['FindingConnection'] = ResolversParentTypes['FindingConnection']> = {
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Finding']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type GreenChannelResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['GreenChannel'] = ResolversParentTypes['GreenChannel']> = {
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  note?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['GreenChannelReason'], ParentType, ContextType>;
};

export type GreenChannelReasonResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['GreenChannelReason'] = ResolversParentTypes['GreenChannelReason']> = {
  code?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type HandOverResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['HandOver'] = ResolversParentTypes['HandOver']> = {
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  channel?: Resolver<ResolversTypes['Channel'], ParentType, ContextType>;
  parts?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  recipientName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  recipientNumber?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type HandOverCaseResultResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['HandOverCaseResult'] = ResolversParentTypes['HandOverCaseResult']> = {
  case?: Resolver<ResolversTypes['Case'], ParentType, ContextType>;
};

export type HandleTaskResultResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['HandleTaskResult'] = ResolversParentTypes['HandleTaskResult']> = {
  __resolveType: TypeResolveFn<'IdempotencyConflict' | 'TaskHandled', ParentType, ContextType>;
};

export type HouseholdResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Household'] = ResolversParentTypes['Household']> = {
  address?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  asOf?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  members?: Resolver<ReadonlyArray<ResolversTypes['HouseholdMember']>, ParentType, ContextType>;
  number?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type HouseholdMemberResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['HouseholdMember'] = ResolversParentTypes['HouseholdMember']> = {
  person?: Resolver<ResolversTypes['Person'], ParentType, ContextType>;
  relation?: Resolver<ResolversTypes['HouseholdRelation'], ParentType, ContextType>;
};

export type IdempotencyConflictResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['IdempotencyConflict'] = ResolversParentTypes['IdempotencyConflict']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type IntakeReceiptResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['IntakeReceipt'] = ResolversParentTypes['IntakeReceipt']> = {
  checkCode?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  number?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  receivedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type IssuanceResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Issuance'] = ResolversParentTypes['Issuance']> = {
  handedOverAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  releasedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  rule?: Resolver<ResolversTypes['IssuanceRule'], ParentType, ContextType>;
  state?: Resolver<ResolversTypes['IssuanceState'], ParentType, ContextType>;
};

export type ItemFrequenciesResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['ItemFrequencies'] = ResolversParentTypes['ItemFrequencies']> = {
  cutOff?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  high?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  items?: Resolver<ReadonlyArray<ResolversTypes['ItemFrequency']>, ParentType, ContextType>;
  low?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  month?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type ItemFrequencyResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['ItemFrequency'] = ResolversParentTypes['ItemFrequency']> = {
  code?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  frequency?: Resolver<ResolversTypes['Frequency'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  received?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export interface JsonObjectScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['JSONObject'], any> {
  name: 'JSONObject';
}

export type LicenceResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Licence'] = ResolversParentTypes['Licence']> = {
  kind?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  number?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type MaintenanceWindowResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['MaintenanceWindow'] = ResolversParentTypes['MaintenanceWindow']> = {
  from?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  to?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type MandateResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Mandate'] = ResolversParentTypes['Mandate']> = {
  department?: Resolver<Maybe<ResolversTypes['Department']>, ParentType, ContextType>;
  document?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  grantedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  holder?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  items?: Resolver<Maybe<ReadonlyArray<ResolversTypes['ID']>>, ParentType, ContextType>;
  regions?: Resolver<Maybe<ReadonlyArray<ResolversTypes['ID']>>, ParentType, ContextType>;
  revocationReason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  revokedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  state?: Resolver<ResolversTypes['MandateState'], ParentType, ContextType>;
  substituteFor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  validFrom?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  validTo?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
};

export type MarkedNotificationsResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['MarkedNotifications'] = ResolversParentTypes['MarkedNotifications']> = {
  unreadCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type MaterialRequirementResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['MaterialRequirement'] = ResolversParentTypes['MaterialRequirement']> = {
  code?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  deferrable?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  legalBasis?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  sharedFrom?: Resolver<Maybe<ResolversTypes['Department']>, ParentType, ContextType>;
};

export type MeResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Me'] = ResolversParentTypes['Me']> = {
  cases?: Resolver<ResolversTypes['CaseConnection'], ParentType, ContextType, RequireFields<MeCasesArgs, 'first'>>;
  notifications?: Resolver<ResolversTypes['NotificationConnection'], ParentType, ContextType, RequireFields<MeNotificationsArgs, 'first' | 'unreadOnly'>>;
  person?: Resolver<ResolversTypes['Person'], ParentType, ContextType>;
};

export type MeasureDefinitionResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['MeasureDefinition'] = ResolversParentTypes['MeasureDefinition']> = {
  field?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  meaning?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export interface MoneyScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['Money'], any> {
  name: 'Money';
}

export type MutationResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  acknowledgeCaseExport?: Resolver<ResolversTypes['CaseExportBatch'], ParentType, ContextType, RequireFields<MutationAcknowledgeCaseExportArgs, 'input'>>;
  answerComplaint?: Resolver<ResolversTypes['Complaint'], ParentType, ContextType, RequireFields<MutationAnswerComplaintArgs, 'input'>>;
  callSiteVisit?: Resolver<ResolversTypes['SiteVisitResult'], ParentType, ContextType, RequireFields<MutationCallSiteVisitArgs, 'input'>>;
  cancelSiteVisit?: Resolver<ResolversTypes['SiteVisitResult'], ParentType, ContextType, RequireFields<MutationCancelSiteVisitArgs, 'input'>>;
  closeWorkOrder?: Resolver<ResolversTypes['WorkOrder'], ParentType, ContextType, RequireFields<MutationCloseWorkOrderArgs, 'number' | 'reply'>>;
  expediteCase?: Resolver<ResolversTypes['ExpediteCaseResult'], ParentType, ContextType, RequireFields<MutationExpediteCaseArgs, 'input'>>;
  fileComplaint?: Resolver<ResolversTypes['FileComplaintResult'], ParentType, ContextType, RequireFields<MutationFileComplaintArgs, 'input'>>;
  grantMandate?: Resolver<ResolversTypes['Mandate'], ParentType, ContextType, RequireFields<MutationGrantMandateArgs, 'input'>>;
  handOverCase?: Resolver<ResolversTypes['HandOverCaseResult'], ParentType, ContextType, RequireFields<MutationHandOverCaseArgs, 'input'>>;
  handleTask?: Resolver<ResolversTypes['HandleTaskResult'], ParentType, ContextType, RequireFields<MutationHandleTaskArgs, 'input'>>;
  linkWorkOrder?: Resolver<ResolversTypes['WorkOrder'], ParentType, ContextType, RequireFields<MutationLinkWorkOrderArgs, 'input'>>;
  markNotificationsRead?: Resolver<ResolversTypes['MarkedNotifications'], ParentType, ContextType, RequireFields<MutationMarkNotificationsReadArgs, 'upTo'>>;
  rateCase?: Resolver<ResolversTypes['RateCaseResult'], ParentType, ContextType, RequireFields<MutationRateCaseArgs, 'input'>>;
  recordSiteVisit?: Resolver<ResolversTypes['SiteVisitResult'], ParentType, ContextType, RequireFields<MutationRecordSiteVisitArgs, 'input'>>;
  retryDelivery?: Resolver<ResolversTypes['Delivery'], ParentType, ContextType, RequireFields<MutationRetryDeliveryArgs, 'key'>>;
  revokeMandate?: Resolver<ResolversTypes['Mandate'], ParentType, ContextType, RequireFields<MutationRevokeMandateArgs, 'id' | 'reason'>>;
  settleTask?: Resolver<ResolversTypes['Task'], ParentType, ContextType, RequireFields<MutationSettleTaskArgs, 'input'>>;
  submitCase?: Resolver<ResolversTypes['SubmitCaseResult'], ParentType, ContextType, RequireFields<MutationSubmitCaseArgs, 'input'>>;
  submitCases?: Resolver<ResolversTypes['Batch'], ParentType, ContextType, RequireFields<MutationSubmitCasesArgs, 'applications'>>;
  superviseWorkOrder?: Resolver<ResolversTypes['WorkOrder'], ParentType, ContextType, RequireFields<MutationSuperviseWorkOrderArgs, 'instruction' | 'number'>>;
  supplementCase?: Resolver<ResolversTypes['SupplementCaseResult'], ParentType, ContextType, RequireFields<MutationSupplementCaseArgs, 'input'>>;
  takeCaseExport?: Resolver<Maybe<ResolversTypes['CaseExportBatch']>, ParentType, ContextType, RequireFields<MutationTakeCaseExportArgs, 'consumer' | 'first'>>;
  withdrawCase?: Resolver<ResolversTypes['WithdrawCaseResult'], ParentType, ContextType, RequireFields<MutationWithdrawCaseArgs, 'input'>>;
};

export type NotificationResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Notification'] = ResolversParentTypes['Notification']> = {
  case?: Resolver<ResolversTypes['Case'], ParentType, ContextType>;
  event?: Resolver<ResolversTypes['CaseEvent'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['NotificationKind'], ParentType, ContextType>;
  read?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type NotificationConnectionResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['NotificationConnection'] = ResolversParentTypes['NotificationConnection']> = {
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Notification']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  unreadCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type OpenMatterResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['OpenMatter'] = ResolversParentTypes['OpenMatter']> = {
  material?: Resolver<Maybe<ResolversTypes['MaterialRequirement']>, ParentType, ContextType>;
  part?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  problem?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type OwnershipResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Ownership'] = ResolversParentTypes['Ownership']> = {
  certificateNumber?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  holder?: Resolver<ResolversTypes['Party'], ParentType, ContextType>;
  registeredOn?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  share?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type PageInfoResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  endCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasPreviousPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  startCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type PartResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Part'] = ResolversParentTypes['Part']> = {
  acceptanceNotice?: Resolver<Maybe<ResolversTypes['AcceptanceNotice']>, ParentType, ContextType>;
  clocks?: Resolver<ReadonlyArray<ResolversTypes['Clock']>, ParentType, ContextType>;
  code?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  decision?: Resolver<Maybe<ResolversTypes['Decision']>, ParentType, ContextType>;
  delivery?: Resolver<ResolversTypes['DeliveryState'], ParentType, ContextType>;
  department?: Resolver<ResolversTypes['Department'], ParentType, ContextType>;
  departmentReference?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  item?: Resolver<ResolversTypes['ServiceItem'], ParentType, ContextType>;
  key?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  licences?: Resolver<ReadonlyArray<ResolversTypes['Licence']>, ParentType, ContextType>;
  notices?: Resolver<ReadonlyArray<ResolversTypes['PrintedNotice']>, ParentType, ContextType>;
  state?: Resolver<ResolversTypes['PartState'], ParentType, ContextType>;
};

export type PartNeedResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['PartNeed'] = ResolversParentTypes['PartNeed']> = {
  evidence?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  part?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type PartyResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Party'] = ResolversParentTypes['Party']> = {
  __resolveType: TypeResolveFn<'Enterprise' | 'Person', ParentType, ContextType>;
};

export type PersonResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Person'] = ResolversParentTypes['Person']> = {
  household?: Resolver<Maybe<ResolversTypes['Household']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  masked?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  number?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  realEstate?: Resolver<Maybe<ResolversTypes['RealEstateUnitConnection']>, ParentType, ContextType, RequireFields<PersonRealEstateArgs, 'first'>>;
  roles?: Resolver<Maybe<ResolversTypes['EnterpriseRoleConnection']>, ParentType, ContextType, RequireFields<PersonRolesArgs, 'first'>>;
  taxAccount?: Resolver<Maybe<ResolversTypes['TaxAccount']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type PrintedNoticeResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['PrintedNotice'] = ResolversParentTypes['PrintedNotice']> = {
  kind?: Resolver<ResolversTypes['NoticeKind'], ParentType, ContextType>;
  number?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type ProofDayResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['ProofDay'] = ResolversParentTypes['ProofDay']> = {
  counted?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  date?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type PublicBoardResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['PublicBoard'] = ResolversParentTypes['PublicBoard']> = {
  cases?: Resolver<ReadonlyArray<ResolversTypes['BoardCase']>, ParentType, ContextType>;
  cutOff?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  departments?: Resolver<ReadonlyArray<ResolversTypes['BoardDepartment']>, ParentType, ContextType>;
};

export type QueryResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  _entities?: Resolver<ReadonlyArray<Maybe<ResolversTypes['_Entity']>>, ParentType, ContextType, RequireFields<Query_EntitiesArgs, 'representations'>>;
  _service?: Resolver<ResolversTypes['_Service'], ParentType, ContextType>;
  auditTrail?: Resolver<ResolversTypes['AuditEntryConnection'], ParentType, ContextType, RequireFields<QueryAuditTrailArgs, 'first'>>;
  batch?: Resolver<Maybe<ResolversTypes['BatchProgress']>, ParentType, ContextType, RequireFields<QueryBatchArgs, 'name'>>;
  bundle?: Resolver<Maybe<ResolversTypes['Bundle']>, ParentType, ContextType, RequireFields<QueryBundleArgs, 'code'>>;
  bundles?: Resolver<ReadonlyArray<ResolversTypes['Bundle']>, ParentType, ContextType>;
  case?: Resolver<Maybe<ResolversTypes['Case']>, ParentType, ContextType, RequireFields<QueryCaseArgs, 'number'>>;
  caseEvents?: Resolver<ResolversTypes['CaseEventFeed'], ParentType, ContextType, RequireFields<QueryCaseEventsArgs, 'first'>>;
  caseExportBatch?: Resolver<Maybe<ResolversTypes['CaseExportBatch']>, ParentType, ContextType, RequireFields<QueryCaseExportBatchArgs, 'consumer' | 'number'>>;
  caseExports?: Resolver<ReadonlyArray<ResolversTypes['CaseExport']>, ParentType, ContextType>;
  caseStatistics?: Resolver<ResolversTypes['CaseStatistics'], ParentType, ContextType, RequireFields<QueryCaseStatisticsArgs, 'by'>>;
  cases?: Resolver<ResolversTypes['CaseConnection'], ParentType, ContextType, RequireFields<QueryCasesArgs, 'first' | 'orderBy'>>;
  clockProof?: Resolver<Maybe<ResolversTypes['ClockProof']>, ParentType, ContextType, RequireFields<QueryClockProofArgs, 'checkCode' | 'noticeNumber'>>;
  deliveries?: Resolver<ReadonlyArray<ResolversTypes['Delivery']>, ParentType, ContextType, RequireFields<QueryDeliveriesArgs, 'first'>>;
  departments?: Resolver<ReadonlyArray<ResolversTypes['Department']>, ParentType, ContextType>;
  enterprise?: Resolver<Maybe<ResolversTypes['Enterprise']>, ParentType, ContextType, RequireFields<QueryEnterpriseArgs, 'creditCode'>>;
  enterprises?: Resolver<Maybe<ResolversTypes['EnterpriseConnection']>, ParentType, ContextType, RequireFields<QueryEnterprisesArgs, 'first' | 'orderBy' | 'where'>>;
  enumLabels?: Resolver<ReadonlyArray<ResolversTypes['EnumLabels']>, ParentType, ContextType, Partial<QueryEnumLabelsArgs>>;
  greenChannelReasons?: Resolver<ReadonlyArray<ResolversTypes['GreenChannelReason']>, ParentType, ContextType>;
  itemFrequencies?: Resolver<ResolversTypes['ItemFrequencies'], ParentType, ContextType, RequireFields<QueryItemFrequenciesArgs, 'month'>>;
  mandates?: Resolver<ReadonlyArray<ResolversTypes['Mandate']>, ParentType, ContextType, RequireFields<QueryMandatesArgs, 'first'>>;
  me?: Resolver<Maybe<ResolversTypes['Me']>, ParentType, ContextType>;
  person?: Resolver<Maybe<ResolversTypes['Person']>, ParentType, ContextType, RequireFields<QueryPersonArgs, 'number'>>;
  publicBoard?: Resolver<ResolversTypes['PublicBoard'], ParentType, ContextType, RequireFields<QueryPublicBoardArgs, 'first'>>;
  realEstateUnit?: Resolver<Maybe<ResolversTypes['RealEstateUnit']>, ParentType, ContextType, RequireFields<QueryRealEstateUnitArgs, 'unitNumber'>>;
  realEstateUnits?: Resolver<Maybe<ResolversTypes['RealEstateUnitConnection']>, ParentType, ContextType, RequireFields<QueryRealEstateUnitsArgs, 'first' | 'orderBy' | 'where'>>;
  rehearseCase?: Resolver<ResolversTypes['Rehearsal'], ParentType, ContextType, RequireFields<QueryRehearseCaseArgs, 'input'>>;
  report?: Resolver<Maybe<ResolversTypes['ReportIssue']>, ParentType, ContextType, RequireFields<QueryReportArgs, 'code' | 'period'>>;
  reports?: Resolver<ReadonlyArray<ResolversTypes['Report']>, ParentType, ContextType>;
  supervision?: Resolver<ResolversTypes['Supervision'], ParentType, ContextType>;
  tasks?: Resolver<ReadonlyArray<ResolversTypes['Task']>, ParentType, ContextType, RequireFields<QueryTasksArgs, 'first'>>;
  trackCase?: Resolver<Maybe<ResolversTypes['TrackedCase']>, ParentType, ContextType, RequireFields<QueryTrackCaseArgs, 'checkCode' | 'number'>>;
};

export type RateCaseResultResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['RateCaseResult'] = ResolversParentTypes['RateCaseResult']> = {
  rating?: Resolver<ResolversTypes['Rating'], ParentType, ContextType>;
};

export type RatingResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Rating'] = ResolversParentTypes['Rating']> = {
  level?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  ratedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  reason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type RealEstateUnitResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['RealEstateUnit'] = ResolversParentTypes['RealEstateUnit']> = {
  address?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  areaSquareMetres?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  asOf?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  encumbrances?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Encumbrance']>>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  owners?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Ownership']>>, ParentType, ContextType>;
  state?: Resolver<Maybe<ResolversTypes['UnitState']>, ParentType, ContextType>;
  unitNumber?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  usage?: Resolver<Maybe<ResolversTypes['UnitUsage']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type RealEstateUnitConnectionResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['RealEstateUnitConnection'] = ResolversParentTypes['RealEstateUnitConnection']> = {
  asOf?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['RealEstateUnit']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type RehearsalResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Rehearsal'] = ResolversParentTypes['Rehearsal']> = {
  acceptable?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  criticalPath?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  deficiencies?: Resolver<ReadonlyArray<ResolversTypes['Deficiency']>, ParentType, ContextType>;
  issueOn?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  parts?: Resolver<ReadonlyArray<ResolversTypes['RehearsedPart']>, ParentType, ContextType>;
  uncheckedDepartments?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
};

export type RehearsedPartResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['RehearsedPart'] = ResolversParentTypes['RehearsedPart']> = {
  code?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  department?: Resolver<ResolversTypes['Department'], ParentType, ContextType>;
  dueAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  startsAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type ReportResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Report'] = ResolversParentTypes['Report']> = {
  by?: Resolver<ReadonlyArray<ResolversTypes['Dimension']>, ParentType, ContextType>;
  code?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  period?: Resolver<ResolversTypes['ReportPeriod'], ParentType, ContextType>;
};

export type ReportIssueResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['ReportIssue'] = ResolversParentTypes['ReportIssue']> = {
  from?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  period?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  report?: Resolver<ResolversTypes['Report'], ParentType, ContextType>;
  statistics?: Resolver<ResolversTypes['CaseStatistics'], ParentType, ContextType>;
  to?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
};

export type ServiceItemResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['ServiceItem'] = ResolversParentTypes['ServiceItem']> = {
  code?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  conditions?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  department?: Resolver<ResolversTypes['Department'], ParentType, ContextType>;
  fee?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  implementationCode?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['CaseKind'], ParentType, ContextType>;
  legalBasis?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  materials?: Resolver<ReadonlyArray<ResolversTypes['MaterialRequirement']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  process?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  statutoryLimit?: Resolver<Maybe<ResolversTypes['TimeLimit']>, ParentType, ContextType>;
  timeLimit?: Resolver<ResolversTypes['TimeLimit'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type ShareResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Share'] = ResolversParentTypes['Share']> = {
  base?: Resolver<ResolversTypes['ShareBase'], ParentType, ContextType>;
  definition?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  denominator?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  numerator?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  percent?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
};

export type SiteVisitResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['SiteVisit'] = ResolversParentTypes['SiteVisit']> = {
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  calledAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  followUpOf?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  parts?: Resolver<ReadonlyArray<ResolversTypes['VisitedPart']>, ParentType, ContextType>;
  place?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type SiteVisitRecordedResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['SiteVisitRecorded'] = ResolversParentTypes['SiteVisitRecorded']> = {
  case?: Resolver<ResolversTypes['Case'], ParentType, ContextType>;
  replayed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SiteVisitResultResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['SiteVisitResult'] = ResolversParentTypes['SiteVisitResult']> = {
  __resolveType: TypeResolveFn<'IdempotencyConflict' | 'SiteVisitRecorded', ParentType, ContextType>;
};

export type SpotCheckResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['SpotCheck'] = ResolversParentTypes['SpotCheck']> = {
  cases?: Resolver<ReadonlyArray<ResolversTypes['Case']>, ParentType, ContextType>;
  population?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  seed?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type SubmitCaseResultResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['SubmitCaseResult'] = ResolversParentTypes['SubmitCaseResult']> = {
  __resolveType: TypeResolveFn<'CaseDeficient' | 'CaseReceived' | 'IdempotencyConflict', ParentType, ContextType>;
};

export type SubscriptionResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Subscription'] = ResolversParentTypes['Subscription']> = {
  caseChanged?: SubscriptionResolver<ResolversTypes['CaseEvent'], "caseChanged", ParentType, ContextType, RequireFields<SubscriptionCaseChangedArgs, 'number'>>;
};

export type SupervisionResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Supervision'] = ResolversParentTypes['Supervision']> = {
  alerts?: Resolver<ResolversTypes['AlertConnection'], ParentType, ContextType, RequireFields<SupervisionAlertsArgs, 'first'>>;
  backlog?: Resolver<ReadonlyArray<ResolversTypes['DepartmentBacklog']>, ParentType, ContextType>;
  complaints?: Resolver<ReadonlyArray<ResolversTypes['Complaint']>, ParentType, ContextType, RequireFields<SupervisionComplaintsArgs, 'first'>>;
  findings?: Resolver<ResolversTypes['FindingConnection'], ParentType, ContextType, RequireFields<SupervisionFindingsArgs, 'first'>>;
  rules?: Resolver<ReadonlyArray<ResolversTypes['SupervisionRule']>, ParentType, ContextType>;
  spotCheck?: Resolver<ResolversTypes['SpotCheck'], ParentType, ContextType, RequireFields<SupervisionSpotCheckArgs, 'receivedFrom' | 'receivedTo' | 'seed' | 'size'>>;
  workOrders?: Resolver<ReadonlyArray<ResolversTypes['WorkOrder']>, ParentType, ContextType, RequireFields<SupervisionWorkOrdersArgs, 'first'>>;
};

export type SupervisionRuleResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['SupervisionRule'] = ResolversParentTypes['SupervisionRule']> = {
  clock?: Resolver<Maybe<ResolversTypes['ClockKind']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  light?: Resolver<Maybe<ResolversTypes['Light']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type SupplementCaseResultResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['SupplementCaseResult'] = ResolversParentTypes['SupplementCaseResult']> = {
  __resolveType: TypeResolveFn<'CaseDeficient' | 'CaseSupplemented' | 'IdempotencyConflict', ParentType, ContextType>;
};

export type TaskResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Task'] = ResolversParentTypes['Task']> = {
  case?: Resolver<ResolversTypes['Case'], ParentType, ContextType>;
  caseNumber?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  department?: Resolver<Maybe<ResolversTypes['Department']>, ParentType, ContextType>;
  due?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  messages?: Resolver<ReadonlyArray<ResolversTypes['TaskMessage']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  openedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  outcome?: Resolver<Maybe<ResolversTypes['TaskOutcome']>, ParentType, ContextType>;
  part?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  possibleSteps?: Resolver<ReadonlyArray<ResolversTypes['TaskStepKind']>, ParentType, ContextType>;
  role?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  settledAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  steps?: Resolver<ReadonlyArray<ResolversTypes['TaskStep']>, ParentType, ContextType>;
  workingHoursOpen?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
};

export type TaskHandledResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['TaskHandled'] = ResolversParentTypes['TaskHandled']> = {
  replayed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  task?: Resolver<ResolversTypes['Task'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type TaskMessageResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['TaskMessage'] = ResolversParentTypes['TaskMessage']> = {
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['TaskMessageKind'], ParentType, ContextType>;
  materials?: Resolver<ReadonlyArray<ResolversTypes['ID']>, ParentType, ContextType>;
  payload?: Resolver<Maybe<ResolversTypes['JSONObject']>, ParentType, ContextType>;
};

export type TaskStepResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['TaskStep'] = ResolversParentTypes['TaskStep']> = {
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  by?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['TaskStepKind'], ParentType, ContextType>;
  reason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  sequence?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type TaxAccountResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['TaxAccount'] = ResolversParentTypes['TaxAccount']> = {
  arrears?: Resolver<Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
  asOf?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  status?: Resolver<Maybe<ResolversTypes['TaxpayerStatus']>, ParentType, ContextType>;
  taxpayerNumber?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type TimeLimitResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['TimeLimit'] = ResolversParentTypes['TimeLimit']> = {
  amount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  unit?: Resolver<ResolversTypes['TimeUnit'], ParentType, ContextType>;
};

export type TotalClockResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['TotalClock'] = ResolversParentTypes['TotalClock']> = {
  criticalPath?: Resolver<ReadonlyArray<ResolversTypes['ID']>, ParentType, ContextType>;
  dueAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  dueAtUnknown?: Resolver<Maybe<ResolversTypes['DueAtUnknown']>, ParentType, ContextType>;
  endedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  intervals?: Resolver<ReadonlyArray<ResolversTypes['ClockInterval']>, ParentType, ContextType>;
  light?: Resolver<Maybe<ResolversTypes['Light']>, ParentType, ContextType>;
  startedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type TrackedCaseResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['TrackedCase'] = ResolversParentTypes['TrackedCase']> = {
  dueAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  dueAtUnknown?: Resolver<Maybe<ResolversTypes['DueAtUnknown']>, ParentType, ContextType>;
  light?: Resolver<Maybe<ResolversTypes['Light']>, ParentType, ContextType>;
  number?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  parts?: Resolver<ReadonlyArray<ResolversTypes['TrackedPart']>, ParentType, ContextType>;
  receivedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  state?: Resolver<ResolversTypes['CaseState'], ParentType, ContextType>;
};

export type TrackedPartResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['TrackedPart'] = ResolversParentTypes['TrackedPart']> = {
  department?: Resolver<ResolversTypes['Department'], ParentType, ContextType>;
  state?: Resolver<ResolversTypes['PartState'], ParentType, ContextType>;
};

export interface UnitNumberScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['UnitNumber'], any> {
  name: 'UnitNumber';
}

export type VisitedPartResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['VisitedPart'] = ResolversParentTypes['VisitedPart']> = {
  attendance?: Resolver<ResolversTypes['Attendance'], ParentType, ContextType>;
  department?: Resolver<ResolversTypes['Department'], ParentType, ContextType>;
  finding?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  legalBasis?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  part?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  recordedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type WithdrawCaseResultResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['WithdrawCaseResult'] = ResolversParentTypes['WithdrawCaseResult']> = {
  case?: Resolver<ResolversTypes['Case'], ParentType, ContextType>;
  tasks?: Resolver<ReadonlyArray<ResolversTypes['Task']>, ParentType, ContextType>;
};

export type WithheldGroupsResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['WithheldGroups'] = ResolversParentTypes['WithheldGroups']> = {
  floor?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  groups?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  received?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type WorkOrderResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['WorkOrder'] = ResolversParentTypes['WorkOrder']> = {
  case?: Resolver<ResolversTypes['Case'], ParentType, ContextType>;
  closedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  content?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  dueOn?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  instruction?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  linkedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  number?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  overdue?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  part?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  reply?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  urgedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export interface _AnyScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['_Any'], any> {
  name: '_Any';
}

export type _EntityResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['_Entity'] = ResolversParentTypes['_Entity']> = {
  __resolveType: TypeResolveFn<'Case' | 'Department' | 'Enterprise' | 'Person' | 'RealEstateUnit', ParentType, ContextType>;
};

export type _ServiceResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['_Service'] = ResolversParentTypes['_Service']> = {
  sdl?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type Resolvers<ContextType = RequestContext> = {
  AcceptanceNotice?: AcceptanceNoticeResolvers<ContextType>;
  Alert?: AlertResolvers<ContextType>;
  AlertConnection?: AlertConnectionResolvers<ContextType>;
  AuditActor?: AuditActorResolvers<ContextType>;
  AuditEntry?: AuditEntryResolvers<ContextType>;
  AuditEntryConnection?: AuditEntryConnectionResolvers<ContextType>;
  Batch?: BatchResolvers<ContextType>;
  BatchProgress?: BatchProgressResolvers<ContextType>;
  BatchRow?: BatchRowResolvers<ContextType>;
  BoardCase?: BoardCaseResolvers<ContextType>;
  BoardDepartment?: BoardDepartmentResolvers<ContextType>;
  Bundle?: BundleResolvers<ContextType>;
  BundleIssuance?: BundleIssuanceResolvers<ContextType>;
  BundlePart?: BundlePartResolvers<ContextType>;
  BusinessHours?: BusinessHoursResolvers<ContextType>;
  BusinessLicence?: BusinessLicenceResolvers<ContextType>;
  CalendarInForce?: CalendarInForceResolvers<ContextType>;
  Case?: CaseResolvers<ContextType>;
  CaseAgent?: CaseAgentResolvers<ContextType>;
  CaseConnection?: CaseConnectionResolvers<ContextType>;
  CaseDeficient?: CaseDeficientResolvers<ContextType>;
  CaseEvent?: CaseEventResolvers<ContextType>;
  CaseEventConnection?: CaseEventConnectionResolvers<ContextType>;
  CaseEventFeed?: CaseEventFeedResolvers<ContextType>;
  CaseExport?: CaseExportResolvers<ContextType>;
  CaseExportBatch?: CaseExportBatchResolvers<ContextType>;
  CaseReceived?: CaseReceivedResolvers<ContextType>;
  CaseStatistics?: CaseStatisticsResolvers<ContextType>;
  CaseStatisticsRow?: CaseStatisticsRowResolvers<ContextType>;
  CaseSupplemented?: CaseSupplementedResolvers<ContextType>;
  CitizenNumber?: GraphQLScalarType;
  Clock?: ClockResolvers<ContextType>;
  ClockInterval?: ClockIntervalResolvers<ContextType>;
  ClockProof?: ClockProofResolvers<ContextType>;
  Complaint?: ComplaintResolvers<ContextType>;
  CreditCode?: GraphQLScalarType;
  Date?: GraphQLScalarType;
  DateTime?: GraphQLScalarType;
  DeadlineMove?: DeadlineMoveResolvers<ContextType>;
  Decision?: DecisionResolvers<ContextType>;
  Deficiency?: DeficiencyResolvers<ContextType>;
  DeficiencyNotice?: DeficiencyNoticeResolvers<ContextType>;
  Delivery?: DeliveryResolvers<ContextType>;
  Department?: DepartmentResolvers<ContextType>;
  DepartmentBacklog?: DepartmentBacklogResolvers<ContextType>;
  DimensionValue?: DimensionValueResolvers<ContextType>;
  Encumbrance?: EncumbranceResolvers<ContextType>;
  EndedBatchRow?: EndedBatchRowResolvers<ContextType>;
  Enterprise?: EnterpriseResolvers<ContextType>;
  EnterpriseConnection?: EnterpriseConnectionResolvers<ContextType>;
  EnterpriseRole?: EnterpriseRoleResolvers<ContextType>;
  EnterpriseRoleConnection?: EnterpriseRoleConnectionResolvers<ContextType>;
  EnumLabel?: EnumLabelResolvers<ContextType>;
  EnumLabels?: EnumLabelsResolvers<ContextType>;
  ExpediteCaseResult?: ExpediteCaseResultResolvers<ContextType>;
  FileComplaintResult?: FileComplaintResultResolvers<ContextType>;
  Finding?: FindingResolvers<ContextType>;
  FindingConnection?: FindingConnectionResolvers<ContextType>;
  GreenChannel?: GreenChannelResolvers<ContextType>;
  GreenChannelReason?: GreenChannelReasonResolvers<ContextType>;
  HandOver?: HandOverResolvers<ContextType>;
  HandOverCaseResult?: HandOverCaseResultResolvers<ContextType>;
  HandleTaskResult?: HandleTaskResultResolvers<ContextType>;
  Household?: HouseholdResolvers<ContextType>;
  HouseholdMember?: HouseholdMemberResolvers<ContextType>;
  IdempotencyConflict?: IdempotencyConflictResolvers<ContextType>;
  IntakeReceipt?: IntakeReceiptResolvers<ContextType>;
  Issuance?: IssuanceResolvers<ContextType>;
  ItemFrequencies?: ItemFrequenciesResolvers<ContextType>;
  ItemFrequency?: ItemFrequencyResolvers<ContextType>;
  JSONObject?: GraphQLScalarType;
  Licence?: LicenceResolvers<ContextType>;
  MaintenanceWindow?: MaintenanceWindowResolvers<ContextType>;
  Mandate?: MandateResolvers<ContextType>;
  MarkedNotifications?: MarkedNotificationsResolvers<ContextType>;
  MaterialRequirement?: MaterialRequirementResolvers<ContextType>;
  Me?: MeResolvers<ContextType>;
  MeasureDefinition?: MeasureDefinitionResolvers<ContextType>;
  Money?: GraphQLScalarType;
  Mutation?: MutationResolvers<ContextType>;
  Notification?: NotificationResolvers<ContextType>;
  NotificationConnection?: NotificationConnectionResolvers<ContextType>;
  OpenMatter?: OpenMatterResolvers<ContextType>;
  Ownership?: OwnershipResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  Part?: PartResolvers<ContextType>;
  PartNeed?: PartNeedResolvers<ContextType>;
  Party?: PartyResolvers<ContextType>;
  Person?: PersonResolvers<ContextType>;
  PrintedNotice?: PrintedNoticeResolvers<ContextType>;
  ProofDay?: ProofDayResolvers<ContextType>;
  PublicBoard?: PublicBoardResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  RateCaseResult?: RateCaseResultResolvers<ContextType>;
  Rating?: RatingResolvers<ContextType>;
  RealEstateUnit?: RealEstateUnitResolvers<ContextType>;
  RealEstateUnitConnection?: RealEstateUnitConnectionResolvers<ContextType>;
  Rehearsal?: RehearsalResolvers<ContextType>;
  RehearsedPart?: RehearsedPartResolvers<ContextType>;
  Report?: ReportResolvers<ContextType>;
  ReportIssue?: ReportIssueResolvers<ContextType>;
  ServiceItem?: ServiceItemResolvers<ContextType>;
  Share?: ShareResolvers<ContextType>;
  SiteVisit?: SiteVisitResolvers<ContextType>;
  SiteVisitRecorded?: SiteVisitRecordedResolvers<ContextType>;
  SiteVisitResult?: SiteVisitResultResolvers<ContextType>;
  SpotCheck?: SpotCheckResolvers<ContextType>;
  SubmitCaseResult?: SubmitCaseResultResolvers<ContextType>;
  Subscription?: SubscriptionResolvers<ContextType>;
  Supervision?: SupervisionResolvers<ContextType>;
  SupervisionRule?: SupervisionRuleResolvers<ContextType>;
  SupplementCaseResult?: SupplementCaseResultResolvers<ContextType>;
  Task?: TaskResolvers<ContextType>;
  TaskHandled?: TaskHandledResolvers<ContextType>;
  TaskMessage?: TaskMessageResolvers<ContextType>;
  TaskStep?: TaskStepResolvers<ContextType>;
  TaxAccount?: TaxAccountResolvers<ContextType>;
  TimeLimit?: TimeLimitResolvers<ContextType>;
  TotalClock?: TotalClockResolvers<ContextType>;
  TrackedCase?: TrackedCaseResolvers<ContextType>;
  TrackedPart?: TrackedPartResolvers<ContextType>;
  UnitNumber?: GraphQLScalarType;
  VisitedPart?: VisitedPartResolvers<ContextType>;
  WithdrawCaseResult?: WithdrawCaseResultResolvers<ContextType>;
  WithheldGroups?: WithheldGroupsResolvers<ContextType>;
  WorkOrder?: WorkOrderResolvers<ContextType>;
  _Any?: GraphQLScalarType;
  _Entity?: _EntityResolvers<ContextType>;
  _Service?: _ServiceResolvers<ContextType>;
};

export type DirectiveResolvers<ContextType = RequestContext> = {
  access?: AccessDirectiveResolver<any, any, ContextType>;
  cost?: CostDirectiveResolver<any, any, ContextType>;
  key?: KeyDirectiveResolver<any, any, ContextType>;
  listSize?: ListSizeDirectiveResolver<any, any, ContextType>;
  own?: OwnDirectiveResolver<any, any, ContextType>;
  personal?: PersonalDirectiveResolver<any, any, ContextType>;
  shareable?: ShareableDirectiveResolver<any, any, ContextType>;
};
