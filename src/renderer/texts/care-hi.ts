/** Every word about a counter's journal, copies, sticks and keys in Hindi; a part of `hi.ts`. */
import type { careEn } from './care-en.ts';

export const careHi = {
  shutTitle: 'यह काउंटर नहीं खुला',
  shutText: 'लिया गया शुल्क दर्ज और सुरक्षित है। इसे ठीक करें या मुख्यालय को फ़ोन करें; फिर Enter दबाएँ।',
  shutGo: 'फिर देखें',
  thisCounter: 'यह काउंटर',
  careFailed: 'यह नहीं हो सका:',
  careJournal: 'जर्नल',
  careEntries: (entries: string, held: string) => `${entries} प्रविष्टियाँ; मुख्यालय के पास ${held} तक`,
  careFree: (megabytes: string) => `डिस्क पर ${megabytes} MB खाली`,
  careCheck: 'पूरा जर्नल जाँचें',
  careChecking: (seq: string, last: string) => `जाँच जारी: ${last} में से ${seq}`,
  careGood: (last: string, time: string) => `सभी ${last} प्रविष्टियाँ सही हैं। जाँच ${time} पर हुई।`,
  careUnchecked: 'हर प्रविष्टि और हर हस्ताक्षर। काम साथ-साथ चलता रहता है।',
  careBackup: 'दूसरी प्रति',
  careBackupAt: (date: string, time: string) => `पिछली प्रति: ${date}, ${time}। वह जाँची हुई है।`,
  careBackupPlace: (place: string, megabytes: string) => `जगह: ${place}, ${megabytes} MB`,
  careBackupNever: 'अभी कोई प्रति नहीं बनी।',
  careBackupNone: 'इस मशीन पर इसकी जगह तय नहीं है। जिसने लगाया उसे फ़ोन करें।',
  careBackupGo: 'अभी प्रति बनाएँ',
  careBackupWorking: 'प्रति बन रही है और जाँची जा रही है',
  careRestore:
    'जर्नल की डिस्क खराब हो तो सही हिस्सा इसी प्रति से पेन ड्राइव पर सहेजा जाता है। मशीन ही न रहे तो नई मशीन मुख्यालय के कोड से दर्ज करें और यह प्रति सौंपें। प्रति से काम आगे कभी न चलाएँ: ऐसा काउंटर अपने आप रुक जाता है।',
  careKey: 'कुंजी',
  careKeyName: (name: string, count: string) => `${name}, इस मशीन की कुंजी ${count}`,
  careKeyUntil: (date: string) => `इसका प्रमाणपत्र ${date} तक है।`,
  careKeyRotate: 'मुख्यालय ने नई कुंजी माँगी है। ऑनलाइन होते ही अपने आप बन जाएगी।',
  careKeyRetire: 'मुख्यालय ने यह काउंटर बंद करने को कहा है। पाली बंद होते ही अपने आप बंद होगा।',
  careKeyQuiet: 'नई कुंजी का समय मुख्यालय बताता है। यहाँ कुछ नहीं करना है।',
  careStick: 'पेन ड्राइव से, जब लाइन बंद हो',
  careStickText: (waiting: string) =>
    `${waiting} प्रविष्टियाँ भेजनी हैं। पेन ड्राइव की फ़ाइलें केवल मुख्यालय पढ़ सकता है, और मुख्यालय की केवल यह काउंटर।`,
  careStickNone: 'पेन ड्राइव लगाएँ।',
  careStickPlace: 'पेन ड्राइव',
  careWrite: 'पेन ड्राइव पर लिखें',
  careRead: 'पेन ड्राइव से पढ़ें',
  careWriteNow: 'अभी लिखें',
  careReadNow: 'अभी पढ़ें',
  careWriting: 'लिखा जा रहा है। पेन ड्राइव न निकालें।',
  careReading: 'पढ़ा जा रहा है। पेन ड्राइव न निकालें।',
  careWrote: (from: string, to: string, files: string) =>
    `प्रविष्टियाँ ${from} से ${to} पेन ड्राइव पर हैं, फ़ाइलें: ${files}। इसे मुख्यालय ले जाएँ।`,
  careWroteAsk: 'सारी प्रविष्टियाँ मुख्यालय के पास हैं। पेन ड्राइव पर यह है कि इस काउंटर को क्या चाहिए।',
  careRead1: (seq: string, news: string) =>
    `मुख्यालय के पास प्रविष्टि ${seq} तक सब है। मुख्यालय से मिली सूचनाएँ: ${news}।`,
  careUnused: (count: string) => `काम न आईं, फ़ाइलें: ${count}`,
} as const satisfies { readonly [K in keyof typeof careEn]: unknown };
