import { StateError } from './asl/errors';
import { ServiceError } from './models/service-error';
import type { Order } from './schedules/schedule';
import type { Simulation } from './simulation';

/** Has the orders of a schedule given. One that is refused stays without effect, as it does for a person. */
export function giveOrders(simulation: Simulation, orders: readonly Order[]): void {
  for (const order of orders) {
    simulation.clock.after(order.at, () => simulation.network.whenWorking(order.region, () => give(simulation, order)));
  }
}

function give(simulation: Simulation, order: Order): void {
  const { region } = order;
  switch (order.what) {
    case 'start':
      refusable(() => simulation.stepFunctions.start(machineArn(simulation, region, order.machine), order.name, { ...order.input }));
      break;
    case 'approve':
    case 'reject':
      for (const token of simulation.stepFunctions.tokens.pending().filter(each => each.includes(`:${region}:`))) {
        if (order.what === 'approve') {
          simulation.stepFunctions.tokens.succeed(token, { approver: 'Ada' });
        } else {
          simulation.stepFunctions.tokens.fail(token, 'ApprovalRejected', 'a person said no');
        }
      }
      break;
    case 'redrive':
      for (const execution of simulation.stepFunctions.all()) {
        if (execution.props.arn.includes(`:${region}:`) && execution.props.machineArn.includes(order.machine ?? '') && ['FAILED', 'TIMED_OUT', 'ABORTED'].includes(execution.status)) {
          execution.redrive();
        }
      }
      break;
    default:
      command(simulation, region, order.what);
  }
}

function command(simulation: Simulation, region: string, wanted: string): void {
  const { functions } = simulation.props.deployment;
  const found = functions.find(each => each.region === region && JSON.parse(each.environment.OPERATOR_SETTINGS ?? '{}').command === wanted);
  if (found === undefined) {
    throw new Error(`no function for "${wanted}" in ${region}`);
  }
  simulation.clock.spawn(async () => {
    try {
      await simulation.lambda.invoke(region, found.name, { actor: 'operator', reason: 'a schedule' });
    } catch (error) {
      if (!(error instanceof StateError)) {
        throw error;
      }
    }
  });
}

function machineArn(simulation: Simulation, region: string, machine: string): string {
  const names = { failover: ['failover'], planned: ['switchover', 'failback'], drill: ['drill'] }[machine]!;
  const found = simulation.props.deployment.machines.find(each => each.region === region && names.some(name => each.arn.split(':').pop()!.includes(name)));
  if (found === undefined) {
    throw new Error(`no machine "${machine}" in ${region}`);
  }
  return found.arn;
}

function refusable(action: () => unknown): void {
  try {
    action();
  } catch (error) {
    if (!(error instanceof ServiceError)) {
      throw error;
    }
  }
}
