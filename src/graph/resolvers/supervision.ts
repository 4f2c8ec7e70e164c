import { centreDateTime, centreDay } from '../../cases/clocks/centre-time.ts';
import { bundlePart } from '../../cases/editions.ts';
import { badInput } from '../../errors.ts';
import { pageSize } from '../connection.ts';
import type { MutationResolvers, QueryResolvers, Resolvers } from '../generated/types.ts';
import {
  clocksOfPart,
  complaintCase,
  complaintParent,
  complaintReading,
  departmentOf,
  enteredUnderItsCase,
  knownDepartment,
  ruleParent,
  timeOf,
  versionsOf,
  whyUndated,
  workingHoursSince,
} from '../parents/supervision-parents.ts';
import { recordCursor, recordFilter, recordPage, recordPlace } from '../parents/supervision-records.ts';
import { casesOf, pageInfoOf } from '../parents/worklist.ts';

const SEED_MAX = 200;

const query: QueryResolvers = {
  cases: (_, question, context) => casesOf(question, context),
  trackCase: async (_, { number, checkCode }, { supervision, address }) =>
    (await supervision.caseOfHolder(number, checkCode, address)) ?? null,
  clockProof: async (_, { noticeNumber, checkCode }, { supervision, address }) => {
    const noticed = await supervision.partOfHolder(noticeNumber, checkCode, address);
    const proof = noticed && (await supervision.proof(noticed));
    return noticed && proof ? { ...noticed, proof } : null;
  },
  publicBoard: (_, { first }) => ({ size: pageSize(first) }),
  supervision: () => ({}),
};

const mutation: MutationResolvers = {
  rateCase: async (_, { input: { caseNumber, checkCode, level, reason } }, { supervision, address }) => {
    const record = await supervision.caseOfHolder(caseNumber, checkCode, address);
    if (!record) throw badInput('No case has this number and check code; both stand on the receipt.');
    return { rating: await supervision.rate(record, { level, reason: reason ?? null }) };
  },
  fileComplaint: async (_, { input: { noticeNumber, checkCode, text, phone } }, context) => {
    const { supervision, address, sightings } = context;
    const noticed = await supervision.partOfHolder(noticeNumber, checkCode, address);
    const proof = noticed && (await supervision.proof(noticed));
    if (!noticed || !proof) {
      throw badInput('No acceptance notice has this number and check code; they stand on the notice and the receipt.');
    }
    const complaint = await supervision.complain(noticed, { text, phone: phone ?? null });
    sightings.cases.add(noticed.record.row.number);
    return { complaint: complaintParent(complaint), proof: { ...noticed, proof } };
  },
  answerComplaint: async (_, { input: { number, answer } }, context) => {
    const by = context.principal?.subject ?? '';
    const answered = await context.supervision.answer({ number, words: answer, by });
    return complaintParent(await enteredUnderItsCase(answered, context));
  },
};

