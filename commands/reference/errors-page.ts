// docs/errors.md: the catalogue of error codes in src/errors.ts, for those who write clients.
import { type ErrorCode, errorCodes } from '../../src/errors.ts';
import { GRAPHQL_RESPONSE, JSON_RESPONSE, refusalStatus } from '../../src/graph/answering/media-type.ts';
import { table } from './markdown.ts';

const INTRODUCTION = `# Error codes 错误代码

Every error carries \`extensions.code\`, one of these. Expected outcomes of an operation, such as a deficient application, are
data of its result and no errors. 每个错误都带有 \`extensions.code\`，取值如下。业务结果（例如申请需补正）属于返回数据，不作为错误。

An error has \`path\` where it concerns one field; then that field is null and the others are as they should be. Without \`data\`
the request was refused whole, with the status of the table. \`department\` and \`retryAfterMs\` stand beside the code where they
apply. 带 \`path\` 的错误只影响该字段；没有 \`data\` 时请求整体被拒绝，状态码见表。`;

export function errorsPage(): string {
  const codes = Object.keys(errorCodes) as ErrorCode[];
  const head = ['Code', 'Meaning 含义', 'What to do 处理办法', 'Retry 重试', 'Status 状态码'];
  const rows = codes.map((code) => {
    const { en, zh, remedy, retry } = errorCodes[code];
    return [`\`${code}\``, `${en} ${zh}`, `${remedy.en} ${remedy.zh}`, RETRY[retry], statusOf(code)];
  });
  return `${INTRODUCTION}\n\n${table([head, ...rows])}\n\n${STATUSES}\n`;
}

const RETRY = { never: 'no, not unchanged 否', later: 'yes, later 是，稍后' } as const;

const STATUSES = `The first status holds under \`${GRAPHQL_RESPONSE}\`, the second under \`${JSON_RESPONSE}\`, where a request that was
understood is answered 200 (GraphQL over HTTP 6.4).`;

function statusOf(code: ErrorCode): string {
  return [...new Set([refusalStatus(code, GRAPHQL_RESPONSE), refusalStatus(code, JSON_RESPONSE)])].join(' / ');
}
