// The catalogue of public error codes: what a client may see, and with which status. Everything else stays inside.
import { GraphQLError } from 'graphql';

/** Whether the same request may succeed later: never, or later, after `retryAfterMs` where it is told. */
type Retry = 'never' | 'later';

/** `remedy`: what the client does about it. docs/errors.md is written from this list. */
interface ErrorEntry {
  readonly status: number;
  readonly zh: string;
  readonly en: string;
  readonly remedy: { readonly zh: string; readonly en: string };
  readonly retry: Retry;
}

export const errorCodes = {
  UNAUTHENTICATED: {
    status: 401,
    zh: '未登录或令牌无效',
    en: 'No valid bearer token was sent.',
    remedy: { zh: '取得新令牌后重新发送', en: 'Get a fresh token and send the request with it.' },
    retry: 'never',
  },
  FORBIDDEN: {
    status: 403,
    zh: '无权访问',
    en: 'The token carries no right to this.',
    remedy: {
      zh: '更换角色、用途或辖区合适的令牌；前端发送已登记的文档',
      en: 'Use a token whose role, purpose and counties reach this; from a front end, send a registered document.',
    },
    retry: 'never',
  },
  BAD_USER_INPUT: {
    status: 400,
    zh: '输入有误',
    en: 'The request or one of its arguments is wrong.',
    remedy: { zh: '按错误说明改正后重新发送', en: 'Correct what the message names.' },
    retry: 'never',
  },
  DEPARTMENT_UNAVAILABLE: {
    status: 200,
    zh: '部门系统暂不可用',
    en: 'The department cannot be reached or is closed.',
    remedy: {
      zh: '使用其余字段；`retryAfterMs` 之后再查询 `department` 所指部门的字段',
      en: 'Use the other fields; ask for those of `department` again after `retryAfterMs`.',
    },
    retry: 'later',
  },
  DEPARTMENT_TIMEOUT: {
    status: 200,
    zh: '部门系统未在限时内答复',
    en: 'The department did not answer within the deadline.',
    remedy: { zh: '使用其余字段；稍后再查询', en: 'Use the other fields; ask again later.' },
    retry: 'later',
  },
  DEPARTMENT_FAULT: {
    status: 200,
    zh: '部门系统答复有误',
    en: 'The department answered with something that is not valid.',
    remedy: {
      zh: '使用其余字段；反复出现时联系运维人员',
      en: 'Use the other fields; where it persists, tell the operators.',
    },
    retry: 'later',
  },
  QUERY_TOO_COMPLEX: {
    status: 400,
    zh: '查询过于复杂',
    en: 'The operation exceeds a limit.',
    remedy: { zh: '缩小分页，或拆成几次查询', en: 'Ask for smaller pages, or in several operations.' },
    retry: 'never',
  },
  OVERLOADED: {
    status: 503,
    zh: '系统繁忙',
    en: 'Too many requests are in flight; come back later.',
    remedy: {
      zh: '按 `Retry-After` 等待后原样重发；提交时沿用同一幂等键',
      en: 'Wait as `Retry-After` says and repeat it unchanged; a submission with the same idempotency key.',
    },
    retry: 'later',
  },
  INTERNAL: {
    status: 500,
    zh: '内部错误',
    en: 'Something failed inside; quote the correlation id.',
    remedy: {
      zh: '向运维人员提供 `correlationId`；提交可用同一幂等键重发，不会重复受理',
      en: 'Tell the operators the `correlationId`; a submission may be repeated with the same idempotency key.',
    },
    retry: 'later',
  },
} as const satisfies Readonly<Record<string, ErrorEntry>>;

export type ErrorCode = keyof typeof errorCodes;

export interface PublicErrorDetail {
  readonly department?: string;
  readonly retryAfterMs?: number;
  readonly cause?: unknown;
}

/** An error whose message a client may read: it must say what failed, on which id, and what to do, without personal data. */
export class PublicError extends GraphQLError {
  constructor(code: ErrorCode, message: string, detail: PublicErrorDetail = {}) {
    const { department, retryAfterMs, cause } = detail;
    super(message, {
      extensions: {
        code,
        ...(department === undefined ? {} : { department }),
        ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
      },
      ...(cause instanceof Error ? { originalError: cause } : {}),
    });
    this.name = 'PublicError';
  }
}

export function badInput(message: string): PublicError {
  return new PublicError('BAD_USER_INPUT', message);
}
