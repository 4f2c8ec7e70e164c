// What the page says, in both languages. GraphiQL's own words are English.
const zh = {
  language: 'English',
  signIn: '登录',
  signOut: '退出',
  anonymous: '未登录',
  token: '访问令牌（Bearer）',
  tokenHelp: '令牌只保存在本标签页，关闭后即清除。',
  useToken: '使用此令牌',
  tokenWrong: '这不是访问令牌，请粘贴完整的三段式令牌。',
  development: '开发环境：选择一个身份',
  developmentHelp: '由开发密钥签发，十二小时有效；正式环境没有此菜单。',
  subject: '公民身份号码',
  subjectHelp: 'front-end 身份必填',
  signed: '签发',
  failed: '未能完成：',
  cancel: '取消',
  purpose: '用途',
  noPurpose: '不声明（个人信息脱敏）',
  saved: '常用查询',
  chooseSaved: '选择查询…',
  cost: '预计成本',
  costHelp: '运行之前由网关按其准入规则估算：上限不超过此值；右侧为本角色的额度。',
  refused: '不会被受理',
  overBudget: '超出额度',
  expires: '有效至',
  json: '结果',
  table: '表格',
  chart: '图表',
  noResult: '尚无结果，请先运行查询。',
  noRows: '结果中没有可以列表的数据。',
  noNumbers: '这份列表没有数值列，无法绘图。',
  list: '列表',
  rows: '行',
  bars: '柱形',
  lines: '折线',
  values: '数值',
  firstOnly: '图中只画前 {n} 行。',
  entries: '{n} 项',
  field: '字段',
  value: '值',
  welcome: `# 一窗 Yichuang
# 右上角登录并选择用途；左上角有常用查询。Ctrl-Enter 运行。

{
  bundles {
    code
    name
    parts { code department { name } needs { part evidence } }
    issuance { rule }
  }
}
`,
} as const;

export type Words = Readonly<Record<keyof typeof zh, string>>;

const en: Words = {
  language: '中文',
  signIn: 'Sign in',
  signOut: 'Sign out',
  anonymous: 'not signed in',
  token: 'Bearer token',
  tokenHelp: 'It is kept in this browser tab alone, and gone when the tab is closed.',
  useToken: 'Use this token',
  tokenWrong: 'This is no bearer token; paste all three parts of it.',
  development: 'Development: choose a role',
  developmentHelp: 'Signed with the development key, valid for twelve hours; there is no such menu in production.',
  subject: 'Citizen number',
  subjectHelp: 'needed for front-end',
  signed: 'Sign',
  failed: 'This failed: ',
  cancel: 'Cancel',
  purpose: 'Purpose',
  noPurpose: 'none (personal data masked)',
  saved: 'Saved queries',
  chooseSaved: 'Choose a query…',
  cost: 'Cost',
  costHelp:
    'Estimated by the gateway before the query runs: it costs this much at most; on the right is what your role may spend.',
  refused: 'would be refused',
  overBudget: 'too expensive',
  expires: 'valid until',
  json: 'Result',
  table: 'Table',
  chart: 'Chart',
  noResult: 'No result yet; run a query first.',
  noRows: 'There is nothing in the result that could be listed.',
  noNumbers: 'This list has no column of numbers to draw.',
  list: 'List',
  rows: 'rows',
  bars: 'Bars',
  lines: 'Lines',
  values: 'Values',
  firstOnly: 'The chart shows the first {n} rows.',
  entries: '{n} entries',
  field: 'Field',
  value: 'Value',
  welcome: `# 一窗 Yichuang
# Sign in at the top right and choose a purpose; saved queries are at the top left. Ctrl-Enter runs.

{
  bundles {
    code
    name
    parts { code department { name } needs { part evidence } }
    issuance { rule }
  }
}
`,
};

export type Language = 'zh' | 'en';
export const words: Readonly<Record<Language, Words>> = { zh, en };
