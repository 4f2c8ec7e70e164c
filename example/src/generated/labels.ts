export const labels = {
  "Attendance": {
    "ABSENT": {
      "zh": "缺席",
      "en": "It was absent; the part is followed up"
    },
    "CALLED": {
      "zh": "已通知",
      "en": "It is called, and nothing was told yet"
    },
    "CANCELLED": {
      "zh": "已取消",
      "en": "The visit was cancelled"
    },
    "PRESENT": {
      "zh": "到场",
      "en": "It was there"
    }
  },
  "Audience": {
    "ANALYST": {
      "zh": "分析人员",
      "en": "An analyst"
    },
    "ANYONE": {
      "zh": "任何人",
      "en": "No token is needed"
    },
    "FRONT_END": {
      "zh": "前端",
      "en": "A citizen's front end"
    },
    "OPERATOR": {
      "zh": "运维人员",
      "en": "An operator"
    },
    "SUPERVISOR": {
      "zh": "监管人员",
      "en": "A supervisor"
    },
    "WINDOW": {
      "zh": "综合窗口",
      "en": "Window software"
    }
  },
  "AuditOutcome": {
    "ANSWERED": {
      "zh": "已答复",
      "en": "It was answered"
    },
    "FAILED": {
      "zh": "失败",
      "en": "It failed on the centre's side"
    },
    "PARTIAL": {
      "zh": "部分答复",
      "en": "It was answered in part"
    },
    "REFUSED": {
      "zh": "已拒绝",
      "en": "It was not let in"
    }
  },
  "BatchRowOutcome": {
    "CONFLICT": {
      "zh": "幂等键冲突",
      "en": "Its key was used for another application; nothing was created"
    },
    "DEFICIENT": {
      "zh": "需补正",
      "en": "Something is missing or wrong; nothing was created"
    },
    "FAILED": {
      "zh": "处理失败",
      "en": "The row could not be read, or something failed"
    },
    "RECEIVED": {
      "zh": "已收件",
      "en": "A case was received, now or before"
    }
  },
  "BreakerState": {
    "CLOSED": {
      "zh": "闭合",
      "en": "Questions go through"
    },
    "HALF_OPEN": {
      "zh": "半开",
      "en": "One question is let through to try"
    },
    "OPEN": {
      "zh": "断开",
      "en": "Questions are refused at once"
    }
  },
  "CaseKind": {
    "ON_THE_SPOT": {
      "zh": "即办件",
      "en": "Decided on the spot"
    },
    "PROMISED": {
      "zh": "承诺件",
      "en": "Decided by a promised day"
    }
  },
  "CaseOrder": {
    "DUE_AT_ASC": {
      "zh": "按到期时间升序",
      "en": "Due first; what has no deadline that can be told comes last"
    },
    "DUE_AT_DESC": {
      "zh": "按到期时间降序",
      "en": "Due last; what has no deadline that can be told comes first"
    },
    "RECEIVED_AT_ASC": {
      "zh": "按收件时间升序",
      "en": "Oldest first"
    },
    "RECEIVED_AT_DESC": {
      "zh": "按收件时间降序",
      "en": "Newest first"
    }
  },
  "CaseState": {
    "ACCEPTED": {
      "zh": "已受理",
      "en": "Accepted by every department that needs no prerequisite"
    },
    "AWAITING_ISSUE": {
      "zh": "待出件",
      "en": "Everything is decided, nothing released"
    },
    "DEEMED_ACCEPTED": {
      "zh": "视为受理",
      "en": "Accepted because the notice clock ran out"
    },
    "DEFICIENT": {
      "zh": "待补正",
      "en": "Something is missing or wrong"
    },
    "DELIVERED": {
      "zh": "已送达",
      "en": "Licences are handed over"
    },
    "IN_PROGRESS": {
      "zh": "办理中",
      "en": "A department has decided, others have not"
    },
    "ISSUED": {
      "zh": "已出件",
      "en": "Licences are released"
    },
    "LAPSED": {
      "zh": "补正逾期",
      "en": "The applicant did not answer a deficiency in time"
    },
    "NOT_ACCEPTED": {
      "zh": "不予受理",
      "en": "Not accepted"
    },
    "PARTLY_REFUSED": {
      "zh": "部分不予许可",
      "en": "Some parts were refused"
    },
    "RECEIVED": {
      "zh": "已收件",
      "en": "Received by the centre"
    },
    "REFUSED": {
      "zh": "不予许可",
      "en": "Refused"
    },
    "RESUBMITTED": {
      "zh": "已补正",
      "en": "The deficiency was answered"
    },
    "REVOKED": {
      "zh": "已撤销",
      "en": "Revoked after approval"
    },
    "WITHDRAWN": {
      "zh": "已撤件",
      "en": "Withdrawn by the applicant"
    }
  },
  "Channel": {
    "APP": {
      "zh": "移动应用",
      "en": "Mobile app"
    },
    "KIOSK": {
      "zh": "自助终端",
      "en": "Kiosk"
    },
    "ONLINE": {
      "zh": "网上大厅",
      "en": "Online hall"
    },
    "WECHAT": {
      "zh": "微信",
      "en": "WeChat"
    },
    "WINDOW": {
      "zh": "综合窗口",
      "en": "Counter of the service centre"
    }
  },
  "ClockKind": {
    "COMPLAINT": {
      "zh": "投诉办理时限",
      "en": "From a complaint to its answer"
    },
    "DEFERRED_MATERIAL": {
      "zh": "容缺材料补齐时限",
      "en": "Until a deferred material must have come"
    },
    "DELIVERY": {
      "zh": "送达时限",
      "en": "From the decision to the hand-over of the licence"
    },
    "NOTICE": {
      "zh": "受理告知时限",
      "en": "From receipt by the department to its word on acceptance; run out, the part is deemed accepted"
    },
    "PROMISE": {
      "zh": "承诺办理时限",
      "en": "From acceptance to the decision, as promised"
    },
    "STATUTE": {
      "zh": "法定办理时限",
      "en": "From acceptance to the decision, as the law has it"
    },
    "STEP": {
      "zh": "办理环节时限",
      "en": "Steps of the process between two events that tell of them"
    },
    "SUPPLEMENT": {
      "zh": "补正期限",
      "en": "From a notice of what is missing or wrong to the applicant's answer; run out, the application lapses"
    },
    "TOTAL": {
      "zh": "全件时限",
      "en": "The case as a whole, along its longest chain of promises"
    }
  },
  "CountedState": {
    "ACCEPTED": {
      "zh": "已受理",
      "en": "Accepted"
    },
    "APPROVED": {
      "zh": "准予",
      "en": "Part: approved"
    },
    "AWAITING_ISSUE": {
      "zh": "待出件",
      "en": "Case: everything is decided, nothing released"
    },
    "DEEMED_ACCEPTED": {
      "zh": "视为受理",
      "en": "Accepted because the notice clock ran out"
    },
    "DEFICIENT": {
      "zh": "待补正",
      "en": "Something is missing or wrong"
    },
    "DELIVERED": {
      "zh": "已送达",
      "en": "Case: licences are handed over"
    },
    "IN_PROGRESS": {
      "zh": "办理中",
      "en": "Case: a department has decided, others have not"
    },
    "IN_REVIEW": {
      "zh": "审查中",
      "en": "Part: with the department"
    },
    "ISSUED": {
      "zh": "已出件",
      "en": "Case: licences are released"
    },
    "LAPSED": {
      "zh": "补正逾期",
      "en": "Case: the applicant did not answer a deficiency in time"
    },
    "NOT_ACCEPTED": {
      "zh": "不予受理",
      "en": "Not accepted"
    },
    "PARTLY_REFUSED": {
      "zh": "部分不予许可",
      "en": "Case: some parts were refused"
    },
    "RECEIVED": {
      "zh": "已收件",
      "en": "Case: received by the centre"
    },
    "REFUSED": {
      "zh": "不予许可",
      "en": "Refused"
    },
    "RESUBMITTED": {
      "zh": "已补正",
      "en": "The deficiency was answered"
    },
    "REVOKED": {
      "zh": "已撤销",
      "en": "Revoked after approval"
    },
    "SUSPENDED": {
      "zh": "特别程序中",
      "en": "Part: the clock is stopped by a special procedure"
    },
    "WAITING": {
      "zh": "等待前置",
      "en": "Part: a prerequisite is open"
    },
    "WITHDRAWAL_PENDING": {
      "zh": "撤件待确认",
      "en": "Part: the department was asked to let it be withdrawn"
    },
    "WITHDRAWN": {
      "zh": "已撤件",
      "en": "Withdrawn"
    }
  },
  "CountedUnit": {
    "CASE": {
      "zh": "办件",
      "en": "Cases"
    },
    "PART": {
      "zh": "子办件",
      "en": "Parts: one for each department's item"
    }
  },
  "DecisionOutcome": {
    "APPROVED": {
      "zh": "准予",
      "en": "Approved"
    },
    "REFUSED": {
      "zh": "不予许可",
      "en": "Refused"
    }
  },
  "DeliveryState": {
    "ACKNOWLEDGED": {
      "zh": "已接收",
      "en": "The department has it"
    },
    "HELD": {
      "zh": "暂存",
      "en": "Held back while the department is closed"
    },
    "QUEUED": {
      "zh": "待发送",
      "en": "Waits to be sent"
    },
    "REFUSED": {
      "zh": "退件",
      "en": "The department would not take it in"
    },
    "SENT": {
      "zh": "已发送",
      "en": "Sent, no answer yet"
    },
    "UNKNOWN": {
      "zh": "待核实",
      "en": "Sent, and nobody knows whether it arrived; the department is being asked"
    }
  },
  "DepartmentState": {
    "MAINTENANCE": {
      "zh": "维护中",
      "en": "It said that it is closed for maintenance"
    },
    "OPEN": {
      "zh": "正常",
      "en": "It answers"
    },
    "UNAVAILABLE": {
      "zh": "不可用",
      "en": "It does not answer"
    }
  },
  "Dimension": {
    "BUNDLE": {
      "zh": "一件事",
      "en": "Bundle"
    },
    "CHANNEL": {
      "zh": "渠道",
      "en": "Where the submission came from"
    },
    "DAY": {
      "zh": "收件日",
      "en": "Day of receipt at the centre, `2026-11-23`"
    },
    "DEPARTMENT": {
      "zh": "部门",
      "en": "Department; parts are counted"
    },
    "ISO_WEEK": {
      "zh": "收件周",
      "en": "Week of receipt by ISO 8601, `2026-W48`"
    },
    "ITEM": {
      "zh": "事项",
      "en": "Item; parts are counted"
    },
    "KIND": {
      "zh": "办件类型",
      "en": "On the spot or promised; none before acceptance"
    },
    "LIGHT": {
      "zh": "亮灯",
      "en": "Light of the case, or of the part's promise; none where no clock runs or no calendar is published"
    },
    "MONTH": {
      "zh": "收件月",
      "en": "Month of receipt, `2026-11`"
    },
    "REGION": {
      "zh": "区县",
      "en": "County by GB/T 2260: of the unit of the land register, else of the enterprise, else of the department"
    },
    "STATE": {
      "zh": "状态",
      "en": "State of the case, or of the part where parts are counted"
    },
    "YEAR": {
      "zh": "收件年",
      "en": "Year of receipt, `2026`"
    }
  },
  "DueAtUnknown": {
    "CALENDAR_NOT_PUBLISHED": {
      "zh": "工作日安排尚未公布",
      "en": "The State Council has not published the calendar of that year yet"
    }
  },
  "EncumbranceKind": {
    "MORTGAGE": {
      "zh": "抵押",
      "en": "Mortgage"
    },
    "SEIZURE": {
      "zh": "查封",
      "en": "Seizure"
    }
  },
  "EnterpriseOrder": {
    "CREDIT_CODE_ASC": {
      "zh": "按统一社会信用代码",
      "en": "By credit code"
    },
    "ESTABLISHED_ON_ASC": {
      "zh": "按成立日期升序",
      "en": "Oldest first"
    },
    "ESTABLISHED_ON_DESC": {
      "zh": "按成立日期降序",
      "en": "Newest first"
    },
    "REGISTERED_CAPITAL_ASC": {
      "zh": "按注册资本升序",
      "en": "Least capital first"
    },
    "REGISTERED_CAPITAL_DESC": {
      "zh": "按注册资本降序",
      "en": "Most capital first"
    }
  },
  "EnterpriseRoleKind": {
    "DIRECTOR": {
      "zh": "董事",
      "en": "Director"
    },
    "LEGAL_REPRESENTATIVE": {
      "zh": "法定代表人",
      "en": "Legal representative"
    },
    "MANAGER": {
      "zh": "经理",
      "en": "Manager"
    },
    "SHAREHOLDER": {
      "zh": "股东",
      "en": "Shareholder"
    },
    "SUPERVISOR": {
      "zh": "监事",
      "en": "Supervisor"
    }
  },
  "EventParty": {
    "AGENT": {
      "zh": "代办人",
      "en": "The applicant's agent"
    },
    "APPLICANT": {
      "zh": "申请人",
      "en": "The applicant"
    },
    "CENTRE": {
      "zh": "政务服务中心",
      "en": "The centre"
    },
    "DEPARTMENT": {
      "zh": "部门",
      "en": "The department"
    }
  },
  "Frequency": {
    "HIGH": {
      "zh": "高频",
      "en": "More than the upper bound a month"
    },
    "LOW": {
      "zh": "低频",
      "en": "Fewer than the lower bound a month"
    },
    "MIDDLE": {
      "zh": "中频",
      "en": "Neither, both bounds included"
    }
  },
  "HouseholdRelation": {
    "CHILD": {
      "zh": "子女",
      "en": "Child of the head"
    },
    "HEAD": {
      "zh": "户主",
      "en": "The head"
    },
    "OTHER": {
      "zh": "其他",
      "en": "Any other relation"
    },
    "PARENT": {
      "zh": "父母",
      "en": "Parent of the head"
    },
    "SPOUSE": {
      "zh": "配偶",
      "en": "Husband or wife of the head"
    }
  },
  "IssuanceRule": {
    "ALL": {
      "zh": "齐发",
      "en": "Together or not at all"
    },
    "AVAILABLE": {
      "zh": "分发",
      "en": "Each when it is ready"
    },
    "LEAD": {
      "zh": "随主证",
      "en": "With the lead licence"
    }
  },
  "IssuanceState": {
    "HANDED_OVER": {
      "zh": "已送达",
      "en": "Licences are handed over"
    },
    "READY": {
      "zh": "可出件",
      "en": "Everything is there, nothing released"
    },
    "RELEASED": {
      "zh": "已出件",
      "en": "Licences are released"
    },
    "WAITING": {
      "zh": "等待决定",
      "en": "Decisions are open"
    }
  },
  "LicenceState": {
    "ACTIVE": {
      "zh": "在营",
      "en": "In business"
    },
    "CANCELLED": {
      "zh": "注销",
      "en": "Deregistered"
    },
    "REVOKED": {
      "zh": "吊销",
      "en": "Revoked by the authority"
    },
    "SUSPENDED": {
      "zh": "歇业",
      "en": "Suspended at the enterprise's own request"
    }
  },
  "Light": {
    "GREEN": {
      "zh": "绿灯",
      "en": "In time"
    },
    "RED": {
      "zh": "红牌",
      "en": "Overdue"
    },
    "WARNING": {
      "zh": "预警",
      "en": "Most of the budget is used"
    },
    "YELLOW": {
      "zh": "黄牌",
      "en": "The last working day, or the last hours"
    }
  },
  "MandateState": {
    "EXPIRED": {
      "zh": "已到期",
      "en": "Over"
    },
    "IN_FORCE": {
      "zh": "有效",
      "en": "In force"
    },
    "NOT_YET": {
      "zh": "尚未生效",
      "en": "Begins later"
    },
    "REVOKED": {
      "zh": "已撤销",
      "en": "Revoked"
    }
  },
  "MaskingForm": {
    "CITIZEN_NUMBER": {
      "zh": "公民身份号码",
      "en": "The first 6 and the last 4 characters stay"
    },
    "HIDDEN": {
      "zh": "不予显示",
      "en": "Nothing stays: the value is null"
    },
    "NAME": {
      "zh": "姓名",
      "en": "The first character stays, then one `*` for each further one"
    }
  },
  "NoticeKind": {
    "ACCEPTANCE": {
      "zh": "受理通知书",
      "en": "Acceptance"
    },
    "DECISION": {
      "zh": "决定书",
      "en": "Decision"
    },
    "DEFICIENCY": {
      "zh": "补正告知书",
      "en": "What a department asks for once more"
    },
    "NON_ACCEPTANCE": {
      "zh": "不予受理通知书",
      "en": "Refusal to take the application in"
    },
    "ONE_TIME": {
      "zh": "一次性告知单",
      "en": "Everything that was wrong with an application"
    },
    "RECEIPT": {
      "zh": "收件凭证",
      "en": "Receipt of the centre"
    }
  },
  "NotificationKind": {
    "ACCEPTANCE": {
      "zh": "受理通知",
      "en": "A department accepted, or is deemed to have accepted"
    },
    "DECISION": {
      "zh": "决定通知",
      "en": "A department decided, or would not accept"
    },
    "DEFICIENCY": {
      "zh": "补正通知",
      "en": "Something is missing or wrong"
    },
    "ISSUE": {
      "zh": "出件通知",
      "en": "Licences are released, or were handed over"
    },
    "PROCEDURE": {
      "zh": "特别程序通知",
      "en": "A clock was stopped, or goes on"
    },
    "WITHDRAWAL": {
      "zh": "撤件通知",
      "en": "A withdrawal was granted or refused"
    }
  },
  "PartState": {
    "ACCEPTED": {
      "zh": "已受理",
      "en": "Accepted"
    },
    "APPROVED": {
      "zh": "准予",
      "en": "Approved"
    },
    "DEEMED_ACCEPTED": {
      "zh": "视为受理",
      "en": "Accepted because the notice clock ran out"
    },
    "DEFICIENT": {
      "zh": "待补正",
      "en": "Something is missing or wrong"
    },
    "IN_REVIEW": {
      "zh": "审查中",
      "en": "With the department"
    },
    "NOT_ACCEPTED": {
      "zh": "不予受理",
      "en": "Not accepted"
    },
    "REFUSED": {
      "zh": "不予许可",
      "en": "Refused"
    },
    "RESUBMITTED": {
      "zh": "已补正",
      "en": "The deficiency was answered"
    },
    "REVOKED": {
      "zh": "已撤销",
      "en": "Revoked after approval"
    },
    "SUSPENDED": {
      "zh": "特别程序中",
      "en": "The clock is stopped by a special procedure"
    },
    "WAITING": {
      "zh": "等待前置",
      "en": "A prerequisite is open"
    },
    "WITHDRAWAL_PENDING": {
      "zh": "撤件待确认",
      "en": "The department was asked to let it be withdrawn"
    },
    "WITHDRAWN": {
      "zh": "已撤件",
      "en": "Withdrawn"
    }
  },
  "PauseFault": {
    "BEYOND_MAXIMUM": {
      "zh": "超过最长期限",
      "en": "It lasted longer than its kind may"
    },
    "NOT_WHITELISTED": {
      "zh": "无法定依据",
      "en": "Neither the law nor the item allows this kind"
    },
    "REPORTED_LATE": {
      "zh": "事后补报",
      "en": "It was reported too long after it began"
    }
  },
  "RealEstateUnitOrder": {
    "AREA_ASC": {
      "zh": "按建筑面积升序",
      "en": "Smallest first"
    },
    "AREA_DESC": {
      "zh": "按建筑面积降序",
      "en": "Largest first"
    },
    "UNIT_NUMBER_ASC": {
      "zh": "按不动产单元号",
      "en": "By number"
    }
  },
  "ReportPeriod": {
    "MONTH": {
      "zh": "月",
      "en": "A month"
    },
    "WEEK": {
      "zh": "周",
      "en": "A week"
    },
    "YEAR": {
      "zh": "年",
      "en": "A year"
    }
  },
  "ShareBase": {
    "COMPLETED": {
      "zh": "办结",
      "en": "Everything completed"
    },
    "COMPLETED_UNDER_PROMISE": {
      "zh": "有承诺到期日的办结件",
      "en": "Completed under a promise whose end the published calendar tells"
    },
    "RATED": {
      "zh": "已评价",
      "en": "Everything that was rated"
    },
    "RECEIVED": {
      "zh": "收件",
      "en": "Everything received"
    }
  },
  "TaskMessageKind": {
    "SUBMISSION": {
      "zh": "申请",
      "en": "The application"
    },
    "SUPPLEMENT": {
      "zh": "补正",
      "en": "An answer to what was missing or wrong"
    },
    "WITHDRAWAL": {
      "zh": "撤件申请",
      "en": "A request to withdraw"
    }
  },
  "TaskOutcome": {
    "ABSENT": {
      "zh": "部门未收到",
      "en": "The department does not have the application"
    },
    "DONE": {
      "zh": "已办结",
      "en": "It was done"
    },
    "FOUND": {
      "zh": "部门已收到",
      "en": "The department has the application"
    },
    "RELEASE": {
      "zh": "单独发证",
      "en": "What was granted is released by itself"
    }
  },
  "TaskStepKind": {
    "ACCEPTED": {
      "zh": "受理",
      "en": "Accepted"
    },
    "APPROVED": {
      "zh": "准予",
      "en": "Approved, with what that establishes"
    },
    "DEFICIENT": {
      "zh": "要求补正",
      "en": "Something is missing or wrong; the applicant is told what"
    },
    "NOT_ACCEPTED": {
      "zh": "不予受理",
      "en": "Not accepted, with a reason"
    },
    "REFUSED": {
      "zh": "不予许可",
      "en": "Refused, with a reason"
    },
    "RESUMED": {
      "zh": "特别程序结束",
      "en": "The special procedure has ended"
    },
    "REVOKED": {
      "zh": "撤销",
      "en": "What was granted is revoked"
    },
    "SUSPENDED": {
      "zh": "特别程序开始",
      "en": "A special procedure begins"
    },
    "WITHDRAWAL_REFUSED": {
      "zh": "不同意撤件",
      "en": "The withdrawal is refused, with a reason"
    },
    "WITHDRAWN": {
      "zh": "同意撤件",
      "en": "The withdrawal is granted"
    }
  },
  "TaxpayerStatus": {
    "ABNORMAL": {
      "zh": "非正常户",
      "en": "Could not be reached by the authority"
    },
    "CANCELLED": {
      "zh": "注销",
      "en": "Deregistered"
    },
    "NORMAL": {
      "zh": "正常",
      "en": "In order"
    }
  },
  "TimeUnit": {
    "CALENDAR_DAY": {
      "zh": "自然日",
      "en": "Days of the calendar"
    },
    "WORKING_DAY": {
      "zh": "工作日",
      "en": "Working days by the State Council's calendar"
    },
    "WORKING_HOUR": {
      "zh": "工作小时",
      "en": "Hours of service"
    }
  },
  "UnitState": {
    "CANCELLED": {
      "zh": "已注销",
      "en": "No longer current"
    },
    "MORTGAGED": {
      "zh": "已抵押",
      "en": "Mortgaged"
    },
    "MORTGAGED_AND_SEIZED": {
      "zh": "已抵押且已查封",
      "en": "Mortgaged and seized"
    },
    "NORMAL": {
      "zh": "正常",
      "en": "Free of encumbrances"
    },
    "SEIZED": {
      "zh": "已查封",
      "en": "Seized by a court"
    }
  },
  "UnitUsage": {
    "COMMERCIAL": {
      "zh": "商业",
      "en": "Shop"
    },
    "GARAGE": {
      "zh": "车库",
      "en": "Garage"
    },
    "INDUSTRIAL": {
      "zh": "工业",
      "en": "Factory or warehouse"
    },
    "OFFICE": {
      "zh": "办公",
      "en": "Office"
    },
    "RESIDENTIAL": {
      "zh": "住宅",
      "en": "Home"
    }
  }
} as const;
