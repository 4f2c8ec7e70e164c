// The table of environment variables as the READMEs show it: the list of src/variables.ts, with Chinese words beside it.
import { type Variable, variables } from '../../src/variables.ts';

interface Table {
  readonly file: string;
  readonly head: readonly string[];
  readonly row: (variable: Variable) => readonly string[];
}

const MUST_BE_SET = { en: '**must be set**', zh: '**必填**' } as const;

export const TABLES: readonly Table[] = [
  {
    file: 'README.md',
    head: ['Variable', 'Type', 'Unit', 'Default', 'Meaning'],
    row: (variable) => [
      `\`${variable.name}\``,
      variable.type,
      variable.unit,
      variable.default ?? MUST_BE_SET.en,
      variable.about,
    ],
  },
  {
    file: 'README.zh-CN.md',
    head: ['变量', '类型', '单位', '默认值', '含义'],
    row: ({ name, type, unit, default: otherwise }) => {
      const [typeName = type, unitName = unit, defaultName = otherwise ?? MUST_BE_SET.zh, about = ''] =
        CHINESE[name] ?? [];
      return [`\`${name}\``, typeName, unitName, defaultName, about];
    },
  },
];

/** Type, unit and default where they are words, and the meaning. */
const CHINESE: Readonly<Record<string, readonly (string | undefined)[]>> = {
  PORT: ['整数', 'TCP 端口', undefined, '网关监听的端口；0 表示任选空闲端口'],
  HOST: ['地址', undefined, undefined, '网关监听的地址'],
  PUBLIC_URL: [undefined, undefined, undefined, '市场监管部门回调网关所用的地址'],
  DATABASE_URL: [undefined, undefined, '`DATA_DIR` 中的内嵌 PostgreSQL', '网关的 PostgreSQL'],
  DATA_DIR: ['目录', undefined, undefined, '内嵌 PostgreSQL 和材料所在的目录'],
  CORS_ORIGINS: ['来源，用逗号分隔', undefined, '无', '哪些网页来源可以从浏览器访问网关'],
  LIVE_CONNECTIONS_MAX: ['整数', '个连接', undefined, '一个副本最多同时保持的 WebSocket 与事件流连接'],
  SUBSCRIPTIONS_MAX: ['整数', '个订阅', undefined, '这些连接上同时进行的订阅总数上限'],
  REDIS_URL: [undefined, undefined, '进程内', '多个副本共用的缓存'],
  SEALS_FILE: [undefined, undefined, '无电子印章', '各部门的电子印章；没有印章的部门，文书由人工盖章'],
  MATERIALS_S3_URL: [undefined, undefined, '材料存于 DATA_DIR', '存放上传材料的 S3 兼容服务；须与下面三项一并设置'],
  MATERIALS_S3_BUCKET: ['文本', undefined, '无', '存放材料的存储桶，须已存在'],
  MATERIALS_S3_ACCESS_KEY: ['文本', undefined, '无', '可读、写、删该桶的访问标识'],
  MATERIALS_S3_SECRET_KEY: ['文本', undefined, '无', '该访问标识的密钥'],
  MATERIALS_S3_REGION: ['文本', undefined, undefined, '签名中的区域'],
  TAX_URL: [undefined, undefined, undefined, '税务部门的 SOAP 地址'],
  LAND_DATABASE_URL: [undefined, undefined, undefined, '不动产登记前置库'],
  LICENSING_URL: [undefined, undefined, undefined, '市场监管部门的 REST 地址'],
  LICENSING_APP_KEY: ['文本', undefined, undefined, '市场监管部门分配给网关的应用标识'],
  LICENSING_APP_SECRET: ['文本', undefined, undefined, '与市场监管部门互相签名的密钥'],
  POLICE_ADDRESS: ['主机:端口', undefined, undefined, '公安部门的 TCP 地址'],
  AUTH_ISSUER: [undefined, undefined, undefined, '令牌的签发者'],
  AUTH_AUDIENCE: ['文本', undefined, undefined, '令牌的受众'],
  AUTH_JWKS_FILE: ['文件', undefined, undefined, '签发者的公钥；与 AUTH_JWKS_URL 二者取一'],
  AUTH_JWKS_URL: [undefined, undefined, undefined, '签发者的公钥；与 AUTH_JWKS_FILE 二者取一'],
  TLS_CERTIFICATE_FILE: ['PEM 文件', undefined, '明文 HTTP', '网关的证书及其上级证书；设置后以 HTTPS 和 wss 提供服务'],
  TLS_KEY_FILE: ['PEM 文件', undefined, '明文 HTTP', '该证书的私钥'],
  CLIENT_CERTIFICATE_FILE: ['PEM 文件', undefined, '无', '部门要求验证网关身份时出示的证书'],
  CLIENT_KEY_FILE: ['PEM 文件', undefined, '无', '该证书的私钥'],
  TAX_CA_FILE: ['PEM 文件', undefined, '系统自带', '可为税务部门签发证书的机构；其地址须为 https'],
  LICENSING_CA_FILE: ['PEM 文件', undefined, '系统自带', '可为市场监管部门签发证书的机构；其地址须为 https'],
  POLICE_TLS: ['true 或 false', undefined, undefined, '与公安部门的连接是否使用 TLS'],
  POLICE_CA_FILE: ['PEM 文件', undefined, '系统自带', '可为公安部门签发证书的机构'],
  NODE_ENV: ['文本', undefined, '无', '为 `production` 时拒绝开发签发者'],
  LOG_LEVEL: ['debug、info、warn、error 或 silent', undefined, undefined, '日志级别；JSON，写到标准错误'],
  CLOCK_START: ['时刻', undefined, '本机时钟', '仅限开发签发者：数据目录首次启用时中心时钟的时刻'],
  CLOCK_RATE: ['数字', '倍速', undefined, '仅限开发签发者：中心时钟走得多快'],
};

/** The text with its table, between the two marks, as it must be. Throws where the marks are missing. */
export function withTable(text: string, table: Table): string {
  const lines = [table.head, table.head.map(() => '---'), ...variables.map(table.row)];
  const rendered = lines.map((cells) => `| ${cells.join(' | ')} |`.replaceAll('|  |', '| |')).join('\n');
  const marked = /(<!-- environment:begin -->\n)[\s\S]*?(<!-- environment:end -->)/;
  if (!marked.test(text))
    throw new Error(`${table.file} has lost the marks between which its table of variables stands`);
  return text.replace(marked, (_, begin, end) => `${begin}${rendered}\n${end}`);
}
