// Which rule watches what. The rules are data; what can be watched is code.
import type { FindingKind, SupervisionRule } from '../catalogue/supervision.ts';
import type { ClockKind } from '../time/clock-kinds.ts';

export type AlertLight = 'WARNING' | 'YELLOW' | 'RED';

export interface RuleBook {
  readonly all: readonly SupervisionRule[];
  /** The rule's id; undefined where nothing watches this. */
  readonly ofClock: (clock: ClockKind, light: AlertLight) => string | undefined;
  readonly ofFinding: (finding: FindingKind) => string | undefined;
}

export function ruleBook(rules: readonly SupervisionRule[]): RuleBook {
  const clocks = new Map<string, string>();
  const findings = new Map<string, string>();
  for (const rule of rules) {
    if ('clock' in rule) clocks.set(`${rule.clock} ${rule.light}`, rule.id);
    else findings.set(rule.finding, rule.id);
  }
  return {
    all: rules,
    ofClock: (clock, light) => clocks.get(`${clock} ${light}`),
    ofFinding: (finding) => findings.get(finding),
  };
}
