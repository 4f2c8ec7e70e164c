// A notice as HTML, in the form's standard layout; everything that was entered by somebody is escaped.
import type { Lead, Notice } from './notice.ts';

export function renderHtml(notice: Notice, lead: Lead, qr: string, sealed: boolean): string {
  const rows = notice.rows.map(([label, value]) => `<tr><th>${text(label)}</th><td>${text(value)}</td></tr>`).join('');
  const paragraphs = notice.paragraphs.map((paragraph) => `<p>${text(paragraph)}</p>`).join('');
  return `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>${text(notice.title)}</title><style>
body{font-family:"Noto Sans SC",sans-serif;max-width:44em;margin:2em auto;line-height:1.8}h1{text-align:center;letter-spacing:.3em}
table{width:100%;border-collapse:collapse}th,td{border:1px solid #444;padding:.3em .6em;text-align:left}th{width:9em}
.number,.act{text-align:right}svg{width:8em;height:8em}</style></head><body>
<p class="number">编号：${text(notice.number)}</p><h1>${text(notice.title)}</h1><p>${text(notice.addressee)}：</p>${paragraphs}
<table>${rows}</table>
<p class="act">${text(notice.department?.name.zh ?? '政务服务中心')}${sealed ? '（电子印章）' : '（盖章）'}<br>${text(notice.actDate)}</p>
<p>校验码：${text(notice.checkCode)}　${lead.label}：${text(lead.url)}</p>${qr}</body></html>`;
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function text(value: string): string {
  return value.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? character);
}
