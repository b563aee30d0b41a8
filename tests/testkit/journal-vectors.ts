/**
 * Test vectors of docs/spec/journal.md: an entry, its hash, and its signature by the key whose seed is
 * SHA-256 of the seven ASCII letters `counter`.
 */
export const VECTORS = {
  seed: 'efe899c74558f20b08bbc19bf0228c0c25bddb7871d80bd34ac8b33c030b3698',
  publicKey: 'lTcmrj4xAXS5zN8z6xHWN6a47xWfZtRXKuTjyYqPh_4',
  keyId: '8cd0c5579fc3e338',
  text: '{"formatVersion":1,"officeId":"KA-BLR-01","counterId":"KA-BLR-01-C3","keyId":"8cd0c5579fc3e338","seq":1,"staffId":"S1042","shiftId":"KA-BLR-01-C3-S7","businessDate":"2026-06-15","wallTimeMs":1781497800000,"monotonicMs":1000,"bootId":"boot-1","grossChargedPaise":0,"grossReversedPaise":0,"prevHash":"0000000000000000000000000000000000000000000000000000000000000000","kind":"drawer.opened","body":{"cause":"no_sale"}}',
  hash: '40531bdd1a35d9aa4239cebf24a8b91294413995fd556034062649cded368622',
  signatureInput:
    '7261736565642f656e7472792d7369676e61747572652f310034303533316264643161333564396161343233396365626632346138623931323934343133393935666435353630333430363236343963646564333638363232',
  signature:
    'PCfAV1tOS-gSOI030VIt9KnfYIs1HqxvmixEEY3pHMcxx1iK1Am9z_N731ApWvh0KIhMTd01IZQ41M2Qua7aCA',
} as const;
