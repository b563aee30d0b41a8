/** The journal, its disk and its keys. */
import { entry, type ErrorEntry } from './entry.ts';

export const JOURNAL_ERRORS = {
  ENTRY_UNREADABLE: entry(
    422,
    'A journal entry cannot be read. It is kept aside and HQ is told.',
    'जर्नल की एक प्रविष्टि पढ़ी नहीं जा सकी। वह अलग रखी गई है, मुख्यालय को सूचना जाएगी।',
  ),
  CHAIN_HASH_WRONG: entry(
    422,
    'Journal entry {seq} was altered. The counter stops charging; call HQ.',
    'जर्नल की प्रविष्टि {seq} बदली हुई है। काउंटर रुक गया है; मुख्यालय को फ़ोन करें।',
  ),
  CHAIN_GAP: entry(
    409,
    'Entries are missing: expected {expected}, found {found}. They will be sent again.',
    'प्रविष्टियाँ छूटी हैं: {expected} चाहिए थी, {found} मिली। वे फिर भेजी जाएँगी।',
  ),
  CHAIN_BROKEN: entry(
    422,
    'Journal entry {seq} does not follow the one before it. The counter stops charging; call HQ.',
    'जर्नल की प्रविष्टि {seq} पिछली से नहीं जुड़ती। काउंटर रुक गया है; मुख्यालय को फ़ोन करें।',
  ),
  CHAIN_TOTAL_FELL: entry(
    422,
    'The running total fell at journal entry {seq}. The counter stops charging; call HQ.',
    'प्रविष्टि {seq} पर चालू योग घट गया। काउंटर रुक गया है; मुख्यालय को फ़ोन करें।',
  ),
  CHAIN_FORKED: entry(
    409,
    'HQ holds another entry {seq} of this counter. Both are kept; stop charging and call HQ.',
    'मुख्यालय के पास दूसरी प्रविष्टि {seq} है। दोनों रखी हैं; रुकें, मुख्यालय को फ़ोन करें।',
  ),
  CHAIN_TOTAL_WRONG: entry(
    422,
    'The running total at journal entry {seq} is not the sum of the receipts. Call HQ.',
    'प्रविष्टि {seq} पर चालू योग रसीदों के योग से नहीं मिलता। मुख्यालय को फ़ोन करें।',
  ),
  CHAIN_SIGNATURE_WRONG: entry(
    422,
    'Journal entry {seq} is not signed by this counter. The counter stops charging; call HQ.',
    'प्रविष्टि {seq} पर इस काउंटर का हस्ताक्षर नहीं है। काउंटर रुक गया है; मुख्यालय को फ़ोन करें।',
  ),
  CHAIN_FOREIGN: entry(
    422,
    'Journal entry {seq} is of another counter. The counter stops charging; call HQ.',
    'प्रविष्टि {seq} किसी दूसरे काउंटर की है। काउंटर रुक गया है; मुख्यालय को फ़ोन करें।',
  ),
  DISK_FULL: entry(
    507,
    'The disk is full. Nothing new is charged until there is room; a step that was refused was not recorded. Make room, then repeat it.',
    'डिस्क भर गई है। जगह बनने तक नया शुल्क नहीं लिया जाएगा; जो काम रुका वह दर्ज नहीं हुआ। जगह बनाकर दोहराएँ।',
  ),
  DISK_FAILED: entry(
    500,
    'The disk did not take the last step ({cause}). It was not recorded; stop and call HQ.',
    'डिस्क ने पिछला काम नहीं लिया ({cause})। वह दर्ज नहीं हुआ; रुकें, मुख्यालय को फ़ोन करें।',
  ),
  SCHEMA_NEWER: entry(
    409,
    'The journal was written by a newer program ({found}; this one knows {known}). Update first.',
    'जर्नल नए प्रोग्राम का है ({found}; यह {known} तक जानता है)। पहले अपडेट करें।',
  ),
  JOURNAL_IN_USE: entry(
    409,
    'Another program holds this journal. Close it: a counter runs once.',
    'यह जर्नल किसी और प्रोग्राम ने खोल रखा है। उसे बंद करें: काउंटर एक ही बार चलता है।',
  ),
  JOURNAL_UNREADABLE: entry(
    500,
    'The journal file cannot be opened ({cause}). Do not delete it; call HQ.',
    'जर्नल की फ़ाइल नहीं खुली ({cause})। उसे मिटाएँ नहीं; मुख्यालय को फ़ोन करें।',
  ),
  JOURNAL_DAMAGED: entry(
    500,
    'The journal file is damaged ({cause}). What was charged stays on record. Stop; call HQ.',
    'जर्नल की फ़ाइल खराब है ({cause})। लिया गया पैसा दर्ज है। रुकें; मुख्यालय को फ़ोन करें।',
  ),
  VIEWS_DAMAGED: entry(
    500,
    'The counter’s overview was damaged and was made anew from the journal. Nothing is lost; do it again.',
    'काउंटर का सार खराब था, जर्नल से फिर बनाया गया। कुछ खोया नहीं; फिर से करें।',
  ),
  JOURNAL_WENT_BACK: entry(
    409,
    'The journal is an older copy: entry {seq} was here, now it ends at {found}. Stop; call HQ.',
    'जर्नल पुरानी प्रति है: प्रविष्टि {seq} थी, अब {found} तक ही है। रुकें; मुख्यालय को फ़ोन करें।',
  ),
  JOURNAL_COPIED: entry(
    409,
    'The journal is another copy: entry {seq} is not the one that was here. Stop; call HQ.',
    'जर्नल कोई और प्रति है: प्रविष्टि {seq} वही नहीं जो यहाँ थी। रुकें; मुख्यालय को फ़ोन करें।',
  ),
  COUNTER_RETIRED: entry(
    409,
    'This counter was retired by HQ on entry {seq}. Nothing more is charged here.',
    'मुख्यालय ने प्रविष्टि {seq} पर यह काउंटर बंद किया। यहाँ अब कुछ नहीं लिया जाता।',
  ),
  COUNTER_RUNS: entry(
    409,
    'This counter works: its journal is whole. Nothing has to be enrolled anew.',
    'यह काउंटर ठीक है: जर्नल पूरा है। नए पंजीकरण की ज़रूरत नहीं।',
  ),
  BACKUP_FAILED: entry(
    500,
    'The second copy of the journal was not made ({cause}). Go on; look at the backup disk.',
    'जर्नल की दूसरी प्रति नहीं बनी ({cause})। काम जारी रखें; बैकअप डिस्क देखें।',
  ),
  BACKUP_NO_PLACE: entry(
    409,
    'No place for a second copy is set up on this machine. Call whoever installed it.',
    'इस मशीन पर दूसरी प्रति की जगह तय नहीं है। जिसने लगाया उसे फ़ोन करें।',
  ),
  KEY_EXPOSED: entry(
    500,
    'The counter key at {path} can be read by others. Narrow its permissions, then start again.',
    'काउंटर की कुंजी {path} दूसरे पढ़ सकते हैं। अनुमति घटाकर फिर शुरू करें।',
  ),
  KEY_UNREADABLE: entry(
    500,
    'The counter key cannot be read ({cause}). It is not replaced; call HQ to enrol anew.',
    'काउंटर की कुंजी नहीं पढ़ी गई ({cause})। बदली नहीं गई; नए पंजीकरण के लिए मुख्यालय से कहें।',
  ),
} as const satisfies Record<string, ErrorEntry>;
