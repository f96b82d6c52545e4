import { aws } from './cli';
import type { Section } from './markdown';
import { bullets, expect, shell, table, to } from './markdown';
import { aboutYou } from './operator';
import type { RunbookFacts, Side } from './runbook-facts';
import { readItem } from './state-commands';
import { TITLES } from './titles';
import { RunMode } from '../../plan/run-mode';

/** What must be known before anything is typed. */
export function readThisFirst(facts: RunbookFacts): Section {
  const { application, environment, home, standby, prefix } = facts;
  const account = home.region.env.account!;
  return {
    title: TITLES.first,
    body: [
      `For ${application} in \`${environment}\`, account ${account}. All names begin with \`${prefix}\`.`,
      table(['', 'Region', 'recovery state', 'failover', 'planned run', 'drill'], [rowOf('home', home), rowOf('standby', standby)]),
      bullets(
        '**A run executes in the Region that takes over.** Always talk to that Region. No command here needs the other one, unless it says so.',
        '**Keep this page where it can be read while either Region is lost**: not on a site, in a bucket or behind a sign-in of one of them. '
        + 'Print it, or keep it in the repository that every operator has checked out. Render it again after each deployment.',
        `You need ${toolsOf(facts)}, and a role of the account that can be assumed **without** the lost Region. `
        + 'IAM Identity Center has one home Region: have a role for emergencies that does not depend on it.',
        'That role has `grantOperate` of recovery, in each Region. What it does not cover is restoring and keeping data, secrets, deployments, and steps '
        + 'of your own: that takes the permissions of whoever does it on other days.',
      ),
      '**Global endpoints.** Changes of IAM, Route 53 and CloudFront are made by control planes in us-east-1, whatever Region you are in. While '
      + 'us-east-1 is lost: change no role, no policy and no record; nothing here does. Answers of Route 53 and the roles that exist go on working.',
      bullets(
        'Sign in by a Regional page, not by the global one: '
        + [home, standby].map(({ name }) => `https://${name}.console.aws.amazon.com`).join(' or ') + '.',
        'Ask the token service of the Region that you work in. The CLI version 2 does so by itself, unless that is set otherwise.',
      ),
      ...aboutYou(facts),
    ],
  };
}

/** The state of both Regions, their databases, and who answers. */
export function seeWhereThingsStand(facts: RunbookFacts): Section {
  const { home, standby, domainName } = facts;
  return {
    title: TITLES.look,
    body: [
      'A Region that does not answer within a few seconds is as good as lost: go on with the other one. Its commands end by themselves, in a shell that was prepared as it says '
      + `in ${to(TITLES.first)}.`,
      ...[home, standby].flatMap(side => [
        `State, lock and latch of ${side.name}:`,
        shell(readItem(side, 'state'), readItem(side, 'lock'), readItem(side, 'latch')),
      ]),
      expect('`activeRegion` and `epoch`; where the Regions differ, the higher epoch is right. `null` for the state: the home Region is active, in '
        + 'epoch 0. `null` for the lock: no run is under way. `closed` true: this Region has taken the traffic. `begunEpoch`: of the last run that '
        + 'began there, whatever became of it.'),
      ...home.databases.flatMap(({ globalClusterIdentifier }) => [
        `Who writes \`${globalClusterIdentifier}\`; any Region of it can be asked:`,
        shell(...[home, standby].map(({ name }) => describeGlobalCluster(name, globalClusterIdentifier))),
        expect('`available`, no failover state, and one member with `true`: the writer.'),
      ]),
      ...domainName ? ['Who answers clients:', shell(whoAnswers(domainName)), expect('the addresses of the active Region\'s endpoint.')] : [],
    ],
  };
}

/** Which section is for what has happened. */
export function whatToDo({ home, standby }: RunbookFacts): Section {
  return {
    title: TITLES.decide,
    body: [
      table(['what is seen', 'what to do'], [
        [`${home.name} is active and lost: it answers neither clients nor you, for minutes`, to(TITLES.failover(standby.name))],
        [`${standby.name} is active and lost`, to(TITLES.standbyLost(home.name))],
        ['the active Region is ill, but its database answers', `${to(TITLES.switchover(standby.name))} or ${to(TITLES.failback(home.name))}: nothing is lost`],
        ['a page said that a Region is lost, and it is not', to(TITLES.falseAlarm)],
        ['a page said that nobody acts', to(TITLES.nobodyActs)],
        ['a message asks whether a run may go on', `${to(TITLES.switches)}: approve or reject it`],
        ['a run has failed, or takes longer than its budget', to(TITLES.stuck)],
        ['a Region is active by its state, and its clients cannot write', to(TITLES.stranded)],
        ['the lost Region answers again', to(TITLES.returns)],
        [`${standby.name} is active and ${home.name} is well and in step`, to(TITLES.failback(home.name))],
        ['a forced run has ended', `${to(TITLES.suspect)}, before the snapshots expire`],
        ['data are wrong in both Regions', `${to(TITLES.restore)}: a failover copies errors too`],
        ['automation must not act', to(TITLES.switches)],
      ]),
      '**Forced or planned?** A forced run loses what was not replicated yet. A planned one loses nothing, and needs both Regions: when it is refused '
      + 'with `PeerUnreachable`, and the service is down, force it. In doubt, and while clients are served: planned, or wait.',
    ],
  };
}

export function describeGlobalCluster(region: string, globalClusterIdentifier: string): string {
  return aws('rds describe-global-clusters', region, {
    'global-cluster-identifier': globalClusterIdentifier,
    'query': 'GlobalClusters[0].[Status,FailoverState.Status,GlobalClusterMembers[].[DBClusterArn,IsWriter,SynchronizationStatus]]',
  });
}

export function whoAnswers(domainName: string): string {
  return `dig +short ${domainName}`;
}

/** All that commands of the page call, and a deployment needs. */
function toolsOf({ domainName, input, standby }: RunbookFacts): string {
  const asksDeepPath = input.plan(standby.region, RunMode.FAILOVER).phases
    .some(({ branches }) => branches.some(({ steps }) => steps.some(({ action }) => action.kind === 'verify-service')));
  return `\`bash\`, the AWS CLI version 2 (\`aws\`), \`jq\`,${domainName ? ' `dig`,' : ''}${asksDeepPath ? ' `curl`,' : ''} what every Unix has (\`date\`, \`sleep\`, \`tee\`), and to deploy `
    + 'a checkout with Node.js (`npx`)';
}

function rowOf(role: string, { name, names }: Side): string[] {
  return [role, name, code(names.stateTableName()), ...(['failover', 'planned', 'drill'] as const).map(id => code(names.machineName(id)))];
}

function code(text: string): string {
  return `\`${text}\``;
}
