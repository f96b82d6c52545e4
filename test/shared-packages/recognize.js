/**
 * Has `instanceof` hold for values of other contexts, too: every context has types of its own.
 *
 * @param type `Error` or `Date` of one context; types that extend it keep to their own instances
 * @param isOne whether a value of any context is one
 */
exports.recognize = function recognize(type, isOne) {
  Object.defineProperty(type, Symbol.hasInstance, {
    value(candidate) {
      return this === type ? isOne(candidate) : Function.prototype[Symbol.hasInstance].call(this, candidate);
    },
  });
};
