/** The printer and its paper. */
import { entry, type ErrorEntry } from './entry.ts';

export const PAPER_ERRORS = {
  PRINT_UNDRAWABLE: entry(
    422,
    'This paper cannot be drawn (line {line}). The charge is safe. Send it by SMS and call HQ.',
    'यह काग़ज़ छापा नहीं जा सकता (पंक्ति {line})। शुल्क सुरक्षित है। SMS भेजें और मुख्यालय को बताएँ।',
  ),
  PRINTER_UNREACHABLE: entry(
    503,
    'The printer does not answer. The charge is safe. Check its power and cable and press F8, ' +
      'or send by SMS.',
    'प्रिंटर से संपर्क नहीं है। शुल्क सुरक्षित है। बिजली और तार देखें और F8 दबाएँ, या SMS भेजें।',
  ),
  PRINTER_PAPER_OUT: entry(
    503,
    'Printer out of paper. The charge is safe. Load paper and press F8, or send by SMS.',
    'प्रिंटर में काग़ज़ ख़त्म है। शुल्क सुरक्षित है। काग़ज़ लगाकर F8 दबाएँ, या SMS भेजें।',
  ),
  PRINTER_COVER_OPEN: entry(
    503,
    'The printer cover is open. The charge is safe. Close it and press F8, or send by SMS.',
    'प्रिंटर का ढक्कन खुला है। शुल्क सुरक्षित है। बंद करके F8 दबाएँ, या SMS भेजें।',
  ),
  PRINTER_OFFLINE: entry(
    503,
    'The printer is offline. The charge is safe. Press its feed button, then F8, or send by SMS.',
    'प्रिंटर ऑफ़लाइन है। शुल्क सुरक्षित है। उसका फ़ीड बटन, फिर F8 दबाएँ, या SMS भेजें।',
  ),
  PRINTER_FAULT: entry(
    503,
    'The printer reports a fault (cutter or heat). The charge is safe. Switch it off and on, ' +
      'press F8, or send by SMS.',
    'प्रिंटर में ख़राबी है (कटर या गर्मी)। शुल्क सुरक्षित है। बंद-चालू करके F8 दबाएँ, या SMS भेजें।',
  ),
  PRINTER_DISCONNECTED: entry(
    503,
    'The line to the printer broke. The charge is safe. Look at the paper: if the receipt is not ' +
      'whole, press F8, or send by SMS.',
    'प्रिंटर से संपर्क बीच में टूटा। शुल्क सुरक्षित है। काग़ज़ देखें: रसीद पूरी न हो तो F8 दबाएँ, या SMS भेजें।',
  ),
  PRINTER_TIMEOUT: entry(
    504,
    'The printer did not say that it finished. The charge is safe. Look at the paper: if the ' +
      'receipt is not whole, press F8, or send by SMS.',
    'प्रिंटर ने छपाई पूरी होने की सूचना नहीं दी। शुल्क सुरक्षित है। काग़ज़ देखें: रसीद पूरी न हो तो F8 दबाएँ।',
  ),
} as const satisfies Record<string, ErrorEntry>;
