/**
 * No test asks anything outside of its machine, however it asks: a call that was not mocked fails at once, with the name of the host. Every client
 * of AWS, `fetch` and `http` come by here. Servers that a test starts itself are reached, as are sockets with a path.
 */
const dns = require('dns');
const net = require('net');

const GUARDED = Symbol.for('cdk-multi-region-dr.no-network');
const HERE = /^(localhost|127(\.\d{1,3}){3}|::1|::ffff:127(\.\d{1,3}){3})$/i;
const ASKS = /^(lookup|resolve|reverse)/;

function requireHere(host) {
  if (!HERE.test(host)) {
    throw new Error(`a test asks for ${host}: tests have no network. Mock what asks`);
  }
}

/** Where a socket is to go, by whatever `connect` takes. Inside of Node.js that is a list of options and listener. */
function hostOf([first, second]) {
  const options = Array.isArray(first) ? first[0] : first;
  if (typeof options === 'object' && options !== null) {
    return options.path ? 'localhost' : options.host ?? 'localhost';
  }
  const isPath = typeof options === 'string' && Number.isNaN(Number(options));
  return isPath || typeof second !== 'string' ? 'localhost' : second;
}

function guard(owner, name, of) {
  const original = owner[name];
  owner[name] = function (...given) {
    requireHere(of(given));
    return original.apply(this, given);
  };
  // By one of them `util.promisify` knows what it answers.
  Object.getOwnPropertySymbols(original).forEach(symbol => { owner[name][symbol] = original[symbol]; });
}

function guardNames(owner) {
  Object.getOwnPropertyNames(owner).filter(name => ASKS.test(name)).forEach(name => guard(owner, name, ([asked]) => String(asked)));
}

// Once per process: these modules are the same in every sandbox.
if (!net.Socket.prototype[GUARDED]) {
  net.Socket.prototype[GUARDED] = true;
  guard(net.Socket.prototype, 'connect', hostOf);
  [dns, dns.promises, dns.Resolver.prototype, dns.promises.Resolver.prototype].forEach(guardNames);
}
