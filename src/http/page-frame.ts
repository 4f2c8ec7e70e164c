// The frame of the pages that everybody may open: no script from elsewhere, everything that was entered by somebody escaped.
import { createHash } from 'node:crypto';
import type { FastifyReply } from 'fastify';

const STYLE = `body{font-family:"Noto Sans SC","PingFang SC","Microsoft YaHei",sans-serif;max-width:44em;margin:2em auto;padding:0 1em;line-height:1.8;color:#1a1a1a}
nav a{margin-right:1.2em}label{display:block;margin:.6em 0}input{font-size:1em;padding:.35em .5em;width:100%;max-width:30em;box-sizing:border-box}
button{font-size:1em;padding:.4em 1.4em;margin-top:.6em}table{width:100%;border-collapse:collapse;margin:1em 0}th,td{border:1px solid #888;padding:.3em .6em;text-align:left}
.good{color:#176b2c}.bad{color:#a8071a}code{word-break:break-all}`;

/** Text that is HTML already. */
export interface Html {
  readonly html: string;
}

/** Escapes everything that is put in, but other HTML. */
export function html(strings: TemplateStringsArray, ...values: readonly (string | Html | readonly Html[])[]): Html {
  return {
    html: strings.reduce((text, part, index) => text + shown(values[index - 1] ?? '') + part),
  };
}

function shown(value: string | Html | readonly Html[]): string {
  if (typeof value === 'string') return value.replace(/[&<>"']/g, (character) => `&#${character.codePointAt(0)};`);
  return 'html' in value ? value.html : value.map((each) => each.html).join('');
}

export interface Page {
  readonly title: string;
  readonly body: Html;
  /** Runs in the reader's browser; part of the gateway, never of the request. */
  readonly script?: string;
}

export function sendPage(reply: FastifyReply, { title, body, script }: Page): FastifyReply {
  const hash = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
  const policy = [
    "default-src 'none'",
    `style-src ${hash(STYLE)}`,
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    ...(script === undefined ? [] : [`script-src ${hash(script)}`, "connect-src 'self'"]),
  ];
  const links = html`<nav><a href="/track">进度查询</a><a href="/print">自助打印</a><a href="/verify">印章核验</a><a href="/board">公示</a></nav>`;
  const page = html`<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title><style>${{ html: STYLE }}</style></head><body>${links}<h1>${title}</h1>${body}${
    script === undefined ? html`` : html`<script>${{ html: script }}</script>`
  }</body></html>`;
  return reply
    .header('content-security-policy', policy.join('; '))
    .header('x-content-type-options', 'nosniff')
    .header('referrer-policy', 'no-referrer')
    .header('cache-control', 'no-store')
    .type('text/html; charset=utf-8')
    .send(page.html);
}
