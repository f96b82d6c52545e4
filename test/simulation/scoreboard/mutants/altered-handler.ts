import type { HandlerBinding, HandlerWorld } from '../../models/lambda';
import type { Alteration } from '../system';

type Handle = HandlerBinding['handle'];

/** The same system with one of its handlers replaced. */
export function withHandler(principal: string, change: (handle: Handle) => Handle): Alteration {
  return ({ deployment, handlers }) => ({
    deployment, handlers: handlers.map(binding => binding.principal === principal ? { ...binding, handle: change(binding.handle) } : binding),
  });
}

/** What a handler asks of a service, and what it is answered, as a mutant changes them. */
export interface Tapped {
  readonly ask?: (operation: string, input: any) => any;
  readonly answer?: (operation: string, answer: any) => any;
}

/** The world of a handler, with one of its services tapped. */
export function tapped(world: HandlerWorld, service: string, { ask = (_, input) => input, answer = (_, given) => given }: Tapped): HandlerWorld {
  return {
    ...world,
    clients: region => {
      const clients = world.clients(region);
      const send = async (command: { readonly input: any }) => {
        const operation = command.constructor.name.replace(/Command$/, '');
        const changed: object = Object.assign(Object.create(Object.getPrototypeOf(command)), { input: ask(operation, command.input) });
        return answer(operation, await clients[service].send(changed));
      };
      return { ...clients, [service]: { send } };
    },
  };
}
