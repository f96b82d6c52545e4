import type { Figure, Sourced } from './sourced';

const ECS = 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference';
const SCALING = 'https://docs.aws.amazon.com/autoscaling/ec2/APIReference';

/** What steps of a team scale. */
export const WORKLOAD = {
  'desired-at-once': { says: 'a service or a group wants at once what it was told to want', source: `${ECS}/API_UpdateService.html` },
  'reached-later': { says: 'what is wanted runs later, and what ran goes on', source: `${ECS}/API_Service.html` },
  'in-service': { says: 'an instance of a group that starts is Pending until it is InService', source: `${SCALING}/API_Instance.html` },
  'same-again': { says: 'to want the same again changes nothing', assumed: 'call SetDesiredCapacity and UpdateService twice' },
} satisfies { [id: string]: Sourced };

export const WORKLOAD_FIGURES = {
  taskSeconds: { says: 'how long a task takes to run: seconds', assumed: 'a series of UpdateService in an account', range: [15, 90] },
  instanceSeconds: { says: 'how long an instance takes to be in service: seconds', assumed: 'a series of SetDesiredCapacity in an account', range: [45, 150] },
} satisfies { [id: string]: Figure };
