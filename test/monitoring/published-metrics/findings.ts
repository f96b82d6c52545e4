import { alarmReferenceFindings } from './alarm-references';
import { alarmMathFindings, alarmUses } from './alarm-uses';
import { followerFindings } from './global-databases';
import { withImports } from './imports';
import type { Finding, MetricUse } from './metric-use';
import type { Existing } from './named-resources';
import { publicationFaults } from './publication';
import type { Template } from './templates';
import { widgetMathFindings, widgetUses } from './widget-uses';

/**
 * Everything in the templates of an app that names a metric, an alarm or an id of an expression that does not exist where it is
 * looked for. Empty for templates whose alarms can fire and whose widgets have data.
 */
export function findings(unlinked: readonly Template[], existing: Existing = {}): Finding[] {
  const templates = withImports(unlinked);
  const uses: MetricUse[] = [...alarmUses(templates), ...widgetUses(templates)];
  return [
    ...uses.flatMap(use => publicationFaults(use, templates, existing).map(fault => ({ where: use.where, fault }))),
    ...followerFindings(uses.filter(({ by }) => by === 'alarm'), templates),
    ...alarmMathFindings(templates),
    ...widgetMathFindings(templates),
    ...alarmReferenceFindings(templates),
  ];
}
