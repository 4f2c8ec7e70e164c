// What cannot be put into the police's records at all, as the refusal a clerk reads. It names fields, never values.
import { ZodError } from 'zod';
import type { Outcome } from '../../../src/departments/port.ts';
import type { FieldFault, FieldFlaw } from '../../wire/fixed-width.ts';

const FLAWS: Readonly<Record<FieldFlaw, string>> = {
  'too-long': '超过报文允许的字节数',
  blank: '不能为空',
  'outer-blank': '首尾不能有空格',
  'forbidden-character': '含有控制符、换行符或书写方向符',
  'not-encodable': '含有国标 GB18030 未收录的字符',
  'not-of-type': '格式不符合要求',
  'not-in-list': '不在允许的取值范围内',
};

/** The refusal under code FORMAT: nothing was sent. */
export function refusalOf(fault: ZodError | FieldFault): Outcome {
  return { kind: 'refused', code: 'FORMAT', reason: `未发送公安：${reasonOf(fault)}` };
}

function reasonOf(fault: ZodError | FieldFault): string {
  if (fault instanceof ZodError) {
    const places = [...new Set(fault.issues.map((issue) => issue.path.join('.') || '申请内容'))];
    return `${places.join('、')} 缺失或不符合要求，请更正后重新提交`;
  }
  return `${fault.field.title}${FLAWS[fault.flaw]}（最长 ${fault.field.bytes} 字节），请更正后重新提交`;
}