export const resolvers: Resolvers = {
  Query: query,
  Mutation: mutation,
  Case: {
    light: async (record, _, { supervision }) => (await supervision.clocksOf(record)).total.light,
    dueAt: async (record, _, { supervision }) => timeOf((await supervision.clocksOf(record)).total.dueAt),
    dueAtUnknown: async (record, _, { supervision }) => whyUndated((await supervision.clocksOf(record)).total.dueAt),
    clock: async (record, _, { supervision }) => (await supervision.clocksOf(record)).total,
    deadlineMoves: (record, _, { supervision }) => supervision.movesOf(record),
    rating: async (record, _, { supervision }) => (await supervision.ratingOf(record)) ?? null,
    alerts: (record, _, { supervision }) => supervision.alertsOf(record),
  },
  Part: { clocks: (part, _, context) => clocksOfPart(part, context) },
  Clock: {
    kind: ({ clock }) => clock.kind,
    name: ({ clock }, _, { text }) => text(clock.name),
    budget: ({ clock }) => clock.budget,
    used: ({ reading }) => reading.used,
    startedAt: ({ clock }) => centreDateTime(clock.startedAt),
    endedAt: ({ clock }) => timeOf(clock.endedAt),
    dueAt: ({ reading }) => timeOf(reading.dueAt),
    dueAtUnknown: ({ reading }) => whyUndated(reading.dueAt),
    light: ({ reading }) => reading.light,
    legalBasis: ({ clock }, _, { text }) => clock.legalBasis.map(text),
    calendarVersion: ({ reading }) => versionsOf(reading.versions),
    intervals: ({ clock }) => clock.pauses,
  },
  TotalClock: {
    startedAt: ({ startedAt }) => timeOf(startedAt),
    endedAt: ({ endedAt }) => timeOf(endedAt),
    dueAt: ({ dueAt }) => timeOf(dueAt),
    dueAtUnknown: ({ dueAt }) => whyUndated(dueAt),
    criticalPath: ({ criticalPath }) => criticalPath,
    intervals: ({ pauses }) => pauses,
  },
  ClockInterval: {
    from: ({ from }) => centreDateTime(from),
    to: ({ to }) => timeOf(to),
    legalBasis: ({ legalBasis }, _, { text }) => legalBasis && text(legalBasis),
    reportedAt: ({ fromReportedAt }) => centreDateTime(fromReportedAt),
    endReportedAt: ({ toReportedAt }) => timeOf(toReportedAt),
    credited: ({ credited }) => credited !== null,
    creditedTo: ({ credited }) => (credited?.to == null ? null : centreDateTime(new Date(credited.to))),
  },
  DeadlineMove: {
    at: ({ at }) => centreDateTime(at),
    from: ({ from }) => timeOf(from),
    to: ({ to }) => timeOf(to),
    reason: ({ basisFrom, basisTo }, _, { text }) =>
      text({
        zh: `工作日安排由 ${basisFrom} 改为 ${basisTo}`,
        en: `The calendar changed from ${basisFrom} to ${basisTo}`,
      }),
  },
  Rating: { ratedAt: ({ ratedAt }) => centreDateTime(ratedAt) },
  CaseConnection: {
    totalCount: ({ page }) => page.count(),
    nodes: ({ page }) => page.records,
    pageInfo: (connection) => pageInfoOf(connection),
  },
  TrackedCase: {
    number: ({ row }) => row.number,
    state: ({ row }) => row.state,
    light: async (record, _, { supervision }) => (await supervision.clocksOf(record)).total.light,
    receivedAt: ({ row }) => centreDateTime(row.receivedAt),
    dueAt: async (record, _, { supervision }) => timeOf((await supervision.clocksOf(record)).total.dueAt),
    dueAtUnknown: async (record, _, { supervision }) => whyUndated((await supervision.clocksOf(record)).total.dueAt),
    parts: async ({ particulars }) => (await particulars()).parts,
  },
  TrackedPart: {
    department: ({ row, edition }) => bundlePart({ edition }, row.code).item.department,
    state: ({ row }) => row.state,
  },
  ClockProof: {
    noticeNumber: async ({ record, part }) => {
      const own = (await record.particulars()).parts.find(({ row }) => row.code === part);
      return `S${own?.row.key ?? ''}`;
    },
    department: ({ record, part }) => bundlePart(record, part).item.department,
    item: ({ record, part }) => bundlePart(record, part).item,
    budget: ({ proof }) => proof.clock.budget,
    startedAt: ({ proof }) => centreDateTime(proof.clock.startedAt),
    endedAt: ({ proof }) => timeOf(proof.clock.endedAt),
    used: ({ proof }) => proof.reading.used,
    dueAt: ({ proof }) => timeOf(proof.reading.dueAt),
    dueAtUnknown: ({ proof }) => whyUndated(proof.reading.dueAt),
    overdue: ({ proof }) => proof.overdue,
    calendarVersion: ({ proof }) => versionsOf(proof.reading.versions),
    calendars: ({ proof }) => proof.calendars,
    workingHours: ({ proof }) => proof.hours,
    legalBasis: ({ proof }, _, { text }) => [...proof.clock.legalBasis, ...COUNTING].map(text),
    intervals: ({ proof }) => proof.clock.pauses,
    days: ({ proof }, _, { text }) => proof.days.map((day) => ({ ...day, reason: text(day.reason) })),
  },
  Complaint: {
    receivedAt: ({ receivedAt }) => centreDateTime(receivedAt),
    dueAt: (complaint, _, context) => timeOf(complaintReading(complaint, context).dueAt),
    dueAtUnknown: (complaint, _, context) => whyUndated(complaintReading(complaint, context).dueAt),
    answeredAt: ({ answeredAt }) => timeOf(answeredAt),
    case: (complaint, _, context) => complaintCase(complaint, context),
  },
  SupervisionRule: {
    name: ({ name }, _, { text }) => text(name),
  },
  Alert: {
    cursor: ({ id }) => recordCursor(id),
    rule: ({ rule }, _, context) => ruleParent(rule, context),
    department: ({ department }, _, context) => departmentOf(department, context),
    at: ({ at }) => timeOf(at),
    dueAt: ({ dueAt }) => timeOf(dueAt),
    calendarVersion: ({ calendar }) => calendar,
    raisedAt: ({ raisedAt }) => centreDateTime(raisedAt),
  },
  Finding: {
    cursor: ({ id }) => recordCursor(id),
    rule: ({ rule }, _, context) => ruleParent(rule, context),
    department: ({ department }, _, context) => departmentOf(department, context),
    at: ({ at }) => centreDateTime(at),
    foundAt: ({ foundAt }) => centreDateTime(foundAt),
  },
  Supervision: {
    rules: (_, _arguments, context) => context.supervision.book.all.map(({ id }) => ruleParent(id, context)),
    alerts: async (_, { where, first, after }, { supervision }) => {
      const size = pageSize(first ?? 50);
      const rows = await supervision.alerts(recordPlace(after), size + 1, recordFilter(where));
      return recordPage(rows, size, after);
    },
    findings: async (_, { where, first, after }, { supervision }) => {
      const size = pageSize(first ?? 50);
      const rows = await supervision.findings(recordPlace(after), size + 1, recordFilter(where));
      return recordPage(rows, size, after);
    },
    backlog: async (_, _arguments, context) => {
      const rows = await context.supervision.backlog();
      return rows.filter(({ department }) => departmentOf(department, context));
    },
    spotCheck: async (_, { seed, size, receivedFrom, receivedTo }, { supervision }) => {
      if (seed === '' || seed.length > SEED_MAX) throw badInput(`A seed has 1 to ${SEED_MAX} characters.`);
      const check = await supervision.spotCheck(seed, pageSize(size), receivedFrom, receivedTo);
      return { ...check, seed };
    },
    complaints: async (_, { open, first }, { supervision }) =>
      (await supervision.complaints(open ?? null, pageSize(first ?? 50))).map(complaintParent),
  },
  DepartmentBacklog: {
    department: ({ department }, _, context) => knownDepartment(department, context),
    oldestAt: ({ oldestAt }) => centreDateTime(oldestAt),
    oldestWorkingHours: ({ oldestAt }, _, context) => workingHoursSince(oldestAt, context),
  },
  SpotCheck: { cases: ({ records }) => records },
  PublicBoard: {
    cutOff: (_, _arguments, { supervision }) => centreDateTime(supervision.now()),
    cases: async ({ size }, _, { supervision }) =>
      (await supervision.worklist({ where: {}, size, after: undefined, order: 'RECEIVED_AT_DESC' })).records,
    departments: async (_, _arguments, context) => {
      const rows = await context.supervision.boardDepartments();
      return rows.filter(({ department }) => departmentOf(department, context));
    },
  },
  BoardCase: {
    number: ({ row }) => row.number,
    bundle: ({ edition }, _, { text }) => text(edition.bundle.name),
    state: ({ row }) => row.state,
    receivedOn: ({ row }) => centreDay(row.receivedAt),
    dueAt: async (record, _, { supervision }) => timeOf((await supervision.clocksOf(record)).total.dueAt),
    light: async (record, _, { supervision }) => (await supervision.clocksOf(record)).total.light,
  },
  BoardDepartment: {
    department: ({ department }, _, context) => knownDepartment(department, context),
  },
};

/** What the way of counting rests on, whatever the item. */
const COUNTING = [
  { zh: '《中华人民共和国民法典》第二百零一条、第二百零三条', en: 'Civil Code, articles 201 and 203' },
  { zh: '《中华人民共和国行政许可法》第四十五条、第八十二条', en: 'Administrative Licensing Law, articles 45 and 82' },
];
