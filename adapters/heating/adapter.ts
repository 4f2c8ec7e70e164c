// 热力公司: no system of its own; its clerks work off the gateway's task list.
import { manualDepartment } from '../task-list/manual-department.ts';

export const department = manualDepartment('heating', ['accountTransfer']);
