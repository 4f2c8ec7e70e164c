-- Indexes on the registry's tables, built by the registry when its export job has filled them.
alter table bdcdjk.title add primary key (bdcdyh, sxh);
create index title_zjh on bdcdjk.title (zjh, bdcdyh);
-- One entry a unit: pages and counts of a county read this index alone.
create index title_qxdm on bdcdjk.title (qxdm, bdcdyh) where sxh = 1;
alter table bdcdjk.mortgage add primary key (bdcdyh, sxh);
alter table bdcdjk.seizure add primary key (bdcdyh, sxh);
