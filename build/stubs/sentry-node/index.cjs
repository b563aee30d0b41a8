/**
 * Stands in for the telemetry client that cashfree-pg loads, which would send the secrets and the
 * citizens' data of this whole process to a third party. Nothing is ever started and nothing sent;
 * initialising it is a bug and says so.
 */
'use strict';

exports.init = function init() {
  throw new Error('telemetry is never switched on: pass XEnableErrorAnalytics = false');
};
exports.getClient = () => undefined;
exports.getCurrentScope = () => ({ setExtra() {}, setTag() {}, setUser() {}, setContext() {} });
exports.captureException = () => '';
exports.captureMessage = () => '';
