import type { Place } from './reader.ts';
import type { Tariff } from './types.ts';

export function checkTariff(_tariff: Tariff, _place: Place): void {}
