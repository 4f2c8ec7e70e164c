// The catalogue of public error codes: what a client may see, and with which status. Everything else stays inside.
import { GraphQLError } from 'graphql';

export const errorCodes = {
  UNAUTHENTICATED: { status: 401, zh: '未登录或令牌无效', en: 'No valid bearer token was sent.' },
  FORBIDDEN: { status: 403, zh: '无权访问', en: 'The token carries no right to this.' },
  BAD_USER_INPUT: { status: 400, zh: '输入有误', en: 'The request or one of its arguments is wrong.' },
  DEPARTMENT_UNAVAILABLE: { status: 200, zh: '部门系统暂不可用', en: 'The department cannot be reached or is closed.' },
  DEPARTMENT_TIMEOUT: {
    status: 200,
    zh: '部门系统未在限时内答复',
    en: 'The department did not answer within the deadline.',
  },
  DEPARTMENT_FAULT: {
    status: 200,
    zh: '部门系统答复有误',
    en: 'The department answered with something that is not valid.',
  },
  QUERY_TOO_COMPLEX: { status: 400, zh: '查询过于复杂', en: 'The operation exceeds a limit.' },
  OVERLOADED: { status: 503, zh: '系统繁忙', en: 'Too many requests are in flight; come back later.' },
  INTERNAL: { status: 500, zh: '内部错误', en: 'Something failed inside; quote the correlation id.' },
} as const;

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
