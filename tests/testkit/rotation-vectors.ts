/**
 * Test vectors of docs/spec/journal.md: a key that is rotated and a counter that is retired, after the
 * entry of `journal-vectors.ts`. The next key's seed is SHA-256 of `counter-2`.
 */
export const ROTATION_VECTORS = {
  nextPublicKey: 'u0kqTuMyAUvlme2-dfzcNihbfEUZotAtw1iotptN1nQ',
  nextKeyId: '775d3c2bf2b0035f',
  rotated: {
    text: '{"formatVersion":1,"officeId":"KA-BLR-01","counterId":"KA-BLR-01-C3","keyId":"8cd0c5579fc3e338","seq":2,"staffId":"S1042","shiftId":"KA-BLR-01-C3-S7","businessDate":"2026-06-15","wallTimeMs":1781497800000,"monotonicMs":1002,"bootId":"boot-1","grossChargedPaise":0,"grossReversedPaise":0,"prevHash":"40531bdd1a35d9aa4239cebf24a8b91294413995fd556034062649cded368622","kind":"key.rotated","body":{"keyId":"775d3c2bf2b0035f","publicKey":"u0kqTuMyAUvlme2-dfzcNihbfEUZotAtw1iotptN1nQ","certificateHash":"03d66dd08835c1ca3f128cceacd1f31ac94163096b20f445ae84285bc0832d72","commandId":"0123456789abcdef0123456789abcdef"}}',
    hash: '055432a489ad8a7ee76d12f8642d025005a7480aacff4921222cef8a06d834fc',
    signature:
      'T1WcEtLrS-ZKg10vuusH1q4f4eUWoNf0b4NfuBba9o42P_30w4q90dMNp776_QMZnfEIKUa-jCn4IB_hPlj_DQ',
  },
  retired: {
    text: '{"formatVersion":1,"officeId":"KA-BLR-01","counterId":"KA-BLR-01-C3","keyId":"775d3c2bf2b0035f","seq":3,"staffId":"S1042","shiftId":"KA-BLR-01-C3-S7","businessDate":"2026-06-15","wallTimeMs":1781497800000,"monotonicMs":1003,"bootId":"boot-1","grossChargedPaise":0,"grossReversedPaise":0,"prevHash":"055432a489ad8a7ee76d12f8642d025005a7480aacff4921222cef8a06d834fc","kind":"counter.retired","body":{"commandId":"0123456789abcdef0123456789abcdef"}}',
    hash: 'c58775177cc1abfe32d4e3cf5967aa237bdf0a85ee903fed523fe54f9701b421',
    signature:
      '7utvKSfY-0gTnd-srj1UNlXPsc7iTD69Gki69or_gyOszj8jvitnoTuZmCjdNgOBCQfHEu184D4NL2YEdG4OCA',
  },
} as const;
