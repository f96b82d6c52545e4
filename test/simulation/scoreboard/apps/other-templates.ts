import { sessionsApp } from './sessions-app';
import { teamApp } from './team-app';
import { templatesOf } from '../../deployment/deployment';
import type { AllTemplates } from '../systems';

/** Without CloudFormation's own rules, which take four times as long as the rest: they judge the payments app, and one with every option. */
export function otherTemplates(): NonNullable<AllTemplates['others']> {
  const { CDK_VALIDATION: before } = process.env;
  process.env.CDK_VALIDATION = 'false';
  try {
    return { team: templatesOf(teamApp()), sessions: templatesOf(sessionsApp()) };
  } finally {
    if (before === undefined) {
      delete process.env.CDK_VALIDATION;
    } else {
      process.env.CDK_VALIDATION = before;
    }
  }
}
