-- Staging database 前置库 of the land registry 不动产登记, PostgreSQL: the artefact that both sides work from.
-- The registry runs this script once, as owner. Partners log in as members of the role qzk_partner and see the schema
-- public alone. Identifiers compare byte by byte (collate "C"). Times are Beijing civil time without zone. Codes stand
-- in code-tables.yaml beside this file.

create schema bdcdjk; -- 登记库: the registry's own tables, invisible to partners

-- One row a holder: unit facts are repeated on each row, as the registry's export job writes them.
create table bdcdjk.title (
  bdcdyh varchar(28) collate "C" not null,  -- 不动产单元号
  sxh smallint not null,                    -- 顺序号: place of the holder in the register, 1, 2, 3 …
  bdcqzh varchar(100) not null,             -- 不动产权证号; brackets may be full-width
  qlr varchar(200) not null,                -- 权利人
  zjzl varchar(2) not null,                 -- 证件种类
  zjh varchar(50) collate "C" not null,     -- 证件号
  gyqk varchar(1) not null,                 -- 共有情况
  qlbl varchar(20),                         -- 权利比例 n/d; only where gyqk is 按份共有
  zl varchar(200) not null,                 -- 坐落
  qllx varchar(2) not null,                 -- 权利类型
  qlxz varchar(4) not null,                 -- 权利性质
  yt varchar(4) not null,                   -- 用途
  mj numeric(15, 2) not null,               -- 面积, square metres
  syqx varchar(100),                        -- 使用期限
  fj varchar(500),                          -- 附记
  qszt varchar(1) not null,                 -- 权属状态
  djsj timestamp(0) not null,               -- 登记时间
  djjg varchar(200) not null,               -- 登记机构
  qxdm varchar(6) collate "C" not null,     -- 区县代码
  dyzt varchar(1) not null,                 -- 抵押状态
  cfzt varchar(1) not null                  -- 查封状态
);

create table bdcdjk.mortgage (
  bdcdyh varchar(28) collate "C" not null,
  sxh smallint not null,                    -- order of registration among the unit's mortgages and seizures
  dyqr varchar(200) not null,               -- 抵押权人
  djsj timestamp(0) not null,
  zt varchar(1) not null                    -- 状态
);

create table bdcdjk.seizure (
  bdcdyh varchar(28) collate "C" not null,
  sxh smallint not null,
  cfjg varchar(200) not null,               -- 查封机关
  djsj timestamp(0) not null,
  zt varchar(1) not null
);

-- 收件登记: what the registry took in, in its own order.
create table bdcdjk.intake (
  jsxh bigint generated always as identity primary key, -- 接收序号
  projid varchar(45) collate "C" not null unique,
  jssj timestamp(3) not null                -- 接收时间
);

create view v_qzk_bdcql as
  select bdcdyh, sxh, bdcqzh, qlr, zjzl, zjh, gyqk, qlbl, zl, qllx, qlxz, yt, mj, syqx, fj, qszt, djsj, djjg, qxdm,
    dyzt, cfzt
  from bdcdjk.title;
create view v_qzk_dyaq as select bdcdyh, sxh, dyqr, djsj, zt from bdcdjk.mortgage;
create view v_qzk_cfdj as select bdcdyh, sxh, cfjg, djsj, zt from bdcdjk.seizure;
create view v_qzk_sj as select jsxh, projid, jssj from bdcdjk.intake;

-- Partners insert; the registry's job polls `gtsync is null or gtsync = '0'` and writes gtsync back.
create table ea_jc_step_basicinfo_bdc (
  projid varchar(45) collate "C" primary key, -- 办件编号 of the part; a second insert is refused
  projpwd varchar(32),                        -- 查询密码; null where applicants ask the window instead
  region_id varchar(6) not null,              -- 行政区划
  itemname varchar(200) not null,             -- 事项名称
  projectname varchar(500) not null,          -- 办件名称
  applicant varchar(200) not null,            -- 申请人
  applicantcardcode varchar(50) not null,     -- 申请人证件号
  applicantmobile varchar(20),                -- 申请人手机
  acceptdeptname varchar(200) not null,       -- 收件部门
  approvaltype varchar(1) not null,           -- 办件类型
  promisetimelimit integer not null check (promisetimelimit >= 0), -- 承诺时限
  promisetimeunit varchar(1) not null,        -- 承诺时限单位
  submit varchar(1) not null,                 -- 申报方式
  occurtime timestamp(3) not null,            -- 收件时间
  transactor varchar(100) not null,           -- 经办人
  maketime timestamp(3) not null,             -- 数据产生时间
  gtsync varchar(1),                          -- 同步标志, written by the registry
  lsh bigint generated always as identity     -- 流水号: order of arrival
);

