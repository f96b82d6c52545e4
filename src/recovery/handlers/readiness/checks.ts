import type { Check } from './check';
import { checkAlarms } from './check-alarms';
import { checkAurora } from './check-aurora';
import { checkBucket } from './check-bucket';
import { checkEndpoint } from './check-endpoint';
import { checkMetric } from './check-metric';
import { checkTable } from './check-table';
import type { CheckKindName } from '../../plan/plan-kinds';

/** How each kind of check is taken. */
export const CHECKS: { readonly [kind in CheckKindName]: Check } = {
  'check-alarms': checkAlarms,
  'check-aurora': checkAurora,
  'check-bucket': checkBucket,
  'check-endpoint': checkEndpoint,
  'check-metric': checkMetric,
  'check-table': checkTable,
};