create table ea_jc_step_yw_bdc (              -- 业务信息
  projid varchar(45) collate "C" primary key references ea_jc_step_basicinfo_bdc,
  djlx varchar(3) not null,                   -- 登记类型
  ywbh varchar(45) not null,                  -- 一窗业务编号: number of the case
  bdcdyh varchar(28) not null,
  bdcqzh varchar(100) not null,
  jyjg numeric(17, 2) not null check (jyjg > 0), -- 交易价格, yuan
  htbh varchar(100) not null,                 -- 合同编号
  wszmh varchar(100) not null                 -- 完税证明号
);

create table ea_jc_step_sqr_bdc (             -- 申请人: buyers and sellers
  projid varchar(45) collate "C" not null references ea_jc_step_basicinfo_bdc,
  sxh smallint not null,
  sqrlb varchar(1) not null,                  -- 申请人类别
  xm varchar(200) not null,                   -- 姓名或名称
  zjzl varchar(2) not null,
  zjh varchar(50) not null,
  qlbl varchar(20),                           -- 权利比例 n/d; null for joint ownership
  primary key (projid, sxh)
);

create table ea_jc_step_bz_bdc (              -- 补正 and 撤件 about an application
  bzid varchar(45) collate "C" primary key,
  projid varchar(45) collate "C" not null references ea_jc_step_basicinfo_bdc,
  bzlx varchar(1) not null,                   -- 类型
  bzyy varchar(500) not null,                 -- 原因
  bznr jsonb not null,                        -- 内容
  maketime timestamp(3) not null,
  gtsync varchar(1),
  lsh bigint generated always as identity
);

create table ea_jc_step_cl_bdc (              -- 材料 of an application (projid) or of a 补正 (bzid)
  xxid varchar(45) collate "C" not null,
  sxh smallint not null,
  clbh varchar(100) not null,                 -- 材料编号
  clmc varchar(200) not null,                 -- 材料名称
  clzy varchar(64) not null check (clzy ~ '^[0-9a-f]{64}$'), -- 材料摘要, SHA-256
  primary key (xxid, sxh)
);

-- Written by the registry, read by partners.
create table ea_jc_step_proc_bdc (
  projid varchar(45) collate "C" not null,
  sn integer not null,                        -- 步骤序号 of the application, 1, 2, 3 … without gaps
  nodename varchar(100) not null,             -- 环节名称
  nodestate varchar(2) not null,              -- 环节状态
  nodestarttime timestamp(3) not null,
  nodeendtime timestamp(3),                   -- null while the step lasts
  nodeadv varchar(500),                       -- 办理意见
  noderesult varchar(200) not null,           -- 办理结果
  primary key (projid, sn)
);

create table ea_jc_step_done_bdc (
  projid varchar(45) collate "C" primary key,
  doneresult varchar(1) not null,             -- 办结结果
  donetime timestamp(3) not null,
  doneexplain varchar(500),                   -- 说明; the reason where nothing was granted
  certificatenam varchar(100),                -- 证照名称
  certificateno varchar(100)                  -- 证照编号
);

create index basicinfo_open on ea_jc_step_basicinfo_bdc (lsh) where gtsync is null or gtsync = '0';
create index bz_open on ea_jc_step_bz_bdc (lsh) where gtsync is null or gtsync = '0';

create role qzk_partner nologin;
revoke all on schema public from public;
grant usage on schema public to qzk_partner;
grant select on v_qzk_bdcql, v_qzk_dyaq, v_qzk_cfdj, v_qzk_sj, ea_jc_step_proc_bdc, ea_jc_step_done_bdc to qzk_partner;
grant select (projid, gtsync) on ea_jc_step_basicinfo_bdc to qzk_partner;
grant select (bzid, projid, gtsync) on ea_jc_step_bz_bdc to qzk_partner;
grant insert (projid, projpwd, region_id, itemname, projectname, applicant, applicantcardcode, applicantmobile,
  acceptdeptname, approvaltype, promisetimelimit, promisetimeunit, submit, occurtime, transactor, maketime)
  on ea_jc_step_basicinfo_bdc to qzk_partner;
grant insert (bzid, projid, bzlx, bzyy, bznr, maketime) on ea_jc_step_bz_bdc to qzk_partner;
grant insert on ea_jc_step_yw_bdc, ea_jc_step_sqr_bdc, ea_jc_step_cl_bdc to qzk_partner;
